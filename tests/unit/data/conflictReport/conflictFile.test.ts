import { readFileSync } from "node:fs";
import { DOMParser } from "@xmldom/xmldom";
import { unzipSync } from "fflate";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import {
  type ConflictFileInput,
  type ConflictFormat,
  conflictFile,
} from "../../../../src/data/conflictReport/conflictFile.ts";
import { buildConflictRows } from "../../../../src/data/conflictReport/conflictRows.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";
import { type ConflictsInput, collectCheck } from "../../../../src/domain/ecology/collectCheck.ts";
import { findConflicts } from "../../../../src/domain/ecology/findConflicts.ts";

const check: ConflictsInput = {
  phase: "2020",
  datasets: ["rivers", "deserts", "nature-reserves"],
  subjects: [],
  ownSubjects: [
    {
      id: "line",
      name: { zh: "<线路>&“一”", en: "=Route <1>" },
      kind: "rail",
      geometry: {
        type: "LineString",
        coordinates: [
          [109.5, 40.1],
          [109.5, 40.8],
        ],
      },
      schematic: false,
      source: "drawn",
    },
    {
      id: "park",
      name: { zh: "园区", en: "Park" },
      kind: "industry",
      geometry: { type: "Point", coordinates: [109.52, 40.52] },
      schematic: true,
      source: "drawn",
    },
  ],
  planZones: true,
  ownZones: [],
  rules: null,
  parameters: null,
  time: "2026-07-01T09:00:00+08:00",
};

const inputOf = (format: ConflictFormat, language: "zh" | "en" = "zh"): ConflictFileInput => ({
  check,
  format,
  stylesheetUrl: "report.css",
  frame: {
    language,
    atlasTitle: { zh: "图", en: "Atlas" },
    phaseTitle: { zh: "现状", en: "Base" },
    datasets: { rivers: { title: { zh: "河流", en: "Rivers" }, credit: "GSHHG", date: "2021" } },
    ownFiles: [],
    figureLimit: 40,
  },
});
const files = Object.fromEntries(
  conflictFile
    .files(inputOf("docx"))
    .map((name) => [name, JSON.parse(readFileSync(`public/data/${name}`, "utf8"))]),
);
const write = (format: ConflictFormat, language?: "zh" | "en") => {
  const written = conflictFile.run(inputOf(format, language), files);
  if (!written.ok) throw new Error(written.error.en);
  return written.value;
};
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const result = findConflicts(collectCheck(check, files));

/** Well-formed XML or a failure. */
const parseXml = (text: string) =>
  new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(text, "text/xml");

describe("the document", () => {
  const { bytes, fileName } = write("docx");
  const parts = unzipSync(bytes);
  const document = textOf(parts["word/document.xml"]!);

  it("is named by its run and has the same bytes each time", () => {
    expect(fileName).toBe(`conflicts-${result.id}.docx`);
    expect(Buffer.from(write("docx").bytes).equals(Buffer.from(bytes))).toBe(true);
  });

  it("is well-formed in every part, and every relation leads to a part", () => {
    for (const [name, part] of Object.entries(parts)) if (/\.(xml|rels)$/.test(name)) parseXml(textOf(part));
    const relations = textOf(parts["word/_rels/document.xml.rels"]!);
    const targets = new Map(
      [...relations.matchAll(/Id="(\w+)" Type="[^"]+" Target="([^"]+)"/g)].map(([, id, target]) => [
        id,
        target,
      ]),
    );
    for (const target of targets.values()) expect(parts[`word/${target}`]).toBeDefined();
    for (const [, id] of document.matchAll(/r:(?:embed|id)="(\w+)"/g)) expect(targets.has(id!)).toBe(true);
  });

  it("says everything an official report says, in order", () => {
    const text = document.replace(/<[^>]+>/g, "|");
    const wanted = [
      "生态保护空间冲突检查报告",
      result.id,
      "检查结论",
      "检查对象",
      "检查方法",
      "冲突明细",
      "冲突位置图",
      "依据条款",
      "未检查的内容",
      "生态保护红线",
      "数据来源和版本",
      result.dataVersions.rivers!,
      "声明",
      "不代替主管部门的审查和法律意见",
      "审 核 人",
    ];
    expect(wanted.filter((word) => !text.includes(word))).toEqual([]);
    const headings = [...text.matchAll(/\|([一二三四五六七八九])、/g)].map(([, ordinal]) => ordinal);
    expect(headings.join("")).toBe("一二三四五六七八九");
    expect(document).toContain("&lt;线路&gt;&amp;“一”");
  });

  it("has a picture with something on it for every conflict, and one of them all", () => {
    const pictures = Object.entries(parts)
      .filter(([name]) => name.startsWith("word/media/"))
      .map(([, png]) => PNG.sync.read(Buffer.from(png)))
      .filter((png) => png.width > 1000);
    expect(pictures).toHaveLength(result.conflicts.length + 1);
    for (const { data, width, height } of pictures) {
      const inner = new Set<number>();
      for (let y = 40; y < height - 80; y += 3)
        for (let x = 120; x < width - 80; x += 3) inner.add(data.readUIntBE((y * width + x) * 4, 3));
      expect(inner.size).toBeGreaterThan(5);
    }
  });

  it("is wholly English in English", () => {
    const english = textOf(unzipSync(write("docx", "en").bytes)["word/document.xml"]!);
    const texts = [...english.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text);
    expect(texts.filter((text) => /\p{Script=Han}/u.test(text!))).toEqual([]);
    expect(texts.join(" ")).toContain("does not replace the review of the authorities");
  });
});

describe("the page for printing", () => {
  it("escapes what users wrote and holds neither scripts nor styles of its own", () => {
    const html = textOf(write("html").bytes);
    expect(html).toContain("&lt;线路&gt;&amp;“一”");
    expect(html).not.toMatch(/<script|<style|style="|<线路>/);
    expect(html.match(/<figure>/g)).toHaveLength(result.conflicts.length + 1);
  });
});

describe("rows", () => {
  it("are one for each conflict, numbers as numbers", () => {
    const [head, ...rows] = buildConflictRows(result, "en");
    expect(rows).toHaveLength(result.conflicts.length);
    const length = head!.indexOf("length inside (m)");
    expect(rows.some((row) => typeof row[length] === "number" && row[length] > 0)).toBe(true);
  });

  it("quote what begins like a formula in CSV", () => {
    const csv = textOf(write("csv", "en").bytes);
    expect(csv).toContain("'=Route <1>");
    expect(csv.trimEnd().split("\r\n")).toHaveLength(result.conflicts.length + 1);
  });

  it("make a workbook of five well-formed sheets", () => {
    const parts = unzipSync(write("xlsx").bytes);
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith("xl/worksheets/"));
    expect(sheets).toHaveLength(5);
    for (const [, sheet] of sheets) parseXml(textOf(sheet));
    // Kinds and certainties in words, not as the table of rules has them.
    const all = sheets.map(([, sheet]) => textOf(sheet)).join("");
    expect(all).toMatch(/见过条文原文|条文未见原文|用户自定/);
    expect(all).not.toMatch(/>(quoted page|memory|user|zone-[a-z-]+|subject-absent|no-rule)</);
  });
});

describe("features of the conflicts", () => {
  it.each(["geojson", "shapefile"] as const)("are read back from %s by our own readers", async (format) => {
    const { bytes, fileName } = write(format);
    const { report, layers } = await readFiles([{ name: fileName, bytes }]);
    expect(report.errors).toEqual([]);
    const features = layers.flatMap((layer) => layer.collection.features);
    expect(features.length).toBeGreaterThanOrEqual(result.conflicts.length);
    expect(features.map((feature) => feature.properties?.subject)).toContain("<线路>&“一”");
    expect(new Set(features.map((feature) => feature.properties?.run_id))).toEqual(new Set([result.id]));
  });
});

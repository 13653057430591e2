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
import { findConflicts } from "../../../../src/domain/check/findConflicts.ts";
import { type ConflictsInput, collectCheck } from "../../../../src/domain/check/kernels.ts";
import { standardWeights } from "../../../../src/domain/corridor/corridor.ts";
import { corridor } from "../../../../src/domain/corridor/corridorKernel.ts";

const check: ConflictsInput = {
  phase: "2020",
  decisionDate: "2026-11-30",
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
  arrangement: "one",
  template: null,
  stylesheetUrl: "report.css",
  frame: {
    language,
    atlasTitle: { zh: "图", en: "Atlas" },
    phaseTitle: { zh: "现状", en: "Base" },
    datasets: { rivers: { title: { zh: "河流", en: "Rivers" }, credit: "GSHHG", date: "2021" } },
    own: [],
    gridEpsg: null,
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

describe("a run as JSON", () => {
  it("is laid out as one text would be, though it is written part by part", () => {
    const text = textOf(write("json").bytes);
    const read = JSON.parse(text) as { conflicts: { id: string }[] };
    expect(text).toBe(`${JSON.stringify(read, null, 1)}\n`);
    expect(read.conflicts.map(({ id }) => id)).toEqual(result.conflicts.map(({ id }) => id));
    expect(read.conflicts.length).toBeGreaterThan(2);
  });

  it("has an empty list where nothing meets", () => {
    const none = { ...inputOf("json"), check: { ...check, zoneKinds: ["none"] } };
    const written = conflictFile.run(none, files);
    if (!written.ok) throw new Error(written.error.en);
    const text = textOf(written.value.bytes);
    expect(text).toContain('\n "conflicts": [],\n');
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 1)}\n`);
  });
});

describe("the chapter on ways of least conflict", () => {
  const found = corridor.run(
    {
      check: { ...check, ownSubjects: [] },
      activity: "rail",
      from: [109.5, 40.1],
      to: [109.7, 40.8],
      weights: standardWeights,
      kindWeights: { desert: 7 },
      cellMetres: 1_000,
    },
    files,
  );
  if (!found.ok) throw new Error(found.error.en);
  const report = {
    from: { lngLat: [109.5, 40.1] as const, name: { zh: "甲", en: "Alpha" } },
    to: { lngLat: [109.7, 40.8] as const, name: null },
    activity: { zh: "铁路", en: "Railway" },
    result: found.value,
  };
  const writeWith = (arrangement: "one" | "each") => {
    const input = inputOf("docx", "en");
    const written = conflictFile.run(
      { ...input, arrangement, frame: { ...input.frame, corridor: report } },
      files,
    );
    if (!written.ok) throw new Error(written.error.en);
    return written.value.bytes;
  };
  const documentOf = (bytes: Uint8Array) => textOf(unzipSync(bytes)["word/document.xml"]!);

  it("prints ends, weights, ways, zones and clauses", () => {
    const document = documentOf(writeWith("one"));
    parseXml(document);
    const [best] = found.value.ways;
    for (const said of [
      "Ways of least conflict",
      "Alpha (109.5000, 40.1000)",
      "(109.7000, 40.8000)",
      (best!.lengthMetres / 1000).toFixed(1),
      ...found.value.kinds.map(({ title }) => title.en),
      ...best!.zones.flatMap(({ name, clauses }) => [name.en, ...clauses.map(({ en }) => en)]),
    ])
      expect(document).toContain(said.replaceAll("&", "&amp;"));
    expect(found.value.kinds.find(({ kind }) => kind === "desert")?.weight).toBe(7);
  });

  it("stands once among a report for each project, and not at all where nothing was asked", () => {
    const reports = Object.values(unzipSync(writeWith("each"))).map(documentOf);
    expect(reports.filter((document) => document.includes("Ways of least conflict"))).toHaveLength(1);
    expect(documentOf(write("docx", "en").bytes)).not.toContain("Ways of least conflict");
  });
});

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
      "留痕",
      "2026年7月1日 09:00（北京时间，UTC+8）",
      "数据来源和版本",
      result.dataVersions.rivers!,
      "声明",
      "不代替主管部门的审查和法律意见",
      "审 核 人",
    ];
    expect(wanted.filter((word) => !text.includes(word))).toEqual([]);
    const headings = [...text.matchAll(/\|([一二三四五六七八九十]+)、/g)].map(([, ordinal]) => ordinal);
    expect(headings.join("")).toBe("一二三四五六七八九十十一");
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

  it("make a workbook of ten well-formed sheets", () => {
    const parts = unzipSync(write("xlsx").bytes);
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith("xl/worksheets/"));
    expect(sheets).toHaveLength(10);
    for (const [, sheet] of sheets) parseXml(textOf(sheet));
    // Kinds and certainties in words, not as the table of rules has them.
    const all = sheets.map(([, sheet]) => textOf(sheet)).join("");
    expect(all).toMatch(/条文已核|条文未核|条文未找到/);
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

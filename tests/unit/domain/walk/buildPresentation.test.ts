import { DOMParser } from "@xmldom/xmldom";
import { strFromU8, unzipSync } from "fflate";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { buildPresentation, type Slide } from "../../../../src/domain/walk/buildPresentation.ts";

const png = new Uint8Array(PNG.sync.write(new PNG({ width: 4, height: 2 })));
const slide = (title: string, more: Partial<Slide> = {}): Slide => ({
  title,
  lead: "第 6 章",
  paragraphs: ["第一段", "Second paragraph"],
  tables: [],
  charts: [],
  notes: [`备注 ${title}`],
  foot: "示意图",
  picture: { png, widthPixels: 4, heightPixels: 2, description: "地图" },
  ...more,
});

const slides = [
  slide("封面", { picture: null, notes: [] }),
  slide('铁路 <a & "b">', { tables: [{ title: "时间", rows: [["呼—包", "60 分钟"]] }] }),
  slide("三"),
  slide("图", {
    charts: [
      {
        title: "车上时间 <分钟>",
        bars: [
          { label: "呼—包", value: 59.8, strong: false },
          { label: "鄂—乌", value: 153.3, strong: true },
        ],
        unit: " 分钟",
        digits: 0,
        target: { label: "一小时", value: 60 },
      },
    ],
  }),
  slide("缺", { picture: null, missing: "画面没有生成" }),
];
const parts = unzipSync(buildPresentation(slides, "标题", "2026-01-02T03:04:05Z"));
const text = (name: string) => strFromU8(parts[name]!);
const parse = (name: string) => {
  const problems: string[] = [];
  const document = new DOMParser({ onError: (_, message) => problems.push(message) }).parseFromString(
    text(name),
    "text/xml",
  );
  expect(problems).toEqual([]);
  return document;
};
const wordsOf = (name: string) =>
  Array.from(parse(name).getElementsByTagName("a:t")).map((node) => node.textContent);

describe("a presentation", () => {
  it("every part but the pictures is well-formed XML", () => {
    const xml = Object.keys(parts).filter((name) => /\.(xml|rels)$/.test(name));
    expect(xml.length).toBeGreaterThan(20);
    for (const name of xml) parse(name);
  });

  it("has one slide and one notes page for each entry, all declared", () => {
    const names = Object.keys(parts);
    expect(names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))).toHaveLength(5);
    expect(names.filter((name) => /^ppt\/notesSlides\/notesSlide\d+\.xml$/.test(name))).toHaveLength(5);
    expect(parse("ppt/presentation.xml").getElementsByTagName("p:sldId")).toHaveLength(5);
    const declared = Array.from(parse("[Content_Types].xml").getElementsByTagName("Override")).map((node) =>
      node.getAttribute("PartName")?.slice(1),
    );
    expect(declared.filter((name) => !names.includes(name!))).toEqual([]);
  });

  it("every relation leads to a part that is there", () => {
    const lost = Object.keys(parts)
      .filter((name) => name.endsWith(".rels"))
      .flatMap((name) => {
        const folder = name.replace(/_rels\/[^/]+$/, "");
        return Array.from(parse(name).getElementsByTagName("Relationship")).map((node) =>
          new URL(node.getAttribute("Target")!, `http://package/${folder}`).pathname.slice(1),
        );
      })
      .filter((target) => !(target in parts));
    expect(lost).toEqual([]);
  });

  it("texts stay texts, whatever letters they hold", () => {
    expect(wordsOf("ppt/slides/slide2.xml")).toEqual([
      '铁路 <a & "b">',
      "第 6 章",
      "第一段",
      "Second paragraph",
      "时间",
      "呼—包",
      "60 分钟",
      "示意图",
    ]);
  });

  it("notes stand in the notes field of their own slide", () => {
    expect(wordsOf("ppt/notesSlides/notesSlide2.xml")).toEqual(['备注 铁路 <a & "b">']);
    expect(text("ppt/notesSlides/_rels/notesSlide2.xml.rels")).toContain("../slides/slide2.xml");
    expect(text("ppt/notesSlides/notesSlide2.xml")).toContain('type="body"');
  });

  it("the picture is the bytes given, in its own proportions", () => {
    expect(parts["ppt/media/image2.png"]).toEqual(png);
    const size = parse("ppt/slides/slide2.xml")
      .getElementsByTagName("p:pic")[0]!
      .getElementsByTagName("a:ext")[0]!;
    expect(Number(size.getAttribute("cx")) / Number(size.getAttribute("cy"))).toBeCloseTo(2, 3);
    expect("ppt/media/image1.png" in parts).toBe(false);
  });

  it("bars are a chart of the office's own, with the same numbers in its workbook", () => {
    const chart = parse("ppt/charts/chart1.xml");
    const valuesOf = (tag: string) =>
      Array.from(chart.getElementsByTagName(tag)[0]!.getElementsByTagName("c:v")).map(
        (node) => node.textContent,
      );
    expect(valuesOf("c:cat")).toEqual(["呼—包", "鄂—乌"]);
    expect(valuesOf("c:val")).toEqual(["59.8", "153.3"]);
    const workbook = unzipSync(parts["ppt/embeddings/chart1.xlsx"]!);
    const sheet = strFromU8(workbook["xl/worksheets/sheet1.xml"]!);
    for (const value of ["59.8", "153.3"]) expect(sheet).toContain(`<v>${value}</v>`);
    expect(text("ppt/slides/slide4.xml")).not.toContain("<a:tbl>");
  });

  it("the target crosses the bars where its value lies on their scale", () => {
    const slideFour = parse("ppt/slides/slide4.xml");
    const boxOf = (node: {
      getElementsByTagName: (name: string) => ArrayLike<{ getAttribute: (name: string) => string | null }>;
    }) => ({
      x: Number(node.getElementsByTagName("a:off")[0]!.getAttribute("x")),
      width: Number(node.getElementsByTagName("a:ext")[0]!.getAttribute("cx")),
    });
    const line = boxOf(slideFour.getElementsByTagName("p:cxnSp")[0]!);
    const frame = boxOf(slideFour.getElementsByTagName("p:graphicFrame")[0]!);
    const layout = parse("ppt/charts/chart1.xml").getElementsByTagName("c:manualLayout")[0]!;
    const share = (name: string) => Number(layout.getElementsByTagName(name)[0]!.getAttribute("val"));
    const onScale = (line.x - frame.x - frame.width * share("c:x")) / (frame.width * share("c:w"));
    expect(onScale).toBeCloseTo(60 / 153.3, 4);
  });

  it("tables are written in 14 points or more", () => {
    const sizes = Array.from(
      parse("ppt/slides/slide2.xml").getElementsByTagName("a:tbl")[0]!.getElementsByTagName("a:rPr"),
    ).map((node) => Number(node.getAttribute("sz")));
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1_400);
  });

  it("a picture that could not be drawn is said in its place", () => {
    expect(wordsOf("ppt/slides/slide5.xml")).toContain("画面没有生成");
    expect(text("ppt/slides/slide5.xml")).not.toContain("<p:pic>");
  });

  it("cover and slides say whose they are, with the emblem on the cover alone", () => {
    const made = unzipSync(
      buildPresentation([slide("封面", { picture: null }), slide("二")], "t", "2026-01-02T03:04:05Z", {
        template: "official",
        unit: "市规划局",
        emblem: { png, widthPixels: 4, heightPixels: 2 },
      }),
    );
    const [cover, second] = [1, 2].map((number) => strFromU8(made[`ppt/slides/slide${number}.xml`]!));
    for (const each of [cover, second]) expect(each).toContain("市规划局");
    expect(made["ppt/media/emblem.png"]).toEqual(png);
    expect(cover).toContain('name="Emblem"');
    expect(second).not.toContain('name="Emblem"');
    expect(strFromU8(made["ppt/slides/_rels/slide1.xml.rels"]!)).toContain("emblem.png");
  });

  it("letters that XML cannot hold are left out", () => {
    const odd = unzipSync(buildPresentation([slide("a\u0000b\u000bc")], "t", "2026-01-02T03:04:05Z"));
    expect(strFromU8(odd["ppt/slides/slide1.xml"]!)).toContain(">abc<");
  });
});

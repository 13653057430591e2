import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, it } from "vitest";
import { formatNumber, formatSerialDate, isDateCode } from "../../../../src/data/formats/numberFormats.ts";
import { parseAngle, parseCoordinate, parsePair } from "../../../../src/data/formats/tableColumns.ts";
import { buildWorkbook, type SheetCell } from "../../../../src/data/formats/xlsxWriter.ts";
import type { ReadOptions } from "../../../../src/data/importReport.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";

const read = async (name: string, bytes: Uint8Array, options?: ReadOptions) => {
  const { report, layers } = await readFiles([{ name, bytes }], options);
  const features = layers.flatMap((layer) => layer.collection.features);
  return {
    report,
    layers,
    features,
    positions: features.map(({ geometry }) => "coordinates" in geometry && geometry.coordinates),
  };
};
const csv = (text: string, options?: ReadOptions) => read("a.csv", strToU8(text), options);
const book = (
  rows: SheetCell[][],
  options?: ReadOptions,
  merges: string[] = [],
  change?: (files: Record<string, Uint8Array>) => void,
) => {
  const files = unzipSync(buildWorkbook([{ name: "表", rows }]));
  const sheet = "xl/worksheets/sheet1.xml";
  if (merges.length > 0)
    files[sheet] = strToU8(
      strFromU8(files[sheet]!).replace(
        "</sheetData>",
        `</sheetData><mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`,
      ),
    );
  change?.(files);
  return read("a.xlsx", zipSync(files), options);
};

it.each<[string, string, number[][], string[]]>([
  [
    "a title above",
    "某市排污口清单,,,\n序号,名称,经度,纬度\n1,甲,110.5,40.5\n",
    [[110.5, 40.5]],
    ["序号", "名称"],
  ],
  [
    "a title, a note and an empty line above",
    "清单\n制表：某局 2024年\n\n名称,经度,纬度,面积\n甲,110.5,40.5,3\n",
    [[110.5, 40.5]],
    ["名称", "面积"],
  ],
  [
    "two lines of header",
    "名称,中心坐标,,备注\n,经度,纬度,\n甲,110.5,40.5,x\n",
    [[110.5, 40.5]],
    ["名称", "备注"],
  ],
  ["a row of units", "名称,经度,纬度,面积\n,°,°,公顷\n甲,110.5,40.5,3\n", [[110.5, 40.5]], ["名称", "面积"]],
  [
    "degrees, minutes and seconds apart",
    "名称,东经（度）,东经（分）,东经（秒）,北纬（度）,北纬（分）,北纬（秒）\n甲,110,30,0,40,30,0\n",
    [[110.5, 40.5]],
    ["名称"],
  ],
  [
    "degrees and minutes under common names",
    "名称,经度,,纬度,\n,度,分,度,分\n甲,110,30,40,30\n",
    [[110.5, 40.5]],
    ["名称"],
  ],
  [
    "both in one cell",
    '名称,经纬度\n甲,"110.5,40.5"\n乙,北纬40°30′00″ 东经110°30′00″\n',
    [
      [110.5, 40.5],
      [110.5, 40.5],
    ],
    ["名称"],
  ],
  [
    "full-width digits and letters",
    "名称,经度Ｅ,纬度Ｎ\n甲,１１０．５,４０．５\n",
    [[110.5, 40.5]],
    ["名称"],
  ],
])("a table with %s is read without a question", async (_, text, positions, keys) => {
  const found = await csv(text);
  expect(found.report).toMatchObject({ accepted: true, read: positions.length, errors: [] });
  expect(found.positions).toEqual(positions);
  expect(Object.keys(found.features[0]!.properties!)).toEqual(keys);
});

it("the user's header row, sheet and columns beat what is found", async () => {
  const text = "经度,纬度,a,b\n1,2,lng,lat\n1,2,110.5,40.5\n";
  expect((await csv(text)).positions[0]).toEqual([1, 2]);
  const chosen = await csv(text, { headerRow: 2, columns: { longitude: "lng", latitude: "lat" } });
  expect(chosen.positions).toEqual([[110.5, 40.5]]);
  expect(chosen.report.decisions.find((d) => d.about === "header")).toMatchObject({ value: "2", by: "user" });
  const bytes = buildWorkbook(
    ["一", "二"].map((name, i) => ({
      name,
      rows: [
        ["名称", "经度", "纬度"],
        [name, 110 + i, 40],
      ] as SheetCell[][],
    })),
  );
  expect((await read("a.xlsx", bytes)).layers.map(({ name }) => name)).toEqual(["一", "二"]);
  expect((await read("a.xlsx", bytes, { layers: ["二"] })).positions).toEqual([[111, 40]]);
  expect((await read("a.xlsx", bytes, { layers: ["三"] })).report.errors[0]!.message).toMatch(
    /no sheet '三'.*一, 二/,
  );
});

it("the report shows the first lines and what was made of them, also where columns are not found", async () => {
  const { report } = await csv("标题,,\n名称,甲坐标,乙坐标\na,110.5,40.5\n");
  expect(report.accepted).toBe(false);
  expect(report.tables![0]).toMatchObject({
    names: ["名称", "甲坐标", "乙坐标"],
    headerRow: 2,
    columns: null,
  });
  expect(report.tables![0]!.lines.map(({ line, cells }) => [line, cells[0]])).toEqual([
    [1, "标题"],
    [2, "名称"],
    [3, "a"],
  ]);
  const clear = await csv("name,lon,lat\na,110.5,40.5\n");
  expect(clear.report.tables![0]).toMatchObject({
    isClear: true,
    columns: { longitude: "lon", latitude: "lat" },
  });
});

it("merged cells of a workbook name each column they cover", async () => {
  const rows: SheetCell[][] = [
    ["名录", "", "", "", ""],
    ["序号", "名称", "中心坐标", "", "备注"],
    ["", "", "经度", "纬度", ""],
    [1, "甲", 110.5, 40.5, "x"],
  ];
  const merges = ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"];
  const { positions, features, report } = await book(rows, {}, merges);
  expect(positions).toEqual([[110.5, 40.5]]);
  expect(features[0]!.properties).toEqual({ 序号: 1, 名称: "甲", 备注: "x" });
  expect(report.decisions.find((d) => d.about === "columns")!.value).toBe("中心坐标 经度, 中心坐标 纬度");
});

it("a workbook whose parts lie elsewhere is read", async () => {
  const { positions } = await book(
    [
      ["名称", "经度", "纬度"],
      ["甲", 110.5, 40.5],
    ],
    {},
    [],
    (files) => {
      const move = (from: string, to: string) => {
        files[to] = files[from]!;
        delete files[from];
      };
      move("xl/workbook.xml", "office/book.xml");
      move("xl/_rels/workbook.xml.rels", "office/_rels/book.xml.rels");
      move("xl/worksheets/sheet1.xml", "data/s.xml");
      files["_rels/.rels"] = strToU8(
        strFromU8(files["_rels/.rels"]!).replace("xl/workbook.xml", "/office/book.xml"),
      );
      const rels = "office/_rels/book.xml.rels";
      files[rels] = strToU8(
        strFromU8(files[rels]!)
          .replace("worksheets/sheet1.xml", "../data/s.xml")
          .replace("styles.xml", "/xl/styles.xml"),
      );
    },
  );
  expect(positions).toEqual([[110.5, 40.5]]);
});

it("rows past a hundred thousand do not overflow the stack", async () => {
  const rows: SheetCell[][] = [["经度", "纬度"]];
  for (let i = 0; i < 130_000; i += 1) rows.push([110 + i / 1e6, 40]);
  expect((await book(rows)).report).toMatchObject({ accepted: true, read: 130_000 });
}, 120_000);

it.each<[string, number, string | undefined]>([
  ["000000", 601, "000601"],
  ["0000-00-00", 20240315, "2024-03-15"],
  ['"K"0+000', 12345, "K12+345"],
  ["00", 7, "07"],
  ["0", 7, undefined],
  ["0.00", 7, undefined],
  ["#,##0", 1234, undefined],
  ['0"km"', 7, undefined],
  ["000000", 1.5, undefined],
  ["00%", 1, undefined],
])("the number format %s of %d carries meaning or not", (code, value, expected) => {
  expect(formatNumber(code, value)).toBe(expected);
});

it("dates and times of day are told from numbers", () => {
  expect([isDateCode("yyyy-mm-dd"), isDateCode("[h]:mm"), isDateCode("000000"), isDateCode('0"日"')]).toEqual(
    [true, true, false, false],
  );
  expect(formatSerialDate(45_366, false)).toBe("2024-03-15");
  expect(formatSerialDate(0.5, false)).toBe("12:00:00");
});

it("a column of codes stays one, whatever its cells look like", async () => {
  const { features } = await csv(
    "经度,纬度,节,码,数,空\n110,40,1.1,0451,1,\n110,40,1.10,451,2.5,\n合计,,,,3.5,\n",
  );
  expect(features.map((f) => f.properties)).toEqual([
    { 节: "1.1", 码: "0451", 数: 1, 空: null },
    { 节: "1.10", 码: "451", 数: 2.5, 空: null },
  ]);
});

it("numbers with commas are kept as text and offered as numbers", async () => {
  const text = '经度;纬度;面积;宽\n110;40;"1,234.5";12,5\n111;41;7;3,25\n';
  const kept = await csv(text);
  expect(kept.features[0]!.properties).toEqual({ 面积: "1,234.5", 宽: "12,5" });
  expect(kept.report.repairs).toMatchObject([{ id: "read-numbers", applied: false }]);
  const asked = await csv(text, { repairs: ["read-numbers"] });
  expect(asked.features.map((f) => f.properties)).toEqual([
    { 面积: 1234.5, 宽: 12.5 },
    { 面积: 7, 宽: 3.25 },
  ]);
});

it("coordinates are read in every dress and nothing else is one", () => {
  expect(
    ["E110.5°", "110.5E", "110°30′", "110度30分00秒", "37,416,116.65", "-0.5", "１１０．５"].map(
      parseCoordinate,
    ),
  ).toEqual([110.5, 110.5, 110.5, 110.5, 37_416_116.65, -0.5, 110.5]);
  expect(["", "无", "110°75′", "2024-03-15", "甲1", "1,2,3"].map(parseCoordinate)).toEqual(
    new Array(6).fill(undefined),
  );
  expect(parseAngle([110, 30, 36])).toBeCloseTo(110.51, 12);
  expect([parseAngle([110, 61, 0]), parseAngle([110, "", null])]).toEqual([undefined, 110]);
  expect([
    parsePair("110.5, 40.5"),
    parsePair("(40.5N, 110.5E)"),
    parsePair("40.5 110.5"),
    parsePair("甲，乙"),
  ]).toEqual([[110.5, 40.5], [110.5, 40.5], [110.5, 40.5], undefined]);
});

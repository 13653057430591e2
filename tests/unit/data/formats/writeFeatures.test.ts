import fc from "fast-check";
import { unzipSync } from "fflate";
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { encodeText, fitText } from "../../../../src/data/bytes/encodeText.ts";
import { formatCell } from "../../../../src/data/formats/csv.ts";
import { readWellKnownBinary, writeWellKnownBinary } from "../../../../src/data/formats/wellKnownBinary.ts";
import { formatWellKnownText, parseWellKnownText } from "../../../../src/data/formats/wellKnownText.ts";
import {
  type WriteOptions,
  writableFormats,
  writeFeatures,
} from "../../../../src/data/formats/writeFeatures.ts";
import { buildWorkbook } from "../../../../src/data/formats/xlsxWriter.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";
import { findCrs } from "../../../../src/domain/place/crs.ts";
import { measureAreaSquareMetres, measureLengthMetres } from "../../../../src/domain/place/measure.ts";

const ring: Position[] = [
  [110, 40],
  [110.2, 40],
  [110.2, 40.1],
  [110, 40.1],
  [110, 40],
];
const hole: Position[] = [
  [110.05, 40.02],
  [110.05, 40.04],
  [110.1, 40.04],
  [110.05, 40.02],
];
const zones: FeatureCollection<Geometry> = {
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      properties: { 名称: '黄河湿地，"核心区"', 面积公顷: 1234.56, 编号: 7, 核定: true, 备注: null },
      geometry: { type: "Polygon", coordinates: [ring, hole] },
    },
    {
      type: "Feature",
      properties: { 名称: "=SUM(A1)", 面积公顷: -3.5, 编号: 8, 核定: false, 备注: "多行\n文字" },
      geometry: {
        type: "MultiPolygon",
        coordinates: [[ring.map(([x, y]) => [x! + 1, y!])], [ring.map(([x, y]) => [x! + 2, y!])]],
      },
    },
  ],
};
const crsOf = (epsg: number) => {
  const found = findCrs(epsg);
  if (!found.ok) throw new Error(found.error.en);
  return found.value;
};

async function write(
  collection: FeatureCollection<Geometry>,
  options: Omit<WriteOptions, "title"> & { title?: string },
) {
  const written = await writeFeatures(collection, { title: "导出", ...options });
  if (!written.ok) throw new Error(written.error.en);
  return written.value;
}

async function writeAndRead(
  collection: FeatureCollection<Geometry>,
  options: Omit<WriteOptions, "title">,
  fromCrs?: string,
) {
  const file = await write(collection, options);
  const outcome = await readFiles([{ name: file.fileName, bytes: file.bytes }], fromCrs ? { fromCrs } : {});
  expect(outcome.report.errors).toEqual([]);
  return { ...outcome, notes: file.notes, features: outcome.layers.flatMap((l) => l.collection.features) };
}

const kinds: [string, Omit<WriteOptions, "title">, string?][] = [
  ["GeoJSON", { format: "geojson" }],
  ["a shapefile in UTF-8", { format: "shapefile" }],
  ["a shapefile in GBK on a CGCS2000 zone", { format: "shapefile", encoding: "gbk", crs: crsOf(4525) }],
  ["KML", { format: "kml" }],
  ["GeoPackage", { format: "geopackage" }],
  ["GeoPackage on a CGCS2000 zone", { format: "geopackage", crs: crsOf(4547) }],
  ["CSV", { format: "csv" }],
  ["CSV on a grid", { format: "csv", crs: crsOf(4546) }, "EPSG:4546"],
  ["XLSX", { format: "xlsx" }],
];

describe("a layer written and read again", () => {
  it.each(kinds)("as %s keeps its zones, its areas and its Chinese", async (_, options, fromCrs) => {
    const { features } = await writeAndRead(zones, options, fromCrs);
    expect(features).toHaveLength(2);
    features.forEach((feature, i) => {
      const expected = zones.features[i]!;
      const area = measureAreaSquareMetres(expected.geometry);
      expect(Math.abs(measureAreaSquareMetres(feature.geometry) - area)).toBeLessThan(10);
      const values = Object.values(feature.properties!).map((v) => String(v).replace(/^'/, ""));
      expect(values).toContain(expected.properties!.名称);
      expect(values.map(Number)).toContain(expected.properties!.编号);
      expect(values.map(Number)).toContain(expected.properties!.面积公顷);
    });
  });

  it("points and lines come back too, each kind of a mixed layer in a shapefile of its own", async () => {
    const mixed: FeatureCollection<Geometry> = {
      type: "FeatureCollection",
      features: [
        { type: "Feature", properties: { n: 1 }, geometry: { type: "Point", coordinates: [110, 40] } },
        {
          type: "Feature",
          properties: { n: 2 },
          geometry: {
            type: "MultiPoint",
            coordinates: [
              [110, 40],
              [111, 41],
            ],
          },
        },
        {
          type: "Feature",
          properties: { n: 3 },
          geometry: {
            type: "LineString",
            coordinates: [
              [110, 40],
              [111, 41],
            ],
          },
        },
        {
          type: "Feature",
          properties: { n: 4 },
          geometry: {
            type: "MultiLineString",
            coordinates: [
              [
                [110, 40],
                [111, 41],
              ],
              [
                [112, 40],
                [113, 41],
              ],
            ],
          },
        },
        {
          type: "Feature",
          properties: { n: 5 },
          geometry: {
            type: "GeometryCollection",
            geometries: [
              { type: "Point", coordinates: [109, 39] },
              { type: "Polygon", coordinates: [ring] },
            ],
          },
        },
      ],
    };
    for (const format of ["geojson", "kml", "geopackage", "csv", "xlsx"] as const) {
      const { features } = await writeAndRead(mixed, { format });
      const sum = (list: readonly Feature<Geometry>[]) =>
        list.reduce((total, f) => total + measureLengthMetres(f.geometry), 0);
      expect(features, format).toHaveLength(5);
      expect(Math.abs(sum(features) - sum(mixed.features)), format).toBeLessThan(0.1);
    }
    const { layers, notes, features } = await writeAndRead(mixed, { format: "shapefile" });
    expect(layers.map((l) => l.name).sort()).toEqual([
      "导出_lines",
      "导出_multipoints",
      "导出_points",
      "导出_polygons",
    ]);
    expect(notes.map((n) => n.code)).toEqual(["kinds-split", "collections-split"]);
    expect(features).toHaveLength(6);
  });

  it("the same layer gives the same bytes", async () => {
    for (const format of writableFormats) {
      // Boundary-point text is in metres of a zone only.
      const options = { format: format.id, ...(format.id === "survey-text" ? { crs: crsOf(4525) } : {}) };
      const [a, b] = [await write(zones, options), await write(zones, options)];
      expect(Buffer.from(a.bytes).equals(Buffer.from(b.bytes)), format.id).toBe(true);
    }
  });

  it("GeoJSON and KML refuse a grid, which they cannot hold", async () => {
    for (const format of ["geojson", "kml"] as const) {
      const written = await writeFeatures(zones, { format, title: "x", crs: crsOf(4525) });
      expect(written.ok ? "written" : written.error.code).toBe("format-crs");
    }
  });

  it("the features given are not changed by writing them", async () => {
    const before = JSON.stringify(zones);
    for (const [, options] of kinds) await write(zones, options);
    expect(JSON.stringify(zones)).toBe(before);
  });

  it("an empty layer is written and read as empty", async () => {
    const none: FeatureCollection<Geometry> = { type: "FeatureCollection", features: [] };
    for (const format of ["geojson", "shapefile", "geopackage"] as const) {
      const { report } = await writeAndRead(none, { format });
      expect(report).toMatchObject({ accepted: true, read: 0 });
    }
  });
});

describe("a shapefile's limits are told", () => {
  const layer = (properties: Record<string, unknown>): FeatureCollection<Geometry> => ({
    type: "FeatureCollection",
    features: [{ type: "Feature", properties, geometry: { type: "Point", coordinates: [110, 40] } }],
  });

  it("field names are cut to ten bytes between characters, stay different, and are named", async () => {
    const { features, notes } = await writeAndRead(
      layer({ 生态保护红线面积: 1, 生态保护红线名称: "a", elevation_metres: 2, elevation_metre: 3 }),
      { format: "shapefile" },
    );
    const names = Object.keys(features[0]!.properties!);
    expect(names).toHaveLength(4);
    expect(names[0]).toBe("生态保");
    expect(names[1]).toBe("生态_1");
    expect(notes[0]!.code).toBe("field-renamed");
    expect(notes[0]!.message.en).toContain("elevation_metres → elevation_");
  });

  it("long texts are cut between characters and counted, characters GBK lacks become question marks", async () => {
    const long = await writeAndRead(layer({ t: "长".repeat(200) }), { format: "shapefile" });
    expect(long.features[0]!.properties!.t).toBe("长".repeat(84));
    expect(long.notes[0]!.code).toBe("text-cut");
    const rare = await writeAndRead(layer({ t: "𠮷野家" }), { format: "shapefile", encoding: "gbk" });
    expect(rare.features[0]!.properties!.t).toBe("?野家");
    expect(rare.notes[0]!.code).toBe("text-lost");
  });

  it("the index points at the head of every record", async () => {
    const files = unzipSync((await write(zones, { format: "shapefile", title: "a" })).bytes);
    const view = (name: string) =>
      new DataView(files[name]!.buffer, files[name]!.byteOffset, files[name]!.byteLength);
    const [shp, shx] = [view("a.shp"), view("a.shx")];
    expect(shp.getInt32(24, false) * 2).toBe(shp.byteLength);
    for (let i = 0; i < 2; i += 1) {
      const at = shx.getInt32(100 + i * 8, false) * 2;
      expect(shp.getInt32(at, false)).toBe(i + 1);
      expect(shp.getInt32(at + 4, false)).toBe(shx.getInt32(104 + i * 8, false));
    }
  });

  it("the encoding is named in the .cpg file and in the language byte", async () => {
    for (const [encoding, page, byte] of [
      ["gbk", "936", 0x4d],
      ["utf-8", "UTF-8", 0],
    ] as const) {
      const files = unzipSync((await write(zones, { format: "shapefile", encoding, title: "a" })).bytes);
      expect(new TextDecoder().decode(files["a.cpg"])).toBe(page);
      expect(files["a.dbf"]![29]).toBe(byte);
    }
  });
});

describe("cells", () => {
  it("that begin like a formula are quoted unless they are numbers", () => {
    for (const text of ["=1+1", "+cmd", "-x", "@SUM(A1)", "\t=1", "\r=1"])
      expect(formatCell(text).replace(/^"/, "")).toMatch(/^'/);
    for (const text of ["-5", "+3.2", "-1e9", "a=b", "北京"]) expect(formatCell(text)).toBe(text);
    expect(formatCell(-5)).toBe("-5");
    expect(formatCell('a"b,c')).toBe('"a""b,c"');
    expect(formatCell(null)).toBe("");
  });

  it("of a workbook come back as they were, dates as text, formulas as text", async () => {
    const bytes = buildWorkbook([
      {
        name: "表/一:",
        rows: [
          ["lon", "lat", "名称", "ok"],
          [110, 40, "=A1 & <b>", true],
          [111, 41, " 空格 ", false],
        ],
      },
    ]);
    const { layers } = await readFiles([{ name: "a.xlsx", bytes }]);
    expect(layers[0]!.name).toBe("表 一");
    expect(layers[0]!.collection.features.map((f) => f.properties)).toEqual([
      { 名称: "=A1 & <b>", ok: true },
      { 名称: " 空格 ", ok: false },
    ]);
  });
});

const position = fc
  .tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
  .map((p) => p as Position);
const line = fc.array(position, { minLength: 2, maxLength: 5 });
const rings = fc.array(
  fc.array(position, { minLength: 3, maxLength: 5 }).map((r) => [...r, r[0]!]),
  { minLength: 1, maxLength: 3 },
);
const simple: fc.Arbitrary<Geometry> = fc.oneof(
  position.map((coordinates): Geometry => ({ type: "Point", coordinates })),
  line.map((coordinates): Geometry => ({ type: "LineString", coordinates })),
  line.map((coordinates): Geometry => ({ type: "MultiPoint", coordinates })),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((coordinates): Geometry => ({ type: "MultiLineString", coordinates })),
  rings.map((coordinates): Geometry => ({ type: "Polygon", coordinates })),
  fc
    .array(rings, { minLength: 1, maxLength: 3 })
    .map((coordinates): Geometry => ({ type: "MultiPolygon", coordinates })),
);
const anyGeometry = fc.oneof(
  simple,
  fc
    .array(simple, { minLength: 1, maxLength: 3 })
    .map((geometries): Geometry => ({ type: "GeometryCollection", geometries })),
);

describe("well-known text and binary", () => {
  it("give back any geometry exactly", () => {
    fc.assert(
      fc.property(anyGeometry, (geometry) => {
        const plain = JSON.parse(JSON.stringify(geometry)) as Geometry;
        const parsed = parseWellKnownText(formatWellKnownText(plain));
        expect("geometry" in parsed && JSON.parse(JSON.stringify(parsed.geometry))).toEqual(plain);
        expect(readWellKnownBinary(writeWellKnownBinary(plain))).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["POINT Z (1 2 3)", [1, 2, 3]],
    ["POINTM(1 2 9)", [1, 2]],
    ["point zm ( 1 2 3 9 )", [1, 2, 3]],
    ["SRID=4525;POINT(1 2)", [1, 2]],
    ["POINT EMPTY", []],
  ])("%s is read", (text, coordinates) => {
    const parsed = parseWellKnownText(text);
    expect("geometry" in parsed && parsed.geometry).toEqual({ type: "Point", coordinates });
  });

  it("text that is none is refused with the place", () => {
    for (const text of [
      "",
      "POINT",
      "POINT(1)",
      "POINT(1 2",
      "POINT(1 2) x",
      "CIRCLE(1 2)",
      "POLYGON((1 2,3 4)",
      "POINT(a b)",
      "LINESTRING(1 2,,3 4)",
      "GEOMETRYCOLLECTION(".repeat(50),
    ]) {
      expect(parseWellKnownText(text), text).toHaveProperty("problem");
    }
  });
});

describe("GBK", () => {
  it("gives the bytes that decode to the same text, for every character it has", () => {
    const text = "呼包鄂乌一张图，保护区：〇①Ａａ";
    const { bytes, lost } = encodeText(text, "gbk");
    expect(lost).toBe(0);
    expect(new TextDecoder("gbk").decode(bytes)).toBe(text);
    fc.assert(
      fc.property(fc.integer({ min: 0x4e00, max: 0x9fa5 }), (code) => {
        const character = String.fromCodePoint(code);
        expect(new TextDecoder("gbk").decode(encodeText(character, "gbk").bytes)).toBe(character);
      }),
    );
    expect(fitText("甲乙丙", 5, "gbk")).toMatchObject({ cut: true });
    expect(new TextDecoder("gbk").decode(fitText("甲乙丙", 5, "gbk").bytes)).toBe("甲乙");
  });
});

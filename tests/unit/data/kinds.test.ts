import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { strToU8, zipSync } from "fflate";
import { deserialize } from "flatgeobuf/lib/mjs/geojson.js";
import { expect, it } from "vitest";
import { readFlatGeobuf } from "../../../src/data/formats/flatGeobuf.ts";
import { createFindings, type InputFile, type ReadOptions } from "../../../src/data/importReport.ts";
import { readFiles } from "../../../src/data/readFiles.ts";

const folder = resolve(import.meta.dirname, "../../fixtures/files");
const load = (name: string): InputFile => ({
  name,
  bytes: new Uint8Array(readFileSync(resolve(folder, name))),
});
const text = (name: string, content: string): InputFile => ({ name, bytes: strToU8(content) });
const read = async (file: InputFile, options?: ReadOptions) => {
  const { report, layers } = await readFiles([file], options);
  return { report, features: layers.flatMap((layer) => layer.collection.features) };
};
const collection = (features: object[], more: object = {}) =>
  JSON.stringify({ type: "FeatureCollection", features, ...more });
const point = (coordinates: number[], properties: object = {}) => ({
  type: "Feature",
  properties,
  geometry: { type: "Point", coordinates },
});

const codes = ["150202000000012345", "150202000000012346", "7"];
const codesText = `{"type":"FeatureCollection","features":[${codes
  .map(
    (code, i) =>
      `{"type":"Feature","properties":{"code":${code}},"geometry":{"type":"Point","coordinates":[110.0${i},40]}}`,
  )
  .join(",")}]}`;

it.each([
  ["a dBASE table", load("codes.zip")],
  ["a GeoPackage", load("codes.gpkg")],
  ["a FlatGeobuf", load("codes.fgb")],
  ["JSON", text("codes.geojson", codesText)],
])("integers past 2^53 in %s stay what they were, the whole column as text, with a note", async (_, file) => {
  const { report, features } = await read(file);
  expect(features.map((f) => f.properties!.code).sort()).toEqual([...codes].sort());
  expect(report.warnings.map((w) => w.code)).toContain("integer-as-text");
});

it("long digits inside strings and decimals are left alone", async () => {
  const { report, features } = await read(
    text(
      "a.geojson",
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"x\\" 1234567890123456789","b":0.1234567890123456789,"c":1234567890123456},"geometry":{"type":"Point","coordinates":[110.123456789012345678,40]}}]}',
    ),
  );
  expect(report.warnings).toEqual([]);
  expect(features[0]!.properties).toEqual({
    a: 'x" 1234567890123456789',
    b: 0.12345678901234568,
    c: 1234567890123456,
  });
});

it("a FlatGeobuf of one feature with GDAL's index is read; damaged ones end in words", async () => {
  const whole = load("one-indexed.fgb");
  expect((await read(whole)).report).toMatchObject({ accepted: true, read: 1 });
  const zero = new Uint8Array(20);
  zero.set(whole.bytes.subarray(0, 8));
  zero[8] = 8;
  expect((await read({ name: "zero.fgb", bytes: zero })).report).toMatchObject({ accepted: false });
  for (let at = 8; at < whole.bytes.length; at += 1) {
    const bytes = whole.bytes.slice();
    bytes[at]! ^= 0xff;
    const { report } = await read({ name: "bent.fgb", bytes });
    expect(report.accepted || report.errors.length > 0).toBe(true);
    expect((await read({ name: "cut.fgb", bytes: whole.bytes.slice(0, at) })).report.accepted).toBe(false);
  }
});

it("a topology whose arcs unfold without end is refused before it unfolds", async () => {
  const arcs = [Array.from({ length: 1000 }, (_, i) => [110 + i * 1e-5, 40])];
  const geometries = Array.from({ length: 100 }, () => ({
    type: "LineString",
    arcs: new Array(1000).fill(0),
  }));
  const { report } = await read(
    text(
      "bomb.json",
      JSON.stringify({ type: "Topology", arcs, objects: { a: { type: "GeometryCollection", geometries } } }),
    ),
  );
  expect(report.errors[0]!.message).toMatch(/million positions/);
});

it("a member named twice is an error in every kind of JSON", async () => {
  const { report } = await read(
    text("two.json", '{"type":"FeatureCollection","type":"Topology","features":[],"arcs":[],"objects":{}}'),
  );
  expect(report.accepted).toBe(false);
  expect(report.errors[0]).toMatchObject({ code: "member-repeated", line: 1 });
});

it("rounding past 180° is set onto the edge and told; a metre past it is not", async () => {
  const near = await read(
    text("a.geojson", collection([point([180.00000000000006, 70]), point([-180.0000000001, -90.00000001])])),
  );
  expect(near.features.map((f) => f.geometry)).toMatchObject([
    { coordinates: [180, 70] },
    { coordinates: [-180, -90] },
  ]);
  expect(near.report.warnings.map((w) => w.code)).toContain("position-rounded");
  expect((await read(text("b.geojson", collection([point([180.00001, 70])])))).report.accepted).toBe(false);
});

it("the properties ArcGIS puts on a collection are left out with a warning", async () => {
  const { report } = await read(
    text("a.geojson", collection([point([110, 40])], { properties: { exceededTransferLimit: true } })),
  );
  expect(report).toMatchObject({ accepted: true, read: 1 });
  expect(report.warnings.map((w) => w.code)).toContain("collection-properties");
});

it.each([
  ["a.geojson", collection([])],
  [
    "b.kml",
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>http://example.com/a.kml</href></Link></NetworkLink></Document></kml>',
  ],
])("%s holds nothing to draw and says so", async (name, content) => {
  const { report } = await read(text(name, content));
  expect(report.read).toBe(0);
  expect(report.warnings.map((w) => w.message).join()).toMatch(/0 features: /);
});

it.each<[string, Uint8Array, RegExp]>([
  ["a.rar", strToU8("Rar!\x1a\x07\0rest", true), /RAR.*unpack/],
  ["a.7z", strToU8("7z\xbc\xaf\x27\x1c\0\x04", true), /7-Zip.*unpack/],
  ["a.tar", strToU8(`${"a.txt".padEnd(257, "\0")}ustar\0`, true), /tar archive.*unpack/],
  ["a.txt", strToU8("HeadBegin\nDataMark:VCT\n"), /VCT/],
  ["a.dwg", strToU8("AC1032\0\0\0", true), /DWG.*DXF/],
  ["a.asc", strToU8("ncols 4\nnrows 4\n"), /ASCII grid/],
  ["a.rtf", strToU8("{\\rtf1 hello}"), /RTF/],
  ["a.geojson", strToU8("<!DOCTYPE html><html><body>404</body></html>"), /web page/],
  [
    "a.docx",
    zipSync({ "[Content_Types].xml": strToU8("<a/>"), "word/document.xml": strToU8("<a/>") }),
    /Word/,
  ],
])("%s is called by its name with the way out", async (name, bytes, said) => {
  const { report } = await read({ name, bytes });
  expect(report.accepted).toBe(false);
  expect(report.errors[0]!.message).toMatch(said);
});

it("a FlatGeobuf gives what the format's own library reads", async () => {
  for (const name of ["zones-epsg4526.fgb", "one-indexed.fgb"]) {
    const { bytes } = load(name);
    const expected = [];
    for await (const feature of deserialize(bytes)) expected.push(feature);
    const [layer] = readFlatGeobuf({ name, bytes }, createFindings(), {});
    expect(layer!.features.map(({ geometry }) => geometry)).toEqual(expected.map(({ geometry }) => geometry));
    expect(layer!.features).not.toHaveLength(0);
  }
});

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { InputFile, ReadOptions } from "../../../../src/data/importReport.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";

const read = (content: string, options?: ReadOptions) =>
  readFiles([{ name: "a.geojson", bytes: new TextEncoder().encode(content) }], options);
const feature = (geometry: string, rest = '"properties":{}') =>
  `{"type":"Feature",${rest},"geometry":${geometry}}`;
const collection = (...features: string[]) =>
  `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}`;
const polygon = (rings: string) => `{"type":"Polygon","coordinates":${rings}}`;
const ring = "[[110,40],[111,40],[111,41],[110,40]]";
const point = '{"type":"Point","coordinates":[110,40]}';

/** Bad files: what they are, the text, the code of the first error and the line it is on. */
const bad: [string, string, string, number][] = [
  // Not JSON.
  ["a bare word", "hello", "json-syntax", 1],
  ["an unclosed object", '{"type":"Point"', "json-syntax", 1],
  ["a file cut in a string", '{"type":"Poi', "json-syntax", 1],
  ["a file cut in an array", '{"type":"Point",\n"coordinates":[110', "json-syntax", 2],
  ["a trailing comma in an array", '{"type":"Point","coordinates":[110,40,]}', "json-syntax", 1],
  ["a trailing comma in an object", '{"type":"Point",\n"coordinates":[110,40],}', "json-syntax", 2],
  ["a comment", '{"type":"Point", // here\n"coordinates":[110,40]}', "json-syntax", 1],
  ["single quotes", "{'type':'Point','coordinates':[110,40]}", "json-syntax", 1],
  ["NaN", '{"type":"Point","coordinates":[NaN,40]}', "json-syntax", 1],
  ["Infinity", '{"type":"Point","coordinates":[110,\nInfinity]}', "json-syntax", 2],
  ["a number with a plus", '{"type":"Point","coordinates":[+110,40]}', "json-syntax", 1],
  ["a number with a leading zero", '{"type":"Point","coordinates":[0110,40]}', "json-syntax", 1],
  ["a number that ends in a point", '{"type":"Point","coordinates":[110.,40]}', "json-syntax", 1],
  ["a decimal comma", '{"type":"Point","coordinates":[110,5.0.1]}', "json-syntax", 1],
  ["a missing colon", '{"type" "Point"}', "json-syntax", 1],
  ["a missing comma", '{"type":"Point" "coordinates":[110,40]}', "json-syntax", 1],
  ["a name without quotes", "{type:1}", "json-syntax", 1],
  ["two objects", `${feature(point)}\n${feature(point)}`, "json-syntax", 2],
  ["a wrong closing bracket", '{"type":"Point","coordinates":[110,40}}', "json-syntax", 1],
  ["a line break in a string", '{"type":"Po\nint"}', "json-syntax", 1],
  ["a wrong escape", '{"type":"\\q"}', "json-syntax", 1],
  ["a wrong unicode escape", '{"type":"\\u12G4"}', "json-syntax", 1],
  ["a thousand brackets", "[".repeat(1000), "json-depth", 1],
  ["a million brackets", `{"a":${"[".repeat(1_000_000)}`, "json-depth", 1],
  ["nested objects", `${'{"a":'.repeat(200)}1${"}".repeat(200)}`, "json-depth", 1],
  // No GeoJSON.
  ["an array", "[]", "geojson-root", 1],
  ["a number as root", "[1,2]", "geojson-root", 1],
  ["an empty object", "{}", "geojson-type", 1],
  ["an unknown type", '{"type":"Feature Collection"}', "geojson-type", 1],
  ["a type in small letters", '{"type":"point","coordinates":[110,40]}', "geojson-type", 1],
  ["a type that is null", '{"type":null}', "geojson-type", 1],
  ["a type that is an object", '{"type":{}}', "geojson-type", 1],
  ["an inherited name as type", '{"type":"constructor"}', "geojson-type", 1],
  ["no features", '{"type":"FeatureCollection"}', "features-missing", 1],
  ["features that are an object", '{"type":"FeatureCollection",\n"features":{}}', "features-missing", 2],
  ["features that are null", '{"type":"FeatureCollection","features":null}', "features-missing", 1],
  [
    "a collection with coordinates",
    '{"type":"FeatureCollection","coordinates":[],"features":[]}',
    "collection-member",
    1,
  ],
  [
    "a collection with a geometry",
    '{"type":"FeatureCollection",\n"geometry":null,"features":[]}',
    "collection-member",
    2,
  ],
  // Features.
  ["a feature that is null", collection("null"), "feature-not-object", 2],
  ["a feature that is a number", collection(feature(point), "5"), "feature-not-object", 3],
  ["a feature that is an array", collection("[]"), "feature-not-object", 2],
  ["a feature that is a geometry", collection(point), "feature-type", 2],
  ["a feature without type", collection('{"properties":{},"geometry":null}'), "feature-type", 2],
  [
    "a feature in a feature's features",
    collection(collection(feature(point)).replaceAll("\n", "")),
    "feature-type",
    2,
  ],
  [
    "a feature without properties",
    collection(`{"type":"Feature","geometry":${point}}`),
    "properties-missing",
    2,
  ],
  ["properties that are an array", collection(feature(point, '"properties":[]')), "properties-type", 2],
  ["properties that are text", collection(feature(point, '"properties":"x"')), "properties-type", 2],
  ["a feature without geometry", collection('{"type":"Feature","properties":{}}'), "geometry-missing", 2],
  [
    "a feature with coordinates",
    collection(feature(point, '"properties":{},"coordinates":[1,2]')),
    "feature-member",
    2,
  ],
  [
    "a feature with features",
    collection(feature(point, '"properties":{},"features":[]')),
    "feature-member",
    2,
  ],
  [
    "a feature with geometries",
    collection(feature(point, '"properties":{},"geometries":[]')),
    "feature-member",
    2,
  ],
  ["an id that is an object", collection(feature(point, '"id":{},"properties":{}')), "feature-id", 2],
  ["an id that is null", collection(feature(point, '"id":null,"properties":{}')), "feature-id", 2],
  ["an id that is true", collection(feature(point, '"id":true,"properties":{}')), "feature-id", 2],
  ["a member named twice", collection(feature(point, '"properties":{"a":1,"a":2}')), "member-repeated", 2],
  [
    "geometry named twice",
    collection(`{"type":"Feature","properties":{},"geometry":null,\n"geometry":${point}}`),
    "member-repeated",
    3,
  ],
  ["a bbox of three", collection(feature(point, '"bbox":[1,2,3],"properties":{}')), "bbox", 2],
  ["a bbox of text", collection(feature(point, '"bbox":["1",2,3,4],"properties":{}')), "bbox", 2],
  ["a bbox upside down", collection(feature(point, '"bbox":[110,41,111,40],"properties":{}')), "bbox", 2],
  [
    "a bbox of the collection",
    `{"type":"FeatureCollection","bbox":[],"features":[${feature(point)}]}`,
    "bbox",
    1,
  ],
  // Geometries.
  ["a geometry that is text", collection(feature('"Point"')), "geometry-not-object", 2],
  ["a geometry that is an array", collection(feature("[110,40]")), "geometry-not-object", 2],
  ["a geometry without type", collection(feature('{"coordinates":[110,40]}')), "geometry-type", 2],
  [
    "a geometry of unknown type",
    collection(feature('{"type":"Circle","coordinates":[110,40]}')),
    "geometry-type",
    2,
  ],
  ["a geometry that is a feature", collection(feature(feature(point))), "geometry-type", 2],
  [
    "a geometry with an inherited type",
    collection(feature('{"type":"toString","coordinates":[110,40]}')),
    "geometry-type",
    2,
  ],
  [
    "a geometry with properties",
    collection(feature('{"type":"Point","properties":{},"coordinates":[110,40]}')),
    "geometry-member",
    2,
  ],
  ["no coordinates", collection(feature('{"type":"Point"}')), "coordinates-missing", 2],
  [
    "coordinates that are null",
    collection(feature('{"type":"Point","coordinates":null}')),
    "coordinates-missing",
    2,
  ],
  [
    "coordinates that are an object",
    collection(feature('{"type":"Point","coordinates":{"x":110,"y":40}}')),
    "coordinates-missing",
    2,
  ],
  [
    "coordinates that are text",
    collection(feature('{"type":"Point","coordinates":"110,40"}')),
    "coordinates-missing",
    2,
  ],
  ["a position of one", collection(feature('{"type":"Point","coordinates":[110]}')), "position-length", 2],
  [
    "a position of text",
    collection(feature('{"type":"Point","coordinates":["110","40"]}')),
    "position-number",
    2,
  ],
  [
    "a position with null",
    collection(feature('{"type":"Point","coordinates":[110,null]}')),
    "position-number",
    2,
  ],
  [
    "a position with an object",
    collection(feature('{"type":"Point","coordinates":[110,{}]}')),
    "position-number",
    2,
  ],
  [
    "a position with a height of text",
    collection(feature('{"type":"Point","coordinates":[110,40,"5"]}')),
    "position-number",
    2,
  ],
  [
    "a position past all numbers",
    collection(feature('{"type":"Point","coordinates":[1e999,40]}')),
    "position-finite",
    2,
  ],
  [
    "a point nested too deep",
    collection(feature('{"type":"Point","coordinates":[[110,40]]}')),
    "position-length",
    2,
  ],
  ["a line of one", collection(feature('{"type":"LineString","coordinates":[[110,40]]}')), "line-length", 2],
  [
    "a line of numbers",
    collection(feature('{"type":"LineString","coordinates":[110,40]}')),
    "position-not-array",
    2,
  ],
  [
    "a line nested too deep",
    collection(feature('{"type":"LineString","coordinates":[[[110,40],[111,41]]]}')),
    "position-number",
    2,
  ],
  [
    "a line with a bad position",
    collection(feature('{"type":"LineString","coordinates":[[110,40],\n[111]]}')),
    "position-length",
    3,
  ],
  [
    "lines that are no arrays",
    collection(feature('{"type":"MultiLineString","coordinates":[5]}')),
    "line-not-array",
    2,
  ],
  [
    "lines nested too flat",
    collection(feature('{"type":"MultiLineString","coordinates":[[110,40],[111,41]]}')),
    "position-not-array",
    2,
  ],
  [
    "points that are numbers",
    collection(feature('{"type":"MultiPoint","coordinates":[110,40]}')),
    "position-not-array",
    2,
  ],
  [
    "an open ring",
    collection(feature(polygon("[[[110,40],[111,40],[111,41],[110,41]]]"))),
    "ring-not-closed",
    2,
  ],
  [
    "a ring open by a hair",
    collection(feature(polygon("[[[110,40],[111,40],[111,41],[110,40.0000001]]]"))),
    "ring-not-closed",
    2,
  ],
  [
    "a ring closed in two dimensions only",
    collection(feature(polygon("[[[110,40,1],[111,40,1],[111,41,1],[110,40,2]]]"))),
    "ring-not-closed",
    2,
  ],
  ["a ring of three", collection(feature(polygon("[[[110,40],[111,40],[110,40]]]"))), "ring-length", 2],
  ["a ring of one", collection(feature(polygon("[[[110,40]]]"))), "ring-length", 2],
  ["an empty ring", collection(feature(polygon("[[]]"))), "ring-length", 2],
  ["a polygon nested too flat", collection(feature(polygon(ring))), "position-not-array", 2],
  ["a polygon nested too deep", collection(feature(polygon(`[[${ring}]]`))), "position-number", 2],
  ["a polygon of numbers", collection(feature(polygon("[1,2,3]"))), "line-not-array", 2],
  ["a bad hole", collection(feature(polygon(`[${ring},[[110.4,40.2],[110.5,40.2]]]`))), "ring-length", 2],
  [
    "polygons nested too flat",
    collection(feature(`{"type":"MultiPolygon","coordinates":[${ring}]}`)),
    "position-not-array",
    2,
  ],
  [
    "polygons of numbers",
    collection(feature('{"type":"MultiPolygon","coordinates":[1]}')),
    "polygon-not-array",
    2,
  ],
  [
    "a bad polygon among good",
    collection(
      feature(`{"type":"MultiPolygon","coordinates":[[${ring}],\n[[[112,40],[113,40],[113,41],[112,41]]]]}`),
    ),
    "ring-not-closed",
    3,
  ],
  [
    "a collection without geometries",
    collection(feature('{"type":"GeometryCollection"}')),
    "geometries-missing",
    2,
  ],
  [
    "a collection with coordinates instead",
    collection(feature('{"type":"GeometryCollection","coordinates":[]}')),
    "geometries-missing",
    2,
  ],
  [
    "a collection holding null",
    collection(feature('{"type":"GeometryCollection","geometries":[null]}')),
    "geometry-not-object",
    2,
  ],
  [
    "a collection holding a feature",
    collection(feature(`{"type":"GeometryCollection","geometries":[${feature(point)}]}`)),
    "geometry-type",
    2,
  ],
  [
    "a bad part deep inside",
    collection(
      feature(`{"type":"GeometryCollection","geometries":[${point},\n{"type":"Point","coordinates":[1]}]}`),
    ),
    "position-length",
    3,
  ],
  // Places.
  [
    "metres",
    collection(feature('{"type":"Point","coordinates":[37415420.6,4502186.4]}')),
    "position-metres",
    2,
  ],
  [
    "metres in one of many",
    collection(feature(point), feature('{"type":"Point","coordinates":[500000,4502186]}')),
    "position-metres",
    3,
  ],
  [
    "longitude past 180",
    collection(feature('{"type":"Point","coordinates":[190,40]}')),
    "position-metres",
    2,
  ],
  ["latitude first", collection(feature('{"type":"Point","coordinates":[40,110]}')), "axes-swapped", 2],
  [
    "one latitude past the pole",
    collection(feature(point), feature(point), feature('{"type":"Point","coordinates":[80,95]}')),
    "latitude-range",
    4,
  ],
  [
    "a crs that is a link",
    `{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"http://x"}},"features":[]}`,
    "crs-member",
    1,
  ],
  ["a crs that is text", `{"type":"FeatureCollection","crs":"EPSG:4326","features":[]}`, "crs-member", 1],
  [
    "a crs nobody knows",
    `{"type":"FeatureCollection",\n"crs":{"type":"name","properties":{"name":"EPSG:31700"}},"features":[]}`,
    "crs-unknown",
    2,
  ],
  [
    "a crs on an old datum",
    `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4214"}},"features":[]}`,
    "crs-old-datum",
    1,
  ],
  // Shapes.
  [
    "a bow tie",
    collection(feature(polygon("[[[110,40],[111,41],[111,40],[110,41],[110,40]]]"))),
    "geometry-self-crossing",
    2,
  ],
  [
    "a hole outside",
    collection(feature(polygon(`[${ring},[[115,40],[115,41],[116,41],[115,40]]]`))),
    "geometry-hole-outside",
    2,
  ],
  [
    "a spike",
    collection(feature(polygon("[[[110,40],[112,40],[111,40],[111,41],[110,40]]]"))),
    "geometry-self-crossing",
    2,
  ],
  [
    "polygons that overlap",
    collection(
      feature(
        `{"type":"MultiPolygon","coordinates":[[${ring}],[[[110.5,40],[111.5,40],[111.5,41],[110.5,40]]]]}`,
      ),
    ),
    "geometry-self-crossing",
    2,
  ],
  [
    "a flat ring",
    collection(feature(polygon("[[[110,40],[111,40],[111,40],[110,40]]]"))),
    "geometry-too-few-positions",
    2,
  ],
  [
    "a ring run twice",
    collection(feature(polygon("[[[110,40],[111,40],[111,41],[110,40],[111,40],[111,41],[110,40]]]"))),
    "geometry-duplicate-rings",
    2,
  ],
];

/** Good files that a hasty validator refuses, with the features they hold. */
const good: [string, string, number, string[]][] = [
  ["a lone point", point, 1, []],
  ["a lone feature", feature(point), 1, []],
  ["a feature with null properties", feature(point, '"properties":null'), 1, []],
  ["an empty collection", collection(), 0, ["nothing-to-draw"]],
  ["a feature without a place", collection(feature("null"), feature(point)), 1, ["geometry-null"]],
  [
    "empty coordinates",
    collection(feature('{"type":"LineString","coordinates":[]}'), feature(point)),
    1,
    ["geometry-empty"],
  ],
  ["heights", collection(feature('{"type":"Point","coordinates":[110,40,1000]}')), 1, []],
  [
    "a fourth value",
    collection(feature('{"type":"Point","coordinates":[110,40,1000,7]}')),
    1,
    ["position-extra"],
  ],
  [
    "a clockwise ring",
    collection(feature(polygon("[[[110,40],[111,41],[111,40],[110,40]]]"))),
    1,
    ["ring-direction"],
  ],
  [
    "a hole that touches at a corner",
    collection(
      feature(
        polygon(`[[[110,40],[112,40],[112,42],[110,42],[110,40]],[[110,40],[110.5,41],[111,40.5],[110,40]]]`),
      ),
    ),
    1,
    [],
  ],
  [
    "foreign members",
    `{"type":"FeatureCollection","name":"x","generator":{"a":[1]},"features":[${feature(point)}]}`,
    1,
    [],
  ],
  [
    "ids of both kinds",
    collection(feature(point, '"id":"a","properties":{}'), feature(point, '"id":7,"properties":{}')),
    2,
    [],
  ],
  [
    "an id used twice",
    collection(feature(point, '"id":"a","properties":{}'), feature(point, '"id":"a","properties":{}')),
    2,
    ["feature-id-repeated"],
  ],
  [
    "a crs that says WGS 84",
    `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[${feature(point)}]}`,
    1,
    ["crs-legacy"],
  ],
  [
    "a collection in a collection",
    collection(
      feature(
        `{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[${point}]}]}`,
      ),
    ),
    1,
    ["nested-collection"],
  ],
  ["a byte order mark", `\ufeff${feature(point)}`, 1, []],
  [
    "a name like an inherited one",
    feature(point, '"properties":{"constructor":1,"hasOwnProperty":2,"toString":3}'),
    1,
    [],
  ],
  ["a __proto__ member", feature(point, '"properties":{"__proto__":{"polluted":1}}'), 1, ["proto-key"]],
  [
    "the edge of the world",
    collection(feature('{"type":"LineString","coordinates":[[180,90],[-180,-90]]}')),
    1,
    [],
  ],
];

describe("bad GeoJSON", () => {
  it.each(bad)("%s is refused at the right line", async (_, content, code, line) => {
    const { report, layers } = await read(content);
    expect(report.accepted).toBe(false);
    expect(report.read).toBe(0);
    expect(layers).toEqual([]);
    const first = report.errors[0]!;
    expect(first.code).toBe(code);
    expect(first.line).toBe(line);
    expect(first.column).toBeGreaterThan(0);
    expect(first.message).not.toBe("");
    expect(first.messageZh).toMatch(/[\u4e00-\u9fff]/);
  });

  it("columns point at the very value", async () => {
    const content = '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[110, "x"]}}';
    const { report } = await read(content);
    expect(content.slice(report.errors[0]!.column! - 1)).toMatch(/^"x"/);
  });

  it("a hundred errors are enough, and the last line says so", async () => {
    const { report } = await read(
      collection(...Array.from({ length: 500 }, () => feature('{"type":"Point","coordinates":[1]}'))),
    );
    expect(report.errors).toHaveLength(101);
    expect(report.errors.at(-1)!.code).toBe("more-errors");
    expect(report.accepted).toBe(false);
  });

  it("a deep or broken file of megabytes is refused", async () => {
    for (const content of [
      "[".repeat(5_000_000),
      `{"a":"${"x".repeat(5_000_000)}`,
      `${'{"a":[1,2,'.repeat(90)}${"1,".repeat(1_000_000)}`,
    ]) {
      const { report } = await read(content);
      expect(report.accepted).toBe(false);
    }
  });
});

describe("good GeoJSON", () => {
  it.each(good)("%s is accepted", async (_, content, count, warnings) => {
    const { report, layers } = await read(content);
    expect(report.errors).toEqual([]);
    expect(report.accepted).toBe(true);
    expect(report.read).toBe(count);
    expect(layers[0]!.collection.features).toHaveLength(count);
    // The features of these small files are alike, which is told too.
    expect(report.warnings.map((w) => w.code).filter((code) => code !== "feature-twice")).toEqual(warnings);
    for (const w of report.warnings) expect(w.record !== null || w.line !== null).toBe(true);
  });

  it("a __proto__ key pollutes nothing and is kept", async () => {
    const { layers } = await read(feature(point, '"properties":{"__proto__":{"polluted":1}}'));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.hasOwn(layers[0]!.collection.features[0]!.properties!, "__proto__")).toBe(true);
  });

  it("a file in GB18030 is read and named", async () => {
    const text = feature(point, '"properties":{"n":"@@"}');
    const bytes = new TextEncoder().encode(text);
    const at = text.indexOf("@@");
    bytes.set([0xb0, 0xfc], at);
    const { report, layers } = await readFiles([{ name: "a.json", bytes }]);
    expect(report.encoding).toBe("GB18030");
    expect(layers[0]!.collection.features[0]!.properties!.n).toBe("包");
    expect(report.warnings[0]!.code).toBe("encoding-not-utf8");
  });

  it("a legacy crs on a grid is followed", async () => {
    const grid = `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4525"}},"features":[${feature('{"type":"Point","coordinates":[37415420.672272,4502186.45433727]}')}]}`;
    const { report, layers } = await read(grid);
    expect(report.datum).toMatch(/^EPSG:4525/);
    expect(layers[0]!.collection.features[0]!.geometry).toEqual({ type: "Point", coordinates: [110, 40.65] });
  });
});

describe("repairs", () => {
  const cases: [
    string,
    string,
    "close-rings" | "rewind-rings" | "drop-extra-values" | "add-properties" | "make-valid",
  ][] = [
    ["an open ring", feature(polygon("[[[110,40],[111,40],[111,41],[110,41]]]")), "close-rings"],
    ["a clockwise ring", feature(polygon("[[[110,40],[111,41],[111,40],[110,40]]]")), "rewind-rings"],
    ["a fourth value", feature('{"type":"Point","coordinates":[110,40,1,7]}'), "drop-extra-values"],
    ["missing properties", `{"type":"Feature","geometry":${point}}`, "add-properties"],
    ["a bow tie", feature(polygon("[[[110,40],[111,41],[111,40],[110,41],[110,40]]]")), "make-valid"],
  ];
  it.each(cases)("%s is offered to be repaired, and is once asked", async (_, content, repair) => {
    const before = await read(content);
    expect(before.report.repairs.find((r) => r.id === repair)).toMatchObject({ applied: false });
    const after = await read(content, { repairs: [repair] });
    expect(after.report.accepted).toBe(true);
    expect(after.report.repairs.find((r) => r.id === repair)).toMatchObject({ applied: true });
    const geometry = after.layers[0]!.collection.features[0]!.geometry;
    const again = await read(JSON.stringify({ type: "Feature", properties: {}, geometry }));
    expect(again.report.errors).toEqual([]);
    expect(again.report.warnings).toEqual([]);
  });

  it("the records with errors can be left out, each with its line", async () => {
    const content = collection(feature(point), feature('{"type":"Point","coordinates":[1]}'), feature(point));
    const { report, layers } = await read(content, { repairs: ["skip-bad-records"] });
    expect(report).toMatchObject({ accepted: true, read: 2, skipped: 1, errors: [] });
    expect(report.warnings[0]).toMatchObject({ record: 2, line: 3 });
    expect(layers[0]!.collection.features).toHaveLength(2);
  });
});

describe("whatever the bytes", () => {
  const load = (name: string): InputFile => ({
    name,
    bytes: new Uint8Array(readFileSync(resolve(import.meta.dirname, "../../../fixtures/files", name))),
  });
  // Archives are opened first: a checksum would stop every change before a reader saw it.
  const unpacked = ["zones-gbk-epsg4525.zip", "zones.kmz", "stations.xlsx"].map((name) =>
    Object.entries(unzipSync(load(name).bytes)).map(([inner, bytes]) => ({ name: inner, bytes })),
  );
  const loose = [
    "zones-gbk-epsg4525.zip",
    "zones-epsg4526.fgb",
    "track.gpx",
    "zones-wkt-gb18030.csv",
    "zone.topojson",
    "zones.geojson",
    "zones-epsg4547.gpkg",
  ].map((name) => [load(name)]);
  const sets = [...unpacked, ...loose];

  const settle = async (files: InputFile[]) => {
    const { report, layers } = await readFiles(files);
    if (report.accepted) {
      expect(report.errors).toEqual([]);
      expect(layers.reduce((sum, l) => sum + l.collection.features.length, 0)).toBe(report.read);
    } else {
      expect(layers).toEqual([]);
      expect(report.errors.length).toBeGreaterThan(0);
      for (const e of report.errors) expect(e.record !== null || e.line !== null).toBe(true);
    }
  };

  it("random bytes and random text always get a verdict that names a place", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => settle([{ name: "a.bin", bytes }])),
      { numRuns: 150 },
    );
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 5 }), (json) =>
        settle([{ name: "a.geojson", bytes: new TextEncoder().encode(json) }]),
      ),
      { numRuns: 150 },
    );
  });

  it("real files with bytes changed or cut off never crash a reader", async () => {
    const share = fc.double({ min: 0, max: 0.9999, noNaN: true });
    const change = fc.record({ file: share, at: share, value: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: sets.length - 1 }),
        fc.array(change, { minLength: 1, maxLength: 12 }),
        fc.option(share),
        async (which, changes, cut) => {
          const files = sets[which]!.map((f) => ({ name: f.name, bytes: f.bytes.slice() }));
          for (const { file, at, value } of changes) {
            const { bytes } = files[Math.floor(file * files.length)]!;
            bytes[Math.floor(at * bytes.length)] = value;
          }
          if (cut !== null)
            files[0]!.bytes = files[0]!.bytes.slice(0, Math.ceil(files[0]!.bytes.length * cut));
          await settle(files);
        },
      ),
      { numRuns: 500 },
    );
  }, 120_000);
});

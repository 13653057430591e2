import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { strToU8, unzipSync, zipSync } from "fflate";
import { expect, it } from "vitest";
import type { PlaceShape } from "../../../src/data/landing.ts";
import { readFiles } from "../../../src/data/readFiles.ts";

const folder = resolve(import.meta.dirname, "../../fixtures/files");
const bytesOf = (name: string) => new Uint8Array(readFileSync(resolve(folder, name)));
const square = (x: number, y: number) => ({
  type: "Polygon" as const,
  coordinates: [
    [
      [x - 0.4, y - 0.4],
      [x + 0.4, y - 0.4],
      [x + 0.4, y + 0.4],
      [x - 0.4, y + 0.4],
      [x - 0.4, y - 0.4],
    ],
  ],
});
const places: PlaceShape[] = [
  { name: { zh: "东山市 甲区", en: "Jia, Dong" }, geometry: square(113, 40.55) },
  { name: { zh: "西山市 乙区", en: "Yi, Xi" }, geometry: square(110, 40.55) },
];
const loadPlaces = async () => places;
const csv = (rows: string) => ({ name: "a.csv", bytes: strToU8(`name,x,y\n${rows}\n`) });

it("systems are ranked by where they land: in the region first, and first of all where the file's texts say", async () => {
  const east = await readFiles([csv("东山市开发区,416116.65,4488851.06")], { loadPlaces });
  const west = await readFiles([csv("西山市开发区,416116.65,4488851.06")], { loadPlaces });
  const first = (report: typeof east.report) =>
    report.questions.find((q) => q.about === "crs")!.choices.map(({ value, lands }) => [value, lands!.zh]);
  expect(first(east.report)[0]).toEqual(["EPSG:4547", "落在 东山市 甲区"]);
  expect(first(west.report)[0]).toEqual(["EPSG:4546", "落在 西山市 乙区"]);
  expect(first(west.report).at(-1)![1]).toMatch(/^落在本区域之外（/);
});

it("a .prj without a zone over eastings with one is a contradiction, and the zone is offered", async () => {
  const files = unzipSync(bytesOf("zones-gbk-epsg4525.zip"));
  const prj = Object.keys(files).find((name) => name.endsWith(".prj"))!;
  const said = new TextDecoder().decode(files[prj]!);
  files[prj] = strToU8(said.replace(/("False_Easting",)\d+\.0/, "$1500000.0"));
  const { report } = await readFiles([{ name: "a.zip", bytes: zipSync(files) }], { loadPlaces });
  expect(report.accepted).toBe(false);
  expect(report.errors[0]).toMatchObject({ code: "crs-contradiction" });
  expect(report.questions[0]!.choices[0]!.value).toBe("EPSG:4525");
});

it("degrees under a .prj of a grid are a contradiction too, and so is a northing that comes first", async () => {
  const files = unzipSync(bytesOf("codes.zip"));
  const grid = unzipSync(bytesOf("zones-gbk-epsg4525.zip"));
  files["codes.prj"] = grid[Object.keys(grid).find((name) => name.endsWith(".prj"))!]!;
  const { report } = await readFiles([{ name: "a.zip", bytes: zipSync(files) }], { loadPlaces });
  expect(report.errors[0]).toMatchObject({ code: "crs-contradiction" });
  expect(report.questions[0]!.choices.map(({ value }) => value)).toEqual(["EPSG:4490", "EPSG:4326"]);
  const geojson = (coordinates: number[]) =>
    JSON.stringify({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates } });
  const swapped = [{ name: "a.geojson", bytes: strToU8(geojson([4488851.06, 37416116.65])) }];
  const asked = await readFiles(swapped, { loadPlaces });
  const { value } = asked.report.questions.find((q) => q.about === "crs")!.choices[0]!;
  expect(value).toBe("EPSG:4525;yx");
  const { layers } = await readFiles(swapped, { fromCrs: value });
  const [x, y] = (layers[0]!.collection.features[0]!.geometry as { coordinates: number[] }).coordinates;
  expect([x!.toFixed(2), y!.toFixed(2)]).toEqual(["110.01", "40.53"]);
});

it("a GeoPackage whose srs_id is not defined asks instead of taking it for WGS 84", async () => {
  const { default: initSqlJs } = await import("sql.js");
  const sqlite = await initSqlJs();
  const database = new sqlite.Database(bytesOf("codes.gpkg"));
  database.run("PRAGMA foreign_keys = OFF");
  database.run("UPDATE gpkg_geometry_columns SET srs_id = 999999; UPDATE gpkg_contents SET srs_id = 999999");
  const bytes = database.export();
  const { report } = await readFiles([{ name: "a.gpkg", bytes }], { loadPlaces });
  expect(report.errors[0]).toMatchObject({ code: "crs-undefined" });
  expect(report.questions[0]!.choices[0]).toMatchObject({
    value: "EPSG:4490",
    lands: { zh: "落在 西山市 乙区" },
  });
  expect((await readFiles([{ name: "a.gpkg", bytes }], { fromCrs: "EPSG:4326" })).report.accepted).toBe(true);
});

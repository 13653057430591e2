import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { unzipSync, zipSync } from "fflate";
import type { Position } from "geojson";
import { describe, expect, it } from "vitest";
import { splitAtDateLine } from "../../../src/data/dateLine.ts";
import { findMapHeadSystem } from "../../../src/data/formats/mapInfoSystem.ts";
import { readFiles } from "../../../src/data/readFiles.ts";
import { measureAreaSquareMetres } from "../../../src/domain/place/measure.ts";
import { repairPolygons } from "../../../src/domain/place/polygonEngine.ts";
import { findInvalidity } from "../../../src/domain/place/validity.ts";

const folder = resolve(import.meta.dirname, "../../fixtures/files");
const unpack = (name: string) => unzipSync(new Uint8Array(readFileSync(resolve(folder, name))));
const read = (name: string, bytes: Uint8Array) => readFiles([{ name, bytes }]);

/** Each is of a kind that `npm run corpora` met in what Debian and npm hold. */
describe("good files that were turned down", () => {
  it("a MapInfo table whose lines end as on Windows has its fields", async () => {
    const entries = unpack("mapinfo-tab.zip");
    for (const name of Object.keys(entries).filter((entry) => /\.tab$/i.test(entry))) {
      const text = Buffer.from(entries[name]!).toString("latin1").replace(/\r?\n/g, "\r\n");
      entries[name] = new Uint8Array(Buffer.from(text, "latin1"));
    }
    const { report, layers } = await read("windows.zip", zipSync(entries));
    expect([report.accepted, report.read, report.errors]).toEqual([true, 4, []]);
    const shapes = layers.find(({ name }) => name === "shapes")!;
    expect(shapes.collection.features.map(({ properties }) => properties?.id)).toEqual([1, 2]);
  });

  it("MapInfo's degrees without a named datum are WGS 84", () => {
    const head = { projection: 1, ellipsoid: 29, unit: 13, parameters: [0], shift: [0, 0, 0] };
    expect(findMapHeadSystem(head).crs?.epsg).toBe(4326);
    expect(findMapHeadSystem({ ...head, ellipsoid: 30 }).crs).toBeNull();
  });

  it("shapes whose table has no fields come without attributes, and with a word", async () => {
    const entries = unpack("zones-gbk-epsg4525.zip");
    const name = Object.keys(entries).find((entry) => /\.dbf$/i.test(entry))!;
    const bare = new Uint8Array(33);
    bare.set([3, 120, 1, 1, 0, 0, 0, 0, 33, 0, 1, 0]);
    bare[32] = 0x0d;
    const { report, layers } = await read("bare.zip", zipSync({ ...entries, [name]: bare }));
    expect([report.accepted, report.read]).toEqual([true, 3]);
    expect(report.warnings.map(({ code }) => code)).toContain("dbf-no-fields");
    expect(layers[0]!.collection.features[0]!.properties).toEqual({});
  });

  it("Antarctica closed along the pole is no ring round it, even where its edge is off by a rounding", () => {
    const ring = (west: number): Position[] => [
      [-180, -84],
      [west, -90],
      [180, -90],
      [180, -84],
      [0, -70],
      [-180, -84],
    ];
    for (const west of [-180, -179.99999999999994])
      expect(splitAtDateLine({ type: "Polygon", coordinates: [ring(west)] })).toBeNull();
    expect(splitAtDateLine({ type: "Polygon", coordinates: [ring(-179.9)] })).not.toBeNull();
  });
});

describe("files that never ended, or left something out in silence", () => {
  it("a ring that turns back along a parallel is made valid", () => {
    // Of a coast simplified to a grid: the engine's sweep went round the spike for ever.
    const place = ([x, y]: Position): Position => [110 + x! / 1000, 40 + y! / 1000];
    const ring = [
      [4, 1],
      [5, 1],
      [6, 1],
      [8, 0],
      [9, 0],
      [10, 0],
      [9, 0],
      [6, 0],
      [4, 0],
      [1, 1],
      [2, 1],
      [4, 1],
    ].map(place);
    const mended = repairPolygons([[ring]]);
    expect(mended.map((rings) => rings.length)).toEqual([1]);
    const geometry = { type: "Polygon" as const, coordinates: mended[0]! };
    expect(findInvalidity(geometry)).toBeNull();
    const trapezium = [
      [1, 1],
      [4, 0],
      [8, 0],
      [6, 1],
      [1, 1],
    ].map(place);
    expect(
      measureAreaSquareMetres(geometry) /
        measureAreaSquareMetres({ type: "Polygon", coordinates: [trapezium] }),
    ).toBeCloseTo(1, 4);
    // A path that is nothing but a spike, and one that begins on it.
    expect(repairPolygons([[ring.slice(3, 7)]])).toEqual([]);
    expect(repairPolygons([[[...ring.slice(5, -1), ...ring.slice(0, 6)]]])).toHaveLength(1);
  });

  it("a table of a GeoPackage without a geometry is named with its rows", async () => {
    const { Database } = await (await import("sql.js")).default();
    const database = new Database();
    database.run(
      "CREATE TABLE gpkg_contents (table_name, data_type); CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);" +
        "CREATE TABLE notes (a); INSERT INTO notes VALUES (1), (2);" +
        "INSERT INTO gpkg_contents VALUES ('notes', 'attributes'), ('gone', 'attributes')",
    );
    const { report } = await read("a.gpkg", database.export());
    expect(report.warnings.map(({ code, message }) => [code, message])).toEqual([
      ["gpkg-attributes", "the table 'notes' has no geometry; its 2 rows were not read"],
    ]);
    expect(report.errors[0]!.code).toBe("gpkg-no-features");
  });
});

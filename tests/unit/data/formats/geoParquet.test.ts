import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, it } from "vitest";
import { writeWellKnownBinary } from "../../../../src/data/formats/wellKnownBinary.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";

const read = async (bytes: Uint8Array, name = "a.parquet") => {
  const { report, layers } = await readFiles([{ name, bytes }]);
  return { report, features: layers.flatMap((layer) => layer.collection.features) };
};

/** A GeoParquet file made by the writer of the same family. */
function write(crs: unknown, column: object = { encoding: "WKB", geometry_types: ["Point"] }): Uint8Array {
  const shapes = [
    [420_000, 4_480_000],
    [430_000, 4_490_000],
  ].map((coordinates) => writeWellKnownBinary({ type: "Point", coordinates }));
  const columns = { geometry: crs === undefined ? column : { ...column, crs } };
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "geometry", data: shapes, type: "BYTE_ARRAY" },
        { name: "code", data: [150202000000012345n, 150202000000012346n], type: "INT64" },
        { name: "名称", data: ["甲", "乙"], type: "STRING" },
      ],
      kvMetadata: [
        { key: "geo", value: JSON.stringify({ version: "1.0.0", primary_column: "geometry", columns }) },
      ],
    }),
  );
}

it("GeoParquet comes with its system, its texts and its codes exact", async () => {
  const { report, features } = await read(write({ id: { authority: "EPSG", code: 4546 } }));
  expect(report).toMatchObject({ accepted: true, format: "geoparquet", read: 2 });
  expect(report.datum).toMatch(/^EPSG:4546 /);
  expect(features.map((f) => f.properties)).toEqual([
    { code: "150202000000012345", 名称: "甲" },
    { code: "150202000000012346", 名称: "乙" },
  ]);
});

it("a system that is null or not known is asked for, geometry of another encoding refused by its name", async () => {
  const { report } = await read(write(null));
  expect(report).toMatchObject({ accepted: false });
  expect(report.questions[0]).toMatchObject({ about: "crs" });
  const native = await read(write(undefined, { encoding: "polygon" }));
  expect(native.report.errors[0]!.message).toMatch(/encoded as polygon/);
});

it("a Parquet table without geometry is read as a table", async () => {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: "lon", data: [110.1, 110.2], type: "DOUBLE" },
      { name: "lat", data: [40.1, 40.2], type: "DOUBLE" },
      { name: "id", data: [1, 2], type: "INT32" },
    ],
  });
  const { report, features } = await read(new Uint8Array(bytes));
  expect(report).toMatchObject({ accepted: true, read: 2 });
  expect(features[1]).toMatchObject({ properties: { id: 2 }, geometry: { coordinates: [110.2, 40.2] } });
});

it("a file of another writer (Arrow, Zstandard) gives the same", async () => {
  const path = resolve(import.meta.dirname, "../../../fixtures/files/arrow-zstd.parquet");
  const { report, features } = await read(new Uint8Array(readFileSync(path)));
  expect(report.datum).toMatch(/^EPSG:4490 /);
  expect(features.map((f) => [f.properties, f.geometry])).toEqual([
    [
      { code: "150202000000012345", day: "2024-03-15" },
      { type: "Point", coordinates: [110.05, 40.55] },
    ],
    [
      { code: "150202000000012346", day: null },
      { type: "Point", coordinates: [110.06, 40.55] },
    ],
  ]);
});

it("cut and bent files end in words", async () => {
  const whole = write(undefined);
  for (let at = 12; at < whole.length; at += 7) {
    const bent = whole.slice();
    bent[at]! ^= 0xff;
    const { report } = await read(bent);
    expect(report.accepted || report.errors.length > 0).toBe(true);
  }
  const { report } = await read(whole.slice(0, 200));
  expect(report.accepted).toBe(false);
});

it("a grid in feet, known by its description alone, is read with a word on the unit", async () => {
  const degree = "degree";
  const foot = { type: "LinearUnit", name: "foot", conversion_factor: 0.3048 };
  const { report, features } = await read(
    write({
      type: "ProjectedCRS",
      name: "Gauss-Kruger in feet",
      base_crs: {
        name: "WGS 84",
        datum: { name: "World Geodetic System 1984", ellipsoid: { name: "WGS 84" } },
      },
      conversion: {
        name: "x",
        method: { name: "Transverse Mercator" },
        parameters: [
          { name: "Longitude of natural origin", value: 111, unit: degree },
          { name: "False easting", value: 420_000, unit: foot },
        ],
      },
      coordinate_system: { axis: [{ name: "E", unit: foot }] },
    }),
  );
  expect(report).toMatchObject({ accepted: true, read: 2 });
  expect(JSON.stringify(report)).toContain('"grid-unit"');
  // echo "420000 4480000" | cs2cs -f %.9f +proj=tmerc +lon_0=111 +x_0=128016 +datum=WGS84 +to_meter=0.3048 +to +proj=longlat +datum=WGS84
  expect(features[0]!.geometry).toMatchObject({ coordinates: [111, expect.closeTo(12.347299358, 7)] });
});

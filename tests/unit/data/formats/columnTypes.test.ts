import type { Feature, FeatureCollection, Geometry } from "geojson";
import initSqlJs from "sql.js";
import { describe, expect, it } from "vitest";
import { findColumnType } from "../../../../src/data/formats/columnTypes.ts";
import { formatCell } from "../../../../src/data/formats/csv.ts";
import {
  type WriteOptions,
  writableFormats,
  writeFeatures,
} from "../../../../src/data/formats/writeFeatures.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";

const collect = (...rows: object[]): FeatureCollection<Geometry> => ({
  type: "FeatureCollection",
  features: rows.map(
    (properties, i): Feature<Geometry> => ({
      type: "Feature",
      properties: { ...properties },
      geometry: { type: "Point", coordinates: [110 + i / 10, 40] },
    }),
  ),
});
const write = async (collection: FeatureCollection<Geometry>, options: Partial<WriteOptions>) => {
  const written = await writeFeatures(collection, { format: "geojson", title: "a", ...options });
  if (!written.ok) throw new Error(written.error.en);
  return written.value;
};

describe("types of columns", () => {
  it.each(writableFormats.map(({ id }) => id).filter((id) => id !== "survey-text"))(
    "dates stay dates through %s, the empty one empty",
    async (format) => {
      const given = collect({ day: "2024-03-15", n: 1 }, { day: null, n: 2 }, { day: "1999-12-31", n: 3 });
      const { bytes, fileName, notes } = await write(given, { format });
      const { layers } = await readFiles([{ name: fileName, bytes }]);
      const read = layers.flatMap((layer) => layer.collection.features.map((f) => f.properties!.day ?? null));
      expect(read).toEqual(["2024-03-15", null, "1999-12-31"]);
      expect(notes).toEqual([]);
    },
  );

  it("a GeoPackage declares them as dates, and says where a day does not exist that the column is text", async () => {
    const { bytes } = await write(
      collect({ day: "2024-02-29", not: "2023-02-29", at: "2024-02-29T08:00:00Z" }),
      {
        format: "geopackage",
      },
    );
    const database = new (await initSqlJs()).Database(bytes);
    const values = database.exec("SELECT name, type FROM pragma_table_info('a')")[0]!.values;
    expect(Object.fromEntries(values)).toMatchObject({ day: "DATE", not: "TEXT", at: "DATETIME" });
  });

  it("numbers in some records and text in others are written as text, with a line that says so", async () => {
    const mixed = collect({ area: 12 }, { area: "约12" }, { area: 13.5 });
    for (const format of ["shapefile", "geopackage", "csv", "xlsx", "kml"] as const) {
      const { notes } = await write(mixed, { format });
      expect(
        notes.map((note) => note.code),
        format,
      ).toEqual(["type-lowered"]);
      expect(notes[0]!.message.en).toBe("'area' holds 2 numbers and 1 texts; the column is written as text");
    }
    expect((await write(mixed, { format: "geojson" })).notes).toEqual([]);
  });

  it("a shapefile says which numbers it rounds, and keeps the largest as text", async () => {
    const { notes, bytes, fileName } = await write(collect({ small: 1e-12, large: 1e300 }), {
      format: "shapefile",
    });
    expect(notes.map((note) => note.code)).toEqual(["numbers-rounded"]);
    const { layers } = await readFiles([{ name: fileName, bytes }]);
    expect(String(layers[0]!.collection.features[0]!.properties!.large)).toBe("1e+300");
  });

  it("one type holds all values, or text does", () => {
    expect(findColumnType([1, 2, null])).toBe("integer");
    expect(findColumnType([1, 2.5])).toBe("real");
    expect(findColumnType([true, undefined])).toBe("boolean");
    expect(findColumnType(["2024-01-01", "2024-13-01"])).toBe("text");
    expect(findColumnType([])).toBe("text");
  });
});

describe("cells that spreadsheets would run", () => {
  it.each([
    "\0=1+1",
    "＝1+1",
    "　=1+1",
    "\ufeff@SUM(A1)",
    "\n=1",
    "﹢＋1",
    " -2+3",
    "\u200b=cmd|' /C calc'!A0",
  ])("%j is quoted", (text) => {
    const isQuoted = formatCell(text).replace(/^"/, "").startsWith("'");
    // The small plus sign is none that a spreadsheet knows.
    expect(isQuoted).toBe(!text.startsWith("﹢"));
  });
});

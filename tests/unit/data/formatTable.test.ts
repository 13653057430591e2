import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formats } from "../../../src/data/formats/formats.ts";
import { writableFormats, writeFeatures } from "../../../src/data/formats/writeFeatures.ts";
import { readFiles } from "../../../src/data/readFiles.ts";
import { findCrs } from "../../../src/domain/place/crs.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8");
const table = readme.slice(readme.indexOf("### Files it reads and writes")).split("\n\nSystems:")[0]!;
const rows = table
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(2)
  .map((line) => line.split("|").map((cell) => cell.trim()));

/** Formats that hold any layer; boundary-point text holds areas and its own columns. */
const isWhole = ({ id }: { id: string }) => id !== "survey-text";

describe("the README's table of formats", () => {
  it("has a row for each format that is read, and no other", () => {
    expect(rows.map(([, name]) => name).sort()).toEqual(formats.map(({ label }) => label).sort());
  });

  it("says of each whether it is written", () => {
    const written = rows.filter(([, , isWritten]) => isWritten === "yes").map(([, name]) => name);
    const labels = writableFormats.map(({ label }) =>
      label.replace(/ \(ZIP\)$/, "").replace(/^KML$/, "KML / KMZ"),
    );
    expect(written.sort()).toEqual([...labels].sort());
  });

  // What is written comes back the same in every system and encoding a format has room for.
  it.each(
    writableFormats
      .filter(isWhole)
      .flatMap(({ id, grids }) =>
        (grids ? [4326, 4490, 4525, 4546, 4508, 32649, 3857] : [4326]).flatMap((epsg) =>
          (id === "shapefile" ? (["utf-8", "gbk"] as const) : (["utf-8"] as const)).map(
            (encoding) => [id, epsg, encoding] as const,
          ),
        ),
      ),
  )("%s in EPSG:%i as %s gives the place and the text back", async (format, epsg, encoding) => {
    const crs = findCrs(epsg);
    if (!crs.ok) throw new Error(crs.error.en);
    const written = await writeFeatures(
      {
        type: "FeatureCollection",
        features: [
          {
            type: "Feature",
            properties: { 名称: "南海子" },
            geometry: { type: "Point", coordinates: [110.0123456, 40.5432109] },
          },
        ],
      },
      { format, title: "a", crs: crs.value, encoding },
    );
    if (!written.ok) throw new Error(written.error.en);
    const isTable = format === "csv" || format === "xlsx";
    const { report, layers } = await readFiles(
      [{ name: written.value.fileName, bytes: written.value.bytes }],
      isTable ? { fromCrs: `EPSG:${epsg}` } : {},
    );
    expect(report.errors).toEqual([]);
    const [feature] = layers[0]!.collection.features;
    const position = (feature!.geometry as { coordinates: number[] }).coordinates;
    expect(position[0]).toBeCloseTo(110.0123456, 7);
    expect(position[1]).toBeCloseTo(40.5432109, 7);
    expect(Object.values(feature!.properties!)).toContain("南海子");
  });
});

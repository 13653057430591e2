import { area } from "@turf/turf";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { writeFeatures } from "../../../../src/data/formats/writeFeatures.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";
import { findCrs } from "../../../../src/domain/place/crs.ts";

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const feature = (properties: Record<string, unknown>, geometry: Geometry): Feature<Geometry> => ({
  type: "Feature",
  properties,
  geometry,
});
const plots: FeatureCollection<Geometry> = {
  type: "FeatureCollection",
  features: [
    feature(
      { 名称: "南海子,一期", 地块用途: "工业用地", 面积: 3 },
      {
        type: "Polygon",
        coordinates: [square(110, 40.5, 0.02), square(110.005, 40.505, 0.004).reverse()],
      },
    ),
    feature(
      { 名称: "两块地", 地块编号: "B-7", 地块面积: 12.5 },
      { type: "MultiPolygon", coordinates: [[square(110.1, 40.5, 0.01)], [square(110.2, 40.6, 0.01)]] },
    ),
    feature({ 名称: "界碑" }, { type: "Point", coordinates: [110, 40] }),
  ],
};

async function write(epsg: number) {
  const crs = findCrs(epsg);
  if (!crs.ok) throw new Error(crs.error.en);
  return writeFeatures(plots, { format: "survey-text", title: "地块", crs: crs.value });
}

describe("boundary-point text", () => {
  it.each([4525, 4546, 4498, 4509])(
    "in EPSG:%i is read again as the areas it was written from",
    async (epsg) => {
      const written = await write(epsg);
      if (!written.ok) throw new Error(written.error.en);
      const { bytes, fileName } = written.value;
      const { report, layers } = await readFiles([{ name: fileName, bytes }]);
      expect([report.errors, report.warnings]).toEqual([[], []]);
      const read = layers[0]!.collection.features;
      expect(read.map(({ geometry }) => geometry.type)).toEqual(["Polygon", "MultiPolygon"]);
      read.forEach((again, index) => {
        const before = area(plots.features[index]!);
        expect(Math.abs(area(again as Feature<Geometry>) - before) / before).toBeLessThan(1e-6);
      });
      expect(read.map(({ properties }) => properties!.地块名称)).toEqual(["南海子、一期", "两块地"]);
      expect(read.map(({ properties }) => String(properties!.地块编号))).toEqual(["1", "B-7"]);
      expect(read[0]!.properties!.地块用途).toBe("工业用地");
      expect(read[1]!.properties!.地块面积).toBe(12.5);
      // The sphere of Turf and the plane of a wide zone differ by a hundredth.
      const hectares = read[0]!.properties!.地块面积 as number;
      expect(Math.abs(hectares / (area(plots.features[0]!) / 10_000) - 1)).toBeLessThan(0.015);
    },
  );

  it("names each ring's points in survey order, and the first once more", async () => {
    const written = await write(4525);
    if (!written.ok) throw new Error(written.error.en);
    const lines = new TextDecoder().decode(written.value.bytes).split("\n");
    const first = lines.indexOf("[地块坐标]") + 1;
    expect(lines[first]).toMatch(/^10,[\d.]+,1,南海子、一期,面,,工业用地,,@$/);
    expect(lines.slice(first + 1, first + 11).map((line) => line.split(",").slice(0, 2).join(" "))).toEqual([
      "J1 1",
      "J2 1",
      "J3 1",
      "J4 1",
      "J1 1",
      "J5 2",
      "J6 2",
      "J7 2",
      "J8 2",
      "J5 2",
    ]);
  });

  it("says which features are no areas and which columns have no room", async () => {
    const written = await write(4525);
    if (!written.ok) throw new Error(written.error.en);
    expect(written.value.notes.map(({ code }) => code)).toEqual([
      "commas-replaced",
      "not-areas",
      "columns-left-out",
    ]);
    expect(written.value.notes[2]!.message.zh).toContain("面积");
  });

  it.each([4326, 4490, 32649, 3857])("refuses EPSG:%i and says what to choose", async (epsg) => {
    const written = await write(epsg);
    expect(written.ok ? "" : written.error.code).toBe("format-crs");
    expect(written.ok ? "" : written.error.zh).toContain("3 度带");
  });
});

import type { Position } from "geojson";
import { describe, expect, it } from "vitest";
import type { PlanFeature, PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { buildLineNames } from "../../../../src/map/style/nameLines.ts";

const createLine = (id: string, name: string, coordinates: Position[]) =>
  ({
    type: "Feature",
    properties: { id, "name:zh": name, "name:en": `${name} line` },
    geometry: { type: "LineString", coordinates },
  }) as unknown as PlanFeature;

const nameThem = (...features: PlanFeature[]) =>
  buildLineNames(
    features.map(({ properties }) => ({ dataset: "lines", id: properties.id })),
    { lines: { type: "FeatureCollection", features } as PlanFeatureCollection },
  ).get("lines")?.features;

describe("names of lit lines", () => {
  it("stand in the middle by length, not by number of points", () => {
    const [name] = nameThem(
      createLine("a", "甲", [
        [110, 40],
        [110.1, 40],
        [110.2, 40],
        [114, 40],
      ]),
    )!;
    expect(name!.geometry.coordinates[0]).toBeCloseTo(112, 9);
    expect(name!.geometry.coordinates[1]).toBe(40);
    expect(name!.properties).toEqual({ id: "a", "name:zh": "甲", "name:en": "甲 line", turn: 0 });
  });

  it("run beside the line as it lies on the sheet, and are never upside down", () => {
    // One degree of longitude is half a degree of latitude long at 60° north: a slope of 45°.
    const corners: [Position, number][] = [
      [[112, 61], -45],
      [[112, 59], 45],
      [[108, 61], 45],
      [[108, 59], -45],
      [[110, 61], -90],
      [[110, 59], -90],
    ];
    for (const [end, turn] of corners) {
      const [name] = nameThem(createLine("a", "甲", [[110, 60], end]))!;
      // The shrinking of longitudes is reckoned at the middle of the stretch.
      expect(Math.abs(name!.properties.turn - turn), String(end)).toBeLessThan(2);
    }
  });

  it("are written once for lines of one name, on the longest", () => {
    const names = nameThem(
      createLine("short", "甲", [
        [110, 40],
        [110.5, 40],
      ]),
      createLine("long", "甲（示意段）", [
        [110.5, 40],
        [112, 40],
      ]),
      createLine("other", "乙", [
        [110, 41],
        [111, 41],
      ]),
    )!;
    expect(names.map(({ properties }) => properties.id)).toEqual(["long", "other"]);
  });

  it("stand where the scene says, and read along the line there", () => {
    const line = createLine("a", "甲", [
      [110, 40],
      [112, 40],
      [112, 41],
    ]);
    const lines = { type: "FeatureCollection", features: [line] } as PlanFeatureCollection;
    const place = (nameAt: number) => {
      const [name] = buildLineNames([{ dataset: "lines", id: "a", nameAt }], { lines }).get(
        "lines",
      )!.features;
      return [...name!.geometry.coordinates, name!.properties.turn];
    };
    expect(place(0)).toEqual([110, 40, 0]);
    expect(place(1)).toEqual([112, 41, -90]);
  });

  it("leave out what is not lit, is no line, or is not loaded", () => {
    const line = createLine("a", "甲", [
      [110, 40],
      [111, 40],
    ]);
    const point = {
      ...line,
      properties: { ...line.properties, id: "p" },
      geometry: { type: "Point", coordinates: [110, 40] },
    } as unknown as PlanFeature;
    const collection = { type: "FeatureCollection", features: [line, point] } as PlanFeatureCollection;
    expect(buildLineNames([], { lines: collection }).size).toBe(0);
    expect(buildLineNames([{ dataset: "lines", id: "p" }], { lines: collection }).size).toBe(0);
    expect(buildLineNames([{ dataset: "elsewhere", id: "a" }], { lines: collection }).size).toBe(0);
  });
});

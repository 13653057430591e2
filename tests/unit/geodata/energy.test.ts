import { readFileSync } from "node:fs";
import { join } from "node:path";
import { area, bbox } from "@turf/turf";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { buildEnergyProjects, buildPowerPlants, cutToCity } from "../../../geodata/build/energy.ts";
import { readKinds } from "../../../geodata/build/kinds.ts";
import { buildNewPlants } from "../../../geodata/build/newPower.ts";
import { readConfidence } from "../../../geodata/build/placeFeature.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";
import {
  countKinds,
  findBackwardSteps,
  findLinkedSources,
  findRepeatedIds,
  findStrayPoints,
} from "./placeChecks.ts";

const readCsv = (name: string) =>
  Papa.parse<Record<string, string>>(
    readFileSync(join(process.cwd(), "geodata", "facts", name), "utf8").trim(),
    { header: true },
  ).data;

const plants = buildPowerPlants();
const others = (["energy-bases", "energy-projects", "uhv-lines", "gas-fields"] as const).map(
  (dataset) => [dataset, buildEnergyProjects(dataset)] as const,
);
const all = [...plants, ...others.flatMap(([, features]) => features)];

describe("energy datasets", () => {
  it("holds every plant the table keeps and no other", () => {
    const kept = readCsv("energy_plants_gppd.csv").filter((row) => row.keep === "yes");
    expect(plants.map((plant) => plant.properties.id)).toEqual(kept.map((row) => row.id!.toLowerCase()));
    expect(plants).toHaveLength(109);
  });

  it("adds up to the capacity of the table, megawatt by megawatt", () => {
    const kept = readCsv("energy_plants_gppd.csv").filter((row) => row.keep === "yes");
    const ofTable = kept.reduce((sum, row) => sum + Number(row.capacity_mw), 0);
    const ofMap = plants.reduce((sum, plant) => sum + Number(plant.properties.capacityMegawatts), 0);
    expect(ofMap).toBeCloseTo(ofTable, 6);
    expect(ofMap).toBeGreaterThan(40_000);
  });

  it("counts each kind of plant as the table counts fuels, pumped storage apart", () => {
    expect(countKinds(plants)).toEqual({
      coal: 43,
      gas: 1,
      hydro: 2,
      "pumped-storage": 1,
      solar: 6,
      wind: 56,
    });
  });

  it("shows the shut plant as closed in every phase and all others as standing", () => {
    const closed = plants.filter((plant) => plant.properties["status:actual-2025"] === "closed");
    expect(closed.map((plant) => plant.properties.id)).toEqual(["gppd-wri1070385"]);
    expect(plants.filter((plant) => plant.properties["status:2020"] === "existing")).toHaveLength(108);
  });

  it("takes every row of the project table once, or says why it is left out", () => {
    const rows = readCsv("energy_projects_grid_gas.csv");
    const leftOut = rows.filter((row) => row.left_out !== "");
    const shown = others.reduce((count, [, features]) => count + features.length, 0);
    expect(shown + leftOut.length).toBe(rows.length);
    expect(others.map(([dataset, features]) => [dataset, features.length])).toEqual([
      ["energy-bases", 3],
      ["energy-projects", 16],
      ["uhv-lines", 9],
      ["gas-fields", 3],
    ]);
  });

  it("leaves the 500 kV substations off the map", () => {
    expect(all.filter((feature) => feature.properties["name:zh"].includes("500千伏"))).toEqual([]);
  });

  it("sizes every project by a number of megawatts that its own table cell states", () => {
    const cells = new Map(readCsv("energy_projects_grid_gas.csv").map((row) => [row.id!, row.capacity!]));
    for (const { properties } of buildEnergyProjects("energy-projects")) {
      const stated = (cells.get(properties.id)!.match(/[\d,]+(\.\d+)?(?= ?MW\b|,? [a-z]|$|\))/g) ?? []).map(
        (text) => Number(text.replaceAll(",", "")),
      );
      const megawatts = Number(properties.capacityMegawatts);
      const sums = stated.flatMap((_, i) =>
        stated.map((__, j) => stated.slice(i, j + 1).reduce((a, b) => a + b, 0)),
      );
      expect(sums, properties.id).toContain(megawatts);
    }
  });

  it("draws a planned outlet as a direction that leaves the region, never as a route", () => {
    const directions = buildEnergyProjects("uhv-lines").filter(
      (line) => line.properties.kind === "direction",
    );
    expect(directions).toHaveLength(4);
    for (const line of directions) {
      expect(line.geometry.type === "LineString" && line.geometry.coordinates.length).toBe(2);
      expect(line.properties["status:actual-2025"]).toBe("planned");
      expect(line.properties["note:en"]).toContain("not a route");
    }
  });

  it("lists only kinds it has", () => {
    const power = [...plants, ...buildNewPlants()];
    for (const [dataset, features] of [["power-plants", power] as const, ...others])
      expect(Object.keys(countKinds(features)).sort()).toEqual(Object.keys(readKinds()[dataset]!).sort());
  });

  it("keeps ids apart, points inside or marked, steps forward and sources without addresses", () => {
    expect(findRepeatedIds(all)).toEqual([]);
    expect(findStrayPoints(all)).toEqual([]);
    expect(findBackwardSteps(all)).toEqual([]);
    expect(findLinkedSources(all)).toEqual([]);
  });
});

describe("the outline of a base", () => {
  const square = (west: number, south: number, east: number, north: number) => [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
  const base = {
    ...buildEnergyProjects("energy-bases")[0]!,
    geometry: { type: "Polygon" as const, coordinates: square(110, 41, 111, 42) },
  };

  it("stays within its city", () => {
    const cut = cutToCity(base, { type: "Polygon", coordinates: square(110.5, 40, 112, 43) });
    expect(area(cut.geometry)).toBeCloseTo(
      area({ type: "Polygon", coordinates: square(110.5, 41, 111, 42) }),
      0,
    );
    expect(cut.properties).toEqual(base.properties);
  });

  it("keeps the largest part where the city cuts it in two", () => {
    const cut = cutToCity(base, {
      type: "MultiPolygon",
      coordinates: [square(110, 41, 110.2, 42), square(110.4, 41, 111, 42)],
    });
    expect(bbox(cut.geometry)).toEqual([110.4, 41, 111, 42]);
  });

  it("refuses a base that has no land in its city", () => {
    expect(() => cutToCity(base, { type: "Polygon", coordinates: square(100, 30, 101, 31) })).toThrow(
      "wholly outside",
    );
  });

  it("lies within the prefecture in the committed file", () => {
    const path = join(process.cwd(), "public", "data", "energy-bases.geojson");
    const shipped = JSON.parse(readFileSync(path, "utf8")) as PlanFeatureCollection;
    for (const { geometry, properties } of shipped.features) {
      if (geometry.type !== "Polygon") throw new Error(`${properties.id} is a ${geometry.type}`);
      const corners = geometry.coordinates[0]!.map((coordinates) => ({
        type: "Feature" as const,
        properties,
        geometry: { type: "Point" as const, coordinates },
      }));
      expect(findStrayPoints(corners)).toEqual([]);
    }
  });
});

describe("confidence of a place row", () => {
  const row = (position_confidence: string, source: string) => ({
    file: "x.csv",
    row: 2,
    values: { position_confidence, source },
  });

  it("is what the table says", () => {
    expect(readConfidence(row("town <5km", "a paper"))).toBe("town");
    expect(readConfidence(row("exact <1km", "a database"))).toBe("surveyed");
  });

  it("refuses a word it does not know, with file and row", () => {
    expect(() => readConfidence(row("good", "a database"))).toThrow(/x\.csv, row 2: .*'good'/);
  });
});

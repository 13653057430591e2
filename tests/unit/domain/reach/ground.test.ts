import fc from "fast-check";
import type { Point } from "geojson";
import { describe, expect, it } from "vitest";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { spreadWindow } from "../../../../src/domain/reach/blockCosts.ts";
import { buildGround } from "../../../../src/domain/reach/buildGround.ts";
import { findCell, findLngLat } from "../../../../src/domain/reach/grid.ts";
import { splitWhole } from "../../../../src/domain/reach/spreadPeople.ts";
import { shippedFiles } from "./shippedFiles.ts";

const ground = buildGround(shippedFiles);
const featuresOf = (name: string) => (shippedFiles[name] as PlanFeatureCollection).features;

describe("people on the ground", () => {
  it("every unit and zone keeps its census total to the person", () => {
    const sums = ground.people.groups.map(() => 0);
    for (let i = 0; i < ground.people.cell.length; i += 1)
      sums[ground.people.group[i]!]! += ground.people.people[i]!;
    const census = [...featuresOf("units.geojson"), ...featuresOf("statistical-zones.geojson")].map((f) =>
      Number(f.properties.population2020),
    );
    expect(sums).toEqual(census);
    expect(census.slice(0, 38)).toHaveLength(38);
    expect(sums.reduce((a, b) => a + b, 0)).toBe(10_015_444);
  });

  it("people of a unit live inside it", () => {
    const { cell, group, groups } = ground.people;
    const elsewhere = Array.from(cell).filter((at, i) => {
      const own = groups[group[i]!]!;
      const place = groups[ground.unit[at]!]!;
      return own.isZone ? place.cityId !== own.cityId : place.id !== own.id;
    });
    expect(elsewhere).toEqual([]);
  });

  it("splitting keeps the total and stays within one of the exact share", () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (total, weights) => {
          const parts = splitWhole(total, weights);
          const sum = weights.reduce((a, b) => a + b, 0);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
          for (const [i, part] of parts.entries())
            if (sum > 1e-9) expect(Math.abs(part - (total * weights[i]!) / sum)).toBeLessThan(1 + 1e-6);
        },
      ),
      { seed: 41 },
    );
    expect(splitWhole(5, [])).toEqual([]);
    expect(splitWhole(3, [0, 0])).toEqual([2, 1]);
  });

  it("the area painted for each unit is its own to one part in a hundred", () => {
    for (const [index, feature] of featuresOf("units.geojson").entries()) {
      const cells = ground.unit.reduce((sum, at) => sum + (at === index ? 1 : 0), 0);
      const area = Number(feature.properties.areaSquareKilometres);
      expect(Math.abs(cells - area)).toBeLessThan(0.01 * area + 12);
    }
  });
});

describe("land off the roads", () => {
  it("goes round a river where the window holds a gap, and nowhere where it holds none", () => {
    const grid = { ...ground.grid, columns: 9, rows: 9 };
    const land = new Uint8Array(81);
    const wall = new Uint8Array(81);
    // A river between columns 4 and 5, from the north down to row 7: east and both slanting links are cut.
    for (let row = 0; row < 8; row += 1) {
      wall[row * 9 + 4]! |= 1 | 2;
      wall[row * 9 + 5]! |= 8;
    }
    const costs = { grid, land, secondsPerCell: Float64Array.of(100) };
    const open = spreadWindow({ ...costs, barrier: wall }, 3 * 9 + 4, 0, 0, 9);
    // Down to the last row and back up: four straight steps and one straight across, then up again.
    expect(open.seconds[3 * 9 + 5]!).toBeCloseTo(100 * (5 + 1 + 5), 6);
    const closed = wall.slice();
    closed[8 * 9 + 4]! |= 1 | 2;
    const shut = spreadWindow({ ...costs, barrier: closed }, 3 * 9 + 4, 0, 0, 9);
    expect(shut.seconds[3 * 9 + 5]).toBe(Number.POSITIVE_INFINITY);
  });

  it("the other bank of the main river is far, but for the tips of its bends", () => {
    let [checked, far] = [0, 0];
    for (let cell = 0; cell < ground.barrier.length; cell += 7) {
      if ((ground.barrier[cell]! & 1) === 0) continue;
      const window = spreadWindow(
        ground,
        cell,
        (cell % ground.grid.columns) - 6,
        Math.floor(cell / ground.grid.columns) - 6,
        13,
      );
      const across = window.seconds[6 * window.columns + 7]!;
      checked += 1;
      if (across > 5 * ground.secondsPerCell[ground.land[cell]!]!) far += 1;
    }
    expect(checked).toBeGreaterThan(20);
    expect(far / checked).toBeGreaterThan(0.8);
  });

  it("a place and its cell agree", () => {
    for (const feature of featuresOf("transport-hubs.geojson")) {
      const lngLat = (feature.geometry as Point).coordinates as [number, number];
      const cell = findCell(ground.grid, lngLat);
      const back = findLngLat(
        ground.grid,
        cell % ground.grid.columns,
        Math.floor(cell / ground.grid.columns),
      );
      expect(Math.abs(back[0] - lngLat[0])).toBeLessThan(0.0065);
      expect(Math.abs(back[1] - lngLat[1])).toBeLessThan(0.005);
    }
  });
});

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { booleanPointInPolygon, distance } from "@turf/turf";
import type { Position } from "geojson";
import { describe, expect, it } from "vitest";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { collectLit } from "../../../../src/map/style/featureStates.ts";
import { buildLabelPoints, findLabelPoint, smoothLine } from "../../../../src/map/style/labelPoints.ts";
import { findNextStep, type Step } from "../../../../src/map/view/keyboardNavigation.ts";
import { buildScaleBar, formatPosition, metresPerPixel } from "../../../../src/map/view/scaleBar.ts";

const readDataset = (id: string) =>
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, "../../../../public/data", `${id}.geojson`), "utf8"),
  ) as PlanFeatureCollection;

describe("the scale bar", () => {
  it("spans what turf measures between its ends", () => {
    const [latitude, zoom] = [40.5, 8];
    const degreesPerPixel = 360 / (512 * 2 ** zoom);
    const measured = distance([110, latitude], [110 + 100 * degreesPerPixel, latitude], { units: "meters" });
    // Turf's sphere has the mean radius, the map's the equatorial one: 0.11 % apart.
    expect(100 * metresPerPixel(latitude, zoom)).toBeGreaterThan(measured);
    expect(100 * metresPerPixel(latitude, zoom)).toBeLessThan(measured * 1.002);
  });

  it("is a round length that fits", () => {
    for (let zoom = 3; zoom <= 16; zoom += 0.37) {
      const bar = buildScaleBar(40.5, zoom, 110);
      expect(bar.widthPixels).toBeLessThanOrEqual(110);
      expect(bar.widthPixels).toBeGreaterThan(110 / 2.51);
      expect(String(bar.lengthMetres)).toMatch(/^[125]0*$/);
    }
  });

  it("names positions with their hemisphere", () => {
    expect(formatPosition(111.6588, 40.857)).toBe("111.659° E, 40.857° N");
    expect(formatPosition(-0.5, -1)).toBe("0.500° W, 1.000° S");
  });
});

describe("label points", () => {
  it("stand in the middle of a square and off the hole of a ring", () => {
    const square: Position[] = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ];
    const { position } = findLabelPoint([square]);
    expect(position[0]).toBeCloseTo(5, 1);
    expect(position[1]).toBeCloseTo(5, 1);
    const hole: Position[] = [
      [3, 3],
      [3, 7],
      [7, 7],
      [7, 3],
      [3, 3],
    ];
    const [x, y] = findLabelPoint([square, hole]).position as [number, number];
    expect(x > 3 && x < 7 && y > 3 && y < 7).toBe(false);
  });

  it.each(["deserts", "energy-bases", "nature-reserves", "leaving-areas", "lakes-wetlands", "industry"])(
    "of %s lie inside their areas, one each",
    (dataset) => {
      const collection = readDataset(dataset);
      const areas = collection.features.filter((feature) => feature.geometry.type.endsWith("Polygon"));
      const points = buildLabelPoints(collection).features.filter((f) => f.geometry.type === "Point");
      expect(points.length).toBe(areas.length);
      const outside = points.filter((point, index) => {
        const area = areas[index]!;
        return (
          area.geometry.type.endsWith("Polygon") &&
          !booleanPointInPolygon(point.geometry.coordinates as Position, area as never)
        );
      });
      expect(outside).toEqual([]);
    },
  );

  it("keep a smoothed line's ends and stay near its course", () => {
    const zigzag: Position[] = Array.from({ length: 60 }, (_, i) => [i * 0.05, i % 2 === 0 ? 0 : 0.05]);
    const smooth = smoothLine(zigzag);
    expect(smooth[0]).toEqual(zigzag[0]);
    expect(smooth.at(-1)).toEqual(zigzag.at(-1));
    const middle = smooth.slice(20, -20);
    expect(Math.max(...middle.map(([, y]) => Math.abs(y! - 0.025)))).toBeLessThan(0.01);
  });
});

describe("stepping by keyboard", () => {
  const at = (id: string, x: number, y: number): Step => ({
    selection: { dataset: "d", id },
    name: { zh: id, en: id },
    x,
    y,
  });
  const steps = [at("east", 100, 5), at("far-east", 300, 0), at("north", 0, -80), at("aslant", 60, 90)];

  it("goes to the nearest feature in the direction", () => {
    expect(findNextStep(steps, { x: 0, y: 0 }, "right")?.selection.id).toBe("east");
    expect(findNextStep(steps, { x: 100, y: 5 }, "right")?.selection.id).toBe("far-east");
    expect(findNextStep(steps, { x: 0, y: 0 }, "up")?.selection.id).toBe("north");
    expect(findNextStep(steps, { x: 0, y: 0 }, "down")?.selection.id).toBe("aslant");
  });

  it("stays where it is when nothing lies that way", () => {
    expect(findNextStep(steps, { x: 400, y: 0 }, "right")).toBeUndefined();
  });
});

describe("lit features", () => {
  it("gather the reasons of one feature, so that leaving it does not unselect it", () => {
    const one = { dataset: "d", id: "a" };
    const lit = collectLit(one, one, [{ dataset: "d", id: "b" }]);
    expect([...lit.get("d/a")!.states].sort()).toEqual(["hovered", "selected"]);
    expect([...lit.get("d/b")!.states]).toEqual(["highlighted"]);
    expect(lit.size).toBe(2);
  });
});

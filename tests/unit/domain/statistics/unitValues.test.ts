import * as turf from "@turf/turf";
import type { Feature, Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import { overlayLayers } from "../../../../src/domain/place/layerKernels.ts";
import type { PlanFeature } from "../../../../src/domain/plan.ts";
import { subtractAreas } from "../../../../src/domain/statistics/unitValues.ts";

const square = (id: string, west: number, south: number, size: number): Feature<Polygon, { id: string }> => ({
  type: "Feature",
  properties: { id },
  geometry: turf.bboxPolygon([west, south, west + size, south + size]).geometry,
});
const collect = (...features: Feature[]) => ({ type: "FeatureCollection", features });

describe("what areas cover of units", () => {
  it("is what Turf finds of their union in each, places under two of them counted once", () => {
    const units = [square("a", 110, 40, 0.4), square("b", 110.4, 40, 0.4), square("c", 111, 40, 0.1)];
    const zones = [
      square("x", 110.1, 40.1, 0.2),
      square("y", 110.2, 40.2, 0.4),
      square("z", 110.9, 39.9, 0.5),
    ];
    const left = overlayLayers.run(
      { operation: "difference", subjects: { file: "units" }, masks: { file: "zones" } },
      { units: collect(...units), zones: collect(...zones) },
    );
    if (!left.ok) throw new Error(left.error.en);
    const { features } = JSON.parse(new TextDecoder().decode(left.value.geojson)) as { features: Feature[] };
    const values = subtractAreas(units as PlanFeature[], features);
    const union = turf.union(turf.featureCollection(zones))!;
    for (const unit of units) {
      const shared = turf.intersect(turf.featureCollection([unit, union]));
      // Turf measures on a sphere: up to half a percent off.
      const theirs = shared ? turf.area(shared) / 1e6 : 0;
      expect(Math.abs(values[unit.properties.id]! - theirs)).toBeLessThanOrEqual(0.006 * theirs);
    }
    // Wholly covered, so nothing is left of it.
    expect(values.c).toBeGreaterThan(90);
  });
});

import { circle, featureCollection, union } from "@turf/turf";
import type { Feature, MultiPolygon, Polygon } from "geojson";
import type { ReachModel } from "./reachModel.ts";
import { readReachParameter } from "./reachSource.ts";

/**
 * The fully explainable ring: round each station a circle of the minutes left at it times one straight-line
 * speed (`ring-speed`), all united. `leaveSeconds` by station, more than the cut-off where it is not reached.
 * Undefined where no station is reached. Geodesic circles of 64 sides by Turf.
 */
export function buildSimpleRing(
  model: ReachModel,
  leaveSeconds: Int32Array,
  cutoffMinutes: number,
): Feature<Polygon | MultiPolygon> | undefined {
  const kilometresPerSecond = readReachParameter(model.ground.source, "ring-speed") / 3600;
  const circles = model.rail.stations.flatMap((station, index) => {
    const left = cutoffMinutes * 60 - leaveSeconds[index]!;
    return left > 0
      ? [circle(station.lngLat, left * kilometresPerSecond, { steps: 64, units: "kilometers" })]
      : [];
  });
  if (circles.length < 2) return circles[0];
  return union(featureCollection(circles)) ?? undefined;
}

import type { Geometry, Position } from "geojson";
import { findBoundingBox } from "../domain/place/boundingBox.ts";
import { measureAreaSquareMetres } from "../domain/place/measure.ts";
import { type Findings, type RepairId, repairTitles } from "./importReport.ts";
import { repairPositions } from "./shapeRules.ts";

/** Twice the area a ring goes round in the plane; a ring that is not closed is taken as closed. */
function measureRing(ring: readonly Position[]): number {
  let doubled = 0;
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!;
    doubled += x! * nextY! - nextX! * y!;
  });
  return Math.abs(doubled) / 2;
}

const measureFlat = (polygons: readonly Position[][][]): number =>
  polygons.reduce(
    (sum, [outer, ...holes]) =>
      sum + measureRing(outer ?? []) - holes.reduce((inner, ring) => inner + measureRing(ring), 0),
    0,
  );

/**
 * Square metres of a shape in a file's own coordinates: on the ellipsoid where they are degrees, in the plane where
 * they are metres; null where it has no area or its positions are not numbers.
 */
function measureInFile(geometry: Geometry): number | null {
  if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") return null;
  try {
    const box = findBoundingBox([geometry]);
    if (!box?.every(Number.isFinite)) return null;
    const isDegrees = box.every((value, i) => Math.abs(value) <= (i % 2 === 0 ? 180 : 90));
    const area = isDegrees
      ? measureAreaSquareMetres(geometry)
      : measureFlat(geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);
    return area;
  } catch {
    // What is no position at all is told by the check that follows.
    return null;
  }
}

/** Puts a shape right in place as the user asked, and notes the record with its area before and after. */
export function repairShape(
  geometry: Geometry | null,
  repair: RepairId,
  place: { file: string; record: number; line: number | null },
  findings: Findings,
) {
  if (!geometry) return;
  const before = measureInFile(geometry);
  const count = repairPositions(geometry, repair);
  if (count === 0) return;
  for (let i = 0; i < count; i += 1) findings.countRepair(repair);
  const { file, record, line } = place;
  findings.addChange({
    ...{ file, record, line },
    action: "repaired",
    repair,
    reason: repairTitles[repair],
    areaBefore: before,
    areaAfter: measureInFile(geometry),
  });
}

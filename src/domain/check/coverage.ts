import { findLineOverlap } from "../place/lineOverlap.ts";
import { measureLineLengthMetres } from "../place/measure.ts";
import type { CoverageTotals } from "./conflict.ts";
import type { Shape } from "./measurePair.ts";
import { findPolygonOverlap } from "./polygonOverlap.ts";
import { isInsidePrepared } from "./preparedPolygons.ts";

/** Nearer to none or all than this is none or all: the area's own edge is not known more closely. */
const roundingShare = 1e-4;
const settle = (share: number) =>
  share < roundingShare ? 0 : share > 1 - roundingShare ? 1 : Math.min(1, share);

/** How much of a subject lies in an area, by each of its parts: square metres, metres, count of points. */
export interface Covered {
  areaSquareMetres: number;
  lengthMetres: number;
  points: number;
  /** 0 to 1: the least share among area, line and points. */
  share: number;
}

/** How much of a shape lies where zones were looked for; all of it where there is no such limit. */
export function measureCovered(shape: Shape, area: Shape | null): Covered {
  const whole = {
    areaSquareMetres: shape.prepared?.areaSquareMetres ?? 0,
    lengthMetres: shape.lengthMetres,
    points: shape.points.length,
    share: 1,
  };
  const tested = area?.prepared;
  if (!area || !tested) return whole;
  const areaSquareMetres = shape.prepared ? findPolygonOverlap(shape.prepared, tested).areaSquareMetres : 0;
  const lengthMetres =
    shape.lines.length === 0
      ? 0
      : findLineOverlap(shape.lines, area.flat).inside.reduce(
          (sum, line) => sum + measureLineLengthMetres(line),
          0,
        );
  const points = shape.points.filter(([x, y]) => isInsidePrepared(x!, y!, tested)).length;
  const shares = [
    ...(whole.areaSquareMetres > 0 ? [areaSquareMetres / whole.areaSquareMetres] : []),
    ...(whole.lengthMetres > 0 ? [lengthMetres / whole.lengthMetres] : []),
    ...(whole.points > 0 ? [points / whole.points] : []),
  ];
  return { areaSquareMetres, lengthMetres, points, share: settle(Math.min(1, ...shares)) };
}

/** Adds up how far the subjects were tested. Each row: what there is of a subject, and what of it was tested. */
export function totalCoverage(
  rows: readonly { whole: Omit<Covered, "share">; covered: Covered }[],
): CoverageTotals {
  const shareOf = (part: keyof Omit<Covered, "share">) => {
    const sum = (side: "whole" | "covered") => rows.reduce((total, row) => total + row[side][part], 0);
    const whole = sum("whole");
    return whole > 0 ? settle(sum("covered") / whole) : null;
  };
  const count = (holds: (share: number) => boolean) =>
    rows.filter(({ covered }) => holds(covered.share)).length;
  return {
    wholeCount: count((share) => share === 1),
    partCount: count((share) => share > 0 && share < 1),
    outsideCount: count((share) => share === 0),
    areaShare: shareOf("areaSquareMetres"),
    lengthShare: shareOf("lengthMetres"),
    pointShare: shareOf("points"),
  };
}

import { findLineOverlap } from "../place/lineOverlap.ts";
import { measureLineLengthMetres } from "../place/measure.ts";
import { type Polygons, unitePolygons } from "../place/polygonEngine.ts";
import { keyOf, type SubjectTotal } from "./conflict.ts";
import type { Found } from "./judgePair.ts";
import type { Shape } from "./measurePair.ts";
import { findStrictest } from "./rules.ts";
import type { Side } from "./sortParties.ts";
import { uniteGroups } from "./uniteGroups.ts";

/**
 * A union is no smaller than its greatest part and no greater than their sum. Uniting adds vertices to edges, and
 * the geodesics between them lie a little beside the uncut one: this keeps a total from contradicting its parts.
 */
export function clampTotal(measured: number, parts: readonly number[]): number {
  const sum = parts.reduce((total, part) => total + part, 0);
  return Math.min(
    sum,
    parts.reduce((most, part) => Math.max(most, part), measured),
  );
}

/** Line of a subject inside any of the zones; a stretch inside several counts once. */
function measureUnitedLength(subject: Shape, found: readonly Found[]): number {
  const crossed = found.filter(({ measure }) => measure.lengthMetres > 0);
  if (crossed.length <= 1) return crossed[0]?.measure.lengthMetres ?? 0;
  const cover: Polygons = unitePolygons(crossed.map(({ zone }) => zone.shape.polygons));
  const { inside } = findLineOverlap(subject.lines, { type: "MultiPolygon", coordinates: cover });
  return clampTotal(
    inside.reduce((sum, line) => sum + measureLineLengthMetres(line), 0),
    crossed.map(({ measure }) => measure.lengthMetres),
  );
}

/** Less than this share of a subject outside a zone is rounding of cut edges. */
const wholeShare = 1e-9;

/** Ground of a subject inside any of the zones, each place once; with the pieces, to be united again. */
function uniteOverlaps(
  subject: Shape,
  found: readonly Found[],
): { pieces: Polygons; areaSquareMetres: number } {
  const flat = found.filter(({ measure }) => measure.areaSquareMetres > 0);
  const whole = (subject.prepared?.areaSquareMetres ?? 0) * (1 - wholeShare);
  // A zone that takes the whole subject leaves nothing for the others to add.
  const only = flat.length === 1 ? flat[0] : flat.find(({ measure }) => measure.areaSquareMetres >= whole);
  if (only) return { pieces: only.measure.overlap, areaSquareMetres: only.measure.areaSquareMetres };
  const { polygons, areaSquareMetres } = uniteGroups(flat.map(({ measure }) => measure.overlap));
  const parts = flat.map(({ measure }) => measure.areaSquareMetres);
  return { pieces: polygons, areaSquareMetres: clampTotal(areaSquareMetres, parts) };
}

/** Ground and line of a subject inside its zones, in all and by kind; with the pieces, to be united with those of others. */
export function totalSubject(subject: Side, found: readonly Found[]) {
  const kinds = [...new Set(found.map(({ zone }) => zone.party.kind))].sort();
  // Cut edges measure a little more than whole ones; no part is greater than its subject.
  const within = (areaSquareMetres: number) =>
    Math.min(areaSquareMetres, subject.shape.prepared?.areaSquareMetres ?? 0);
  const byZoneKind = kinds.map((zoneKind) => {
    const ofKind = found.filter(({ zone }) => zone.party.kind === zoneKind);
    return {
      zoneKind,
      areaInsideSquareMetres: within(uniteOverlaps(subject.shape, ofKind).areaSquareMetres),
      lengthInsideMetres: measureUnitedLength(subject.shape, ofKind),
    };
  });
  const united = uniteOverlaps(subject.shape, found);
  const total: SubjectTotal = {
    subject: keyOf(subject.party),
    verdict: findStrictest(found.map(({ conflict }) => conflict.verdict))!,
    conflictCount: found.length,
    areaInsideSquareMetres: within(united.areaSquareMetres),
    lengthInsideMetres: measureUnitedLength(subject.shape, found),
    byZoneKind,
  };
  return { total, pieces: united.pieces };
}

import { type Check, type Conflict, type FiredRule, keyOf } from "./conflict.ts";
import {
  buildSharedGeometry,
  findGap,
  isMeeting,
  measurePair,
  type PairMeasure,
  type Shape,
} from "./measurePair.ts";
import { findReachMetres, findStrictest, type Rule } from "./rules.ts";
import type { Side } from "./sortParties.ts";

/** Which rules hold for what was measured. */
function fireRules(
  rules: readonly Rule[],
  subject: Shape,
  zone: Shape,
  measure: PairMeasure,
  distanceMetres: number | undefined,
): FiredRule[] {
  const inside = measure.areaSquareMetres > 0 || measure.lengthMetres > 0 || measure.pointsInside.length > 0;
  const crosses =
    (subject.lines.length > 0 && (measure.lengthMetres > 0 || measure.crossings.length > 0)) ||
    (zone.lines.length > 0 && measure.zoneLengthMetres > 0);
  return rules.flatMap(({ id, verdict, relation, distanceMetres: limit }) => {
    const holds =
      relation === "inside"
        ? inside
        : relation === "crosses"
          ? crosses
          : distanceMetres !== undefined && distanceMetres <= limit!;
    return holds ? [{ id, verdict, relation, distanceMetres: limit }] : [];
  });
}

const relationOrder = ["inside", "crosses", "within"] as const;

/** A conflict with what it was made from, for the totals. */
export interface Found {
  conflict: Conflict;
  subject: Side;
  zone: Side;
  measure: PairMeasure;
}

/** What a subject and a zone have to do with each other; undefined where no rule speaks. */
export function judgePair(
  subject: Side,
  zone: Side,
  check: Check,
  rules: readonly Rule[],
): Found | undefined {
  const measure = measurePair(subject.shape, zone.shape, check.parameters);
  const meeting = isMeeting(measure);
  const reach = findReachMetres(rules);
  const gap = meeting || reach === 0 ? undefined : findGap(subject.shape, zone.shape, reach);
  const distance = meeting ? 0 : gap?.distanceMetres;
  const fired = fireRules(rules, subject.shape, zone.shape, measure, distance);
  if (fired.length === 0) return undefined;
  const [own, other] = [subject.shape, zone.shape];
  const bothFlat = own.prepared !== null && other.prepared !== null;
  const lineInArea = own.lines.length > 0 && other.prepared !== null;
  const riverInArea = own.prepared !== null && other.lines.length > 0;
  const conflict: Conflict = {
    id: `${keyOf(subject.party)}~${keyOf(zone.party)}`,
    subject: keyOf(subject.party),
    zone: keyOf(zone.party),
    activityKind: subject.party.kind,
    zoneKind: zone.party.kind,
    verdict: findStrictest(fired.map((rule) => rule.verdict))!,
    rules: fired,
    relations: relationOrder.filter((relation) => fired.some((rule) => rule.relation === relation)),
    areaInsideSquareMetres: bothFlat ? measure.areaSquareMetres : null,
    lengthInsideMetres: lineInArea ? measure.lengthMetres : null,
    zoneLengthInsideMetres: riverInArea ? measure.zoneLengthMetres : null,
    shareOfSubject: bothFlat
      ? measure.areaSquareMetres / own.prepared!.areaSquareMetres
      : lineInArea
        ? measure.lengthMetres / own.lengthMetres
        : null,
    shareOfZone: bothFlat
      ? measure.areaSquareMetres / other.prepared!.areaSquareMetres
      : riverInArea
        ? measure.zoneLengthMetres / other.lengthMetres
        : null,
    crossings: measure.crossings,
    nearestDistanceMetres: distance ?? 0,
    nearestPlaces: gap?.places ?? null,
    schematic: { subject: subject.party.schematic, zone: zone.party.schematic },
    geometry: meeting
      ? buildSharedGeometry(measure, other)
      : gap!.distanceMetres > 0
        ? { type: "LineString", coordinates: gap!.places }
        : { type: "Point", coordinates: gap!.places[0] },
  };
  return { conflict, subject, zone, measure };
}

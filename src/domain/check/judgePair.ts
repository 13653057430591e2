import { type Check, type Conflict, type FiredRule, keyOf, type PairPosition } from "./conflict.ts";
import { findContacts } from "./findContacts.ts";
import {
  buildSharedGeometry,
  findGap,
  isMeeting,
  measurePair,
  type PairMeasure,
  type Shape,
} from "./measurePair.ts";
import { type BasinState, proveRule, weighProof } from "./proveVerdict.ts";
import { reachesInside } from "./reachInside.ts";
import { type CitedRule, findReachMetres, lawVerdicts, relations, verdicts } from "./rules.ts";
import type { Side } from "./sortParties.ts";

/** A conflict with what it was made from, for the totals. */
export interface Found {
  conflict: Conflict;
  subject: Side;
  zone: Side;
  measure: PairMeasure;
}

/** Whether the law of a basin reaches a geometry. */
export type FindBasin = (basin: string | null, geometry: Conflict["geometry"]) => BasinState;

interface Pair {
  subject: Side;
  zone: Side;
  measure: PairMeasure;
  /** Undefined past the farthest distance looked at. */
  distanceMetres: number | undefined;
  position: PairPosition;
  reaches: (metres: number) => boolean;
}

const hasDoubtfulEdge = ({ party }: Side) => party.schematic || party.evidence.outline !== "mapped";

/** A box or a circle stands for an outline that is somewhere else: no place in it is surely inside. */
const hasNoOutline = ({ party, shape }: Side) =>
  party.evidence.outline === "box" || party.evidence.outline === "circle" || shape.form === "point";

/** How sure it is that the two meet. */
function findPosition(subject: Side, zone: Side, isMet: boolean, belt: number, reaches: Pair["reaches"]) {
  const isDoubtful = hasDoubtfulEdge(subject) || hasDoubtfulEdge(zone);
  if (!isMet) return isDoubtful ? "belt" : "near";
  if (!isDoubtful) return "certain";
  if (hasNoOutline(zone) || (hasDoubtfulEdge(subject) && hasNoOutline(subject))) return "uncertain";
  const accuracy = [subject, zone].reduce(
    (sum, side) => sum + (hasDoubtfulEdge(side) ? belt : (side.party.evidence.accuracyMetres ?? 0)),
    0,
  );
  return reaches(accuracy) ? "certain" : "uncertain";
}

/** Which rules hold for what was measured. */
function holdRules(rules: readonly CitedRule[], pair: Pair, belt: number): CitedRule[] {
  const { measure, subject, zone, distanceMetres } = pair;
  const inside = measure.areaSquareMetres > 0 || measure.lengthMetres > 0 || measure.pointsInside.length > 0;
  const crosses =
    (subject.shape.lines.length > 0 && (measure.lengthMetres > 0 || measure.crossings.length > 0)) ||
    (zone.shape.lines.length > 0 && measure.zoneLengthMetres > 0);
  // Within the belt of a doubtful edge the two may meet: then every rule that could speak does.
  const mayMeet = pair.position === "belt" && distanceMetres !== undefined && distanceMetres <= belt;
  const isLine = subject.shape.lines.length > 0 || zone.shape.lines.length > 0;
  return rules.filter(({ relation, distanceMetres: limit }) =>
    relation === "inside"
      ? inside || (mayMeet && zone.shape.form !== "line")
      : relation === "crosses"
        ? crosses || (mayMeet && isLine)
        : distanceMetres !== undefined && distanceMetres <= limit!,
  );
}

function fireRule(rule: CitedRule, pair: Pair, decisionDate: string, basin: BasinState): FiredRule {
  const { subject, zone, position, reaches } = pair;
  const ground = { subject, zone, rule, decisionDate, basin, position, reaches };
  const proof = proveRule(ground);
  return {
    id: rule.id,
    verdict: weighProof(ground, proof),
    lawVerdict: rule.verdict,
    relation: rule.relation,
    distanceMetres: rule.distanceMetres,
    proof,
  };
}

/** The rule that speaks for the pair: the strictest verdict, and of those the strictest clause. */
const findLead = (fired: readonly FiredRule[]): FiredRule =>
  fired.reduce((lead, rule) => {
    const [a, b] = [verdicts.indexOf(rule.verdict), verdicts.indexOf(lead.verdict)];
    if (a !== b) return a < b ? rule : lead;
    return lawVerdicts.indexOf(rule.lawVerdict) < lawVerdicts.indexOf(lead.lawVerdict) ? rule : lead;
  });

function describeShares(own: Shape, other: Shape, measure: PairMeasure) {
  const bothFlat = own.prepared !== null && other.prepared !== null;
  const lineInArea = own.lines.length > 0 && other.prepared !== null;
  const riverInArea = own.prepared !== null && other.lines.length > 0;
  return {
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
  };
}

/** What a subject and a zone have to do with each other; undefined where no rule speaks. */
export function judgePair(
  subject: Side,
  zone: Side,
  check: Pick<Check, "parameters" | "decisionDate">,
  rules: readonly CitedRule[],
  findBasin: FindBasin,
): Found | undefined {
  const { parameters } = check;
  const measure = measurePair(subject.shape, zone.shape, parameters);
  const meeting = isMeeting(measure);
  const belt = hasDoubtfulEdge(subject) || hasDoubtfulEdge(zone) ? parameters.schematicBeltMetres : 0;
  const reach = Math.max(findReachMetres(rules), belt);
  const gap = meeting || reach === 0 ? undefined : findGap(subject.shape, zone.shape, reach);
  const distanceMetres = meeting ? 0 : gap?.distanceMetres;
  if (distanceMetres === undefined) return undefined;
  const looked = new Map<number, boolean>();
  const reaches = (metres: number) => {
    const found = looked.get(metres) ?? reachesInside(measure, subject.shape, zone.shape, metres);
    looked.set(metres, found);
    return found;
  };
  const found = findPosition(subject, zone, meeting, belt, reaches);
  const position = found === "belt" && distanceMetres > belt ? "near" : found;
  const pair: Pair = { subject, zone, measure, distanceMetres, position, reaches };
  const geometry: Conflict["geometry"] = meeting
    ? buildSharedGeometry(measure, zone.shape)
    : distanceMetres > 0
      ? { type: "LineString", coordinates: gap!.places }
      : { type: "Point", coordinates: gap!.places[0] };
  // A place of the subject decides, not the zone's end of the shortest way to it.
  const decisive: Conflict["geometry"] =
    gap && !meeting ? { type: "Point", coordinates: gap.places[0] } : geometry;
  const basins = new Map<string | null, BasinState>();
  const fired = holdRules(rules, pair, belt).flatMap((rule) => {
    const basin = basins.get(rule.basin) ?? findBasin(rule.basin, decisive);
    basins.set(rule.basin, basin);
    return basin === "out" ? [] : [fireRule(rule, pair, check.decisionDate, basin)];
  });
  if (fired.length === 0) return undefined;
  const lead = findLead(fired);
  const conflict: Conflict = {
    id: `${keyOf(subject.party)}~${keyOf(zone.party)}`,
    subject: keyOf(subject.party),
    zone: keyOf(zone.party),
    activityKind: subject.party.kind,
    zoneKind: zone.party.kind,
    verdict: lead.verdict,
    lawVerdict: lawVerdicts.find((verdict) => fired.some((rule) => rule.lawVerdict === verdict))!,
    lead: lead.id,
    position,
    rules: fired,
    // In the belt the two do not meet: only their distance is a fact.
    relations: relations.filter(
      (relation) =>
        (position !== "belt" || relation === "within") && fired.some((rule) => rule.relation === relation),
    ),
    contacts: findContacts(subject.shape, zone.shape, measure, distanceMetres, reaches),
    ...describeShares(subject.shape, zone.shape, measure),
    crossings: measure.crossings,
    nearestDistanceMetres: distanceMetres,
    nearestPlaces: gap?.places ?? null,
    schematic: { subject: subject.party.schematic, zone: zone.party.schematic },
    geometry,
  };
  return { conflict, subject, zone, measure };
}

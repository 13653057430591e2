import type { Bilingual } from "../plan.ts";
import type { Contact } from "./conflict.ts";
import type { PairMeasure, Shape } from "./measurePair.ts";

export const contactWords: Record<Contact, Bilingual> = {
  inside: { zh: "全部位于区内", en: "wholly inside" },
  "partly-inside": { zh: "部分位于区内", en: "partly inside" },
  crosses: { zh: "穿越", en: "crosses" },
  "along-edge": { zh: "沿边界", en: "along the edge" },
  "zone-runs-through": {
    zh: "生态区线状要素从项目范围内穿过",
    en: "the zone's line runs through the project",
  },
  "zone-place-inside": { zh: "生态区点位在项目范围内", en: "the zone's place lies in the project" },
  touches: { zh: "相接", en: "touches" },
  near: { zh: "邻近", en: "near" },
};

/** A share above this is the whole: the rest is rounding. */
const wholeShare = 1 - 1e-6;
/** A line that comes no farther in than this lies on the edge. */
const edgeMetres = 0.5;

/**
 * @param reaches whether the subject surely reaches inside by more than so many metres.
 * @param distanceMetres 0 where the two meet.
 */
export function findContacts(
  subject: Shape,
  zone: Shape,
  measure: PairMeasure,
  distanceMetres: number,
  reaches: (metres: number) => boolean,
): Contact[] {
  if (distanceMetres > 0) return ["near"];
  const found: Contact[] = [];
  if (measure.areaSquareMetres > 0) {
    const isWhole = measure.areaSquareMetres >= wholeShare * subject.prepared!.areaSquareMetres;
    found.push(isWhole ? "inside" : "partly-inside");
  }
  const isLine = subject.prepared === null && subject.lines.length > 0;
  if (isLine && zone.prepared && measure.lengthMetres > 0) {
    if (!reaches(edgeMetres)) found.push("along-edge");
    else if (measure.lengthMetres >= wholeShare * subject.lengthMetres) found.push("inside");
    else found.push(measure.crossings.length > 0 ? "crosses" : "partly-inside");
  } else if (measure.crossings.length > 0 && zone.lines.length > 0) found.push("crosses");
  if (measure.zoneLengthMetres > 0) found.push("zone-runs-through");
  if (measure.pointsInside.length > 0 && subject.prepared === null && !isLine)
    found.push(measure.pointsInside.length === subject.points.length ? "inside" : "partly-inside");
  if (measure.holdsZonePoint) found.push("zone-place-inside");
  return found.length > 0 ? found : ["touches"];
}

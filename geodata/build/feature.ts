import type { Geometry, Position } from "geojson";
import type { Confidence, PlanFeature, Status } from "../../src/domain/plan.ts";
import { confidences, statuses } from "../../src/domain/plan.ts";
import { type PhaseId, phaseIds } from "../plan/phases.ts";
import { type FactRow, refuse } from "./factTable.ts";
import { describeUnverified, isPlaceUnverified } from "./unverified.ts";

/** Land the atlas may draw, with its neighbours and outward corridors: degrees, WGS 84. */
export const drawable = { west: 60, south: 10, east: 150, north: 60 };

/** Checks a position read from a fact row and says what is wrong with it. */
export function checkPosition(fact: FactRow, lon: number, lat: number): [number, number] {
  if (!Number.isFinite(lon) || !Number.isFinite(lat))
    refuse(fact, `position ${lon}, ${lat} is not a pair of numbers`);
  if (Math.abs(lon) > 180 || Math.abs(lat) > 180) {
    refuse(
      fact,
      `position ${lon}, ${lat} looks like metres of a projected system; facts are longitude, latitude in WGS 84 degrees`,
    );
  }
  if (Math.abs(lat) > 90 || (lat > drawable.north && lon < drawable.west)) {
    refuse(fact, `position ${lon}, ${lat} has its axes swapped; write longitude first, then latitude`);
  }
  if (lon < drawable.west || lon > drawable.east || lat < drawable.south || lat > drawable.north) {
    refuse(
      fact,
      `position ${lon}, ${lat} lies outside ${drawable.west}–${drawable.east}° E, ${drawable.south}–${drawable.north}° N`,
    );
  }
  const datum = fact.values.crs ?? fact.values.datum;
  if (datum !== undefined && datum.trim() !== "" && !/^(WGS ?84|EPSG:4326|CGCS2000)$/i.test(datum.trim())) {
    refuse(fact, `datum is '${datum}', expected WGS84; convert the position first`);
  }
  return [lon, lat];
}

/** Reads `lon lat;lon lat;…` as the fact tables write way-points. */
export function parseWaypoints(fact: FactRow, text: string): [number, number][] {
  return text.split(";").map((pair, index) => {
    const parts = pair.trim().split(/\s+/);
    if (parts.length !== 2) refuse(fact, `way-point ${index + 1} is '${pair}', expected 'lon lat'`);
    return checkPosition(fact, Number(parts[0]), Number(parts[1]));
  });
}

/** A polygon ring from way-points; refuses one that is not closed or has too few corners. */
export function parseRing(fact: FactRow, text: string): [number, number][] {
  const ring = parseWaypoints(fact, text);
  const [first, last] = [ring[0]!, ring[ring.length - 1]!];
  if (ring.length < 4) refuse(fact, `ring has ${ring.length} positions, expected at least 4`);
  if (first[0] !== last[0] || first[1] !== last[1]) {
    refuse(fact, `ring is not closed: it begins at ${first.join(" ")} and ends at ${last.join(" ")}`);
  }
  return ring;
}

const origins = new WeakMap<PlanFeature, FactRow>();

/** The fact row a feature was made from, so that a flaw found later still names its table and row. */
export const findOrigin = (feature: PlanFeature): FactRow | undefined => origins.get(feature);

export interface FeatureInput {
  fact: FactRow;
  id: string;
  nameZh: string;
  nameEn: string;
  kind: string;
  status: Record<PhaseId, Status>;
  confidence: Confidence;
  source: string;
  noteZh?: string | undefined;
  noteEn?: string | undefined;
  geometry: Geometry;
  /** Further flat properties: numbers with their unit in the key, such as `capacityMegawatts`. */
  extra?: Record<string, string | number | boolean | undefined>;
}

const roundPosition = (position: Position): Position => position.map((c) => Math.round(c * 1e6) / 1e6);

function roundCoordinates(coordinates: unknown): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  return typeof coordinates[0] === "number"
    ? roundPosition(coordinates as Position)
    : coordinates.map(roundCoordinates);
}

/**
 * A feature of the atlas from one fact row. Refuses one without id, names or source, and holds a place
 * nobody has checked to `schematic`, whatever the table says. `items` are filled in by `writeDataset`.
 */
export function createFeature(input: FeatureInput): PlanFeature {
  const { fact } = input;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(input.id)) refuse(fact, `id '${input.id}' is not kebab-case`);
  if (input.nameZh.trim() === "" || input.nameEn.trim() === "")
    refuse(fact, `'${input.id}' lacks a Chinese or English name`);
  if (input.source.trim() === "") refuse(fact, `'${input.id}' has no source`);
  if (!confidences.includes(input.confidence)) refuse(fact, `confidence is '${input.confidence}'`);
  for (const phase of phaseIds) {
    if (!statuses.includes(input.status[phase]))
      refuse(fact, `status in ${phase} is '${input.status[phase]}'`);
  }
  const extra = Object.entries(input.extra ?? {}).filter(([, value]) => value !== undefined && value !== "");
  const feature: PlanFeature = {
    type: "Feature",
    properties: {
      id: input.id,
      "name:zh": input.nameZh.trim(),
      "name:en": input.nameEn.trim(),
      kind: input.kind,
      items: [],
      ...Object.fromEntries(phaseIds.map((phase) => [`status:${phase}`, input.status[phase]])),
      confidence: isPlaceUnverified(fact) ? "schematic" : input.confidence,
      source: input.source.trim(),
      ...(input.noteZh ? { "note:zh": input.noteZh } : {}),
      ...(input.noteEn ? { "note:en": input.noteEn } : {}),
      ...describeUnverified(fact),
      ...Object.fromEntries(extra),
    },
    geometry: {
      ...input.geometry,
      coordinates: roundCoordinates((input.geometry as { coordinates: unknown }).coordinates),
    } as Geometry,
  };
  origins.set(feature, fact);
  return feature;
}

/** The same status in every phase. */
export const alwaysStatus = (status: Status): Record<PhaseId, Status> =>
  Object.fromEntries(phaseIds.map((phase) => [phase, status])) as Record<PhaseId, Status>;

import type { Geometry, Position } from "geojson";
import { type Bbox, findBoundingBox } from "../place/boundingBox.ts";
import { findNearestPosition } from "../place/nearest.ts";
import { lngLat } from "../place/position.ts";
import type { Bilingual, DatasetId, FeatureId, Status } from "../plan.ts";

/** A thing as one side of a comparison has it. A thing the side does not have at all is not in its list. */
export interface ComparedThing {
  dataset: DatasetId;
  id: FeatureId;
  name: Bilingual;
  /** Null for what has no status: a feature of the reader's own is simply there. */
  status: Status | null;
  geometry: Geometry | null;
  /** What else is told of it and may differ, such as a speed a scenario sets. */
  values?: Readonly<Record<string, string | number>>;
}

/** In the order a list shows them: what came, what went on, what was held back, what went, what lies elsewhere. */
export const differenceKinds = [
  "added",
  "opened",
  "upgraded",
  "advanced",
  "delayed",
  "dropped",
  "moved",
  "changed",
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  kind: DifferenceKind;
  dataset: DatasetId;
  id: FeatureId;
  name: Bilingual;
  /** Status on each side; `absent` where the side does not have the thing, null where it has none to tell. */
  before: Status | null;
  after: Status | null;
  /** Box of the thing on both sides, degrees; left out where it has no place. */
  bbox?: Bbox;
  /** Of `moved`: the farthest any vertex of one side lies from the other side's course. */
  movedMetres?: number;
  /** Of `changed`: the values that differ. */
  values?: { key: string; before: string | number | null; after: string | number | null }[];
}

/** Nothing is said to have moved by less: coordinates are written to about a centimetre. */
export const leastMoveMetres = 1;

/** How far a thing has come: 0 not there, 1 studied to 3 being built, 4 standing; parts of 4 are steps of an upgrade. */
const progress: Readonly<Record<Status, number>> = {
  absent: 0,
  closed: 0,
  study: 1,
  planned: 2,
  "under-construction": 3,
  existing: 4,
  "upgrade-planned": 4.25,
  "upgrade-under-way": 4.5,
  "upgrade-done": 4.75,
};
const standing = progress.existing;

/**
 * What became of a thing from one status to another.
 *
 * Not there → studied, planned or being built: `added`; not standing → standing: `opened`; a step onward of what
 * stands, from a planned upgrade to a done one: `upgraded`; any other step onward, as from planned to being built:
 * `advanced`. Back to not there, or an upgrade no longer meant: `dropped`; any other step back: `delayed`.
 *
 * @returns undefined where neither side has got farther; `absent` and `closed` are alike.
 */
export function judgeChange(before: Status, after: Status): DifferenceKind | undefined {
  const [from, to] = [progress[before], progress[after]];
  if (from === to) return undefined;
  if (to > from) {
    if (from >= standing) return "upgraded";
    if (to >= standing) return "opened";
    return from === 0 ? "added" : "advanced";
  }
  return to === 0 || to === standing ? "dropped" : "delayed";
}

/** Outlines as lines, so that a polygon that shrinks within its old outline is seen to have moved. */
const courseOf = (geometry: Geometry): Geometry =>
  geometry.type === "Polygon"
    ? { type: "MultiLineString", coordinates: geometry.coordinates }
    : geometry.type === "MultiPolygon"
      ? { type: "MultiLineString", coordinates: geometry.coordinates.flat() }
      : geometry;

function* listPositions(part: Position | readonly unknown[]): Generator<Position> {
  if (typeof part[0] === "number") yield part as Position;
  else for (const inner of part) yield* listPositions(inner as readonly unknown[]);
}

function farthestMetres(of: Geometry, from: Geometry): number {
  if (of.type === "GeometryCollection")
    return Math.max(0, ...of.geometries.map((part) => farthestMetres(part, from)));
  let farthest = 0;
  for (const [x, y] of listPositions(of.coordinates)) {
    const nearest = findNearestPosition(lngLat(x!, y!), from);
    farthest = Math.max(farthest, nearest?.distanceMetres ?? 0);
  }
  return farthest;
}

/**
 * How far a geometry lies from another of the same thing: the Hausdorff distance taken at the vertices of both, metres.
 * WGS 84 degrees. 0 where the two run the same way, however many vertices tell it.
 */
export function measureMoveMetres(before: Geometry, after: Geometry): number {
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return 0;
  const [one, two] = [courseOf(before), courseOf(after)];
  return Math.max(farthestMetres(one, two), farthestMetres(two, one));
}

const keyOfThing = ({ dataset, id }: Pick<ComparedThing, "dataset" | "id">) => `${dataset}/${id}`;

function indexThings(things: readonly ComparedThing[], side: string): Map<string, ComparedThing> {
  const index = new Map<string, ComparedThing>();
  for (const thing of things) {
    const key = keyOfThing(thing);
    if (index.has(key)) throw new Error(`'${key}' is listed twice ${side}; expected each thing once`);
    index.set(key, thing);
  }
  return index;
}

/** Status of a thing on a side; what has none to tell stands where it is listed. */
const statusOn = (thing: ComparedThing | undefined): Status =>
  thing ? (thing.status ?? "existing") : "absent";

function judgeStatus(before: ComparedThing | undefined, after: ComparedThing | undefined) {
  const has = (thing: ComparedThing | undefined) => progress[statusOn(thing)] > 0;
  // What tells no status has come or gone; it was neither opened nor built.
  if ((before ?? after)?.status === null)
    return has(before) === has(after) ? undefined : has(after) ? "added" : "dropped";
  return judgeChange(statusOn(before), statusOn(after));
}

function listChangedValues(before: ComparedThing, after: ComparedThing): NonNullable<Difference["values"]> {
  const keys = [...new Set([...Object.keys(before.values ?? {}), ...Object.keys(after.values ?? {})])];
  return keys.flatMap((key) => {
    const [was, is] = [before.values?.[key] ?? null, after.values?.[key] ?? null];
    return was === is ? [] : [{ key, before: was, after: is }];
  });
}

function compareThing(before: ComparedThing | undefined, after: ComparedThing | undefined): Difference[] {
  const { dataset, id, name } = (after ?? before)!;
  const tell = (kind: DifferenceKind, more: Partial<Difference> = {}): Difference => {
    const bbox = findBoundingBox([before?.geometry, after?.geometry].flatMap((geometry) => geometry ?? []));
    return {
      kind,
      dataset,
      id,
      name,
      before: before ? before.status : "absent",
      after: after ? after.status : "absent",
      ...(bbox ? { bbox } : {}),
      ...more,
    };
  };
  const found: Difference[] = [];
  const kind = judgeStatus(before, after);
  if (kind) found.push(tell(kind));
  if (!before || !after || progress[statusOn(before)] === 0 || progress[statusOn(after)] === 0) return found;
  if (before.geometry && after.geometry) {
    const movedMetres = measureMoveMetres(before.geometry, after.geometry);
    if (movedMetres >= leastMoveMetres) found.push(tell("moved", { movedMetres }));
  }
  const values = listChangedValues(before, after);
  if (values.length > 0) found.push(tell("changed", { values }));
  return found;
}

/**
 * What differs between two states of the same plan, thing by thing: identity is the dataset and the id, never the
 * name or the place. One thing may be listed under several kinds, such as opened and moved, but once under each.
 *
 * @param before and after the things of each side, each once (throws on one listed twice).
 * @returns by kind in the order of `differenceKinds`, then in the order of the lists.
 */
export function listDifferences(
  before: readonly ComparedThing[],
  after: readonly ComparedThing[],
): Difference[] {
  const [was, is] = [indexThings(before, "before"), indexThings(after, "after")];
  const found = [...new Set([...was.keys(), ...is.keys()])].flatMap((key) =>
    compareThing(was.get(key), is.get(key)),
  );
  return differenceKinds.flatMap((kind) => found.filter((difference) => difference.kind === kind));
}

/** How many differences there are of each kind. */
export const countDifferences = (differences: readonly Difference[]): Record<DifferenceKind, number> =>
  Object.fromEntries(
    differenceKinds.map((kind) => [kind, differences.filter((one) => one.kind === kind).length]),
  ) as Record<DifferenceKind, number>;

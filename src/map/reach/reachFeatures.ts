import type { Feature, FeatureCollection, LineString, MultiPolygon, Point, Polygon, Position } from "geojson";
import type { Board } from "../../domain/board/board.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { RailSource } from "../../domain/rail/railSource.ts";
import type { SurfaceDifference, UnitPlace } from "../../domain/reach/compareSurfaces.ts";
import type { ReachPart, ReachPath } from "../../domain/reach/explainReach.ts";
import type { Bands } from "../../domain/reach/reachKernels.ts";
import { type Box, meetsBox } from "../view/countInView.ts";

/** Rings shorter than this carry no number: there would be no room beside it. */
const leastRingPositions = 16;
/** Rings longer than this carry a number on each of their four sides. */
const longRingPositions = 120;

/**
 * Where the numbers of the lines of equal time stand: at the northern and southern end of a ring, and at the
 * other two of a long one. Longer rings come first where numbers are in each other's way.
 *
 * @param onlyMinutes the one cut-off whose lines are drawn, as in a comparison; null for all.
 */
export function buildEdgeFeatures(bands: Bands, onlyMinutes: number | null = null): FeatureCollection<Point> {
  const features: Feature<Point>[] = [];
  for (let ring = 0; ring < bands.ringCutoff.length; ring += 1) {
    const from = bands.ringOffset[ring]!;
    const to = bands.ringOffset[ring + 1]!;
    if (to - from < leastRingPositions) continue;
    if (onlyMinutes !== null && bands.cutoffs[bands.ringCutoff[ring]!] !== onlyMinutes) continue;
    const ends = { north: from, south: from, east: from, west: from };
    for (let at = from; at < to; at += 1) {
      const [longitude, latitude] = [bands.lngLat[2 * at]!, bands.lngLat[2 * at + 1]!];
      if (latitude > bands.lngLat[2 * ends.north + 1]!) ends.north = at;
      if (latitude < bands.lngLat[2 * ends.south + 1]!) ends.south = at;
      if (longitude > bands.lngLat[2 * ends.east]!) ends.east = at;
      if (longitude < bands.lngLat[2 * ends.west]!) ends.west = at;
    }
    const places =
      to - from < longRingPositions
        ? [ends.south, ends.north]
        : [ends.south, ends.north, ends.east, ends.west];
    for (const at of new Set(places))
      features.push({
        type: "Feature",
        properties: { part: "edge", minutes: bands.cutoffs[bands.ringCutoff[ring]!], order: from - to },
        geometry: { type: "Point", coordinates: [bands.lngLat[2 * at]!, bands.lngLat[2 * at + 1]!] },
      });
  }
  return { type: "FeatureCollection", features };
}

/** The places that a comparison names, so that each is on the map with its name: gained or lost. */
export function buildChangedFeatures(difference: SurfaceDifference): FeatureCollection<Point>["features"] {
  const named = (change: "gained" | "lost", places: readonly UnitPlace[]) =>
    places.map(
      ({ name, lngLat }): Feature<Point> => ({
        type: "Feature",
        properties: { part: "changed", change, "label:zh": name.zh, "label:en": name.en },
        geometry: { type: "Point", coordinates: lngLat },
      }),
    );
  return [
    ...named("gained", [...difference.newHubs, ...difference.newUnits]),
    ...named("lost", [...difference.lostHubs, ...difference.lostUnits]),
  ];
}

type Ring = Feature<Polygon | MultiPolygon, { minutes: number }>;

const polygonsOf = ({ geometry }: Ring): Position[][][] =>
  geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;

/** Whether a ring winds round a position, by the even-odd rule. */
function isInside(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[ax, ay], [bx, by]] = [ring[i]!, ring[j]!];
    if (ay! > y! !== by! > y! && x! < ((bx! - ax!) * (y! - ay!)) / (by! - ay!) + ax!) inside = !inside;
  }
  return inside;
}

/** The part of a ring beyond the next smaller one, which lies within it: its outlines become holes. */
function cutInner(ring: Ring, inner: Ring | undefined): Position[][][] {
  const holes = inner ? polygonsOf(inner).map((polygon) => polygon[0]!) : [];
  return polygonsOf(ring).map(([outline, ...rest]) => [
    outline!,
    ...rest,
    ...holes.filter((hole) => isInside(outline!, hole[0]!)),
  ]);
}

/**
 * The outline of each ring and, where the rings stand alone, its tint between it and the next smaller one.
 * Rings come from several origins, each its own set of one ring a cut-off.
 */
export function buildRingFeatures(
  sets: readonly (readonly Ring[])[],
  colourOf: (minutes: number) => string,
  hasFills: boolean,
): FeatureCollection {
  const features = sets.flatMap((rings) => {
    const ordered = [...rings].sort((a, b) => a.properties.minutes - b.properties.minutes);
    return ordered.flatMap((ring, index): Feature[] => {
      const { minutes } = ring.properties;
      const outline: Feature = { ...ring, properties: { minutes, part: "outline" } };
      if (!hasFills) return [outline];
      const area: Feature = {
        type: "Feature",
        properties: { minutes, part: "area", colour: colourOf(minutes) },
        geometry: { type: "MultiPolygon", coordinates: cutInner(ring, ordered[index - 1]) },
      };
      return [area, outline];
    });
  });
  return { type: "FeatureCollection", features };
}

const partNames: Record<ReachPart["kind"], Bilingual> = {
  road: { zh: "道路", en: "road" },
  entry: { zh: "进站", en: "entry" },
  wait: { zh: "候车", en: "wait" },
  ride: { zh: "乘车", en: "train" },
  change: { zh: "换乘", en: "change" },
  exit: { zh: "出站", en: "exit" },
};

const round = (minutes: number) => Math.round(minutes);

/**
 * A journey as features: a line for each road and ride, a point where one boards, waits, changes or gets off,
 * with what is done there and how long it takes.
 *
 * @param trace the course of a ride along the rails; the straight way from stop to stop where there is none.
 */
export function buildRouteFeatures(
  path: ReachPath,
  trace: (part: ReachPart) => [number, number][] | undefined = () => undefined,
): FeatureCollection<LineString | Point> {
  const lines: Feature<LineString>[] = [];
  const stops = new Map<string, { at: [number, number]; zh: string[]; en: string[]; name: Bilingual }>();
  const stopAt = (at: [number, number], name: Bilingual) => {
    const key = at.join(",");
    const known = stops.get(key) ?? { at, zh: [], en: [], name };
    stops.set(key, known);
    return known;
  };
  for (const part of path.parts) {
    const first = part.course[0]!;
    if (part.kind === "ride" || part.kind === "road") {
      const coordinates = (part.kind === "ride" && trace(part)) || part.course;
      lines.push({
        type: "Feature",
        properties: { kind: part.kind, minutes: part.minutes, schematic: part.schematic },
        geometry: { type: "LineString", coordinates },
      });
      if (part.kind === "ride") {
        stopAt(first, part.from);
        stopAt(part.course[part.course.length - 1]!, part.to);
      }
    } else {
      const stop = stopAt(first, part.from);
      stop.zh.push(`${partNames[part.kind].zh} ${round(part.minutes)} 分`);
      stop.en.push(`${partNames[part.kind].en} ${round(part.minutes)} min`);
    }
  }
  const middles = path.parts.flatMap((part): Feature<Point>[] => {
    if (part.kind !== "ride") return [];
    const course = trace(part) ?? part.course;
    const at = course[Math.floor(course.length / 2)]!;
    const name = part.schematic ? { zh: "（示意）", en: " (schematic)" } : { zh: "", en: "" };
    return [
      {
        type: "Feature",
        properties: {
          kind: "middle",
          "label:zh": `${round(part.minutes)} 分${name.zh}`,
          "label:en": `${round(part.minutes)} min${name.en}`,
        },
        geometry: { type: "Point", coordinates: at },
      },
    ];
  });
  const points = [...stops.values()].map(
    ({ at, zh, en, name }): Feature<Point> => ({
      type: "Feature",
      properties: {
        kind: "stop",
        "label:zh": [name.zh, ...zh].join("\n"),
        "label:en": [name.en, ...en].join("\n"),
      },
      geometry: { type: "Point", coordinates: at },
    }),
  );
  return { type: "FeatureCollection", features: [...lines, ...points, ...middles] };
}

/** Origins and destination as points, for a picture: on the screen they are marks one can take hold of. */
export function buildOriginFeatures(
  { reach }: Board,
  { sources }: { sources: { rail: RailSource } | null },
): Feature<Point>[] {
  const point = (kind: string, label: string, coordinates: Position): Feature<Point> => ({
    type: "Feature",
    properties: { kind, "label:zh": label, "label:en": label },
    geometry: { type: "Point", coordinates },
  });
  const origins = (reach?.origins ?? []).flatMap((origin, index) => {
    const at =
      origin.kind === "place"
        ? origin.lngLat
        : sources?.rail.stations.find((station) => station.id === origin.station)?.lngLat;
    return at ? [point("origin", String(index + 1), at)] : [];
  });
  return reach?.place ? [...origins, point("destination", "", [...reach.place])] : origins;
}

const countedKinds = ["ride", "road", "stop", "link", "opened", "closed"] as const;

/**
 * How much of a journey and a scenario is drawn in a box, by legend entry: whether there is a way, and whether
 * an edit changes anything in this phase, is known only where they are drawn.
 */
export function countJourney(
  features: readonly Feature[],
  box: Box,
): Record<(typeof countedKinds)[number], number> {
  const counts = { ride: 0, road: 0, stop: 0, link: 0, opened: 0, closed: 0 };
  for (const { properties, geometry } of features) {
    const kind = countedKinds.find((counted) => counted === properties?.kind);
    if (kind && properties?.part === undefined && meetsBox(geometry, box)) counts[kind] += 1;
  }
  return counts;
}

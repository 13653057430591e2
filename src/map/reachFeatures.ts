import type { Feature, FeatureCollection, LineString, MultiPolygon, Point, Polygon, Position } from "geojson";
import type { Board } from "../domain/board.ts";
import type { Bilingual } from "../domain/plan.ts";
import type { ReachPart, ReachPath } from "../domain/reach/explainReach.ts";
import type { Bands } from "../domain/reach/reachKernels.ts";
import type { ReachState } from "../state/reachStore.ts";

/** Rings shorter than this carry no number: there would be no room beside it. */
const leastRingPositions = 40;

/** Lines of equal time as features with their minutes, for the numbers along them. */
export function buildEdgeFeatures(bands: Bands): FeatureCollection<LineString> {
  const features: Feature<LineString>[] = [];
  for (let ring = 0; ring < bands.ringCutoff.length; ring += 1) {
    const from = bands.ringOffset[ring]!;
    const to = bands.ringOffset[ring + 1]!;
    if (to - from < leastRingPositions) continue;
    const coordinates: Position[] = [];
    // Every third position is enough for a number to follow the line.
    for (let at = from; at < to; at += 3)
      coordinates.push([bands.lngLat[2 * at]!, bands.lngLat[2 * at + 1]!]);
    coordinates.push(coordinates[0]!);
    features.push({
      type: "Feature",
      properties: { part: "edge", minutes: bands.cutoffs[bands.ringCutoff[ring]!] },
      geometry: { type: "LineString", coordinates },
    });
  }
  return { type: "FeatureCollection", features };
}

/** Rings with the colour of their band, the widest first so that the nearer lie over it. */
export function buildRingFeatures(
  rings: readonly Feature<Polygon | MultiPolygon, { minutes: number }>[],
  colourOf: (minutes: number) => string,
  hasFills: boolean,
): FeatureCollection {
  const ordered = [...rings].sort((a, b) => b.properties.minutes - a.properties.minutes);
  return {
    type: "FeatureCollection",
    features: ordered.map((ring) => ({
      ...ring,
      properties: {
        minutes: ring.properties.minutes,
        part: hasFills ? "area" : "outline",
        colour: colourOf(ring.properties.minutes),
      },
    })),
  };
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
export function buildOriginFeatures({ reach }: Board, { sources }: ReachState): Feature<Point>[] {
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

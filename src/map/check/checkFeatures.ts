import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import type { CheckResult, Conflict, PartySummary } from "../../domain/check/conflict.ts";
import { describeMeasures, verdictWords } from "../../domain/check/describeConflicts.ts";
import { verdicts } from "../../domain/check/rules.ts";

type Part = "area" | "line" | "gap" | "crossing" | "place" | "name";

/** Geometry in its simple parts, each drawn its own way. */
function* takeApart(geometry: Geometry): Generator<Exclude<Geometry, { type: "GeometryCollection" }>> {
  if (geometry.type === "GeometryCollection") for (const part of geometry.geometries) yield* takeApart(part);
  else yield geometry;
}

/** Widest stretch of an area along one latitude: its middle lies inside, which a centroid need not. */
function findMiddle(ring: readonly Position[]): Position {
  const latitudes = ring.map(([, y]) => y!);
  const at = (Math.min(...latitudes) + Math.max(...latitudes)) / 2 + 1e-9;
  const crossings: number[] = [];
  for (let i = 1; i < ring.length; i += 1) {
    const [[x1, y1], [x2, y2]] = [ring[i - 1]! as [number, number], ring[i]! as [number, number]];
    if (y1 > at !== y2 > at) crossings.push(x1 + ((at - y1) / (y2 - y1)) * (x2 - x1));
  }
  crossings.sort((a, b) => a - b);
  let best: [number, number] = [crossings[0] ?? ring[0]![0]!, crossings[1] ?? ring[0]![0]!];
  for (let i = 0; i + 1 < crossings.length; i += 2)
    if (crossings[i + 1]! - crossings[i]! > best[1] - best[0]) best = [crossings[i]!, crossings[i + 1]!];
  return [(best[0] + best[1]) / 2, at];
}

/** Where the name of a conflict stands: on it. */
function findAnchor(geometry: Geometry): Position | undefined {
  const longest = <T extends { length: number }>(list: readonly T[]) =>
    list.reduce<T | undefined>((best, one) => (best && best.length >= one.length ? best : one), undefined);
  for (const part of takeApart(geometry)) {
    if (part.type === "Point") return part.coordinates;
    if (part.type === "MultiPoint") return part.coordinates[0];
    const path =
      part.type === "LineString"
        ? part.coordinates
        : part.type === "MultiLineString"
          ? longest(part.coordinates)
          : undefined;
    if (path) return path[Math.floor(path.length / 2)];
    const ring =
      part.type === "Polygon"
        ? part.coordinates[0]
        : longest(
            (part as Extract<Geometry, { type: "MultiPolygon" }>).coordinates.map((rings) => rings[0]!),
          );
    if (ring && ring.length > 2) return findMiddle(ring);
  }
  return undefined;
}

function findPart(geometry: Geometry, { nearestPlaces, nearestDistanceMetres }: Conflict): Part {
  if (geometry.type.endsWith("Polygon")) return "area";
  const isApart = nearestPlaces !== null && nearestDistanceMetres > 0;
  if (geometry.type.endsWith("LineString")) return isApart ? "gap" : "line";
  return "place";
}

function* buildParts(conflict: Conflict, parties: ReadonlyMap<string, PartySummary>): Generator<Feature> {
  const [subject, zone] = [parties.get(conflict.subject)!, parties.get(conflict.zone)!];
  const common = { conflict: conflict.id, verdict: conflict.verdict };
  for (const geometry of takeApart(conflict.geometry)) {
    const part = findPart(geometry, conflict);
    // Crossings are drawn below, each as one.
    if (part === "place" && conflict.crossings.length > 0) continue;
    yield { type: "Feature", geometry, properties: { ...common, part } };
  }
  for (const coordinates of conflict.crossings)
    yield {
      type: "Feature",
      geometry: { type: "Point", coordinates },
      properties: { ...common, part: "crossing" satisfies Part },
    };
  const anchor = findAnchor(conflict.geometry);
  if (!anchor) return;
  const verdict = verdictWords[conflict.verdict];
  const measures = describeMeasures(conflict);
  yield {
    type: "Feature",
    geometry: { type: "Point", coordinates: anchor },
    properties: {
      ...common,
      part: "name" satisfies Part,
      rank: verdicts.indexOf(conflict.verdict),
      "name:zh": `${verdict.zh}　${subject.name.zh} × ${zone.name.zh}\n${measures.zh}`,
      "name:en": `${verdict.en.slice(0, 1).toUpperCase()}${verdict.en.slice(1)}: ${subject.name.en} × ${zone.name.en}\n${measures.en}`,
    },
  };
}

/** The conflicts of a run as features to draw, mildest first so that the strictest lie on top. */
export function buildConflictMarks(result: CheckResult): FeatureCollection {
  const parties = new Map([...result.subjects, ...result.zones].map((party) => [party.key, party]));
  const ordered = [...result.conflicts].sort(
    (a, b) => verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict),
  );
  return {
    type: "FeatureCollection",
    features: ordered.flatMap((conflict) => [...buildParts(conflict, parties)]),
  };
}

import type { Feature, Geometry, LineString, Position } from "geojson";
import { type LayerDefinition, taperKey } from "../../../layers/grammar/layer.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";

/** Longest straight piece of a drawn curve; a finer one is not seen at the zooms of a region. */
const pieceDegrees = 0.012;
const mostPieces = 16;
/** Parts of a tapering line, each a little wider than the one before. */
const taperParts = 8;

const distance = ([x1, y1]: Position, [x2, y2]: Position) => Math.hypot(x2! - x1!, y2! - y1!);
const mix = (a: Position, b: Position, share: number): Position => [
  a[0]! + (b[0]! - a[0]!) * share,
  a[1]! + (b[1]! - a[1]!) * share,
];

/**
 * A curve through all positions of a line, without loops or overshoot where they are unevenly spaced: the
 * centripetal Catmull–Rom spline (Yuksel, Schaefer and Keyser 2011), by the pyramid of Barry and Goldman.
 */
export function curveThrough(line: readonly Position[]): Position[] {
  const corners = line.filter((position, index) => index === 0 || distance(position, line[index - 1]!) > 0);
  if (corners.length < 3) return [...corners];
  // Beyond its ends the line is thought to go on as it came.
  const before = mix(corners[1]!, corners[0]!, 2);
  const after = mix(corners.at(-2)!, corners.at(-1)!, 2);
  const all = [before, ...corners, after];
  const curve: Position[] = [corners[0]!];
  for (let i = 1; i < all.length - 2; i += 1) {
    const [p0, p1, p2, p3] = [all[i - 1]!, all[i]!, all[i + 1]!, all[i + 2]!];
    const t1 = Math.sqrt(distance(p0, p1));
    const t2 = t1 + Math.sqrt(distance(p1, p2));
    const t3 = t2 + Math.sqrt(distance(p2, p3));
    const pieces = Math.max(1, Math.min(mostPieces, Math.ceil(distance(p1, p2) / pieceDegrees)));
    for (let piece = 1; piece <= pieces; piece += 1) {
      if (piece === pieces) {
        curve.push(p2);
        break;
      }
      const t = t1 + ((t2 - t1) * piece) / pieces;
      const a1 = mix(p0, p1, t / t1);
      const a2 = mix(p1, p2, (t - t1) / (t2 - t1));
      const a3 = mix(p2, p3, (t - t2) / (t3 - t2));
      const b1 = mix(a1, a2, t / t2);
      const b2 = mix(a2, a3, (t - t1) / (t3 - t1));
      curve.push(mix(b1, b2, (t - t1) / (t2 - t1)));
    }
  }
  return curve;
}

/** A line cut into parts of equal count that share their ends, with how far along each lies, 0 to 1. */
export function cutTaper(line: readonly Position[]): { line: Position[]; share: number }[] {
  const parts = Math.min(taperParts, line.length - 1);
  return Array.from({ length: Math.max(0, parts) }, (_, part) => {
    const [from, to] = [part, part + 1].map((edge) => Math.round((edge * (line.length - 1)) / parts)) as [
      number,
      number,
    ];
    return { line: line.slice(from, to + 1), share: (part + 0.5) / parts };
  });
}

/** Directions closer than this, in radians, leave the region as one bundle. */
const bundleRadians = 0.22;
const bundlePieces = 28;

interface Ray {
  feature: Feature<LineString>;
  from: Position;
  to: Position;
  angle: number;
}

/** Rays by direction, each bundle a run of neighbours in angle. */
function groupRays(rays: readonly Ray[]): Ray[][] {
  const bundles: Ray[][] = [];
  for (const ray of [...rays].sort((a, b) => a.angle - b.angle)) {
    const last = bundles.at(-1);
    if (
      last &&
      ray.angle - last.at(-1)!.angle < bundleRadians &&
      ray.angle - last[0]!.angle < 3 * bundleRadians
    )
      last.push(ray);
    else bundles.push([ray]);
  }
  return bundles;
}

const meanOf = (positions: readonly Position[]): Position =>
  [0, 1].map((axis) => positions.reduce((sum, p) => sum + p[axis]!, 0) / positions.length);

/**
 * Straight lines to far ends as curves that leave in bundles by direction: each runs to a common point some
 * way out, the nearer of half its nearest end, and parts there for its own. Lines with a course of their own
 * are left to themselves.
 */
export function bundleLines(lines: readonly Feature<LineString>[]): Map<Feature<LineString>, Position[]> {
  const rays = lines.flatMap((feature): Ray[] => {
    const { coordinates } = feature.geometry;
    if (coordinates.length !== 2) return [];
    const [from, to] = coordinates as [Position, Position];
    return [{ feature, from, to, angle: Math.atan2(to[1]! - from[1]!, to[0]! - from[0]!) }];
  });
  const curves = new Map<Feature<LineString>, Position[]>();
  for (const bundle of groupRays(rays)) {
    const start = meanOf(bundle.map(({ from }) => from));
    const nearest = Math.min(...bundle.map(({ to }) => distance(start, to)));
    const middle = meanOf(bundle.map(({ to }) => mix(start, to, 1 / Math.max(distance(start, to), 1e-9))));
    const knot = mix(start, middle, nearest * 0.5);
    for (const { feature, from, to } of bundle) {
      const near = mix(from, knot, 0.6);
      curves.set(
        feature,
        Array.from({ length: bundlePieces + 1 }, (_, piece): Position => {
          const t = piece / bundlePieces;
          if (piece === 0) return from;
          if (piece === bundlePieces) return to;
          // A cubic Bézier curve, by de Casteljau.
          const [a, b, c] = [mix(from, near, t), mix(near, knot, t), mix(knot, to, t)];
          return mix(mix(a, b, t), mix(b, c, t), t);
        }),
      );
    }
  }
  return curves;
}

/** A dataset as it is drawn: its lines as curves, and those that swell along their course in parts. */
export function drawCourses(
  collection: PlanFeatureCollection,
  course: NonNullable<LayerDefinition["course"]>,
): { type: "FeatureCollection"; features: Feature<Geometry>[] } {
  const lines = collection.features.filter(
    (feature): feature is typeof feature & Feature<LineString> => feature.geometry.type === "LineString",
  );
  const bundled = course.isBundled ? bundleLines(lines) : new Map<Feature, Position[]>();
  return {
    type: "FeatureCollection",
    features: collection.features.flatMap((feature): Feature<Geometry>[] => {
      if (feature.geometry.type !== "LineString") return [feature];
      const coordinates =
        bundled.get(feature as Feature<LineString>) ?? curveThrough(feature.geometry.coordinates);
      const geometry: LineString = { type: "LineString", coordinates };
      if (course.tapering !== "all" && !course.tapering.includes(feature.properties.kind))
        return [{ ...feature, geometry }];
      return cutTaper(coordinates).map(({ line, share }) => ({
        type: "Feature",
        properties: { ...feature.properties, [taperKey]: share },
        geometry: { type: "LineString", coordinates: line },
      }));
    }),
  };
}

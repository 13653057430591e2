import type { Feature, FeatureCollection, Geometry, LineString, Point, Polygon, Position } from "geojson";
import type { PlanFeature, PlanFeatureCollection } from "../../domain/plan.ts";

const gridSteps = 24;

/** Distance in the plane from a position to a segment. */
function distanceToSegment([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position): number {
  const [dx, dy] = [x2! - x1!, y2! - y1!];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x! - x1!) * dx + (y! - y1!) * dy) / length));
  return Math.hypot(x! - x1! - t * dx, y! - y1! - t * dy);
}

/** Signed distance from a position to a polygon's edge in the plane: positive inside. */
function distanceInside(rings: readonly Position[][], [x, y]: Position): number {
  let inside = false;
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [a, b] = [ring[i]!, ring[j]!];
      if (a[1]! > y! !== b[1]! > y! && x! < ((b[0]! - a[0]!) * (y! - a[1]!)) / (b[1]! - a[1]!) + a[0]!) {
        inside = !inside;
      }
      nearest = Math.min(nearest, distanceToSegment([x!, y!], a, b));
    }
  }
  return inside ? nearest : -nearest;
}

/**
 * The place in a polygon farthest from its edge, to about 1/24 of its size: where a name reads best.
 * Longitudes are shrunk by the cosine of the latitude first, so that far means far on the sheet.
 */
export function findLabelPoint(rings: Polygon["coordinates"]): { position: Position; roomDegrees: number } {
  const outer = rings[0]!;
  const latitudes = outer.map(([, y]) => y!);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const flat = rings.map((ring) => ring.map(([x, y]): Position => [x! * shrink, y!]));
  const easts = flat[0]!.map(([x]) => x!);
  const [west, east] = [Math.min(...easts), Math.max(...easts)];
  let best: Position = flat[0]![0]!;
  let room = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < gridSteps; i += 1) {
    for (let j = 1; j < gridSteps; j += 1) {
      const candidate: Position = [
        west + ((east - west) * i) / gridSteps,
        south + ((north - south) * j) / gridSteps,
      ];
      const distance = distanceInside(flat, candidate);
      if (distance > room) {
        room = distance;
        best = candidate;
      }
    }
  }
  return { position: [best[0]! / shrink, best[1]!], roomDegrees: room };
}

const stepDegrees = 0.02;
/** Half the stretch of river whose bends are averaged out. */
const halfWindowSteps = 9;

/** A line without its small bends: even steps, each the mean of its neighbourhood. Needs two positions. */
export function smoothLine(line: readonly Position[]): Position[] {
  const even: Position[] = [];
  for (let i = 1; i < line.length; i += 1) {
    const [[x1, y1], [x2, y2]] = [line[i - 1]! as [number, number], line[i]! as [number, number]];
    const parts = Math.max(1, Math.round(Math.hypot(x2 - x1, y2 - y1) / stepDegrees));
    for (let part = 0; part < parts; part += 1) {
      even.push([x1 + ((x2 - x1) * part) / parts, y1 + ((y2 - y1) * part) / parts]);
    }
  }
  even.push(line.at(-1)!);
  return even.map((_, index) => {
    const reach = Math.min(halfWindowSteps, index, even.length - 1 - index);
    const near = even.slice(index - reach, index + reach + 1);
    const mean = (axis: 0 | 1) => near.reduce((sum, position) => sum + position[axis]!, 0) / near.length;
    return [mean(0), mean(1)];
  });
}

/** A point at the end of a line that says where it leads, so that the goal can be named there; once for lines of a kind that meet. */
function placeGoal({ geometry, properties }: PlanFeature, placed: Set<string>): Feature<Point>[] {
  const end = geometry.type === "LineString" ? geometry.coordinates.at(-1) : undefined;
  const name = properties["toName:zh"];
  if (!end || typeof name !== "string") return [];
  const key = `${name} ${properties.kind} ${end.join(" ")}`;
  if (placed.has(key)) return [];
  placed.add(key);
  return [{ type: "Feature", properties: { ...properties }, geometry: { type: "Point", coordinates: end } }];
}

/** Set on the points of areas so narrow that a name within would cover them at the scale of a region. */
export const narrowKey = "narrow";
const narrowDegrees = 0.06;

/**
 * Where names go: one point in the roomiest part of each area, a smoothed course for each line, and the
 * end of a line that leads somewhere by name.
 */
export function buildLabelPoints(collection: PlanFeatureCollection): FeatureCollection<Point | LineString> {
  const goals = new Set<string>();
  return {
    type: "FeatureCollection",
    features: collection.features.flatMap((feature) => {
      const placed = placeName(feature.geometry);
      const named = placed
        ? [
            {
              type: "Feature" as const,
              properties: { ...feature.properties, ...(placed.isNarrow ? { [narrowKey]: true } : {}) },
              geometry: placed.geometry,
            },
          ]
        : [];
      return [...named, ...placeGoal(feature, goals)];
    }),
  };
}

function placeName(geometry: Geometry): { geometry: Point | LineString; isNarrow?: boolean } | undefined {
  if (geometry.type === "LineString") {
    return { geometry: { type: "LineString", coordinates: smoothLine(geometry.coordinates) } };
  }
  const parts =
    geometry.type === "Polygon"
      ? [geometry.coordinates]
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates
        : [];
  const [best] = parts.map(findLabelPoint).sort((a, b) => b.roomDegrees - a.roomDegrees);
  return (
    best && {
      geometry: { type: "Point", coordinates: best.position },
      isNarrow: best.roomDegrees < narrowDegrees,
    }
  );
}

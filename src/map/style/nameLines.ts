import type { FeatureCollection, Point, Position } from "geojson";
import type { PlanFeature, PlanFeatureCollection } from "../../domain/plan.ts";
import type { Highlight } from "../../domain/walk/walk.ts";

/** Where the name of a line stands, and how it is turned to run beside the line. */
export interface LineName {
  id: string;
  "name:zh": string;
  "name:en": string;
  /** Degrees clockwise from level, so that the name reads from left to right. */
  turn: number;
}

/** Parts of one line are told apart in brackets, which are not written on the map. */
const withoutBrackets = (name: string) => name.replace(/（[^（]*）$/, "");

/** The share of a line's length on each side of its middle that says how the line runs there. */
const reach = 0.12;

const toParts = ({ geometry }: PlanFeature): Position[][] =>
  geometry.type === "LineString"
    ? [geometry.coordinates]
    : geometry.type === "MultiLineString"
      ? geometry.coordinates
      : [];

/** Degrees of latitude between two positions of a region: near enough to compare lengths. */
function measureStep([x1, y1]: Position, [x2, y2]: Position): number {
  const shrink = Math.cos((((y1! + y2!) / 2) * Math.PI) / 180);
  return Math.hypot((x2! - x1!) * shrink, y2! - y1!);
}

const measure = (line: readonly Position[]) =>
  line.slice(1).reduce((sum, position, index) => sum + measureStep(line[index]!, position), 0);

/** The position at a length along a line. */
function findAlong(line: readonly Position[], length: number): Position {
  let left = length;
  for (let index = 1; index < line.length; index += 1) {
    const [from, to] = [line[index - 1]!, line[index]!];
    const step = measureStep(from, to);
    if (step >= left && step > 0)
      return [0, 1].map((axis) => from[axis]! + (left / step) * (to[axis]! - from[axis]!));
    left -= step;
  }
  return line.at(-1)!;
}

/** How a level name must be turned to run from one position to the other, never upside down; upright names read upwards. */
function findTurn([x1, y1]: Position, [x2, y2]: Position): number {
  const shrink = Math.cos((((y1! + y2!) / 2) * Math.PI) / 180);
  const turn = (Math.atan2(y1! - y2!, (x2! - x1!) * shrink) * 180) / Math.PI;
  return turn >= 90 ? turn - 180 : turn < -90 ? turn + 180 : turn;
}

/**
 * A point on each lit line, in its middle unless the scene says where, beside which its name is written straight.
 * The map's own running names need a straight stretch as long as the name within one tile, and most lines here
 * have none. Lines of one name share one point, on the longest.
 */
export function buildLineNames(
  named: readonly Highlight[],
  datasets: Readonly<Record<string, PlanFeatureCollection | undefined>>,
): Map<string, FeatureCollection<Point, LineName>> {
  const names = new Map<string, FeatureCollection<Point, LineName>>();
  for (const dataset of new Set(named.map((selection) => selection.dataset))) {
    const wanted = new Map(named.filter((lit) => lit.dataset === dataset).map((lit) => [lit.id, lit]));
    const longest = new Map<string, { length: number; line: Position[]; feature: PlanFeature }>();
    for (const feature of datasets[dataset]?.features ?? []) {
      if (!wanted.has(feature.properties.id)) continue;
      for (const line of toParts(feature)) {
        const length = measure(line);
        const name = withoutBrackets(String(feature.properties["name:zh"]));
        if (length > (longest.get(name)?.length ?? 0)) longest.set(name, { length, line, feature });
      }
    }
    const features = [...longest.values()].map(({ length, line, feature }) => {
      const { id, "name:zh": zh, "name:en": en } = feature.properties;
      const at = wanted.get(id)?.nameAt ?? 0.5;
      const [before, middle, after] = [Math.max(0, at - reach), at, Math.min(1, at + reach)].map((share) =>
        findAlong(line, share * length),
      );
      const properties: LineName = {
        id: String(id),
        "name:zh": String(zh),
        "name:en": String(en),
        turn: Number(findTurn(before!, after!).toFixed(1)),
      };
      const geometry: Point = { type: "Point", coordinates: middle! };
      return { type: "Feature" as const, properties, geometry };
    });
    if (features.length > 0) names.set(dataset, { type: "FeatureCollection", features });
  }
  return names;
}

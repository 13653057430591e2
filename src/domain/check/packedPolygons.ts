import type { Polygons } from "../place/polygonEngine.ts";
import { unitePolygons } from "../place/polygonEngine.ts";
import { measurePolygonsSquareMetres } from "./edgeArea.ts";
import { groupByBox } from "./uniteGroups.ts";

/** Polygons in flat arrays: a fifth of the room of nested ones, and handed to another worker without a copy. */
export interface PackedPolygons {
  /** Longitude and latitude of each vertex in turn, degrees. */
  degrees: Float64Array;
  /** First vertex of each ring, and the count of vertices at the end. */
  ringStarts: Uint32Array;
  /** First ring of each polygon, and the count of rings at the end. */
  polygonStarts: Uint32Array;
  /** Square metres of each polygon. */
  areas: Float64Array;
}

/** Lays polygons out flat. Degrees, closed rings. */
export function packPolygons(polygons: Polygons): PackedPolygons {
  const rings = polygons.flat();
  const count = rings.reduce((sum, ring) => sum + ring.length, 0);
  const packed: PackedPolygons = {
    degrees: new Float64Array(count * 2),
    ringStarts: new Uint32Array(rings.length + 1),
    polygonStarts: new Uint32Array(polygons.length + 1),
    areas: Float64Array.from(polygons, (polygon) => measurePolygonsSquareMetres([polygon])),
  };
  let vertex = 0;
  for (const [at, ring] of rings.entries()) {
    for (const [x, y] of ring as [number, number][]) {
      packed.degrees[vertex * 2] = x;
      packed.degrees[vertex * 2 + 1] = y;
      vertex += 1;
    }
    packed.ringStarts[at + 1] = vertex;
  }
  for (const [at, polygon] of polygons.entries())
    packed.polygonStarts[at + 1] = packed.polygonStarts[at]! + polygon.length;
  return packed;
}

function unpackPolygon({ degrees, ringStarts, polygonStarts }: PackedPolygons, at: number): Polygons[number] {
  const polygon: Polygons[number] = [];
  for (let ring = polygonStarts[at]!; ring < polygonStarts[at + 1]!; ring += 1) {
    const positions: Polygons[number][number] = [];
    for (let vertex = ringStarts[ring]!; vertex < ringStarts[ring + 1]!; vertex += 1)
      positions.push([degrees[vertex * 2]!, degrees[vertex * 2 + 1]!]);
    polygon.push(positions);
  }
  return polygon;
}

function findBox({ degrees, ringStarts, polygonStarts }: PackedPolygons, at: number) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const outer = polygonStarts[at]!;
  for (let vertex = ringStarts[outer]!; vertex < ringStarts[outer + 1]!; vertex += 1) {
    west = Math.min(west, degrees[vertex * 2]!);
    east = Math.max(east, degrees[vertex * 2]!);
    south = Math.min(south, degrees[vertex * 2 + 1]!);
    north = Math.max(north, degrees[vertex * 2 + 1]!);
  }
  return [west, south, east, north] as const;
}

/** Ground that packed polygons cover together, each place once, square metres; only those that may meet are united. */
export function measurePackedSquareMetres(sets: readonly PackedPolygons[]): number {
  const all = sets.flatMap((set) => Array.from(set.areas, (area, at) => ({ set, at, area })));
  return groupByBox(all.map(({ set, at }) => findBox(set, at))).reduce((sum, group) => {
    if (group.length === 1) return sum + all[group[0]!]!.area;
    const polygons = group.map((index) => [unpackPolygon(all[index]!.set, all[index]!.at)]);
    return sum + measurePolygonsSquareMetres(unitePolygons(polygons));
  }, 0);
}

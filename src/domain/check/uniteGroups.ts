import Flatbush from "flatbush";
import { type Polygons, unitePolygons } from "../place/polygonEngine.ts";
import { measurePolygonsSquareMetres } from "./edgeArea.ts";

type Box = readonly [west: number, south: number, east: number, north: number];

/** Places of boxes that touch, directly or through others, by group; groups in the order of their first box. */
export function groupByBox(boxes: readonly Box[]): number[][] {
  if (boxes.length === 0) return [];
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  const roots = boxes.map((_, at) => at);
  const findRoot = (at: number): number => {
    let root = at;
    while (roots[root] !== root) root = roots[root]!;
    roots[at] = root;
    return root;
  };
  for (const [at, box] of boxes.entries())
    for (const other of index.search(...box)) roots[findRoot(other)] = findRoot(at);
  const groups = new Map<number, number[]>();
  for (const at of boxes.keys()) {
    const root = findRoot(at);
    const group = groups.get(root);
    if (group) group.push(at);
    else groups.set(root, [at]);
  }
  return [...groups.values()];
}

function findBox([outer]: Polygons[number]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of outer as [number, number][]) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

/**
 * Unites sets of polygons and measures what they cover, square metres. Only polygons whose boxes touch go through the
 * polygon engine: what lies apart is added up as it is, which for thousands of parcels is nearly all of it.
 */
export function uniteGroups(sets: readonly Polygons[]): { polygons: Polygons; areaSquareMetres: number } {
  const all = sets.flat().filter(([outer]) => outer !== undefined && outer.length > 0);
  const united = groupByBox(all.map(findBox)).map((group) =>
    group.length === 1 ? [all[group[0]!]!] : unitePolygons(group.map((at) => [all[at]!])),
  );
  return {
    polygons: united.flat(),
    areaSquareMetres: united.reduce((sum, group) => sum + measurePolygonsSquareMetres(group), 0),
  };
}

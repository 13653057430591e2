import Flatbush from "flatbush";
import type { Geometry, Position } from "geojson";
import { isInsideRing } from "../domain/place/insidePolygons.ts";
import { computeTurn } from "./shapeRules.ts";

type Box = [west: number, south: number, east: number, north: number];

function boxOf(ring: readonly Position[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring as [number, number][]) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

const asGeometry = (polygons: Position[][][]): Geometry =>
  polygons.length === 1
    ? { type: "Polygon", coordinates: polygons[0]! }
    : { type: "MultiPolygon", coordinates: polygons };

const holds = (outer: Box, inner: Box) =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];

/** Finds, for a ring, those of a list that lie round it; by an index of boxes, so that many rings stay cheap. */
function createSurroundings(rings: readonly Position[][], boxes: readonly Box[]) {
  const index = rings.length > 8 ? new Flatbush(rings.length) : undefined;
  if (index) {
    for (const box of boxes) index.add(...box);
    index.finish();
  }
  return (ring: readonly Position[], box: Box): number[] => {
    const near = index
      ? index.search(box[0], box[1], box[0], box[1]).sort((a, b) => a - b)
      : rings.map((_, i) => i);
    return near.filter(
      (i) =>
        rings[i] !== ring &&
        holds(boxes[i]!, box) &&
        ring.every((position) => isInsideRing(position, rings[i]!)),
    );
  };
}

/** Rings as Esri has them, outer ones clockwise, gathered into polygons: a hole belongs to the smallest ring round it. */
export function gatherWoundRings(rings: Position[][]): { geometry: Geometry; orphans: number } {
  const outers: { rings: Position[][]; size: number }[] = [];
  const holes: Position[][] = [];
  for (const ring of rings) {
    const turn = computeTurn(ring);
    if (turn <= 0) outers.push({ rings: [ring], size: -turn });
    else holes.push(ring);
  }
  outers.sort((a, b) => a.size - b.size);
  const shells = outers.map((outer) => outer.rings[0]!);
  const findRound = createSurroundings(shells, shells.map(boxOf));
  let orphans = 0;
  const alone: Position[][][] = [];
  for (const hole of holes) {
    const home = outers.length === 1 ? 0 : findRound(hole, boxOf(hole))[0];
    if (home !== undefined) outers[home]!.rings.push(hole);
    else {
      orphans += 1;
      alone.push([hole]);
    }
  }
  return { geometry: asGeometry([...outers.map((outer) => outer.rings), ...alone]), orphans };
}

/** Rings wound in no known order: what lies within an odd number of others is a hole of the smallest round it. */
export function gatherNestedRings(rings: Position[][]): Geometry {
  const boxes = rings.map(boxOf);
  const sizes = rings.map((ring) => Math.abs(computeTurn(ring)));
  const findRound = createSurroundings(rings, boxes);
  const round = rings.map((ring, i) => findRound(ring, boxes[i]!).filter((j) => sizes[j]! > sizes[i]!));
  const polygons = new Map<number, Position[][]>();
  rings.forEach((ring, i) => {
    if (round[i]!.length % 2 === 0) polygons.set(i, [ring]);
  });
  rings.forEach((ring, i) => {
    const outers = round[i]!;
    if (outers.length % 2 === 0) return;
    const home = outers.filter((j) => polygons.has(j)).sort((a, b) => sizes[a]! - sizes[b]!)[0];
    if (home === undefined) polygons.set(i, [ring]);
    else polygons.get(home)!.push(ring);
  });
  return asGeometry([...polygons.values()]);
}

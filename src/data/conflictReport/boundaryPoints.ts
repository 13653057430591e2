import type { Geometry, Position } from "geojson";
import type { Crs } from "../../domain/place/crs.ts";
import { createProjection } from "../../domain/place/projection.ts";
import type { Bilingual } from "../../domain/plan.ts";

/** One corner of a boundary. X runs north and Y east, as Chinese surveys name them; metres of the grid. */
export interface BoundaryPoint {
  label: string;
  xMetres: number;
  yMetres: number;
  /** To the next point of its ring, in the plane of the grid. */
  sideMetres: number;
}

export interface BoundaryRing {
  /** Which part of the project, and whether it bounds ground or leaves it out; counts from 1. */
  part: number;
  isHole: boolean;
  points: BoundaryPoint[];
}

function ringsOf(geometry: Geometry): { part: number; isHole: boolean; ring: Position[] }[] {
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(ringsOf);
  const polygons =
    geometry.type === "Polygon"
      ? [geometry.coordinates]
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates
        : [];
  return polygons.flatMap((rings, part) =>
    rings.map((ring, index) => ({ part: part + 1, isHole: index > 0, ring })),
  );
}

type Placed = readonly [east: number, north: number];

/** Ground to the right of the way round, as surveys number: outer rings clockwise, holes the other way. */
function turn(ring: readonly Placed[], isHole: boolean): Placed[] {
  const doubleArea = ring.reduce((sum, [east, north], index) => {
    const [nextEast, nextNorth] = ring[(index + 1) % ring.length]!;
    return sum + east * nextNorth - nextEast * north;
  }, 0);
  return doubleArea < 0 === isHole ? [...ring].reverse() : [...ring];
}

/** The same ring from its corner farthest north-west on. */
function beginNorthWest(ring: readonly Placed[]): Placed[] {
  const rank = ([east, north]: Placed) => north - east;
  const first = ring.reduce((best, place, index) => (rank(place) > rank(ring[best]!) ? index : best), 0);
  return [...ring.slice(first), ...ring.slice(0, first)];
}

/**
 * Boundary points of an area in a CGCS2000 grid: each ring from its north-west corner, outer rings clockwise and holes
 * against the clock, numbered on through all rings; a ring's last position (its first again) is left out, sides are in
 * the plane of the grid. Nothing for a line or a point.
 */
export function listBoundaryPoints(geometry: Geometry, grid: Crs): BoundaryRing[] {
  const projection = createProjection(grid);
  let number = 0;
  return ringsOf(geometry).map(({ part, isHole, ring }) => {
    const open = ring.slice(0, -1).map(([x, y]): Placed => projection.fromLngLat(x!, y!));
    const placed = beginNorthWest(turn(open, isHole));
    return {
      part,
      isHole,
      points: placed.map(([east, north], index) => {
        const [nextEast, nextNorth] = placed[(index + 1) % placed.length]!;
        number += 1;
        return {
          label: `J${number}`,
          xMetres: north,
          yMetres: east,
          sideMetres: Math.hypot(nextEast - east, nextNorth - north),
        };
      }),
    };
  });
}

const millimetres = (value: number) => value.toFixed(3);

/** Heads of the table of boundary points. */
export const boundaryHeads: readonly Bilingual[] = [
  { zh: "点号", en: "Point" },
  { zh: "X（米）", en: "X, north (m)" },
  { zh: "Y（米）", en: "Y, east (m)" },
  { zh: "边长（米）", en: "Side (m)" },
];

/** A ring's points and its first once more, which closes it and has no side. */
export const closeRing = ({
  points,
}: BoundaryRing): (Omit<BoundaryPoint, "sideMetres"> & {
  sideMetres: number | null;
})[] => [...points, ...points.slice(0, 1).map((first) => ({ ...first, sideMetres: null }))];

/**
 * Rows of the table, a row between rings that says which part begins; each ring ends with its first point. Metres to
 * the millimetre, as surveys write them.
 */
export function listBoundaryRows(rings: readonly BoundaryRing[], language: "zh" | "en"): string[][] {
  return rings.flatMap((ring) => [
    ...(rings.length > 1
      ? [
          [
            language === "zh"
              ? `地块 ${ring.part}${ring.isHole ? "，内环（挖除）" : ""}`
              : `Part ${ring.part}${ring.isHole ? ", hole (left out)" : ""}`,
            "",
            "",
            "",
          ],
        ]
      : []),
    ...closeRing(ring).map(({ label, xMetres, yMetres, sideMetres }) => [
      label,
      millimetres(xMetres),
      millimetres(yMetres),
      sideMetres === null ? "" : millimetres(sideMetres),
    ]),
  ]);
}

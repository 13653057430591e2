import { classifyRings, VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import type { Geometry, Position } from "geojson";
import { PbfReader } from "pbf";
import type { TilePlace } from "../../../domain/place/listTiles.ts";
import { combinePolygons, type Polygons, unitePolygons } from "../../../domain/place/polygonEngine.ts";

/** What one tile holds of a feature, cut at the edges of the tile. */
export interface Piece {
  id: number | undefined;
  properties: Record<string, unknown>;
  geometry: Geometry;
  /** Whether it goes on in another tile. */
  isCut: boolean;
}

interface Point {
  x: number;
  y: number;
}

/** Degrees of a place in a tile; the same for both tiles at their common edge. */
function createPlacer({ z, x, y }: TilePlace, extent: number) {
  const count = 2 ** z;
  return (point: Point): Position => [
    ((x * extent + point.x) / (count * extent)) * 360 - 180,
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y * extent + point.y)) / (count * extent)))) * 180) / Math.PI,
  ];
}

/** The parts of a line within 0 to `extent` (Liang and Barsky). */
function cutLine(line: readonly Point[], extent: number): Point[][] {
  const parts: Point[][] = [];
  let open: Point[] | null = null;
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1]!, line[i]!];
    let [from, to] = [0, 1];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    for (const [step, gap] of [
      [-dx, a.x],
      [dx, extent - a.x],
      [-dy, a.y],
      [dy, extent - a.y],
    ] as const) {
      if (step === 0) {
        if (gap < 0) to = -1;
      } else if (step < 0) from = Math.max(from, gap / step);
      else to = Math.min(to, gap / step);
    }
    if (from >= to) {
      open = null;
      continue;
    }
    const at = (share: number) => ({ x: a.x + dx * share, y: a.y + dy * share });
    if (!open || from > 0) {
      open = [at(from)];
      parts.push(open);
    }
    open.push(at(to));
    if (to < 1) open = null;
  }
  return parts;
}

function readShape(
  feature: VectorTileFeature,
  extent: number,
  place: (point: Point) => Position,
): { geometry: Geometry; isCut: boolean } | null {
  const parts = feature.loadGeometry();
  const isOutside = ({ x, y }: Point) => x < 0 || y < 0 || x > extent || y > extent;
  const isCut = parts.some((part) =>
    part.some((point) => isOutside(point) || point.x % extent === 0 || point.y % extent === 0),
  );
  switch (feature.type) {
    case 1: {
      // Half open, so that a place on an edge belongs to one tile.
      const here = parts.flat().filter(({ x, y }) => x >= 0 && y >= 0 && x < extent && y < extent);
      if (here.length === 0) return null;
      const geometry: Geometry =
        here.length === 1
          ? { type: "Point", coordinates: place(here[0]!) }
          : { type: "MultiPoint", coordinates: here.map(place) };
      return { geometry, isCut: parts.flat().length > 1 };
    }
    case 2: {
      const lines = parts.flatMap((line) => cutLine(line, extent)).map((line) => line.map(place));
      return lines.length === 0 ? null : { geometry: { type: "MultiLineString", coordinates: lines }, isCut };
    }
    case 3: {
      const whole: Polygons = classifyRings(parts).map((rings) => rings.map((ring) => ring.map(place)));
      const square = [0, 1, 2, 3, 0].map((corner) =>
        place({ x: corner === 1 || corner === 2 ? extent : 0, y: corner >= 2 && corner < 4 ? extent : 0 }),
      );
      const cut = parts.flat().some(isOutside) ? combinePolygons("intersection", whole, [[square]]) : whole;
      return cut.length === 0 ? null : { geometry: { type: "MultiPolygon", coordinates: cut }, isCut };
    }
    default:
      return null;
  }
}

/** The features of one layer of a vector tile, without what lies beyond its edges; none where the layer is not there. */
export function readTilePieces(bytes: ArrayBuffer, layerName: string, at: TilePlace): Piece[] {
  const layer = new VectorTile(new PbfReader(new Uint8Array(bytes))).layers[layerName];
  if (!layer) return [];
  const place = createPlacer(at, layer.extent);
  const pieces: Piece[] = [];
  for (let i = 0; i < layer.length; i += 1) {
    const feature = layer.feature(i);
    const shape = readShape(feature, layer.extent, place);
    if (shape) pieces.push({ id: feature.id, properties: { ...feature.properties }, ...shape });
  }
  return pieces;
}

const samePlace = (a: Position | undefined, b: Position | undefined) =>
  a !== undefined && b !== undefined && Math.abs(a[0]! - b[0]!) < 1e-7 && Math.abs(a[1]! - b[1]!) < 1e-7;

/** Lines end to end made one, where a tile's edge had cut them. */
function joinLines(lines: Position[][]): Position[][] {
  const rest = [...lines];
  const joined: Position[][] = [];
  for (let line = rest.pop(); line; line = rest.pop()) {
    let run = line;
    for (;;) {
      const next = rest.findIndex(
        (other) => samePlace(run.at(-1), other[0]) || samePlace(other.at(-1), run[0]),
      );
      if (next < 0) break;
      const [other] = rest.splice(next, 1);
      run = samePlace(run.at(-1), other![0]) ? [...run, ...other!.slice(1)] : [...other!, ...run.slice(1)];
    }
    joined.push(run);
  }
  return joined;
}

function joinShapes(shapes: readonly Geometry[]): Geometry {
  const lines = shapes.flatMap((shape) => (shape.type === "MultiLineString" ? shape.coordinates : []));
  if (lines.length > 0) {
    const joined = shapes.length > 1 ? joinLines(lines) : lines;
    return joined.length === 1
      ? { type: "LineString", coordinates: joined[0]! }
      : { type: "MultiLineString", coordinates: joined };
  }
  const areas = shapes.flatMap((shape) => (shape.type === "MultiPolygon" ? [shape.coordinates] : []));
  if (areas.length > 0) {
    const united = areas.length > 1 ? unitePolygons(areas) : areas[0]!;
    return united.length === 1
      ? { type: "Polygon", coordinates: united[0]! }
      : { type: "MultiPolygon", coordinates: united };
  }
  const points = shapes.flatMap((shape) =>
    shape.type === "Point" ? [shape.coordinates] : shape.type === "MultiPoint" ? shape.coordinates : [],
  );
  return points.length === 1
    ? { type: "Point", coordinates: points[0]! }
    : { type: "MultiPoint", coordinates: points };
}

/**
 * Puts pieces together that are of one feature: those of one id with the same attributes. Where tiles carry no ids,
 * pieces that reach the edge of their tile and agree in every attribute are taken for one; those that lie within a
 * tile stay apart.
 */
export function joinPieces(
  pieces: readonly Piece[],
): { properties: Record<string, unknown>; geometry: Geometry }[] {
  const found = new Map<string, Piece[]>();
  pieces.forEach((piece, index) => {
    const key =
      piece.id !== undefined || piece.isCut
        ? `${piece.id ?? ""} ${JSON.stringify(piece.properties)} ${piece.geometry.type.replace("Multi", "")}`
        : `alone ${index}`;
    const same = found.get(key);
    if (same) same.push(piece);
    else found.set(key, [piece]);
  });
  return [...found.values()].map((same) => ({
    properties: same[0]!.properties,
    geometry: joinShapes(same.map(({ geometry }) => geometry)),
  }));
}

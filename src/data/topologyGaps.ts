import type { Position } from "geojson";
import { type Bbox, findBoundingBox } from "../domain/place/boundingBox.ts";
import { measurePolygonAreaSquareMetres, measureRingAreaSquareMetres } from "../domain/place/measure.ts";
import { type Polygons, unitePolygons } from "../domain/place/polygonEngine.ts";

/** Ground that areas enclose and none of them covers. */
export interface Gap {
  at: Position;
  areaSquareMetres: number;
  /** Which of the areas lie round it, by their place in the list, rising. */
  neighbours: number[];
}

/** The engine's grid moves a corner by less than this, in degrees. */
const tolerance = 1e-7;
/** Less than this (a hundredth of a square metre) is what rounding leaves along a common edge. */
const leastSquareMetres = 0.01;

const boxOf = (ring: Position[]): Bbox => findBoundingBox([{ type: "LineString", coordinates: ring }])!;
const isNear = (a: Position, b: Position) =>
  Math.abs(a[0]! - b[0]!) < tolerance && Math.abs(a[1]! - b[1]!) < tolerance;

/** What an area itself leaves out is meant, where nothing else stands in it. */
function findHoles(shapes: readonly Polygons[]) {
  return shapes.flatMap((polygons) =>
    polygons.flatMap((rings) =>
      rings.slice(1).map((ring) => ({ box: boxOf(ring), area: Math.abs(measureRingAreaSquareMetres(ring)) })),
    ),
  );
}

/**
 * Gaps between areas, the smallest first: rings that the union of all leaves out and no area leaves out by itself.
 * Ground open to the outside is none.
 *
 * @param shapes each area's polygons, positions in degrees.
 */
export function findGaps(shapes: readonly Polygons[]): Gap[] {
  const holes = findHoles(shapes);
  // Neighbours in the list of joins should be neighbours on the ground.
  const boxed = shapes.map((polygons) => ({
    polygons,
    box: boxOf(polygons.flatMap((rings) => rings[0] ?? [])),
  }));
  const order = boxed.toSorted((a, b) => a.box[0] - b.box[0] || a.box[1] - b.box[1]);
  const rings = unitePolygons(order.map(({ polygons }) => polygons)).flatMap((polygon) => polygon.slice(1));
  return rings
    .flatMap((ring): Gap[] => {
      const areaSquareMetres = measurePolygonAreaSquareMetres([ring]);
      if (areaSquareMetres < leastSquareMetres) return [];
      const box = boxOf(ring);
      const isMeant = holes.some(
        (hole) =>
          hole.box.every((value, side) => Math.abs(value - box[side]!) < tolerance) &&
          Math.abs(hole.area - areaSquareMetres) <= 0.01 * hole.area,
      );
      if (isMeant) return [];
      const neighbours = boxed.flatMap(({ polygons, box: [west, south, east, north] }, index) =>
        west <= box[2] &&
        east >= box[0] &&
        south <= box[3] &&
        north >= box[1] &&
        polygons.some((each) => each.some((edge) => edge.some((p) => ring.some((q) => isNear(p, q)))))
          ? [index]
          : [],
      );
      return [{ at: ring[0]!, areaSquareMetres, neighbours }];
    })
    .sort((a, b) => a.areaSquareMetres - b.areaSquareMetres);
}

import type { Geometry, Position } from "geojson";
import type { BasinArea } from "./conflict.ts";
import { findShape, type Shape } from "./measurePair.ts";
import { isInsidePrepared } from "./preparedPolygons.ts";
import type { BasinState } from "./proveVerdict.ts";

/** As many places of a long line or a crooked edge as are asked for their county. */
const mostPlaces = 64;

function* listPositions(geometry: Geometry): Generator<Position> {
  if (geometry.type === "Point") yield geometry.coordinates;
  else if (geometry.type === "MultiPoint" || geometry.type === "LineString") yield* geometry.coordinates;
  else if (geometry.type === "MultiLineString" || geometry.type === "Polygon")
    for (const path of geometry.coordinates) yield* path;
  else if (geometry.type === "MultiPolygon") for (const path of geometry.coordinates.flat()) yield* path;
  else for (const part of geometry.geometries) yield* listPositions(part);
}

function samplePositions(geometry: Geometry): Position[] {
  const all = [...listPositions(geometry)];
  const step = Math.max(1, Math.ceil(all.length / mostPlaces));
  return all.filter((_, index) => index % step === 0);
}

/**
 * Finds whether the law of a basin reaches a geometry, by the counties its places lie in: `in` where one of them is of
 * the basin, `uncertain` where one may be or lies in no county of the list, `out` where all lie in counties that are not.
 */
export function createBasinSearch(areas: readonly BasinArea[]) {
  const sides: { basin: string; state: BasinArea["state"]; shape: Shape }[] = areas.flatMap(
    ({ basin, state, geometry }) => {
      const shape = findShape(geometry);
      return shape?.prepared ? [{ basin, state, shape }] : [];
    },
  );
  const stateAt = (basin: string, [x, y]: Position): BasinArea["state"] => {
    // The last that holds the place decides: an office's own outline comes after the county list.
    const side = sides.findLast(
      (other) => other.basin === basin && isInsidePrepared(x!, y!, other.shape.prepared!),
    );
    return side?.state ?? "uncertain";
  };
  return (basin: string | null, geometry: Geometry): BasinState => {
    if (basin === null) return "everywhere";
    const states = samplePositions(geometry).map((place) => stateAt(basin, place));
    if (states.includes("in")) return "in";
    return states.length > 0 && states.every((state) => state === "out") ? "out" : "uncertain";
  };
}

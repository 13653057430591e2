import proj4 from "proj4";
import type { Crs } from "./crs.ts";

export interface Projection {
  /** Degrees from grid metres (or from degrees, unchanged, where the system is geographic). */
  toLngLat(x: number, y: number): [number, number];
  fromLngLat(longitude: number, latitude: number): [number, number];
}

/** A ready transform between a system and WGS 84 degrees; CGCS2000 counts as equal to WGS 84 (centimetres). */
export function createProjection(crs: Crs): Projection {
  if (crs.kind === "geographic" && crs.definition === "") {
    return { toLngLat: (x, y) => [x, y], fromLngLat: (x, y) => [x, y] };
  }
  const converter = proj4(crs.definition);
  return {
    toLngLat(x, y) {
      const [longitude, latitude] = converter.inverse([x, y]);
      return [longitude!, latitude!];
    },
    fromLngLat(longitude, latitude) {
      const [x, y] = converter.forward([longitude, latitude]);
      return [x!, y!];
    },
  };
}

import proj4 from "proj4";
import { type GridXY, gridXY } from "./position.ts";

/** A transverse Mercator grid round one meridian, in metres; true to scale on the meridian itself. */
export interface LocalGrid {
  toGrid(longitude: number, latitude: number): GridXY;
  toLngLat(x: number, y: number): [longitude: number, latitude: number];
}

const grids = new Map<number, LocalGrid>();

/**
 * The ellipsoidal transverse Mercator grid whose meridian is nearest to a longitude, in steps of half a
 * degree: 20 km from the meridian its scale is 5 parts in a million too large, at 100 km 120.
 * Series of K. Engsager and K. Poder, by proj4.
 */
export function findLocalGrid(longitude: number): LocalGrid {
  const meridian = Math.round(longitude * 2) / 2;
  let grid = grids.get(meridian);
  if (!grid) {
    const converter = proj4(
      `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs`,
    );
    grid = {
      toGrid(longitude, latitude) {
        const [x, y] = converter.forward([longitude, latitude]);
        return gridXY(x!, y!);
      },
      toLngLat: (x, y) => converter.inverse([x, y]) as [number, number],
    };
    grids.set(meridian, grid);
  }
  return grid;
}

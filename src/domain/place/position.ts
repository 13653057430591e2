/**
 * A position in degrees, longitude first, WGS 84. CGCS2000 agrees with it within a few centimetres,
 * well below what this map shows, so both carry this brand.
 */
export type LngLat = readonly [longitude: number, latitude: number] & { readonly datum?: "wgs84" };

/** Degrees in the offset datum of Chinese web maps (GCJ-02). */
export type Gcj02 = readonly [longitude: number, latitude: number] & { readonly datum: "gcj02" };

/** Degrees in the second offset datum, used by one map service (BD-09). */
export type Bd09 = readonly [longitude: number, latitude: number] & { readonly datum: "bd09" };

/** Metres on a projected grid, easting first. */
export type GridXY = readonly [eastingMetres: number, northingMetres: number] & { readonly datum: "grid" };

export const lngLat = (longitude: number, latitude: number): LngLat => [longitude, latitude] as const;
export const gcj02 = (longitude: number, latitude: number): Gcj02 =>
  [longitude, latitude] as unknown as Gcj02;
export const bd09 = (longitude: number, latitude: number): Bd09 => [longitude, latitude] as unknown as Bd09;
export const gridXY = (eastingMetres: number, northingMetres: number): GridXY =>
  [eastingMetres, northingMetres] as unknown as GridXY;

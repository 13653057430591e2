import { type Crs, findCrs } from "./crs.ts";
import { createProjection } from "./projection.ts";

/** Central meridian and EPSG code of the first 3-degree zone of CGCS2000 without a zone prefix. */
const firstMeridian = 75;
const firstCode = 4534;
const lastMeridian = 135;

/**
 * A position in the 3-degree Gauss–Krüger zone of CGCS2000 it lies in.
 *
 * @param longitude degrees, WGS 84, which counts as equal to CGCS2000.
 * @returns the system, easting with 500 km added and northing in metres; undefined outside its zones, 73.5–136.5° E.
 */
export function readGridPosition(
  longitude: number,
  latitude: number,
): { crs: Crs; eastingMetres: number; northingMetres: number; centralMeridian: number } | undefined {
  const centralMeridian = Math.round(longitude / 3) * 3;
  if (centralMeridian < firstMeridian || centralMeridian > lastMeridian) return undefined;
  const found = findCrs(firstCode + (centralMeridian - firstMeridian) / 3);
  if (!found.ok) return undefined;
  const [eastingMetres, northingMetres] = createProjection(found.value).fromLngLat(longitude, latitude);
  return { crs: found.value, eastingMetres, northingMetres, centralMeridian };
}

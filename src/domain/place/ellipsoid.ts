import geodesicPackage from "geographiclib-geodesic";
import type { LngLat } from "./position.ts";

/** WGS 84. CGCS2000 differs in the flattening by 1.5e-9, which moves nothing here by a millimetre. */
export const semiMajorAxisMetres = 6_378_137;
export const flattening = 1 / 298.257223563;
const semiMinorAxisMetres = semiMajorAxisMetres * (1 - flattening);
export const eccentricitySquared = flattening * (2 - flattening);
const eccentricity = Math.sqrt(eccentricitySquared);
export const radians = Math.PI / 180;

export const geodesic = geodesicPackage.Geodesic.WGS84;
const { DISTANCE, AREA, STANDARD } = geodesicPackage.Geodesic;

/** q of Snyder (3-12) at the pole: twice the square of the authalic radius over the square of the semi-major axis. */
const authalicPole = 1 + ((1 - eccentricitySquared) / eccentricity) * Math.atanh(eccentricity);
export const authalicRadiusMetres = semiMajorAxisMetres * Math.sqrt(authalicPole / 2);

/**
 * Tangent of half the authalic latitude, from a geographic latitude in degrees.
 * J. P. Snyder, Map Projections: A Working Manual (1987), equations (3-11) and (3-12), closed form.
 */
export function halfAuthalicTangent(latitudeDegrees: number): number {
  const sine = Math.sin(latitudeDegrees * radians);
  const q =
    (1 - eccentricitySquared) *
    (sine / (1 - eccentricitySquared * sine * sine) + Math.atanh(eccentricity * sine) / eccentricity);
  const authalicSine = Math.max(-1, Math.min(1, q / authalicPole));
  return authalicSine / (1 + Math.sqrt(1 - authalicSine * authalicSine));
}

/**
 * Area in square metres between a geodesic and the equator, positive when it runs east in the north.
 * C. F. F. Karney, Algorithms for geodesics (2013), by GeographicLib; slow and exact, for long edges.
 */
export function measureExactEdgeArea(from: LngLat, to: LngLat): number {
  return geodesic.Inverse(from[1], from[0], to[1], to[0], AREA).S12 ?? 0;
}

/**
 * Length in metres of the geodesic between two positions.
 * T. Vincenty (1975), inverse formula, to 0.1 mm; where it does not converge (nearly antipodal), GeographicLib.
 */
export function measureDistanceMetres(from: LngLat, to: LngLat): number {
  return inverse(from, to)?.metres ?? geodesic.Inverse(from[1], from[0], to[1], to[0], DISTANCE).s12 ?? 0;
}

/** Bearing in degrees clockwise from north, 0 ≤ b < 360, of the geodesic where it leaves `from`; 0 for one place. */
export function measureBearingDegrees(from: LngLat, to: LngLat): number {
  const found = inverse(from, to);
  const degrees = found
    ? found.bearingRadians / radians
    : (geodesic.Inverse(from[1], from[0], to[1], to[0], STANDARD).azi1 ?? 0);
  return (degrees + 360) % 360;
}

/** The position `metres` along the geodesic that leaves `from` at `bearingDegrees` (GeographicLib). */
export function findDestination(from: LngLat, bearingDegrees: number, metres: number): LngLat {
  const found = geodesic.Direct(from[1], from[0], bearingDegrees, metres);
  return [found.lon2!, found.lat2!];
}

function inverse(from: LngLat, to: LngLat): { metres: number; bearingRadians: number } | undefined {
  if (from[0] === to[0] && from[1] === to[1]) return { metres: 0, bearingRadians: 0 };
  const difference = (to[0] - from[0]) * radians;
  const u1 = Math.atan((1 - flattening) * Math.tan(from[1] * radians));
  const u2 = Math.atan((1 - flattening) * Math.tan(to[1] * radians));
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = difference;
  for (let round = 0; round < 40; round += 1) {
    const sinLambda = Math.sin(lambda);
    const cosLambda = Math.cos(lambda);
    const east = cosU2 * sinLambda;
    const north = cosU1 * sinU2 - sinU1 * cosU2 * cosLambda;
    const sinSigma = Math.sqrt(east * east + north * north);
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    if (sinSigma < 1e-16) return undefined;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinLambda) / sinSigma;
    const cosSquareAlpha = 1 - sinAlpha * sinAlpha;
    const cosMiddle = cosSquareAlpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cosSquareAlpha;
    const c = (flattening / 16) * cosSquareAlpha * (4 + flattening * (4 - 3 * cosSquareAlpha));
    const next =
      difference +
      (1 - c) *
        flattening *
        sinAlpha *
        (sigma + c * sinSigma * (cosMiddle + c * cosSigma * (2 * cosMiddle * cosMiddle - 1)));
    if (Math.abs(next - lambda) > 1e-13) {
      lambda = next;
      if (Math.abs(lambda) > Math.PI) return undefined;
      continue;
    }
    const squareU =
      (cosSquareAlpha * (semiMajorAxisMetres ** 2 - semiMinorAxisMetres ** 2)) / semiMinorAxisMetres ** 2;
    const a = 1 + (squareU / 16384) * (4096 + squareU * (squareU * (320 - 175 * squareU) - 768));
    const b = (squareU / 1024) * (256 + squareU * (squareU * (74 - 47 * squareU) - 128));
    const correction =
      b *
      sinSigma *
      (cosMiddle +
        (b / 4) *
          (cosSigma * (2 * cosMiddle * cosMiddle - 1) -
            (b / 6) * cosMiddle * (4 * sinSigma * sinSigma - 3) * (4 * cosMiddle * cosMiddle - 3)));
    return {
      metres: semiMinorAxisMetres * a * (sigma - correction),
      bearingRadians: Math.atan2(east, north),
    };
  }
  return undefined;
}

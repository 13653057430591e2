/** Projection and its inverse; longitude and latitude in degrees (WGS 84), x and y in metres. */
export interface EqualArea {
  project(longitude: number, latitude: number): [number, number];
  unproject(x: number, y: number): [number, number];
}

const semiMajorMetres = 6_378_137;
const eccentricitySquared = 0.006694379990141317;
const eccentricity = Math.sqrt(eccentricitySquared);
const radians = Math.PI / 180;

/** Snyder's q: the authalic function of latitude (3-12). */
function findAuthalic(sine: number): number {
  const es = eccentricity * sine;
  return (
    (1 - eccentricitySquared) * (sine / (1 - es * es) - Math.log((1 - es) / (1 + es)) / (2 * eccentricity))
  );
}

/**
 * Lambert azimuthal equal-area projection of the WGS 84 ellipsoid round a centre in degrees. Areas are true
 * everywhere; lengths within 500 km of the centre are true to 0.08 %.
 * Source: Snyder, Map Projections, a Working Manual (1987), equations 24-17 to 24-28 and series 3-18.
 */
export function createEqualArea(centreLongitude: number, centreLatitude: number): EqualArea {
  const polar = findAuthalic(1);
  const radius = semiMajorMetres * Math.sqrt(polar / 2);
  const sine = Math.sin(centreLatitude * radians);
  const centreAuthalic = Math.asin(findAuthalic(sine) / polar);
  const [sinB, cosB] = [Math.sin(centreAuthalic), Math.cos(centreAuthalic)];
  const m = Math.cos(centreLatitude * radians) / Math.sqrt(1 - eccentricitySquared * sine * sine);
  const d = (semiMajorMetres * m) / (radius * cosB);
  const e2 = eccentricitySquared;
  const series = [
    e2 / 3 + (31 * e2 ** 2) / 180 + (517 * e2 ** 3) / 5040,
    (23 * e2 ** 2) / 360 + (251 * e2 ** 3) / 3780,
    (761 * e2 ** 3) / 45360,
  ] as const;
  return {
    project(longitude, latitude) {
      const beta = Math.asin(findAuthalic(Math.sin(latitude * radians)) / polar);
      const lambda = (longitude - centreLongitude) * radians;
      const [sb, cb, cl] = [Math.sin(beta), Math.cos(beta), Math.cos(lambda)];
      const b = radius * Math.sqrt(2 / (1 + sinB * sb + cosB * cb * cl));
      return [b * d * cb * Math.sin(lambda), (b / d) * (cosB * sb - sinB * cb * cl)];
    },
    unproject(x, y) {
      const rho = Math.hypot(x / d, d * y);
      if (rho === 0) return [centreLongitude, centreLatitude];
      const c = 2 * Math.asin(rho / (2 * radius));
      const [sc, cc] = [Math.sin(c), Math.cos(c)];
      const beta = Math.asin(cc * sinB + (d * y * sc * cosB) / rho);
      const lambda = Math.atan2(x * sc, d * rho * cosB * cc - d * d * y * sinB * sc);
      const latitude =
        beta +
        series[0] * Math.sin(2 * beta) +
        series[1] * Math.sin(4 * beta) +
        series[2] * Math.sin(6 * beta);
      return [centreLongitude + lambda / radians, latitude / radians];
    },
  };
}

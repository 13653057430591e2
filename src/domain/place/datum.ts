import gcoord from "gcoord";
import { measureDistanceMetres } from "./ellipsoid.ts";
import { type Bd09, bd09, type Gcj02, gcj02, type LngLat, lngLat } from "./position.ts";

/** Datums a user's file in degrees may be in; the file itself never says which of the offset ones. */
export const offsetDatums = ["wgs84", "gcj02", "bd09"] as const;
export type OffsetDatum = (typeof offsetDatums)[number];

type Pair = [number, number];
const { WGS84, GCJ02, BD09 } = gcoord.CRSTypes;

export function toGcj02(position: LngLat): Gcj02 {
  const [x, y] = gcoord.transform<Pair>([position[0], position[1]], WGS84, GCJ02);
  return gcj02(x, y);
}

export function toBd09(position: LngLat): Bd09 {
  const [x, y] = gcoord.transform<Pair>([position[0], position[1]], WGS84, BD09);
  return bd09(x, y);
}

/** The published transform runs one way only, so the way back is found by repeating it until it meets the start. */
function invert(target: readonly [number, number], forward: (position: Pair) => Pair): LngLat {
  let [x, y] = target;
  for (let round = 0; round < 30; round += 1) {
    const [fx, fy] = forward([x, y]);
    const dx = target[0] - fx;
    const dy = target[1] - fy;
    x += dx;
    y += dy;
    if (Math.abs(dx) < 1e-12 && Math.abs(dy) < 1e-12) break;
  }
  return lngLat(x, y);
}

/** WGS 84 from GCJ-02, degrees; the round trip closes within a millimetre inside China. */
export const fromGcj02 = (position: Gcj02): LngLat =>
  invert([position[0], position[1]], (p) => gcoord.transform<Pair>(p, WGS84, GCJ02));

/**
 * WGS 84 from BD-09, degrees. Inverts the whole published chain, so the round trip closes within a
 * millimetre; what the service itself does may differ from the published chain by up to 0.2 m.
 */
export const fromBd09 = (position: Bd09): LngLat =>
  invert([position[0], position[1]], (p) => gcoord.transform<Pair>(p, WGS84, BD09));

/** WGS 84 from a position in degrees whose datum the user has named. */
export function fromOffsetDatum(datum: OffsetDatum, longitude: number, latitude: number): LngLat {
  if (datum === "gcj02") return fromGcj02(gcj02(longitude, latitude));
  if (datum === "bd09") return fromBd09(bd09(longitude, latitude));
  return lngLat(longitude, latitude);
}

/** How far, in metres, a position would move if it were read in `datum` instead of WGS 84. */
export function measureDatumShiftMetres(datum: OffsetDatum, longitude: number, latitude: number): number {
  return measureDistanceMetres(lngLat(longitude, latitude), fromOffsetDatum(datum, longitude, latitude));
}

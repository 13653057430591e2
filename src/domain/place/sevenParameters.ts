import type { Bilingual } from "../plan.ts";
import type { Ellipsoid } from "./oldDatums.ts";

/** Which way a rotation turns: the vector to a place, or the axes it is counted along. */
export const rotationConventions = ["position-vector", "coordinate-frame"] as const;
export type RotationConvention = (typeof rotationConventions)[number];

/**
 * Seven parameters of a Bursa–Wolf (Helmert) transformation from one geocentric system to another.
 * `position-vector` is EPSG method 9606 and proj4's `+towgs84`, `coordinate-frame` EPSG 9607: the rotations of one
 * are those of the other with their signs turned.
 */
export interface SevenParameters {
  /** Metres. */
  shift: [number, number, number];
  /** Arc-seconds. */
  rotation: [number, number, number];
  /** Parts in a million: (k − 1) · 10⁶. */
  scalePpm: number;
  convention: RotationConvention;
}

export type Geocentric = [number, number, number];

const radians = Math.PI / 180;
export const arcSecond = radians / 3600;

const eccentricitySquared = ({ rf }: Ellipsoid) => (2 - 1 / rf) / rf;

/** Geocentric metres of degrees and a height in metres above the ellipsoid. */
export function toGeocentric(
  ellipsoid: Ellipsoid,
  longitude: number,
  latitude: number,
  height = 0,
): Geocentric {
  const e2 = eccentricitySquared(ellipsoid);
  const [lambda, phi] = [longitude * radians, latitude * radians];
  const n = ellipsoid.a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
  const across = (n + height) * Math.cos(phi);
  return [across * Math.cos(lambda), across * Math.sin(lambda), (n * (1 - e2) + height) * Math.sin(phi)];
}

/** Degrees and height of geocentric metres, by Bowring's formula repeated until it stands (under 1e-12 rad). */
export function fromGeocentric(ellipsoid: Ellipsoid, [x, y, z]: Geocentric): [number, number, number] {
  const e2 = eccentricitySquared(ellipsoid);
  const across = Math.hypot(x, y);
  let phi = Math.atan2(z, across * (1 - e2));
  let n = ellipsoid.a;
  for (let round = 0; round < 10; round += 1) {
    n = ellipsoid.a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
    const next = Math.atan2(z + e2 * n * Math.sin(phi), across);
    const moved = Math.abs(next - phi);
    phi = next;
    if (moved < 1e-13) break;
  }
  const height = across * Math.cos(phi) + z * Math.sin(phi) - ellipsoid.a ** 2 / n;
  return [Math.atan2(y, x) / radians, phi / radians, height];
}

/** Moves geocentric metres by seven parameters, with the linear rotation that both EPSG methods use. */
export function applySevenParameters(parameters: SevenParameters, [x, y, z]: Geocentric): Geocentric {
  const sign = (parameters.convention === "position-vector" ? 1 : -1) * arcSecond;
  const [rx, ry, rz] = parameters.rotation.map((value) => value * sign) as Geocentric;
  const [dx, dy, dz] = parameters.shift;
  const k = 1 + parameters.scalePpm * 1e-6;
  return [k * (x - rz * y + ry * z) + dx, k * (rz * x + y - rx * z) + dy, k * (-ry * x + rx * y + z) + dz];
}

/** Degrees on one ellipsoid to degrees on another; heights are taken as 0, which costs under a centimetre. */
export function createSevenShift(
  parameters: SevenParameters,
  from: Ellipsoid,
  to: Ellipsoid,
): (longitude: number, latitude: number) => [number, number] {
  return (longitude, latitude) => {
    const at = fromGeocentric(to, applySevenParameters(parameters, toGeocentric(from, longitude, latitude)));
    return [at[0], at[1]];
  };
}

const limits = { shift: 5000, rotation: 300, scalePpm: 500 };

/** Why seven numbers cannot be meant so; undefined where they can. Whether they fit the place is another question. */
export function findNonsense({ shift, rotation, scalePpm }: SevenParameters): Bilingual | undefined {
  const all = [...shift, ...rotation, scalePpm];
  if (all.length !== 7 || !all.every(Number.isFinite))
    return {
      zh: "七参数要七个数：ΔX、ΔY、ΔZ（米），εX、εY、εZ（角秒），尺度（百万分之一）",
      en: "seven numbers are needed: ΔX, ΔY, ΔZ (metres), εX, εY, εZ (arc-seconds), scale (ppm)",
    };
  if (all.every((value) => value === 0))
    return {
      zh: "七个参数全是 0，等于没有转换",
      en: "all seven parameters are 0: that converts nothing",
    };
  if (Math.abs(scalePpm - 1) < 0.01 && scalePpm !== 1)
    return {
      zh: `尺度 ${scalePpm} 像是比例因子 k；请写百万分之一，即 (k − 1) × 10⁶ = ${((scalePpm - 1) * 1e6).toFixed(4)}`,
      en: `the scale ${scalePpm} looks like a factor k; write parts in a million, (k − 1) × 10⁶ = ${((scalePpm - 1) * 1e6).toFixed(4)}`,
    };
  if (shift.some((value) => Math.abs(value) > limits.shift))
    return {
      zh: `平移超过 ${limits.shift} 米，不像是大地基准之间的参数；平移以米为单位`,
      en: `a shift beyond ${limits.shift} m is none between geodetic datums; shifts are in metres`,
    };
  if (rotation.some((value) => Math.abs(value) > limits.rotation))
    return {
      zh: `旋转超过 ${limits.rotation}″，不像是大地基准之间的参数；旋转以角秒为单位，不是度`,
      en: `a rotation beyond ${limits.rotation}″ is none between geodetic datums; rotations are in arc-seconds, not degrees`,
    };
  if (Math.abs(scalePpm) > limits.scalePpm)
    return {
      zh: `尺度超过 ${limits.scalePpm} ppm，不像是大地基准之间的参数`,
      en: `a scale beyond ${limits.scalePpm} ppm is none between geodetic datums`,
    };
  return undefined;
}

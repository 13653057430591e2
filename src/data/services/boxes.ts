import type { Bbox } from "../../domain/place/boundingBox.ts";

/** A box in degrees, clamped to the earth; null where the numbers are none. */
export function buildBox(numbers: readonly number[]): Bbox | null {
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite)) return null;
  const box: Bbox = [
    Math.max(-180, west!),
    Math.max(-90, south!),
    Math.min(180, east!),
    Math.min(90, north!),
  ];
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

export const parseBox = (...corners: readonly string[]): Bbox | null =>
  buildBox(corners.flatMap((text) => text.trim().split(/[\s,]+/)).map(Number));

import type { Position } from "geojson";
import { measureDistanceMetres } from "../place/ellipsoid.ts";
import { lngLat } from "../place/position.ts";
import { createGridPlaces, type HeightGrid, measureGrain, sampleHeight } from "./heightGrid.ts";

/** One place along a line. */
export interface ProfilePoint {
  distanceMetres: number;
  lngLat: [number, number];
  /** Null where the terrain says nothing. */
  heightMetres: number | null;
}

/** Heights along a line, and what they come to. */
export interface Profile {
  points: ProfilePoint[];
  lengthMetres: number;
  /** Between two points. */
  stepMetres: number;
  least: number | null;
  most: number | null;
  climbMetres: number;
  dropMetres: number;
  /** Steepest rise or fall of the line between two points, per cent. */
  steepestPercent: number | null;
  /** Share of the line with heights. */
  knownShare: number;
}

const mostPoints = 1_500;

/** Places along a line, so many metres apart, its corners among them. */
export function walkLine(
  line: readonly Position[],
  stepMetres: number,
): [distance: number, [number, number]][] {
  const places: [number, [number, number]][] = [[0, [line[0]![0]!, line[0]![1]!]]];
  let before = 0;
  for (let i = 1; i < line.length; i += 1) {
    const [[ax, ay], [bx, by]] = [line[i - 1] as [number, number], line[i] as [number, number]];
    const length = measureDistanceMetres(lngLat(ax, ay), lngLat(bx, by));
    const parts = Math.max(1, Math.ceil(length / stepMetres));
    for (let part = 1; part <= parts; part += 1) {
      const share = part / parts;
      places.push([before + length * share, [ax + (bx - ax) * share, ay + (by - ay) * share]]);
    }
    before += length;
  }
  return places;
}

/** Heights along a line, at the grain of the terrain or wider where the line is long. */
export function buildProfile(grid: HeightGrid, line: readonly Position[]): Profile {
  const { toGrid } = createGridPlaces(grid);
  const lengthMetres = walkLine(line, Number.POSITIVE_INFINITY).at(-1)![0];
  const stepMetres = Math.max(measureGrain(grid), lengthMetres / mostPoints, 1);
  const points = walkLine(line, stepMetres).map(([distanceMetres, place]): ProfilePoint => {
    const height = sampleHeight(grid, ...toGrid(place));
    return { distanceMetres, lngLat: place, heightMetres: Number.isNaN(height) ? null : height };
  });
  let [climbMetres, dropMetres, steepest, known] = [0, 0, -1, 0];
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const run = b.distanceMetres - a.distanceMetres;
    if (a.heightMetres === null || b.heightMetres === null || run <= 0) continue;
    const rise = b.heightMetres - a.heightMetres;
    known += run;
    climbMetres += Math.max(0, rise);
    dropMetres += Math.max(0, -rise);
    steepest = Math.max(steepest, (100 * Math.abs(rise)) / run);
  }
  const heights = points.flatMap(({ heightMetres }) => heightMetres ?? []);
  return {
    points,
    lengthMetres,
    stepMetres,
    least: heights.length > 0 ? Math.min(...heights) : null,
    most: heights.length > 0 ? Math.max(...heights) : null,
    climbMetres,
    dropMetres,
    steepestPercent: steepest < 0 ? null : steepest,
    knownShare: lengthMetres > 0 ? Math.min(1, known / lengthMetres) : 0,
  };
}

/** How steep the ground is under a corridor. */
export interface CorridorSlope {
  widthMetres: number;
  /** Mean and most slope of the ground, per cent; null where the terrain says nothing. */
  meanPercent: number | null;
  mostPercent: number | null;
  /** Share of the ground steeper than 25 per cent. */
  steepShare: number;
  knownShare: number;
}

const steepPercent = 25;

/**
 * Slope of the ground within half a width on both sides of a line, in samples a cell apart.
 * @param slope of each cell, per cent.
 */
export function measureCorridorSlope(
  grid: HeightGrid,
  slope: Float32Array,
  line: readonly Position[],
  widthMetres: number,
): CorridorSlope {
  const { toGrid } = createGridPlaces(grid);
  const grain = measureGrain(grid);
  const places = walkLine(line, Math.max(grain, 1)).map(([, place]) => toGrid(place));
  const reach = Math.round(widthMetres / 2 / grain);
  let [sum, most, known, steep, all] = [0, -1, 0, 0, 0];
  for (let i = 0; i < places.length; i += 1) {
    const [a, b] = [places[Math.max(0, i - 1)]!, places[Math.min(places.length - 1, i + 1)]!];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const [acrossX, acrossY] = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
    for (let side = -reach; side <= reach; side += 1) {
      const column = Math.floor(places[i]![0] + acrossX * side);
      const row = Math.floor(places[i]![1] + acrossY * side);
      all += 1;
      if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) continue;
      const value = slope[row * grid.columns + column]!;
      if (Number.isNaN(value)) continue;
      known += 1;
      sum += value;
      most = Math.max(most, value);
      if (value > steepPercent) steep += 1;
    }
  }
  return {
    widthMetres,
    meanPercent: known > 0 ? sum / known : null,
    mostPercent: known > 0 ? most : null,
    steepShare: known > 0 ? steep / known : 0,
    knownShare: all > 0 ? known / all : 0,
  };
}

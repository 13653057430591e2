import { describe, expect, it } from "vitest";
import { createCostGrid, findMiddle } from "../../../../src/domain/corridor/costGrid.ts";
import { createGridPlaces, type HeightGrid } from "../../../../src/domain/terrain/heightGrid.ts";
import { createRelief } from "../../../../src/domain/terrain/reliefTile.ts";
import { buildHillshade, buildSlope } from "../../../../src/domain/terrain/shade.ts";
import { buildSlopeCells } from "../../../../src/domain/terrain/slopeCells.ts";

/** Waves of 12 cells on a grid of 90 m in the 3° zone 37, with a hole. */
const waves: HeightGrid = {
  columns: 240,
  rows: 200,
  heights: Float32Array.from({ length: 240 * 200 }, (_, i) => {
    const [x, y] = [i % 240, Math.floor(i / 240)];
    if (x > 100 && x < 110 && y > 90 && y < 100) return Number.NaN;
    return 1_200 + 40 * Math.sin((2 * Math.PI * x) / 12) + 30 * Math.cos((2 * Math.PI * y) / 17);
  }),
  west: 37_500_000,
  north: 4_510_000,
  width: 90,
  height: 90,
  epsg: 4525,
};
const places = createGridPlaces(waves);
const toLatitude = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** The tile about the middle of the waves at a level, and where each of its pixels lies by the projection itself. */
function findTile(z: number) {
  const [lng, lat] = places.toLngLat(120, 100);
  const count = 2 ** z;
  const x = Math.floor(((lng + 180) / 360) * count);
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * count);
  const at = (px: number, py: number) =>
    places.toGrid([((x + (px + 0.5) / 256) / count) * 360 - 180, toLatitude((y + (py + 0.5) / 256) / count)]);
  return { z, x, y, at };
}

describe("tiles of relief", () => {
  it("show at every pixel the light of its place on the grid", () => {
    const { z, x, y, at } = findTile(13);
    const pixels = createRelief(waves).draw(z, x, y, 256)!;
    const shade = buildHillshade(waves);
    let compared = 0;
    for (let py = 3; py < 256; py += 7)
      for (let px = 3; px < 256; px += 7) {
        const [column, row] = at(px, py);
        // Where the place lies nearly on the middle of a cell the light is that cell's own.
        const [u, v] = [column - 0.5 - Math.round(column - 0.5), row - 0.5 - Math.round(row - 0.5)];
        if (Math.hypot(u, v) > 0.08) continue;
        const own = shade[Math.round(row - 0.5) * waves.columns + Math.round(column - 0.5)]!;
        const pixel = 4 * (py * 256 + px);
        const alpha = pixels[pixel + 3]! / 255;
        const lit = pixels[pixel]! === 255 ? 181 + (alpha / 0.45) ** 2 * 74 : 181 - (alpha / 0.6) ** 2 * 181;
        if (own === 0) continue;
        expect(Math.abs(lit - own)).toBeLessThan(12);
        compared += 1;
      }
    expect(compared).toBeGreaterThan(15);
  });

  it("are clear where nothing is known, and none where the terrain does not reach", () => {
    const { z, x, y } = findTile(13);
    const relief = createRelief(waves);
    expect(relief.draw(z, x + 40, y, 256)).toBeNull();
    const [lng, lat] = places.toLngLat(105.5, 95.5);
    const count = 2 ** 15;
    const [fx, fy] = [
      ((lng + 180) / 360) * count,
      ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * count,
    ];
    const pixels = relief.draw(15, Math.floor(fx), Math.floor(fy), 256);
    const pixel = 4 * (Math.floor((fy % 1) * 256) * 256 + Math.floor((fx % 1) * 256));
    expect(pixels?.[pixel + 3] ?? 0).toBe(0);
  });

  it("are calm from afar: waves finer than a pixel are their mean, not a pattern of chance", () => {
    const { z, x, y } = findTile(7);
    const pixels = createRelief(waves).draw(z, x, y, 256)!;
    const alphas = [...pixels].filter((_, i) => i % 4 === 3 && pixels[i]! > 0);
    expect(alphas.length).toBeGreaterThan(50);
    // Light that differs by at most a thirtieth from that of flat ground.
    expect(Math.max(...alphas) / 255).toBeLessThan(0.6 * Math.sqrt(1 / 30));
  });
});

it("slopes by cell of a search are the means of the terrain's cells there, null outside", () => {
  const [west, south] = places.toLngLat(40, 160);
  const [east, north] = places.toLngLat(90, 110);
  const cells = createCostGrid([west, south - 0.5, east, north], 500);
  const slope = buildSlope(waves);
  const found = buildSlopeCells(waves, slope, cells);
  expect(found).toHaveLength(cells.columns * cells.rows);
  const known = found.flatMap((value) => value ?? []);
  expect(known.length).toBeGreaterThan(50);
  expect(known.length).toBeLessThan(found.length);
  const area = found.flatMap((value, cell) => {
    const [column, row] = places.toGrid(findMiddle(cells, cell));
    return value !== null && column > 41 && column < 89 && row > 111 && row < 159 ? [value] : [];
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const inBox = [...slope].filter((_, i) => {
    const [column, row] = [i % 240, Math.floor(i / 240)];
    return column >= 41 && column < 89 && row >= 111 && row < 159;
  });
  expect(mean(area) / mean(inBox)).toBeCloseTo(1, 1);
});

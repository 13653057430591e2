import { createGridPlaces, type HeightGrid, halveGrid, measureGrain } from "./heightGrid.ts";
import { buildHillshade } from "./shade.ts";

/** Light of flat ground: what is darker lies in shade, what is brighter faces the light. */
const flat = 181;
/** How much shade and light cover what lies below, at most. */
const [mostShade, mostLight] = [0.6, 0.45];
const knots = 16;

interface Level {
  grid: HeightGrid;
  grainMetres: number;
  shade: Uint8Array | null;
}

/** Draws a terrain as tiles of Web Mercator: translucent shade and light, clear where nothing is known. */
export interface Relief {
  /** RGBA of a tile; null where the terrain does not reach it. */
  draw: (z: number, x: number, y: number, size: number) => Uint8ClampedArray | null;
}

const toLatitude = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** Light at a place, between the middles of four cells; 0 where any of them is unknown. */
function readShade({ columns, rows }: HeightGrid, shade: Uint8Array, column: number, row: number): number {
  const [x, y] = [column - 0.5, row - 0.5];
  if (!(x >= -0.5 && y >= -0.5 && x <= columns - 0.5 && y <= rows - 0.5)) return 0;
  const left = Math.min(Math.max(0, Math.floor(x)), columns - 1);
  const top = Math.min(Math.max(0, Math.floor(y)), rows - 1);
  const [right, bottom] = [Math.min(columns - 1, left + 1), Math.min(rows - 1, top + 1)];
  const [u, v] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  const [a, b] = [shade[top * columns + left]!, shade[top * columns + right]!];
  const [c, d] = [shade[bottom * columns + left]!, shade[bottom * columns + right]!];
  if (a === 0 || b === 0 || c === 0 || d === 0) return 0;
  return a * (1 - u) * (1 - v) + b * u * (1 - v) + c * (1 - u) * v + d * u * v;
}

/** A relief of a terrain; coarser grids for coarser tiles are made when they are first wanted. */
export function createRelief(whole: HeightGrid): Relief {
  const levels: Level[] = [{ grid: whole, grainMetres: measureGrain(whole), shade: null }];
  const chooseLevel = (metresPerPixel: number): Level => {
    let index = 0;
    for (;;) {
      const level = levels[index]!;
      const next = level.grainMetres * 2;
      if (next > metresPerPixel || level.grid.columns < 4 || level.grid.rows < 4) return level;
      index += 1;
      levels[index] ??= { grid: halveGrid(level.grid), grainMetres: next, shade: null };
    }
  };
  const { toGrid } = createGridPlaces(whole);
  return {
    draw(z, x, y, size) {
      const count = 2 ** z;
      const latitude = toLatitude((y + 0.5) / count);
      const metresPerPixel = (40_075_017 * Math.cos((latitude * Math.PI) / 180)) / (count * size);
      const level = chooseLevel(metresPerPixel);
      const scale = level.grid.width / whole.width;
      // Places are worked out at knots and straight between them: the grids bend far less than a cell in between.
      const side = size / knots;
      const at = new Float64Array((knots + 1) ** 2 * 2);
      for (let j = 0; j <= knots; j += 1)
        for (let i = 0; i <= knots; i += 1) {
          const longitude = ((x + i / knots) / count) * 360 - 180;
          const [column, row] = toGrid([longitude, toLatitude((y + j / knots) / count)]);
          at[2 * (j * (knots + 1) + i)] = column / scale;
          at[2 * (j * (knots + 1) + i) + 1] = row / scale;
        }
      level.shade ??= buildHillshade(level.grid);
      const pixels = new Uint8ClampedArray(size * size * 4);
      let isDrawn = false;
      for (let py = 0; py < size; py += 1) {
        const j = Math.floor(py / side);
        const v = (py + 0.5) / side - j;
        for (let px = 0; px < size; px += 1) {
          const i = Math.floor(px / side);
          const u = (px + 0.5) / side - i;
          const knot = 2 * (j * (knots + 1) + i);
          const down = knot + 2 * (knots + 1);
          const between = (o: number) =>
            (at[knot + o]! * (1 - u) + at[knot + 2 + o]! * u) * (1 - v) +
            (at[down + o]! * (1 - u) + at[down + 2 + o]! * u) * v;
          const lit = readShade(level.grid, level.shade, between(0), between(1));
          if (lit === 0) continue;
          const pixel = 4 * (py * size + px);
          const isLight = lit > flat;
          pixels.fill(isLight ? 255 : 0, pixel, pixel + 3);
          // By the root, so that gentle country shows its forms too.
          pixels[pixel + 3] = isLight
            ? 255 * mostLight * Math.sqrt((lit - flat) / (255 - flat))
            : 255 * mostShade * Math.sqrt((flat - lit) / flat);
          isDrawn = true;
        }
      }
      return isDrawn ? pixels : null;
    },
  };
}

import type { Bbox } from "../../../domain/place/boundingBox.ts";
import { createGridPlaces } from "../../../domain/terrain/heightGrid.ts";
import { type Cog, type CogLevel, findWindow, mostCells, readBand } from "./cog.ts";

/** Least and most of a measure: they are drawn black and white. */
export interface Ramp {
  least: number;
  most: number;
}

const knots = 16;
const toLatitude = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
const equatorMetres = 40_075_017;

/** Levels of tiles at which a file can be drawn: not wider than its overviews allow, no finer than its grain. */
export function findZooms({ levels, grainMetres, bbox }: Cog): { minZoom: number; maxZoom: number } {
  const pixel = (equatorMetres * Math.cos(((bbox[1] + bbox[3]) * Math.PI) / 360)) / 256;
  const coarsest = (grainMetres * levels[0]!.columns) / levels.at(-1)!.columns;
  const clamp = (zoom: number) => Math.min(22, Math.max(0, Math.ceil(zoom)));
  // A tile of 256 pixels takes at most 2,048 cells across.
  return {
    minZoom: clamp(Math.log2(pixel / (coarsest * 8))),
    maxZoom: clamp(Math.log2(pixel / grainMetres)),
  };
}

/** Range of the values, from the coarsest overview; null where that is too large to be read for it. */
export async function findRamp(cog: Cog): Promise<Ramp | null> {
  const level = cog.levels.at(-1)!;
  if (level.columns * level.rows > mostCells) return null;
  const values = await readBand(level, [0, 0, level.columns, level.rows]);
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (value === cog.empty || !Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least <= most ? { least, most: most > least ? most : least + 1 } : null;
}

/** The coarsest level that is as fine as a pixel. */
function chooseDrawn({ levels, grainMetres }: Cog, metresPerPixel: number): CogLevel {
  const whole = levels[0]!.columns;
  return (
    levels.findLast(({ columns }) => (grainMetres * whole) / columns <= metresPerPixel * 1.001) ?? levels[0]!
  );
}

/** Colours of a window: four bytes a cell. */
async function readColours(
  cog: Cog,
  level: CogLevel,
  window: [number, number, number, number],
  ramp: Ramp,
): Promise<Uint8ClampedArray> {
  const cells = (window[2] - window[0]) * (window[3] - window[1]);
  const colours = new Uint8ClampedArray(cells * 4);
  if (!cog.isPicture || cog.bands < 3) {
    const photometric = Number(level.image.fileDirectory.getValue("PhotometricInterpretation") ?? 1);
    if (photometric !== 3) {
      const values = await readBand(level, window);
      for (let i = 0; i < cells; i += 1) {
        const value = values[i]!;
        if (value === cog.empty || !Number.isFinite(value)) continue;
        const grey = cog.isPicture ? value : (255 * (value - ramp.least)) / (ramp.most - ramp.least);
        colours.fill(photometric === 0 ? 255 - grey : grey, i * 4, i * 4 + 3);
        colours[i * 4 + 3] = 255;
      }
      return colours;
    }
  }
  const read = (await level.image.readRGB({
    window,
    interleave: true,
    enableAlpha: true,
  })) as unknown as ArrayLike<number>;
  const step = read.length / cells;
  for (let i = 0; i < cells; i += 1) {
    for (let band = 0; band < 3; band += 1) colours[i * 4 + band] = read[i * step + band]!;
    const isEmpty = cog.empty !== null && [0, 1, 2].every((band) => read[i * step + band] === cog.empty);
    colours[i * 4 + 3] = isEmpty ? 0 : step === 4 ? read[i * step + 3]! : 255;
  }
  return colours;
}

/**
 * RGBA of a Web Mercator tile, each pixel that of the cell its middle lies in; null where the file does not reach it.
 * Places are worked out at knots and straight between them.
 */
export async function drawCogTile(
  cog: Cog,
  tile: { z: number; x: number; y: number; size: number },
  ramp: Ramp,
): Promise<Uint8ClampedArray<ArrayBuffer> | null> {
  const { z, x, y, size } = tile;
  const count = 2 ** z;
  const bbox: Bbox = [
    (x / count) * 360 - 180,
    toLatitude((y + 1) / count),
    ((x + 1) / count) * 360 - 180,
    toLatitude(y / count),
  ];
  const middle = ((bbox[1] + bbox[3]) * Math.PI) / 360;
  const level = chooseDrawn(cog, (equatorMetres * Math.cos(middle)) / (count * size));
  const window = findWindow(cog, level, bbox);
  if (!window || (window[2] - window[0]) * (window[3] - window[1]) > mostCells * 4) return null;
  const colours = await readColours(cog, level, window, ramp);
  const { toGrid } = createGridPlaces(cog.place);
  const [scaleX, scaleY] = [level.columns / cog.place.columns, level.rows / cog.place.rows];
  const at = new Float64Array((knots + 1) ** 2 * 2);
  for (let j = 0; j <= knots; j += 1)
    for (let i = 0; i <= knots; i += 1) {
      const [column, row] = toGrid([
        ((x + i / knots) / count) * 360 - 180,
        toLatitude((y + j / knots) / count),
      ]);
      at[2 * (j * (knots + 1) + i)] = column * scaleX - window[0];
      at[2 * (j * (knots + 1) + i) + 1] = row * scaleY - window[1];
    }
  const [columns, rows] = [window[2] - window[0], window[3] - window[1]];
  const pixels = new Uint8ClampedArray(size * size * 4);
  const side = size / knots;
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
      const [column, row] = [Math.floor(between(0)), Math.floor(between(1))];
      if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
      const cell = 4 * (row * columns + column);
      pixels.set(colours.subarray(cell, cell + 4), 4 * (py * size + px));
    }
  }
  return pixels;
}

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { outputFolder } from "./dataset.ts";

type Point = readonly [x: number, y: number];

/** The sign of the atlas on a field of 64: four cities about the bend of the river. */
const field = 64;
const ground = "#1f5a7a";
const riverColour = "#8fd0ee";
const cityColour = "#ffffff";
const cornerRadius = 12;
const riverWidth = 5;
/** Baotou above the bend, Hohhot at its shoulder, Ordos inside, Ulanqab to the east. */
const cities: readonly { at: Point; radius: number }[] = [
  { at: [24, 12], radius: 4 },
  { at: [44, 14], radius: 5 },
  { at: [26, 36], radius: 4 },
  { at: [55, 25], radius: 4 },
];
const bends: readonly Point[] = [
  [11, 53],
  [11, 22],
  [39, 22],
  [39, 51],
  [50, 51],
];
const bendRadius = 7;

/** The river with its corners rounded: points along it, close enough to look smooth at any size. */
function roundBends(): Point[] {
  const points: Point[] = [bends[0]!];
  for (let i = 1; i < bends.length - 1; i += 1) {
    const [before, corner, after] = [bends[i - 1]!, bends[i]!, bends[i + 1]!];
    const toward = (from: Point): Point => {
      const length = Math.hypot(from[0] - corner[0], from[1] - corner[1]);
      const share = Math.min(bendRadius, length / 2) / length;
      return [corner[0] + (from[0] - corner[0]) * share, corner[1] + (from[1] - corner[1]) * share];
    };
    const [start, end] = [toward(before), toward(after)];
    for (let step = 0; step <= 16; step += 1) {
      const t = step / 16;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
      points.push([a * start[0] + b * corner[0] + c * end[0], a * start[1] + b * corner[1] + c * end[1]]);
    }
  }
  return [...points, bends.at(-1)!];
}

const river = roundBends();

function distanceToSegment([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}

/** Signed distances to the shapes, negative inside, in the order they are painted. */
function distances(point: Point): { colour: string; distance: number }[] {
  const half = field / 2;
  const [qx, qy] = [Math.abs(point[0] - half), Math.abs(point[1] - half)].map(
    (offset) => offset - half + cornerRadius,
  ) as [number, number];
  const square = Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - cornerRadius;
  const toRiver = Math.min(
    ...river.slice(1).map((end, index) => distanceToSegment(point, river[index]!, end)),
  );
  return [
    { colour: ground, distance: square },
    { colour: riverColour, distance: toRiver - riverWidth / 2 },
    ...cities.map(({ at, radius }) => ({
      colour: cityColour,
      distance: Math.hypot(point[0] - at[0], point[1] - at[1]) - radius,
    })),
  ];
}

const channel = (colour: string, index: number) =>
  Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);

/** Paints the sign; `scale` below 1 leaves a border of ground, as icons that are cut to a circle need. */
function paintIcon(pixels: number, scale: number): Buffer {
  const png = new PNG({ width: pixels, height: pixels });
  const perUnit = pixels / field;
  for (let row = 0; row < pixels; row += 1) {
    for (let column = 0; column < pixels; column += 1) {
      const place = (index: number) => ((index + 0.5) / perUnit - field / 2) / scale + field / 2;
      const painted = [0, 0, 0, 0];
      distances([place(column), place(row)]).forEach(({ colour, distance }, shape) => {
        const isGround = shape === 0 && scale < 1;
        const cover = isGround ? 1 : Math.max(0, Math.min(1, 0.5 - distance * scale * perUnit));
        for (const index of [0, 1, 2])
          painted[index] = painted[index]! * (1 - cover) + channel(colour, index) * cover;
        painted[3] = Math.max(painted[3]!, cover);
      });
      const at = (row * pixels + column) * 4;
      // Colours were mixed into black where nothing was painted before; the share of cover takes that out.
      for (const index of [0, 1, 2])
        png.data[at + index] = Math.round(painted[3]! > 0 ? painted[index]! / painted[3]! : 0);
      png.data[at + 3] = Math.round(painted[3]! * 255);
    }
  }
  return PNG.sync.write(png, { deflateLevel: 9 });
}

function writeSvg(): string {
  const round = (value: number) => Number(value.toFixed(2));
  const path = river.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
  const dots = cities
    .map(({ at, radius }) => `<circle cx="${at[0]}" cy="${at[1]}" r="${radius}" fill="${cityColour}"/>`)
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${field} ${field}"><rect width="${field}" height="${field}" rx="${cornerRadius}" fill="${ground}"/><path d="${path}" fill="none" stroke="${riverColour}" stroke-width="${riverWidth}" stroke-linecap="round" stroke-linejoin="round"/>${dots}</svg>\n`;
}

export function build() {
  const folder = join(outputFolder, "icons");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(outputFolder, "icon.svg"), writeSvg());
  writeFileSync(join(folder, "icon-192.png"), paintIcon(192, 1));
  writeFileSync(join(folder, "icon-512.png"), paintIcon(512, 1));
  writeFileSync(join(folder, "icon-maskable-512.png"), paintIcon(512, 0.72));
  writeFileSync(join(folder, "apple-touch-icon.png"), paintIcon(180, 0.86));
}

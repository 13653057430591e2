import { zlibSync } from "fflate";
import { type Colour, type Figure, type FigurePoint, figureColours, type Mark } from "./mapMarks.ts";
import { buildLetterStrokes } from "./strokeLetters.ts";

/** An opaque picture: red, green, blue of each pixel. */
interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

interface Window {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * How much of each pixel polygons cover, exactly: signed areas of the edges are added up from left to right, as
 * font rasterisers do (R. Levien, font-rs). Rings of one direction add, holes of the other take away.
 */
function fillPolygons(
  picture: Picture,
  polygons: readonly (readonly FigurePoint[])[],
  window: Window,
  paint: (x: number, y: number) => number,
  colour: Colour,
) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of polygons)
    for (const [x, y] of ring) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    }
  const left = Math.max(window.left, Math.floor(west));
  const right = Math.min(window.right, Math.ceil(east));
  const top = Math.max(window.top, Math.floor(north));
  const bottom = Math.min(window.bottom, Math.ceil(south));
  if (left >= right || top >= bottom) return;
  const across = right - left;
  const cover = new Float32Array((across + 2) * (bottom - top));
  for (const ring of polygons) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1)
      addEdge(cover, across, ring[j]!, ring[i]!, left, top, bottom);
  }
  for (let y = top; y < bottom; y += 1) {
    let sum = 0;
    for (let x = left; x < right; x += 1) {
      sum += cover[(y - top) * (across + 2) + (x - left)]!;
      const share = Math.min(1, Math.abs(sum));
      if (share < 1 / 512) continue;
      const strength = share * paint(x, y);
      const at = (y * picture.width + x) * 3;
      for (let c = 0; c < 3; c += 1)
        picture.pixels[at + c] = Math.round(picture.pixels[at + c]! * (1 - strength) + colour[c]! * strength);
    }
  }
}

function addEdge(
  cover: Float32Array,
  across: number,
  a: FigurePoint,
  b: FigurePoint,
  left: number,
  top: number,
  bottom: number,
) {
  if (a[1] === b[1]) return;
  const direction = a[1] < b[1] ? 1 : -1;
  const [from, to] = direction === 1 ? [a, b] : [b, a];
  const slope = (to[0] - from[0]) / (to[1] - from[1]);
  const last = Math.min(bottom, Math.ceil(to[1]));
  for (let y = Math.max(top, Math.floor(from[1])); y < last; y += 1) {
    const upper = Math.max(y, from[1]);
    const lower = Math.min(y + 1, to[1]);
    if (lower <= upper) continue;
    const clamp = (x: number) => Math.min(across, Math.max(0, x - left));
    let x0 = clamp(from[0] + (upper - from[1]) * slope);
    let x1 = clamp(from[0] + (lower - from[1]) * slope);
    if (x0 > x1) [x0, x1] = [x1, x0];
    const tall = direction * (lower - upper);
    const row = (y - top) * (across + 2);
    const first = Math.floor(x0);
    const end = Math.ceil(x1);
    if (end <= first + 1) {
      const middle = (x0 + x1) / 2 - first;
      cover[row + first]! += tall * (1 - middle);
      cover[row + first + 1]! += tall * middle;
      continue;
    }
    const perPixel = tall / (x1 - x0);
    let before = 0;
    for (let x = first; x <= end; x += 1) {
      // Area right of the edge inside this pixel, less what earlier pixels have handed on.
      const inFrom = Math.max(x0, x);
      const inTo = Math.min(x1, x + 1);
      const part = inTo > inFrom ? perPixel * (inTo - inFrom) * (x + 1 - (inFrom + inTo) / 2) : 0;
      const passed = inTo > inFrom ? perPixel * (inTo - inFrom) : 0;
      cover[row + x]! += part + before;
      before = passed - part;
    }
  }
}

function isClockwise(ring: readonly FigurePoint[]): boolean {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1)
    sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  return sum > 0;
}

/** Outer ring one way, holes the other. */
const turnRings = (rings: readonly (readonly FigurePoint[])[]) =>
  rings.map((ring, index) => (isClockwise(ring) === (index === 0) ? ring : [...ring].reverse()));

/** Pieces of lines by the dash pattern; the whole lines where there is none. */
export function cutDashes(lines: readonly FigurePoint[][], dash: readonly number[]): FigurePoint[][] {
  if (dash.length === 0) return [...lines];
  const pieces: FigurePoint[][] = [];
  for (const line of lines) {
    let index = 0;
    let left = dash[0]!;
    let piece: FigurePoint[] = [line[0]!];
    for (let i = 1; i < line.length; i += 1) {
      let [x, y] = line[i - 1]!;
      const [ex, ey] = line[i]!;
      let rest = Math.hypot(ex - x, ey - y);
      while (rest > left) {
        [x, y] = [x + ((ex - x) * left) / rest, y + ((ey - y) * left) / rest];
        rest -= left;
        piece.push([x, y]);
        if (index % 2 === 0) pieces.push(piece);
        piece = [[x, y]];
        index += 1;
        left = dash[index % dash.length]!;
      }
      left -= rest;
      piece.push([ex, ey]);
    }
    if (index % 2 === 0 && piece.length > 1) pieces.push(piece);
  }
  return pieces;
}

function circle([x, y]: FigurePoint, radius: number): FigurePoint[] {
  const count = Math.max(8, Math.min(32, Math.round(radius * 4)));
  return Array.from({ length: count }, (_, i): FigurePoint => {
    const angle = (i / count) * 2 * Math.PI;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

/** Whether a line bends enough at b for its two boxes to gape. */
function isBend(a: FigurePoint, b: FigurePoint, c: FigurePoint): boolean {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]];
  return ux * vx + uy * vy < 0.97 * Math.hypot(ux, uy) * Math.hypot(vx, vy);
}

/** A box along each stretch and a disc on each vertex, all of one direction, so that they add up. */
function buildStroke(line: readonly FigurePoint[], lineWidth: number): FigurePoint[][] {
  const shapes: FigurePoint[][] = [];
  const half = lineWidth / 2;
  for (let i = 1; i < line.length; i += 1) {
    const [[ax, ay], [bx, by]] = [line[i - 1]!, line[i]!];
    const length = Math.hypot(bx - ax, by - ay);
    if (length === 0) continue;
    const [nx, ny] = [(-(by - ay) / length) * half, ((bx - ax) / length) * half];
    const quad: FigurePoint[] = [
      [ax + nx, ay + ny],
      [bx + nx, by + ny],
      [bx - nx, by - ny],
      [ax - nx, ay - ny],
    ];
    shapes.push(isClockwise(quad) ? quad : quad.reverse());
    const after = line[i + 1];
    if (half > 0.6 && after && isBend(line[i - 1]!, line[i]!, after)) shapes.push(circle([bx, by], half));
  }
  return shapes;
}

const scalePoints = (lines: readonly (readonly FigurePoint[])[], scale: number): FigurePoint[][] =>
  lines.map((line) => line.map(([x, y]): FigurePoint => [x * scale, y * scale]));

/** Leaves out vertices nearer than a third of a pixel to the one before, and lines wholly outside the window. */
function thinLines(
  lines: readonly (readonly FigurePoint[])[],
  window: Window,
  margin: number,
): FigurePoint[][] {
  const kept: FigurePoint[][] = [];
  for (const line of lines) {
    let part: FigurePoint[] = [];
    for (let i = 1; i < line.length; i += 1) {
      const [a, b] = [line[i - 1]!, line[i]!];
      const outside =
        (a[0] < window.left - margin && b[0] < window.left - margin) ||
        (a[0] > window.right + margin && b[0] > window.right + margin) ||
        (a[1] < window.top - margin && b[1] < window.top - margin) ||
        (a[1] > window.bottom + margin && b[1] > window.bottom + margin);
      if (outside) {
        if (part.length > 1) kept.push(part);
        part = [];
        continue;
      }
      if (part.length === 0) part.push(a);
      const last = part.at(-1)!;
      if (Math.hypot(b[0] - last[0], b[1] - last[1]) > 0.3 || i === line.length - 1) part.push(b);
    }
    if (part.length > 1) kept.push(part);
  }
  return kept;
}

/** A stretch much longer than the figure would cost a dash for every few pixels of it: cut it to the window first. */
function clipLines(lines: readonly FigurePoint[][], window: Window, margin: number): FigurePoint[][] {
  const [left, top] = [window.left - margin, window.top - margin];
  const [right, bottom] = [window.right + margin, window.bottom + margin];
  return lines.flatMap((line) =>
    line.slice(1).flatMap((b, i): FigurePoint[][] => {
      const a = line[i]!;
      let [from, to] = [0, 1];
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      for (const [step, gap] of [
        [-dx, a[0] - left],
        [dx, right - a[0]],
        [-dy, a[1] - top],
        [dy, bottom - a[1]],
      ] as const) {
        if (step === 0) {
          if (gap < 0) return [];
          continue;
        }
        const t = gap / step;
        if (step < 0) from = Math.max(from, t);
        else to = Math.min(to, t);
      }
      if (from >= to) return [];
      return [
        [
          [a[0] + from * dx, a[1] + from * dy],
          [a[0] + to * dx, a[1] + to * dy],
        ],
      ];
    }),
  );
}

const solid = () => 1;

function paintMark(picture: Picture, mark: Mark, window: Window, scale: number) {
  switch (mark.kind) {
    case "area": {
      const rings = turnRings(scalePoints(mark.rings, scale));
      fillPolygons(picture, rings, window, () => mark.opacity, mark.colour);
      return;
    }
    case "hatch": {
      const rings = turnRings(scalePoints(mark.rings, scale));
      const [spacing, stripe] = [mark.spacing * scale, mark.width * scale];
      const stripes = (x: number, y: number) => {
        const across = (((x + y) / Math.SQRT2) % spacing) - spacing / 2;
        return Math.max(0, Math.min(1, stripe / 2 + 0.5 - Math.abs(across))) * 0.8;
      };
      fillPolygons(picture, rings, window, stripes, mark.colour);
      return;
    }
    case "line": {
      const wide = mark.width * scale;
      const near = thinLines(scalePoints(mark.lines, scale), window, wide);
      const long = near.some((line) =>
        line.some(
          (p, i) => i > 0 && Math.hypot(p[0] - line[i - 1]![0], p[1] - line[i - 1]![1]) > 4 * picture.width,
        ),
      );
      const lines = long ? clipLines(near, window, wide) : near;
      const pieces = cutDashes(
        lines,
        mark.dash.map((part) => part * scale),
      );
      const shapes = pieces.flatMap((line) => buildStroke(line, wide));
      if (shapes.length > 0) fillPolygons(picture, shapes, window, solid, mark.colour);
      return;
    }
    case "dot": {
      const [at] = scalePoints([[mark.at]], scale)[0]!;
      fillPolygons(picture, [circle(at!, (mark.radius + 1.5) * scale)], window, solid, mark.rim);
      fillPolygons(picture, [circle(at!, mark.radius * scale)], window, solid, mark.colour);
      return;
    }
    case "text": {
      const { strokes, width } = buildLetterStrokes(mark.text, mark.size);
      const shift = mark.anchor === "start" ? 0 : mark.anchor === "end" ? -width : -width / 2;
      const placed = strokes.map((stroke) =>
        stroke.map(([x, y]): FigurePoint => [(x + mark.at[0] + shift) * scale, (y + mark.at[1]) * scale]),
      );
      for (const [wide, colour] of [
        [mark.size * 0.34, figureColours.paper],
        [mark.size * 0.12, figureColours.ink],
      ] as const) {
        const shapes = placed.flatMap((stroke) => [
          ...buildStroke(stroke, wide * scale),
          circle(stroke[0]!, (wide * scale) / 2),
          circle(stroke.at(-1)!, (wide * scale) / 2),
        ]);
        fillPolygons(picture, shapes, window, solid, colour);
      }
    }
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function buildChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(data, 8);
  let crc = 0xffffffff;
  for (let i = 4; i < data.length + 8; i += 1) crc = crcTable[(crc ^ chunk[i]!) & 0xff]! ^ (crc >>> 8);
  view.setUint32(data.length + 8, (crc ^ 0xffffffff) >>> 0);
  return chunk;
}

/** PNG (W3C, second edition) of eight bits a channel without transparency. */
function encodePng({ width, height, pixels }: Picture): Uint8Array {
  const rows = new Uint8Array(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1)
    rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    buildChunk("IHDR", header),
    buildChunk("IDAT", zlibSync(rows, { level: 4 })),
    buildChunk("IEND", new Uint8Array(0)),
  ];
  const png = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    png.set(part, at);
    at += part.length;
  }
  return png;
}

/** A figure as PNG bytes, `scale` pixels to a point; the same in a browser and under Node. */
export function paintFigure(figure: Figure, scale: number): Uint8Array {
  const [width, height] = [Math.round(figure.width * scale), Math.round(figure.height * scale)];
  const picture: Picture = { width, height, pixels: new Uint8Array(width * height * 3).fill(255) };
  const [left, top, right, bottom] = figure.frame.map((side) => Math.round(side * scale)) as Figure["frame"];
  for (const mark of figure.marks) paintMark(picture, mark, { left, top, right, bottom }, scale);
  for (const mark of figure.frameMarks)
    paintMark(picture, mark, { left: 0, top: 0, right: width, bottom: height }, scale);
  return encodePng(picture);
}

/** A small square of a legend as PNG bytes: an area, a line or a dot in its colour. */
export function paintSwatch(form: "area" | "line" | "dot", colour: Colour, schematic: boolean): Uint8Array {
  const marks: Mark[] = [];
  const square: FigurePoint[] = [
    [2, 3],
    [22, 3],
    [22, 13],
    [2, 13],
    [2, 3],
  ];
  const dash = schematic ? [4, 2.5] : [];
  if (form === "area") {
    marks.push({ kind: "area", rings: [square], colour, opacity: 0.25 });
    if (schematic) marks.push({ kind: "hatch", rings: [square], colour, spacing: 5, width: 1 });
    marks.push({ kind: "line", lines: [square], colour, width: 1.4, dash });
  } else if (form === "line")
    marks.push({
      kind: "line",
      lines: [
        [
          [1, 8],
          [23, 8],
        ],
      ],
      colour,
      width: 2.6,
      dash,
    });
  else marks.push({ kind: "dot", at: [12, 8], radius: 4.5, colour, rim: figureColours.paper });
  return paintFigure({ width: 24, height: 16, frame: [0, 0, 24, 16], marks, frameMarks: [] }, 3);
}

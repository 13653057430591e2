import type { Colour } from "../pdf/sheetPen.ts";
import { CoverageScanner } from "./fillCoverage.ts";
import { flattenPath, type PixelPlace } from "./flattenPath.ts";
import { outlineStroke } from "./outlineStroke.ts";
import type { PaintedPage } from "./paintPage.ts";
import { type PageItem, readContent } from "./readContent.ts";

type PaintItem = Extract<PageItem, { kind: "paint" }>;
type Polygons = readonly (readonly number[])[];

/** A box of pixels. */
interface PixelBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Which pixels a clip leaves open: all of a box, or a share of each of its pixels. */
interface Clip {
  box: PixelBox;
  /** Row by row within the box; null where all of it is open. */
  share: Float32Array | null;
}

/** A texture: colour and opacity of its pixels, from 0 to 1, four by four. */
interface Texture {
  side: number;
  /** Points of the page for one of its pixels. */
  unit: number;
  pixels: Float32Array;
}

const meet = (a: PixelBox, b: PixelBox): PixelBox => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});
const isEmpty = ({ left, top, right, bottom }: PixelBox) => right <= left || bottom <= top;

/** The box that a polygon is, where its sides run along the pixels; null where they do not. */
function readBox(polygons: Polygons): PixelBox | null {
  const [points, more] = polygons;
  if (!points || more || points.length < 8 || points.length > 10) return null;
  const xs = points.filter((_, index) => index % 2 === 0);
  const ys = points.filter((_, index) => index % 2 === 1);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const isOnEdge = (value: number, a: number, b: number) =>
    Math.abs(value - a) < 1e-6 || Math.abs(value - b) < 1e-6;
  if (!xs.every((x) => isOnEdge(x, left, right)) || !ys.every((y) => isOnEdge(y, top, bottom))) return null;
  return {
    left: Math.round(left),
    top: Math.round(top),
    right: Math.round(right),
    bottom: Math.round(bottom),
  };
}

/** Paints pages in memory, where there is no canvas: the same items in the same order as `PagePainter`. */
export class SoftPainter {
  private readonly page: PaintedPage;
  private readonly scale: number;
  private readonly place: PixelPlace;
  private readonly shapes = new Map<PaintItem, { fill: Polygons; stroke: Polygons }>();
  private readonly textures = new Map<string, Texture>();
  private readonly width: number;

  /** @param scale pixels for one point. */
  constructor(page: PaintedPage, scale: number) {
    this.page = page;
    this.scale = scale;
    this.width = Math.round(page.width * scale);
    this.place = { scale, bottom: page.height * scale };
  }

  private readShape(item: PaintItem) {
    const lines = flattenPath(item.path, this.place);
    const { stroke } = item;
    return {
      fill: item.fill ? lines.map(({ points }) => points) : [],
      stroke: stroke
        ? outlineStroke(lines, {
            ...stroke,
            width: stroke.width * this.scale,
            dash: stroke.dash.map((length) => length * this.scale),
          })
        : [],
    };
  }

  /** Shapes that reach over several strips are worked out once. */
  private shapeOf(item: PaintItem, isTall: boolean) {
    const known = this.shapes.get(item);
    if (known) return known;
    const shape = this.readShape(item);
    if (isTall) this.shapes.set(item, shape);
    return shape;
  }

  /** A texture, painted on white and on black: what differs between the two shows through. */
  private textureOf(name: string): Texture {
    let texture = this.textures.get(name);
    if (texture) return texture;
    const drawing = this.page.stock.patterns.get(name);
    if (!drawing) throw new Error(`the page names the texture '${name}', which nobody made`);
    const { tile, scale, content } = drawing;
    const side = Math.max(4, Math.ceil(tile * scale * this.scale));
    const items = readContent(content, this.page.stock);
    const small = { width: tile, height: tile, items, stock: this.page.stock };
    const [onWhite, onBlack] = [255, 0].map((ground) =>
      new SoftPainter(small, side / tile).paintStrip(0, side, ground),
    );
    const pixels = new Float32Array(side * side * 4);
    for (let i = 0; i < side * side; i += 1) {
      const [red, green, blue] = [0, 1, 2].map((part) => onBlack![i * 3 + part]!);
      const through = (onWhite![i * 3]! - onBlack![i * 3]!) / 255;
      const opacity = 1 - Math.min(1, Math.max(0, through));
      pixels.set(
        [red!, green!, blue!].map((part) => (opacity > 0 ? part / opacity : 0)),
        i * 4,
      );
      pixels[i * 4 + 3] = opacity;
    }
    texture = { side, unit: (tile * scale) / side, pixels };
    this.textures.set(name, texture);
    return texture;
  }

  /** Colour and opacity of a texture at a pixel of the page, between the nearest of its own. */
  private sampleTexture({ side, unit, pixels }: Texture, x: number, y: number, into: Float32Array) {
    const u = (x + 0.5) / this.scale / unit - 0.5;
    // Tiles begin at the bottom left of the page; their content has its axis down and was painted upside down.
    const v = (y + 0.5 - this.place.bottom) / this.scale / unit - 0.5;
    const [i, j] = [Math.floor(u), Math.floor(v)];
    const [f, g] = [u - i, v - j];
    const wrap = (value: number) => ((value % side) + side) % side;
    into.fill(0);
    for (const [column, row, share] of [
      [i, j, (1 - f) * (1 - g)],
      [i + 1, j, f * (1 - g)],
      [i, j + 1, (1 - f) * g],
      [i + 1, j + 1, f * g],
    ] as const) {
      const at = ((side - 1 - wrap(row)) * side + wrap(column)) * 4;
      const opacity = pixels[at + 3]! * share;
      for (let part = 0; part < 3; part += 1) into[part]! += pixels[at + part]! * opacity;
      into[3]! += opacity;
    }
    if (into[3]! > 0) for (let part = 0; part < 3; part += 1) into[part]! /= into[3]!;
  }

  /** Rows of the page from `top` on, three bytes a pixel: red, green, blue. */
  paintStrip(top: number, rows: number, ground = 255): Uint8Array {
    const { width } = this;
    const pixels = new Uint8Array(width * rows * 3).fill(ground);
    const whole: PixelBox = { left: 0, top, right: width, bottom: top + rows };
    const scanner = new CoverageScanner(width, top, rows);
    const clips: Clip[] = [{ box: whole, share: null }];
    for (const item of this.page.items) {
      if (item.kind === "unclip") {
        clips.pop();
        continue;
      }
      const clip = clips.at(-1)!;
      if (item.kind === "clip") {
        clips.push(isEmpty(clip.box) ? clip : this.narrow(clip, item.path, scanner));
        continue;
      }
      const [left, bottom, right, above] = item.box;
      const box: PixelBox = {
        left: Math.floor(left * this.scale) - 1,
        top: Math.floor(this.place.bottom - above * this.scale) - 1,
        right: Math.ceil(right * this.scale) + 1,
        bottom: Math.ceil(this.place.bottom - bottom * this.scale) + 1,
      };
      if (item.alpha === 0 || isEmpty(meet(box, clip.box))) continue;
      const shape = this.shapeOf(item, box.top < top || box.bottom > top + rows);
      const target = { pixels, top, clip, alpha: item.alpha };
      if (item.fill) this.blend(scanner, shape.fill, item.rule, item.fill, target);
      if (item.stroke) this.blend(scanner, shape.stroke, "nonzero", item.stroke.colour, target);
    }
    return pixels;
  }

  /** What a clip leaves open within another. */
  private narrow(clip: Clip, path: PaintItem["path"], scanner: CoverageScanner): Clip {
    const polygons = flattenPath(path, this.place).map(({ points }) => points);
    const straight = readBox(polygons);
    if (straight && clip.share === null) return { box: meet(clip.box, straight), share: null };
    const [xs, ys] = [0, 1].map((axis) =>
      polygons.flatMap((points) => points.filter((_, i) => i % 2 === axis)),
    );
    const bounds = (values: number[]) =>
      values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)] as const, [
        Infinity,
        -Infinity,
      ] as readonly [number, number]);
    const [[left, right], [top, bottom]] = [bounds(xs!), bounds(ys!)];
    const box = meet(clip.box, {
      left: Math.floor(left),
      top: Math.floor(top),
      right: Math.ceil(right),
      bottom: Math.ceil(bottom),
    });
    if (isEmpty(box)) return { box, share: null };
    const columns = box.right - box.left;
    const share = new Float32Array(columns * (box.bottom - box.top));
    const outer = clip.box.right - clip.box.left;
    // Clips are cut by the non-zero rule.
    scanner.fill(polygons, "nonzero", (y, from, to, coverage) => {
      if (y < box.top || y >= box.bottom) return;
      for (let x = Math.max(from, box.left); x < Math.min(to, box.right); x += 1) {
        const open = clip.share ? clip.share[(y - clip.box.top) * outer + x - clip.box.left]! : 1;
        share[(y - box.top) * columns + x - box.left] = coverage[x]! * open;
      }
    });
    return { box, share };
  }

  private blend(
    scanner: CoverageScanner,
    polygons: Polygons,
    rule: CanvasFillRule,
    ink: Colour | { pattern: string },
    { pixels, top, clip, alpha }: { pixels: Uint8Array; top: number; clip: Clip; alpha: number },
  ) {
    const { width } = this;
    const texture = "pattern" in ink ? this.textureOf(ink.pattern) : null;
    const [red, green, blue] = "pattern" in ink ? [0, 0, 0] : ink.map((part) => Math.round(part * 255));
    const sample = new Float32Array([red!, green!, blue!, 1]);
    const { box, share } = clip;
    const columns = box.right - box.left;
    scanner.fill(polygons, rule, (y, from, to, coverage) => {
      if (y < box.top || y >= box.bottom) return;
      const end = Math.min(to, box.right);
      for (let x = Math.max(from, box.left); x < end; x += 1) {
        let cover = coverage[x]! * alpha;
        if (cover === 0) continue;
        if (share) cover *= share[(y - box.top) * columns + x - box.left]!;
        if (texture) {
          this.sampleTexture(texture, x, y, sample);
          cover *= sample[3]!;
        }
        const at = ((y - top) * width + x) * 3;
        pixels[at] = pixels[at]! + (sample[0]! - pixels[at]!) * cover + 0.5;
        pixels[at + 1] = pixels[at + 1]! + (sample[1]! - pixels[at + 1]!) * cover + 0.5;
        pixels[at + 2] = pixels[at + 2]! + (sample[2]! - pixels[at + 2]!) * cover + 0.5;
      }
    });
  }
}

import type { DrawnPage } from "../drawnPage.ts";
import type { Colour, PageStock } from "../pdf/sheetPen.ts";
import type { PathStep } from "../pdf/svgPath.ts";
import { pointsOf } from "../sheetFrame.ts";
import { type PageItem, readContent } from "./readContent.ts";

/** What is used of a canvas: of one on the page, of one in a worker, of a recording one in tests. */
export type PaintContext = Pick<
  OffscreenCanvasRenderingContext2D,
  | "setTransform"
  | "save"
  | "restore"
  | "clip"
  | "fill"
  | "stroke"
  | "fillRect"
  | "createPattern"
  | "setLineDash"
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "lineCap"
  | "lineJoin"
  | "miterLimit"
  | "globalAlpha"
>;

/** A part of a page in pixels: which of them lie on the canvas. */
export interface PageWindow {
  /** Pixels for one point. */
  scale: number;
  /** Pixels from the left and the top of the page. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A page ready to be painted, as a whole or in parts. */
export interface PaintedPage {
  /** Points. */
  width: number;
  height: number;
  items: readonly PageItem[];
  stock: PageStock;
}

/** Reads a drawn page once, for all that is to be painted of it. */
export const openPage = (
  { width, height, content }: Pick<DrawnPage, "width" | "height" | "content">,
  stock: PageStock,
): PaintedPage => ({
  width: pointsOf(width),
  height: pointsOf(height),
  items: readContent(content, stock),
  stock,
});

const colourOf = ([red, green, blue]: Colour) =>
  `rgb(${[red, green, blue].map((part) => Math.round(part * 255)).join(" ")})`;

function tracePath(steps: readonly PathStep[]): Path2D {
  const path = new Path2D();
  for (const step of steps) {
    if (step[0] === "M") path.moveTo(step[1], step[2]);
    else if (step[0] === "L") path.lineTo(step[1], step[2]);
    else if (step[0] === "C") path.bezierCurveTo(step[1], step[2], step[3], step[4], step[5], step[6]);
    else path.closePath();
  }
  return path;
}

const openContext = (width: number, height: number): OffscreenCanvasRenderingContext2D => {
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("the browser gives no canvas");
  return context;
};

/** Paints pages; keeps paths and textures, so that the parts of a page cost little more than its whole. */
export class PagePainter {
  private readonly page: PaintedPage;
  private readonly paths = new Map<readonly PathStep[], Path2D>();
  private readonly textures = new Map<string, CanvasPattern | null>();

  constructor(page: PaintedPage) {
    this.page = page;
  }

  private pathOf(steps: readonly PathStep[]): Path2D {
    let path = this.paths.get(steps);
    if (!path) {
      path = tracePath(steps);
      this.paths.set(steps, path);
    }
    return path;
  }

  /** A texture for so many pixels a point; its tile is drawn once, in whole pixels. */
  private textureOf(name: string, context: PaintContext, pixels: number): CanvasPattern | null {
    const key = `${name} ${pixels}`;
    let texture = this.textures.get(key);
    if (texture === undefined) {
      const drawing = this.page.stock.patterns.get(name);
      if (!drawing) throw new Error(`the page names the texture '${name}', which nobody made`);
      const { tile, scale, content } = drawing;
      const side = Math.max(4, Math.ceil(tile * scale * pixels));
      const small = openContext(side, side);
      small.setTransform(side / tile, 0, 0, side / tile, 0, 0);
      this.run(small, readContent(content, this.page.stock), side / tile, null);
      texture = context.createPattern(small.canvas, "repeat");
      // Its own axis points down, that of the page up.
      const unit = (tile * scale) / side;
      texture?.setTransform(new DOMMatrix([unit, 0, 0, -unit, 0, 0]));
      this.textures.set(key, texture);
    }
    return texture;
  }

  private run(
    context: PaintContext,
    items: readonly PageItem[],
    pixels: number,
    seen: readonly [number, number, number, number] | null,
  ) {
    context.miterLimit = 10;
    for (const item of items) {
      if (item.kind === "clip") {
        context.save();
        context.clip(this.pathOf(item.path));
        continue;
      }
      if (item.kind === "unclip") {
        context.restore();
        continue;
      }
      const [left, bottom, right, top] = item.box;
      if (seen && (left > seen[2] || right < seen[0] || bottom > seen[3] || top < seen[1])) continue;
      const path = this.pathOf(item.path);
      const { fill, stroke } = item;
      context.globalAlpha = item.alpha;
      if (fill) {
        const style = "pattern" in fill ? this.textureOf(fill.pattern, context, pixels) : colourOf(fill);
        if (style !== null) {
          context.fillStyle = style;
          context.fill(path, item.rule);
        }
      }
      if (stroke) {
        context.strokeStyle = colourOf(stroke.colour);
        context.lineWidth = stroke.width;
        context.lineCap = stroke.cap;
        context.lineJoin = stroke.join;
        context.setLineDash([...stroke.dash]);
        context.stroke(path);
      }
    }
  }

  /** Paints a part of the page on white. */
  paint(context: PaintContext, { scale, left, top, width, height }: PageWindow) {
    const page = this.page;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.setTransform(scale, 0, 0, -scale, -left, page.height * scale - top);
    const seen = [
      left / scale,
      page.height - (top + height) / scale,
      (left + width) / scale,
      page.height - top / scale,
    ] as const;
    context.save();
    this.run(context, page.items, scale, seen);
    context.restore();
  }
}

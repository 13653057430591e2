import type { Ink } from "../../../layers/grammar/ink.ts";

/** Paints the strokes of a small drawing on a canvas. */
export function paintInk(pen: CanvasRenderingContext2D, inks: readonly Ink[]) {
  for (const { path, fill, stroke, width = 1, dash, isRound, opacity = 1, at, scale = 1 } of inks) {
    pen.save();
    if (at) pen.translate(at[0], at[1]);
    pen.scale(scale, scale);
    pen.globalAlpha = opacity;
    const shape = new Path2D(path);
    if (fill) {
      pen.fillStyle = fill;
      pen.fill(shape, "evenodd");
    }
    if (stroke) {
      pen.strokeStyle = stroke;
      pen.lineWidth = width;
      pen.lineCap = isRound ? "round" : "butt";
      pen.lineJoin = "round";
      // As on the map: lengths in widths of the line.
      pen.setLineDash(dash ? dash.map((length) => length * width) : []);
      pen.stroke(shape);
    }
    pen.restore();
  }
}

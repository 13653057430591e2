import { inkSwatch, type Swatch } from "../../../layers/grammar/swatch.ts";
import { paintInk } from "./paintInk.ts";

/** Draws a legend swatch in a field of 24 by 16, its left top corner at the pen's origin. */
export function drawSwatch(pen: CanvasRenderingContext2D, swatch: Swatch) {
  const { inks, clipped, clip } = inkSwatch(swatch);
  if (clipped.length > 0) {
    pen.save();
    pen.clip(new Path2D(clip));
    paintInk(pen, clipped);
    pen.restore();
  }
  paintInk(pen, inks);
}

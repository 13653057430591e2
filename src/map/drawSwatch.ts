import type { LegendEntry } from "../../layers/layer.ts";
import { type SymbolId, symbols } from "../../layers/symbols.ts";

const isSymbol = (name: string): name is SymbolId => Object.hasOwn(symbols, name);

/** Draws a legend swatch in a field of 24 by 16, its left top corner at the pen's origin. */
export function drawSwatch(pen: CanvasRenderingContext2D, swatch: LegendEntry["swatch"]) {
  const { shape, colour, icon, dash, hatch, width = 2 } = swatch;
  pen.save();
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = width;
  // A dotted line is drawn as round caps on dashes of no length, as on the map.
  pen.lineCap = dash && dash[0]! < 0.5 ? "round" : "butt";
  if (icon && isSymbol(icon)) {
    pen.translate(4, 0);
    pen.scale(16 / 24, 16 / 24);
    pen.fill(new Path2D(symbols[icon]), "evenodd");
  } else if (shape === "line" || shape === "arc") {
    if (dash) pen.setLineDash(dash.map((length) => length * width));
    pen.stroke(new Path2D(shape === "line" ? "M1 8 H23" : "M1 13 Q12 -3 23 13"));
  } else if (shape === "fill") {
    if (hatch) {
      pen.save();
      pen.beginPath();
      pen.rect(2, 2, 20, 12);
      pen.clip();
      pen.lineWidth = 1.1;
      pen.stroke(new Path2D("M-8 16L8 0M-2 16L14 0M4 16L20 0M10 16L26 0M16 16L32 0"));
      pen.restore();
    } else {
      pen.globalAlpha = swatch.solid ? 0.85 : 0.35;
      pen.fillRect(2, 2, 20, 12);
      pen.globalAlpha = 1;
    }
    pen.lineWidth = 1.2;
    pen.setLineDash(dash ? dash.map((length) => length * width) : hatch ? [4, 2] : []);
    pen.strokeRect(2, 2, 20, 12);
  } else if (shape === "column") pen.fill(new Path2D("M5 15 V9 H9 V15 Z M11 15 V2 H15 V15 Z"));
  else {
    pen.lineWidth = 1.6;
    if (dash) pen.setLineDash([2.4, 2]);
    pen.beginPath();
    pen.arc(12, 8, 5, 0, Math.PI * 2);
    if (!dash) pen.fill();
    pen.stroke();
  }
  pen.restore();
}

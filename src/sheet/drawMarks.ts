import type { Color } from "@maplibre/maplibre-gl-style-spec";
import { readImageName } from "../map/style/signImages.ts";
import type { EvaluatedMark } from "./evaluateMark.ts";
import { formatNumber as n } from "./pdf/pdfFile.ts";
import type { Colour, Paint, SheetPen } from "./pdf/sheetPen.ts";
import type { SheetFeature } from "./sheetFeatures.ts";

/** Where marks are drawn and how large a pixel of the style is. */
export interface MarkGround {
  pen: SheetPen;
  /** Points for one pixel of the style. */
  pixel: number;
  /** Left, bottom, right, top of the map on the page, points. */
  box: readonly [number, number, number, number];
}

export const readColour = (colour: Color): { colour: Colour; alpha: number } => {
  const [red, green, blue, alpha] = colour.rgb;
  return { colour: [red, green, blue], alpha };
};

/** Whether any of a feature may lie on the map, with a rim for what is drawn wider than its course. */
export function meetsMap(
  parts: SheetFeature["parts"],
  [left, bottom, right, top]: MarkGround["box"],
  rim = 30,
) {
  return parts.some((part) => {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < part.length; i += 2) {
      west = Math.min(west, part[i]!);
      east = Math.max(east, part[i]!);
      south = Math.min(south, part[i + 1]!);
      north = Math.max(north, part[i + 1]!);
    }
    return west <= right + rim && east >= left - rim && south <= top + rim && north >= bottom - rim;
  });
}

/** Steps shorter than this in points are not seen in print. */
const leastStep = 0.06;

function writePath(part: readonly number[], isClosed: boolean): string {
  const steps: string[] = [];
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  for (let i = 0; i < part.length; i += 2) {
    const [x, y] = [part[i]!, part[i + 1]!];
    const isEnd = i + 2 >= part.length;
    if (i > 0 && !isEnd && Math.abs(x - lastX) < leastStep && Math.abs(y - lastY) < leastStep) continue;
    steps.push(`${n(x, 2)} ${n(y, 2)} ${i === 0 ? "m" : "l"}`);
    [lastX, lastY] = [x, y];
  }
  if (isClosed) steps.push("h");
  return steps.join(" ");
}

/** A course moved sideways, to its left; corners are mitred as far as twice the distance. */
export function offsetCourse(part: readonly number[], distance: number): number[] {
  const points: [number, number][] = [];
  for (let i = 0; i < part.length; i += 2) {
    const last = points.at(-1);
    if (!last || Math.hypot(part[i]! - last[0], part[i + 1]! - last[1]) > 1e-6)
      points.push([part[i]!, part[i + 1]!]);
  }
  if (points.length < 2) return [...part];
  const normal = (from: [number, number], to: [number, number]): [number, number] => {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    return [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
  };
  return points.flatMap((point, index) => {
    const before = index > 0 ? normal(points[index - 1]!, point) : undefined;
    const after = index < points.length - 1 ? normal(point, points[index + 1]!) : undefined;
    const [a, b] = [(before ?? after)!, (after ?? before)!];
    const sum: [number, number] = [a[0] + b[0], a[1] + b[1]];
    // The miter is 1 / cos of half the turn, by the dot product of the sum with either normal.
    const along = Math.max(0.5, (sum[0] * a[0] + sum[1] * a[1]) / 2);
    const factor = distance / along / 2;
    return [point[0] + sum[0] * factor, point[1] + sum[1] * factor];
  });
}

/** Courses with one paint are one path: where they cross, a pale stroke is not painted twice. */
class PaintGroups {
  private readonly groups = new Map<string, { paint: Paint; paths: string[] }>();

  add(path: string, paint: Paint) {
    const key = JSON.stringify(paint);
    const group = this.groups.get(key) ?? { paint, paths: [] };
    group.paths.push(path);
    this.groups.set(key, group);
  }

  flush(pen: SheetPen) {
    for (const { paint, paths } of this.groups.values()) pen.paint(paths.join("\n"), paint);
  }
}

function drawFills(mark: EvaluatedMark, features: readonly SheetFeature[], { pen, pixel }: MarkGround) {
  for (const feature of features) {
    if (feature.kind !== "Polygon") continue;
    const opacity = mark.numberOf("fill-opacity", feature);
    if (opacity <= 0) continue;
    const path = feature.parts.map((part) => writePath(part, true)).join(" ");
    const image = mark.wordOf("fill-pattern", feature);
    const drawing = image === "" ? undefined : readImageName(image);
    if (drawing) {
      const pattern = pen.pattern(image, drawing.inks, drawing.width, drawing.width * pixel);
      pen.paint(path, { pattern, opacity });
      continue;
    }
    if (image !== "") continue;
    const { colour, alpha } = readColour(mark.colourOf("fill-color", feature));
    if (alpha > 0) pen.paint(path, { fill: colour, opacity: opacity * alpha });
  }
}

const capOf = (word: string): NonNullable<Paint["cap"]> =>
  word === "round" ? "round" : word === "square" ? "square" : "butt";

function drawLines(mark: EvaluatedMark, features: readonly SheetFeature[], { pen, pixel }: MarkGround) {
  const groups = new PaintGroups();
  for (const feature of features) {
    if (feature.kind === "Point") continue;
    const width = mark.numberOf("line-width", feature) * pixel;
    const opacity = mark.numberOf("line-opacity", feature);
    if (width <= 0 || opacity <= 0) continue;
    const { colour, alpha } = readColour(mark.colourOf("line-color", feature));
    if (alpha <= 0) continue;
    const dash = mark.listOf("line-dasharray", feature)?.map((length) => Number(length) * width);
    const gap = mark.numberOf("line-gap-width", feature) * pixel;
    const blur = mark.numberOf("line-blur", feature) * pixel;
    const paint: Paint = {
      stroke: colour,
      cap: capOf(mark.wordOf("line-cap", feature)),
      join: mark.wordOf("line-join", feature) === "round" ? "round" : "miter",
      dash,
    };
    const side = gap > 0 ? gap / 2 + width / 2 : 0;
    for (const part of feature.parts)
      for (const distance of side > 0 ? [side, -side] : [0]) {
        const path = writePath(
          distance === 0 ? part : offsetCourse(part, distance),
          feature.kind === "Polygon",
        );
        const strong = opacity * alpha;
        if (blur <= 0) groups.add(path, { ...paint, width, opacity: strong });
        else {
          // A soft edge on paper: three strokes, each a little narrower, that add up.
          for (const share of [1, 0.75, 0.5])
            groups.add(path, { ...paint, width: width - blur * (1 - share) * 2, opacity: strong * 0.42 });
        }
      }
  }
  groups.flush(pen);
}

/** Handle of a quarter circle as a curve, in radii. */
const quarter = 0.5522847498;

export function circlePath(x: number, y: number, r: number): string {
  const k = r * quarter;
  const at = (...values: number[]) => values.map((value) => n(value, 2)).join(" ");
  return `${at(x + r, y)} m ${at(x + r, y + k, x + k, y + r, x, y + r)} c ${at(x - k, y + r, x - r, y + k, x - r, y)} c ${at(x - r, y - k, x - k, y - r, x, y - r)} c ${at(x + k, y - r, x + r, y - k, x + r, y)} c h`;
}

function drawCircles(mark: EvaluatedMark, features: readonly SheetFeature[], { pen, pixel }: MarkGround) {
  for (const feature of features) {
    if (feature.kind !== "Point") continue;
    const radius = mark.numberOf("circle-radius", feature) * pixel;
    const rim = mark.numberOf("circle-stroke-width", feature) * pixel;
    const fill = readColour(mark.colourOf("circle-color", feature));
    const stroke = readColour(mark.colourOf("circle-stroke-color", feature));
    const fillOpacity = mark.numberOf("circle-opacity", feature) * fill.alpha;
    const strokeOpacity = mark.numberOf("circle-stroke-opacity", feature) * stroke.alpha;
    for (const [x, y] of feature.parts as [number, number][]) {
      if (radius > 0 && fillOpacity > 0)
        pen.paint(circlePath(x, y, radius), { fill: fill.colour, opacity: fillOpacity });
      if (rim > 0 && strokeOpacity > 0)
        pen.paint(circlePath(x, y, radius + rim / 2), {
          stroke: stroke.colour,
          width: rim,
          opacity: strokeOpacity,
        });
    }
  }
}

/** Draws all of a mark that is no sign and no name. */
export function drawMark(mark: EvaluatedMark, features: readonly SheetFeature[], ground: MarkGround) {
  if (mark.layer.type === "fill") drawFills(mark, features, ground);
  else if (mark.layer.type === "line") drawLines(mark, features, ground);
  else if (mark.layer.type === "circle") drawCircles(mark, features, ground);
}

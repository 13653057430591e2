import type { PathStep } from "../pdf/svgPath.ts";

/** Corners of one line in pixels: x and y by turns. */
export interface Polyline {
  points: number[];
  isClosed: boolean;
}

/** Pixels that a straight piece may lie off its curve. */
const tolerancePixels = 0.08;

/** Page points to pixels, whose axis points down. */
export interface PixelPlace {
  scale: number;
  /** Pixels from the top of the page to its bottom. */
  bottom: number;
}

function addCurve(points: number[], curve: readonly number[]) {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = curve as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // The second differences bound how far a chord lies off the curve.
  const bend = Math.max(
    Math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2),
    Math.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3),
  );
  const steps = Math.min(200, Math.max(1, Math.ceil(Math.sqrt((0.75 * bend) / tolerancePixels))));
  for (let step = 1; step <= steps; step += 1) {
    const t = step / steps;
    const s = 1 - t;
    const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    points.push(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3);
  }
}

/** A path of a page as straight pieces in pixels. */
export function flattenPath(path: readonly PathStep[], { scale, bottom }: PixelPlace): Polyline[] {
  const lines: Polyline[] = [];
  let points: number[] = [];
  const end = (isClosed: boolean) => {
    if (points.length >= 4 || (isClosed && points.length >= 2)) lines.push({ points, isClosed });
    points = [];
  };
  const x = (value: number) => value * scale;
  const y = (value: number) => bottom - value * scale;
  for (const step of path) {
    if (step[0] === "M") {
      end(false);
      points = [x(step[1]), y(step[2])];
    } else if (step[0] === "L") points.push(x(step[1]), y(step[2]));
    else if (step[0] === "C")
      addCurve(points, [
        points.at(-2)!,
        points.at(-1)!,
        x(step[1]),
        y(step[2]),
        x(step[3]),
        y(step[4]),
        x(step[5]),
        y(step[6]),
      ]);
    else {
      const start = points.slice(0, 2);
      end(true);
      // What follows without a move begins where the closed line began.
      points = start;
    }
  }
  end(false);
  return lines;
}

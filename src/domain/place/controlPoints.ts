import type { Bilingual } from "../plan.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { applySevenParameters, arcSecond, type Geocentric, type SevenParameters } from "./sevenParameters.ts";

/** One point known in both systems. `Position` is [easting, northing] metres, or geocentric metres. */
export interface ControlPair<Position> {
  name: string;
  from: Position;
  to: Position;
}

/** A plane similarity: E′ = a·E − b·N + c, N′ = b·E + a·N + d, metres. */
export interface Similarity {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** What is left at a point after the fit, metres, its own position less the computed one. */
export interface Residual {
  name: string;
  east: number;
  north: number;
  /** Length of the two. */
  length: number;
}

export interface Fit<Model> {
  model: Model;
  residuals: Residual[];
  /** Root mean square of the residuals' lengths, metres. */
  rmsMetres: number;
  /** Equations beyond those the parameters need: 0 leaves nothing to judge the fit by. */
  redundancy: number;
  /** Names of points that do not agree with all others. */
  outliers: string[];
}

const refuse = (code: string, said: Bilingual): { ok: false; error: Problem } => failure({ code, ...said });

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Solves a small system of linear equations by elimination with pivots; undefined where it is singular.
 * @param rows square matrix with the right side as last column; changed.
 */
function solve(rows: number[][]): number[] | undefined {
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    let best = at;
    for (let row = at + 1; row < size; row += 1)
      if (Math.abs(rows[row]![at]!) > Math.abs(rows[best]![at]!)) best = row;
    [rows[at], rows[best]] = [rows[best]!, rows[at]!];
    const pivot = rows[at]![at]!;
    if (Math.abs(pivot) < 1e-12) return undefined;
    for (let row = 0; row < size; row += 1) {
      if (row === at) continue;
      const factor = rows[row]![at]! / pivot;
      for (let column = at; column <= size; column += 1) rows[row]![column]! -= factor * rows[at]![column]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}

/** Least squares of equations (coefficients, then the right side), all of one weight, by their normal equations. */
function solveLeastSquares(equations: readonly (readonly number[])[]): number[] | undefined {
  const size = equations[0]!.length - 1;
  const normal = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (_unused, j) =>
      equations.reduce((sum, equation) => sum + equation[i]! * equation[j]!, 0),
    ),
  );
  return solve(normal);
}

/** How far the points spread along their longest and their shortest direction in the plane, metres. */
function measureSpread(points: readonly (readonly [number, number])[]): [number, number] {
  const [cx, cy] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const xx = mean(points.map(([x]) => (x - cx) ** 2));
  const yy = mean(points.map(([, y]) => (y - cy) ** 2));
  const xy = mean(points.map(([x, y]) => (x - cx) * (y - cy)));
  const half = Math.hypot((xx - yy) / 2, xy);
  return [Math.sqrt((xx + yy) / 2 + half), Math.sqrt(Math.max(0, (xx + yy) / 2 - half))];
}

const mostScaleOff = 1e-3;
const mostTurn = 1 * (Math.PI / 180);

export const applySimilarity = (
  { a, b, c, d }: Similarity,
  [x, y]: readonly [number, number],
): [number, number] => [a * x - b * y + c, b * x + a * y + d];

/** What a plane similarity does, as it is usually stated: shifts in metres, turn in arc-seconds, scale in ppm. */
export const describeSimilarity = ({ a, b, c, d }: Similarity) => ({
  eastMetres: c,
  northMetres: d,
  turnArcSeconds: Math.atan2(b, a) / arcSecond,
  scalePpm: (Math.hypot(a, b) - 1) * 1e6,
});

function solveSimilarity(pairs: readonly ControlPair<[number, number]>[]): Similarity | undefined {
  const [fx, fy] = [mean(pairs.map((p) => p.from[0])), mean(pairs.map((p) => p.from[1]))];
  const [tx, ty] = [mean(pairs.map((p) => p.to[0])), mean(pairs.map((p) => p.to[1]))];
  let [square, along, across] = [0, 0, 0];
  for (const { from, to } of pairs) {
    const [x, y, u, v] = [from[0] - fx, from[1] - fy, to[0] - tx, to[1] - ty];
    square += x * x + y * y;
    along += x * u + y * v;
    across += x * v - y * u;
  }
  if (square < 1) return undefined;
  const [a, b] = [along / square, across / square];
  return { a, b, c: tx - a * fx + b * fy, d: ty - b * fx - a * fy };
}

/** Seven parameters, position vector: the model is linear in shift, scale and scale × rotation. */
function solveSeven(pairs: readonly ControlPair<Geocentric>[]): SevenParameters | undefined {
  const centre = [0, 1, 2].map((axis) => mean(pairs.map((p) => p.from[axis]!))) as Geocentric;
  const target = [0, 1, 2].map((axis) => mean(pairs.map((p) => p.to[axis]!))) as Geocentric;
  // Unit lengths keep the normal equations well scaled.
  const unit = Math.sqrt(
    mean(pairs.map((p) => p.from.reduce((sum, value, axis) => sum + (value - centre[axis]!) ** 2, 0))),
  );
  if (unit < 1) return undefined;
  const equations = pairs.flatMap(({ from, to }) => {
    const [x, y, z] = from.map((value, axis) => (value - centre[axis]!) / unit) as Geocentric;
    // Less the position itself, so that what is solved for is small and keeps its digits.
    const [u, v, w] = to.map(
      (value, axis) => (value - target[axis]! - (from[axis]! - centre[axis]!)) / unit,
    ) as Geocentric;
    return [
      [x, 0, z, -y, u],
      [y, -z, 0, x, v],
      [z, y, -x, 0, w],
    ];
  });
  const solved = solveLeastSquares(equations);
  if (!solved) return undefined;
  const [m, p, q, r] = solved as [number, number, number, number];
  const k = 1 + m;
  const [x, y, z] = centre;
  return {
    shift: [
      target[0] - (k * x + q * z - r * y),
      target[1] - (k * y - p * z + r * x),
      target[2] - (k * z + p * y - q * x),
    ],
    rotation: [p / k / arcSecond, q / k / arcSecond, r / k / arcSecond],
    scalePpm: m * 1e6,
    convention: "position-vector",
  };
}

/** East and north of a small geocentric difference at a place. */
function toLocal([x, y, z]: Geocentric, [dx, dy, dz]: Geocentric): [number, number] {
  const across = Math.hypot(x, y);
  const [sinL, cosL] = [y / across, x / across];
  const far = Math.hypot(across, z);
  const [sinB, cosB] = [z / far, across / far];
  return [-sinL * dx + cosL * dy, -sinB * cosL * dx - sinB * sinL * dy + cosB * dz];
}

/**
 * Points that do not agree with the rest: one is left out at a time, and named where all others then fit at least
 * three times better and it lies off by more than a decimetre. Never taken out by itself.
 */
function findOutliers<Position, Model>(
  pairs: readonly ControlPair<Position>[],
  fewest: number,
  solveFor: (pairs: readonly ControlPair<Position>[]) => Model | undefined,
  residualOf: (model: Model, pair: ControlPair<Position>) => Residual,
): string[] {
  const named: string[] = [];
  let rest = pairs;
  const rmsOf = (model: Model, of: readonly ControlPair<Position>[]) =>
    Math.sqrt(mean(of.map((pair) => residualOf(model, pair).length ** 2)));
  // What stays must still have points to spare, or anything fits.
  while (rest.length > fewest + 1 && named.length < pairs.length / 3) {
    const whole = solveFor(rest);
    if (!whole) break;
    const before = rmsOf(whole, rest);
    const tries = rest.flatMap((pair) => {
      const others = rest.filter((other) => other !== pair);
      const model = solveFor(others);
      return model
        ? [{ pair, others, after: rmsOf(model, others), off: residualOf(model, pair).length }]
        : [];
    });
    const best = tries.sort((one, other) => one.after - other.after)[0];
    if (!best || best.off < 0.1 || best.after * 3 > before) break;
    named.push(best.pair.name);
    rest = best.others;
  }
  return named;
}

function buildFit<Position, Model>(
  pairs: readonly ControlPair<Position>[],
  counts: { fewest: number; redundancy: number },
  solveFor: (pairs: readonly ControlPair<Position>[]) => Model | undefined,
  residualOf: (model: Model, pair: ControlPair<Position>) => Residual,
): Result<Fit<Model>> {
  const model = solveFor(pairs);
  if (model === undefined)
    return refuse("control-spread", {
      zh: "控制点重合或几乎在一条线上，定不出参数；请补充不在一线上的点",
      en: "the control points coincide or lie nearly on one line, which fixes no parameters; add points off the line",
    });
  const residuals = pairs.map((pair) => residualOf(model, pair));
  return success({
    model,
    residuals,
    rmsMetres: Math.sqrt(mean(residuals.map(({ length }) => length ** 2))),
    redundancy: counts.redundancy,
    outliers: findOutliers(pairs, counts.fewest, solveFor, residualOf),
  });
}

const tooFew = (least: number, given: number) =>
  refuse("control-few", {
    zh: `控制点至少要 ${least} 个，只有 ${given} 个`,
    en: `at least ${least} control points are needed, ${given} given`,
  });

/** Fits a plane similarity (four parameters) to at least two pairs of grid positions, by least squares. */
export function fitSimilarity(pairs: readonly ControlPair<[number, number]>[]): Result<Fit<Similarity>> {
  if (pairs.length < 2) return tooFew(2, pairs.length);
  const fitted = buildFit(
    pairs,
    { fewest: 2, redundancy: 2 * pairs.length - 4 },
    solveSimilarity,
    (model, { name, from, to }) => {
      const [x, y] = applySimilarity(model, from);
      const [east, north] = [to[0] - x, to[1] - y];
      return { name, east, north, length: Math.hypot(east, north) };
    },
  );
  if (!fitted.ok) return fitted;
  const { a, b } = fitted.value.model;
  if (Math.abs(Math.hypot(a, b) - 1) > mostScaleOff || Math.abs(Math.atan2(b, a)) > mostTurn)
    return refuse("control-apart", {
      zh: `两套坐标之间尺度 ${Math.hypot(a, b).toFixed(5)}、旋转 ${(Math.atan2(b, a) / (Math.PI / 180)).toFixed(2)}°，不是同一批点，或带号、中央经线、X/Y 列不对应`,
      en: `between the two sets the scale is ${Math.hypot(a, b).toFixed(5)} and the turn ${(Math.atan2(b, a) / (Math.PI / 180)).toFixed(2)}°: they are not the same points, or zone, central meridian or X and Y do not match`,
    });
  return fitted;
}

/**
 * Fits seven parameters (position vector) to at least three pairs of geocentric positions, by least squares.
 * Residuals are east and north of each point.
 */
export function fitSevenParameters(pairs: readonly ControlPair<Geocentric>[]): Result<Fit<SevenParameters>> {
  if (pairs.length < 3) return tooFew(3, pairs.length);
  const local = pairs.map(({ from }) =>
    toLocal(from, from.map((value, axis) => value - pairs[0]!.from[axis]!) as Geocentric),
  );
  const [longest, shortest] = measureSpread(local);
  return buildFit(
    pairs,
    { fewest: 3, redundancy: 3 * pairs.length - 7 },
    // A strip a hundred times as long as wide leaves the turn about it open.
    (some) => (shortest < longest / 100 ? undefined : solveSeven(some)),
    (model, { name, from, to }) => {
      const at = applySevenParameters(model, from);
      const [east, north] = toLocal(to, to.map((value, axis) => value - at[axis]!) as Geocentric);
      return { name, east, north, length: Math.hypot(east, north) };
    },
  );
}

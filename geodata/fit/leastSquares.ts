/** Solves a symmetric positive definite system in place by Cholesky; `matrix` is row by row. */
function solveDefinite(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const lower = matrix.slice();
  for (let j = 0; j < n; j += 1) {
    for (let i = j; i < n; i += 1) {
      let sum = lower[i * n + j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i * n + k]! * lower[j * n + k]!;
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j * n + j]!;
    }
  }
  const x = right.slice();
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i]! -= lower[i * n + k]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i]! -= lower[k * n + i]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  return x;
}

/** What Huber's loss makes of a residual: its share of the weight. */
const huberWeight = (residual: number) => (Math.abs(residual) <= 1 ? 1 : 1 / Math.abs(residual));
const huberLoss = (residual: number) =>
  Math.abs(residual) <= 1 ? residual ** 2 / 2 : Math.abs(residual) - 0.5;

/**
 * The numbers that make the sum of Huber losses of the residuals, plus half the squares of the numbers themselves,
 * least; the numbers count in their own spreads, so that 0 is what was expected of each. Source: Levenberg–Marquardt
 * with reweighting (Huber 1964). Deterministic. `findResiduals` must give as many residuals every time.
 */
export function fitNumbers(
  findResiduals: (numbers: Float64Array) => Float64Array,
  count: number,
  rounds = 40,
): Float64Array {
  let numbers = new Float64Array(count);
  const totalOf = (x: Float64Array, residuals: Float64Array) =>
    residuals.reduce((sum, r) => sum + huberLoss(r), 0) + x.reduce((sum, value) => sum + value ** 2 / 2, 0);
  let residuals = findResiduals(numbers);
  let total = totalOf(numbers, residuals);
  let damping = 1e-3;
  for (let round = 0; round < rounds; round += 1) {
    const step = 1e-3;
    const columns = Array.from({ length: count }, (_, k) => {
      const moved = numbers.slice();
      moved[k]! += step;
      return findResiduals(moved).map((value, i) => (value - residuals[i]!) / step);
    });
    const weights = residuals.map(huberWeight);
    const normal = new Float64Array(count * count);
    const slope = new Float64Array(count);
    for (let a = 0; a < count; a += 1) {
      for (let i = 0; i < residuals.length; i += 1)
        slope[a]! -= columns[a]![i]! * weights[i]! * residuals[i]!;
      slope[a]! -= numbers[a]!;
      for (let b = 0; b <= a; b += 1) {
        let sum = a === b ? 1 : 0;
        for (let i = 0; i < residuals.length; i += 1) sum += columns[a]![i]! * weights[i]! * columns[b]![i]!;
        normal[a * count + b] = sum;
        normal[b * count + a] = sum;
      }
    }
    let improved = false;
    for (let attempt = 0; attempt < 8 && !improved; attempt += 1) {
      const damped = normal.slice();
      for (let a = 0; a < count; a += 1) damped[a * count + a]! *= 1 + damping;
      const move = solveDefinite(damped, slope);
      const next = numbers.map((value, k) => value + move[k]!);
      const nextResiduals = findResiduals(next);
      const nextTotal = totalOf(next, nextResiduals);
      if (nextTotal < total) {
        improved = total - nextTotal > 1e-6 * total;
        numbers = next;
        residuals = nextResiduals;
        total = nextTotal;
        damping /= 4;
        if (!improved) return numbers;
      } else damping *= 6;
    }
    if (!improved) break;
  }
  return numbers;
}

export const breakMethods = ["quantile", "jenks", "equal", "own"] as const;
export type BreakMethod = (typeof breakMethods)[number];

const ascending = (values: readonly number[]) =>
  values.filter(Number.isFinite).sort((first, second) => first - second);
const rising = (breaks: readonly number[]) =>
  ascending(breaks).filter((value, index, all) => index === 0 || value > all[index - 1]!);

/** Classes of equal width between the least and the greatest value. */
function findEqualBreaks(sorted: readonly number[], classes: number): number[] {
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  return Array.from({ length: classes - 1 }, (_, i) => least + ((most - least) * (i + 1)) / classes);
}

/** Classes of equal count; values that are alike stay in one class, and the next one begins above them. */
function findQuantileBreaks(sorted: readonly number[], classes: number): number[] {
  const breaks: number[] = [];
  for (let i = 1; i < classes; i += 1) {
    const value = sorted[Math.round((i * sorted.length) / classes)]!;
    const before = breaks.at(-1) ?? sorted[0]!;
    const next = value > before ? value : sorted.find((other) => other > before);
    if (next !== undefined) breaks.push(next);
  }
  return breaks;
}

/**
 * Natural breaks: the classes whose squared distances from their own means add up to the least, found for
 * all class counts at once by dynamic programming (Fisher 1958; Jenks 1977). Takes time of the square of
 * the count, which is meant for units of a region, not for cells of a grid.
 */
function findJenksBreaks(sorted: readonly number[], classes: number): number[] {
  const count = sorted.length;
  // Measured from the middle: sums of squares of large numbers would eat the digits that matter.
  const middle = sorted[count >> 1]!;
  const sums = [0];
  const squares = [0];
  for (const [i, value] of sorted.entries()) {
    sums.push(sums[i]! + (value - middle));
    squares.push(squares[i]! + (value - middle) ** 2);
  }
  /** Squared distances from the mean of the values from `first` up to, not including, `end`. */
  const spread = (first: number, end: number) => {
    const sum = sums[end]! - sums[first]!;
    return Math.max(0, squares[end]! - squares[first]! - (sum * sum) / (end - first));
  };
  let costs = Array.from({ length: count + 1 }, (_, end) => (end === 0 ? 0 : spread(0, end)));
  const starts: number[][] = [[]];
  for (let used = 2; used <= classes; used += 1) {
    const next = new Array<number>(count + 1).fill(Number.POSITIVE_INFINITY);
    const start = new Array<number>(count + 1).fill(used - 1);
    for (let end = used; end <= count; end += 1) {
      for (let first = used - 1; first < end; first += 1) {
        const cost = costs[first]! + spread(first, end);
        if (cost < next[end]!) {
          next[end] = cost;
          start[end] = first;
        }
      }
    }
    costs = next;
    starts.push(start);
  }
  const breaks: number[] = [];
  let end = count;
  for (let used = classes; used > 1; used -= 1) {
    end = starts[used - 1]![end]!;
    breaks.unshift(sorted[end]!);
  }
  return breaks;
}

/**
 * Where the classes of some values begin.
 *
 * @param values in any unit and order; what is no finite number is passed over.
 * @param classes how many, 1 to 9.
 * @returns the least value of each class but the first, ascending and without repeats: a value belongs to
 *   the class of the last break that is not greater. Fewer than asked where values repeat.
 */
export function findBreaks(
  values: readonly number[],
  method: Exclude<BreakMethod, "own">,
  classes: number,
): number[] {
  const sorted = ascending(values);
  const different = new Set(sorted).size;
  const wanted = Math.min(classes, different);
  if (wanted < 2) return [];
  const breaks =
    method === "equal"
      ? findEqualBreaks(sorted, classes)
      : method === "quantile"
        ? findQuantileBreaks(sorted, wanted)
        : findJenksBreaks(sorted, wanted);
  // A first class without a value would be a colour that stands for nothing.
  return rising(breaks).filter((value) => value > sorted[0]!);
}

/** The class of a value, 0 for the first. */
export const classOf = (value: number, breaks: readonly number[]): number =>
  breaks.filter((limit) => value >= limit).length;

/** Breaks as people type them: numbers apart by commas, spaces or semicolons; undefined where one is none, or they do not rise. */
export function parseBreaks(text: string): number[] | undefined {
  const parts = text.split(/[\s,，;；、]+/).filter(Boolean);
  const breaks = parts.map(Number);
  const isRising = breaks.every((value, i) => Number.isFinite(value) && (i === 0 || value > breaks[i - 1]!));
  return breaks.length > 0 && isRising ? breaks : undefined;
}

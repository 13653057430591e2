/** Lines in which each row of pixels is looked at; across, coverage is exact. */
const linesPerRow = 4;

/** Called for each row that a shape touches: coverage from 0 to 1 of the pixels from `from` up to `to`. */
export type TakeRow = (y: number, from: number, to: number, coverage: Float32Array) => void;

/** Crossings of one line: where, and which way the edge runs there. */
interface Crossings {
  x: number[];
  direction: number[];
}

/** Puts crossings into order from left to right; they are few, and mostly in order already. */
function sortCrossings({ x, direction }: Crossings) {
  for (let i = 1; i < x.length; i += 1) {
    const [at, way] = [x[i]!, direction[i]!];
    let j = i - 1;
    while (j >= 0 && x[j]! > at) {
      x[j + 1] = x[j]!;
      direction[j + 1] = direction[j]!;
      j -= 1;
    }
    x[j + 1] = at;
    direction[j + 1] = way;
  }
}

/** How much of each pixel polygons cover: row by row, by the winding of their edges. Kept for use over and over. */
export class CoverageScanner {
  private readonly width: number;
  private readonly top: number;
  private readonly lines: Crossings[];
  private readonly changes: Float32Array;
  private readonly coverage: Float32Array;
  private first = 0;
  private last = -1;

  /** Looks at so many rows of pixels from `top` on, each from 0 up to `width`. */
  constructor(width: number, top: number, rows: number) {
    this.width = width;
    this.top = top;
    this.lines = Array.from({ length: rows * linesPerRow }, () => ({ x: [], direction: [] }));
    this.changes = new Float32Array(width + 2);
    this.coverage = new Float32Array(width + 1);
  }

  private addEdge(x1: number, y1: number, x2: number, y2: number) {
    if (y1 === y2) return;
    const direction = y2 > y1 ? 1 : -1;
    const [topX, topY, lowX, lowY] = direction > 0 ? [x1, y1, x2, y2] : [x2, y2, x1, y1];
    const { top } = this;
    const from = Math.max(0, Math.ceil((topY - top) * linesPerRow - 0.5));
    const to = Math.min(this.lines.length - 1, Math.ceil((lowY - top) * linesPerRow - 0.5) - 1);
    if (from > to) return;
    const slope = (lowX - topX) / (lowY - topY);
    let x = topX + (top + (from + 0.5) / linesPerRow - topY) * slope;
    const step = slope / linesPerRow;
    for (let line = from; line <= to; line += 1) {
      const crossings = this.lines[line]!;
      crossings.x.push(x);
      crossings.direction.push(direction);
      x += step;
    }
    if (from < this.first) this.first = from;
    if (to > this.last) this.last = to;
  }

  private addSpan(from: number, to: number) {
    const a = Math.min(this.width, Math.max(0, from));
    const b = Math.min(this.width, Math.max(0, to));
    if (b <= a) return;
    const { changes } = this;
    const share = 1 / linesPerRow;
    const i = Math.floor(a);
    const f = (a - i) * share;
    changes[i]! += share - f;
    changes[i + 1]! += f;
    const j = Math.floor(b);
    const g = (b - j) * share;
    changes[j]! -= share - g;
    changes[j + 1]! -= g;
  }

  private addLine(crossings: Crossings, isEvenOdd: boolean): [from: number, to: number] {
    sortCrossings(crossings);
    const { x, direction } = crossings;
    let winding = 0;
    for (let i = 0; i + 1 < x.length; i += 1) {
      winding += isEvenOdd ? 1 : direction[i]!;
      if (isEvenOdd ? winding % 2 === 1 : winding !== 0) this.addSpan(x[i]!, x[i + 1]!);
    }
    const ends: [number, number] = [x[0] ?? Infinity, x.at(-1) ?? -Infinity];
    x.length = 0;
    direction.length = 0;
    return ends;
  }

  /** Fills polygons, each a list of x and y by turns, and hands over each row that they touch. */
  fill(polygons: readonly (readonly number[])[], rule: CanvasFillRule, take: TakeRow) {
    this.first = this.lines.length;
    this.last = -1;
    for (const points of polygons) {
      const count = points.length;
      if (count < 4) continue;
      let [x, y] = [points[count - 2]!, points[count - 1]!];
      for (let i = 0; i < count; i += 2) {
        const [nextX, nextY] = [points[i]!, points[i + 1]!];
        this.addEdge(x, y, nextX, nextY);
        x = nextX;
        y = nextY;
      }
    }
    const firstRow = Math.floor(this.first / linesPerRow);
    const lastRow = Math.floor(this.last / linesPerRow);
    for (let row = firstRow; row <= lastRow; row += 1) {
      let [from, to] = [Infinity, -Infinity];
      for (let line = row * linesPerRow; line < (row + 1) * linesPerRow; line += 1) {
        const [start, end] = this.addLine(this.lines[line]!, rule === "evenodd");
        if (start < from) from = start;
        if (end > to) to = end;
      }
      const start = Math.max(0, Math.floor(from));
      const end = Math.min(this.width, Math.ceil(to) + 1);
      if (end <= start) continue;
      let sum = 0;
      for (let x = start; x < end; x += 1) {
        sum += this.changes[x]!;
        this.changes[x] = 0;
        this.coverage[x] = sum > 0.999 ? 1 : sum < 0.001 ? 0 : sum;
      }
      // What was noted beyond the last pixel.
      this.changes[end] = 0;
      this.changes[end + 1] = 0;
      take(this.top + row, start, end, this.coverage);
    }
  }
}

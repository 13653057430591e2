/** One step of a path in absolute coordinates: moves, lines and cubic curves only, as PDF knows them. */
export type PathStep =
  | readonly ["M" | "L", number, number]
  | readonly ["C", number, number, number, number, number, number]
  | readonly ["Z"];

/** Six numbers as PDF and SVG write a transformation: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** A path under a transformation. */
export function movePath(steps: readonly PathStep[], [a, b, c, d, e, f]: Matrix): PathStep[] {
  const x = (px: number, py: number) => a * px + c * py + e;
  const y = (px: number, py: number) => b * px + d * py + f;
  return steps.map((step): PathStep => {
    if (step[0] === "Z") return step;
    if (step[0] !== "C") return [step[0], x(step[1], step[2]), y(step[1], step[2])];
    const [, x1, y1, x2, y2, x3, y3] = step;
    return ["C", x(x1, y1), y(x1, y1), x(x2, y2), y(x2, y2), x(x3, y3), y(x3, y3)];
  });
}

type Point = readonly [x: number, y: number];

const tokens = /([MmLlHhVvCcSsQqTtAaZz])|(-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/g;

const counts: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};

/** Commands with their numbers; the two flags of an arc may be written without a space between. */
function* readCommands(path: string): Generator<{ command: string; numbers: number[] }> {
  const parts = [...path.matchAll(tokens)];
  let command = "";
  let numbers: number[] = [];
  const pending: string[] = [];
  const take = function* (): Generator<{ command: string; numbers: number[] }> {
    const wanted = counts[command.toUpperCase()] ?? 0;
    while (pending.length > 0) {
      const text = pending.shift()!;
      const isFlag = command.toUpperCase() === "A" && (numbers.length === 3 || numbers.length === 4);
      if (isFlag && /^[01]./.test(text)) {
        numbers.push(Number(text[0]));
        pending.unshift(text.slice(1));
      } else numbers.push(Number(text));
      if (numbers.length < wanted) continue;
      yield { command, numbers };
      numbers = [];
      // More pairs after a move are lines.
      if (command === "M") command = "L";
      if (command === "m") command = "l";
    }
  };
  for (const [, letter, number] of parts) {
    if (number !== undefined) {
      pending.push(number);
      continue;
    }
    yield* take();
    if (numbers.length > 0) throw new Error(`path '${path}' ends within a command`);
    command = letter!;
    if (command.toUpperCase() === "Z") yield { command, numbers: [] };
  }
  yield* take();
  if (numbers.length > 0) throw new Error(`path '${path}' ends within a command`);
}

/** An elliptic arc as cubic curves (SVG 2, appendix B.2.4), each of at most a quarter turn. */
function bendArc(from: Point, [rx0, ry0, tilt, large, sweep, x, y]: readonly number[]): PathStep[] {
  let [rx, ry] = [Math.abs(rx0!), Math.abs(ry0!)];
  const [x1, y1] = from;
  if (rx === 0 || ry === 0) return [["L", x!, y!]];
  const phi = (tilt! * Math.PI) / 180;
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)];
  const [dx, dy] = [(x1 - x!) / 2, (y1 - y!) / 2];
  const [px, py] = [cos * dx + sin * dy, -sin * dx + cos * dy];
  const over = (px * px) / (rx * rx) + (py * py) / (ry * ry);
  if (over > 1) [rx, ry] = [rx * Math.sqrt(over), ry * Math.sqrt(over)];
  const below = rx * rx * py * py + ry * ry * px * px;
  const root = Math.sqrt(Math.max(0, (rx * rx * ry * ry - below) / below));
  const sign = large === sweep ? -1 : 1;
  const [cpx, cpy] = [(sign * root * rx * py) / ry, (-sign * root * ry * px) / rx];
  const [cx, cy] = [cos * cpx - sin * cpy + (x1 + x!) / 2, sin * cpx + cos * cpy + (y1 + y!) / 2];
  const start = Math.atan2((py - cpy) / ry, (px - cpx) / rx);
  let turn = Math.atan2((-py - cpy) / ry, (-px - cpx) / rx) - start;
  if (sweep && turn < 0) turn += 2 * Math.PI;
  if (!sweep && turn > 0) turn -= 2 * Math.PI;
  const parts = Math.max(1, Math.ceil(Math.abs(turn) / (Math.PI / 2) - 1e-9));
  const step = turn / parts;
  const handle = (4 / 3) * Math.tan(step / 4);
  const at = (angle: number, along: number): Point => {
    const [ex, ey] = [
      rx * (Math.cos(angle) - along * Math.sin(angle)),
      ry * (Math.sin(angle) + along * Math.cos(angle)),
    ];
    return [cos * ex - sin * ey + cx, sin * ex + cos * ey + cy];
  };
  return Array.from({ length: parts }, (_, part): PathStep => {
    const [a, b] = [start + part * step, start + (part + 1) * step];
    const end: Point = part === parts - 1 ? [x!, y!] : at(b, 0);
    return ["C", ...at(a, handle), ...at(b, -handle), ...end];
  });
}

const cubicOf = ([x1, y1]: Point, [qx, qy]: Point, [x, y]: Point): PathStep => [
  "C",
  x1 + (2 / 3) * (qx - x1),
  y1 + (2 / 3) * (qy - y1),
  x + (2 / 3) * (qx - x),
  y + (2 / 3) * (qy - y),
  x,
  y,
];

/** Reads the path of an SVG (all its commands). Throws on a command cut short. */
export function parseSvgPath(path: string): PathStep[] {
  const steps: PathStep[] = [];
  let at: Point = [0, 0];
  let start: Point = [0, 0];
  /** Last handle of a curve, mirrored by S and T. */
  let cubic: Point | undefined;
  let quadratic: Point | undefined;
  for (const { command, numbers } of readCommands(path)) {
    const [ox, oy] = command === command.toLowerCase() ? at : [0, 0];
    const point = (index: number): Point => [numbers[index]! + ox, numbers[index + 1]! + oy];
    const mirrored = (handle: Point | undefined): Point =>
      handle ? [2 * at[0] - handle[0], 2 * at[1] - handle[1]] : at;
    let nextCubic: Point | undefined;
    let nextQuadratic: Point | undefined;
    switch (command.toUpperCase()) {
      case "M":
        at = point(0);
        start = at;
        steps.push(["M", ...at]);
        break;
      case "L":
        at = point(0);
        steps.push(["L", ...at]);
        break;
      case "H":
        at = [numbers[0]! + ox, at[1]];
        steps.push(["L", ...at]);
        break;
      case "V":
        at = [at[0], numbers[0]! + oy];
        steps.push(["L", ...at]);
        break;
      case "C":
        nextCubic = point(2);
        steps.push(["C", ...point(0), ...point(2), ...point(4)]);
        at = point(4);
        break;
      case "S":
        nextCubic = point(0);
        steps.push(["C", ...mirrored(cubic), ...point(0), ...point(2)]);
        at = point(2);
        break;
      case "Q":
      case "T": {
        const isShort = command.toUpperCase() === "T";
        nextQuadratic = isShort ? mirrored(quadratic) : point(0);
        const end = point(isShort ? 0 : 2);
        steps.push(cubicOf(at, nextQuadratic, end));
        at = end;
        break;
      }
      case "A":
        steps.push(...bendArc(at, [...numbers.slice(0, 5), ...point(5)]));
        at = point(5);
        break;
      default:
        steps.push(["Z"]);
        at = start;
    }
    cubic = nextCubic;
    quadratic = nextQuadratic;
  }
  return steps;
}

import type { Colour, PageStock } from "../pdf/sheetPen.ts";
import { type Matrix, movePath, type PathStep } from "../pdf/svgPath.ts";

/** How a path is stroked; lengths in points. */
export interface StrokeLook {
  colour: Colour;
  width: number;
  dash: readonly number[];
  cap: CanvasLineCap;
  join: CanvasLineJoin;
}

/** One thing to draw, in points from the page's bottom left corner. */
export type PageItem =
  | { kind: "clip"; path: readonly PathStep[] }
  | { kind: "unclip" }
  | {
      kind: "paint";
      path: readonly PathStep[];
      fill: Colour | { pattern: string } | null;
      rule: CanvasFillRule;
      stroke: StrokeLook | null;
      alpha: number;
      /** Left, bottom, right, top of all that is painted. */
      box: readonly [number, number, number, number];
    };

interface PenState {
  matrix: Matrix;
  fill: Colour | { pattern: string };
  stroke: Colour;
  width: number;
  cap: number;
  join: number;
  dash: readonly number[];
  alpha: number;
  font: "F0" | "F1";
  size: number;
  spacing: number;
  isOutlined: boolean;
  /** Clips set since the state was saved. */
  clips: number;
}

const caps = ["butt", "round", "square"] as const;
const joins = ["miter", "round", "bevel"] as const;
const miterLimit = 10;

const black: Colour = [0, 0, 0];
const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First the inner, then the outer transformation. */
const combine = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  A * a + C * b,
  B * a + D * b,
  A * c + C * d,
  B * c + D * d,
  A * e + C * f + E,
  B * e + D * f + F,
];

/** Dictionaries, strings of glyphs, lists, names, numbers and operators of a content stream. */
const tokens = /<<(?:[^<>]|<[0-9A-Fa-f]*>)*>>|<[0-9A-Fa-f]*>|\[[^\]]*\]|\/[^\s/<>[\]]+|[^\s/<>[\]]+/g;

function findBox(path: readonly PathStep[], rim: number): [number, number, number, number] {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const step of path)
    for (let i = 1; i < step.length; i += 2) {
      const [x, y] = [step[i] as number, step[i + 1] as number];
      left = Math.min(left, x);
      right = Math.max(right, x);
      bottom = Math.min(bottom, y);
      top = Math.max(top, y);
    }
  return [left - rim, bottom - rim, right + rim, top + rim];
}

const listCorners = (x: number, y: number, width: number, height: number): PathStep[] => [
  ["M", x, y],
  ["L", x + width, y],
  ["L", x + width, y + height],
  ["L", x, y + height],
  ["Z"],
];

/** Follows the operators of a content stream as `SheetPen` writes them; throws on any other. */
class ContentReader {
  readonly items: PageItem[] = [];
  private readonly stock: PageStock;
  private state: PenState = {
    matrix: identity,
    fill: black,
    stroke: black,
    width: 1,
    cap: 0,
    join: 0,
    dash: [],
    alpha: 1,
    font: "F0",
    size: 1,
    spacing: 0,
    isOutlined: false,
    clips: 0,
  };
  private readonly saved: PenState[] = [];
  private path: PathStep[] = [];
  private isClip = false;
  private text: Matrix = identity;
  private operands: string[] = [];

  constructor(stock: PageStock) {
    this.stock = stock;
  }

  read(content: string) {
    for (const [token] of content.matchAll(tokens)) {
      const first = token.charCodeAt(0);
      const isOperator = (first >= 65 && first <= 90) || (first >= 97 && first <= 122);
      if (isOperator) {
        this.run(token);
        this.operands = [];
      } else this.operands.push(token);
    }
  }

  private numbers(): number[] {
    return this.operands.map(Number);
  }

  private run(operator: string) {
    if (!(this.setPath(operator) || this.setState(operator) || this.setText(operator)))
      throw new Error(`the page has the operator '${operator}', which cannot be drawn`);
  }

  private setPath(operator: string): boolean {
    const v = this.numbers();
    switch (operator) {
      case "m":
        this.path.push(["M", v[0]!, v[1]!]);
        return true;
      case "l":
        this.path.push(["L", v[0]!, v[1]!]);
        return true;
      case "c":
        this.path.push(["C", v[0]!, v[1]!, v[2]!, v[3]!, v[4]!, v[5]!]);
        return true;
      case "h":
        this.path.push(["Z"]);
        return true;
      case "re": {
        const [x, y, width, height] = v as [number, number, number, number];
        this.path.push(...listCorners(x, y, width, height));
        return true;
      }
      case "W":
        this.isClip = true;
        return true;
      case "n":
      case "S":
      case "f*":
      case "B*":
        this.endPath(operator);
        return true;
      default:
        return false;
    }
  }

  private endPath(operator: string) {
    const path = movePath(this.path, this.state.matrix);
    if (operator !== "n")
      this.paint(path, operator === "S" ? null : this.state.fill, operator !== "f*", "evenodd");
    if (this.isClip) {
      this.items.push({ kind: "clip", path });
      this.state.clips += 1;
    }
    this.isClip = false;
    this.path = [];
  }

  private paint(
    path: readonly PathStep[],
    fill: PenState["fill"] | null,
    isStroked: boolean,
    rule: CanvasFillRule,
  ) {
    const { matrix, stroke, width, cap, join, dash, alpha } = this.state;
    const scale = Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]));
    const look: StrokeLook | null = isStroked
      ? {
          colour: stroke,
          width: width * scale,
          dash: dash.map((length) => length * scale),
          cap: caps[cap] ?? "butt",
          join: joins[join] ?? "miter",
        }
      : null;
    const rim = look ? (look.width / 2) * (look.join === "miter" ? miterLimit : 1.5) : 0;
    this.items.push({ kind: "paint", path, fill, rule, stroke: look, alpha, box: findBox(path, rim) });
  }

  private setState(operator: string): boolean {
    const { state } = this;
    const v = this.numbers();
    const word = this.operands[0]?.slice(1) ?? "";
    switch (operator) {
      case "q":
        this.saved.push({ ...state });
        state.clips = 0;
        return true;
      case "Q":
        for (let i = 0; i < state.clips; i += 1) this.items.push({ kind: "unclip" });
        this.state = this.saved.pop() ?? state;
        return true;
      case "cm":
        state.matrix = combine([v[0]!, v[1]!, v[2]!, v[3]!, v[4]!, v[5]!], state.matrix);
        return true;
      case "rg":
        state.fill = [v[0]!, v[1]!, v[2]!];
        return true;
      case "RG":
        state.stroke = [v[0]!, v[1]!, v[2]!];
        return true;
      case "cs":
        return true;
      case "scn":
        state.fill = { pattern: word };
        return true;
      case "w":
        state.width = v[0]!;
        return true;
      case "J":
        state.cap = v[0]!;
        return true;
      case "j":
        state.join = v[0]!;
        return true;
      case "d":
        state.dash = this.operands[0]!.slice(1, -1).split(" ").filter(Boolean).map(Number);
        return true;
      case "gs":
        state.alpha = Number(word.slice(1).replace("_", "."));
        return true;
      case "Do":
        this.place(word);
        return true;
      // What belongs to which layer and what is read aloud is nothing to see.
      case "BDC":
      case "EMC":
        return true;
      default:
        return false;
    }
  }

  /** A small drawing, which begins with the state it is placed in, clipped where it reaches beyond its box. */
  private place(name: string) {
    const drawing = this.stock.drawings.get(name);
    if (!drawing) throw new Error(`the page names the drawing '${name}', which nobody made`);
    const before = this.state;
    this.state = { ...before, clips: 0 };
    const from = this.items.length;
    this.read(drawing.content);
    this.state = before;
    const [width, height] = drawing.box;
    const frame = movePath(listCorners(-1, -1, width + 2, height + 2), before.matrix);
    const [left, bottom, right, top] = findBox(frame, 0);
    const isWithin = this.items.slice(from).every((item) => {
      if (item.kind !== "paint") return true;
      const box = findBox(item.path, (item.stroke?.width ?? 0) / 2);
      return box[0] >= left && box[1] >= bottom && box[2] <= right && box[3] <= top;
    });
    if (isWithin) return;
    this.items.splice(from, 0, { kind: "clip", path: frame });
    this.items.push({ kind: "unclip" });
  }

  private setText(operator: string): boolean {
    const { state } = this;
    const v = this.numbers();
    switch (operator) {
      case "BT":
        this.text = identity;
        return true;
      case "ET":
        return true;
      case "Tr":
        state.isOutlined = v[0] === 1;
        return true;
      case "Tm":
        this.text = [v[0]!, v[1]!, v[2]!, v[3]!, v[4]!, v[5]!];
        return true;
      case "Tc":
        state.spacing = v[0]!;
        return true;
      case "Tf":
        state.font = this.operands[0] === "/F1" ? "F1" : "F0";
        state.size = Number(this.operands[1]);
        return true;
      case "Tj":
        this.show(this.operands[0]!.slice(1, -1));
        return true;
      default:
        return false;
    }
  }

  private show(hex: string) {
    const { font: name, size, spacing, matrix, fill, isOutlined } = this.state;
    const font = this.stock.fonts[name];
    const path: PathStep[] = [];
    for (let at = 0; at < hex.length; at += 4) {
      const glyph = Number.parseInt(hex.slice(at, at + 4), 16);
      const place = combine([size, 0, 0, size, 0, 0], combine(this.text, matrix));
      path.push(...movePath(font.outlineOf(glyph), place));
      this.text = combine([1, 0, 0, 1, font.advanceOf(glyph) * size + spacing, 0], this.text);
    }
    if (path.length > 0) this.paint(path, isOutlined ? null : fill, isOutlined, "nonzero");
  }
}

/** What the content of a page, a drawing or a texture comes to: paths in points, in the order of painting. */
export function readContent(content: string, stock: PageStock): PageItem[] {
  const reader = new ContentReader(stock);
  reader.read(content);
  return reader.items;
}

import { type SymbolId, symbols } from "../../layers/symbols.ts";
import { type Theme, type Tone, themes, tones, type VerdictId, verdictIds } from "../../layers/theme.ts";
import { confidences, statuses } from "../domain/plan.ts";

/** Images the style names and nobody ships: signs and hatchings, drawn when the map first asks for them. */
export interface SignImage {
  width: number;
  height: number;
  data: Uint8ClampedArray;
  pixelRatio: number;
}

const pixelRatio = 2;
const signSize = 24;
const hatchSize = 12;

export type SignRequest =
  | { kind: "sign"; symbol: SymbolId; tone: Tone; status: string; confidence: string; theme: Theme }
  | { kind: "ring"; theme: Theme }
  | { kind: "origin"; theme: Theme }
  | { kind: "hatch"; tone: Tone; theme: Theme }
  | { kind: "conflict"; verdict: VerdictId; theme: Theme };

/** Reads an image's name as `layers/grammar.ts` writes it; undefined for a name that is not ours. */
export function parseImageName(name: string): SignRequest | undefined {
  const parts = name.split("/");
  const isTone = (text: string | undefined): text is Tone => tones.some((tone) => tone === text);
  const theme = themes[parts.at(-1) as Theme["id"]];
  if (!theme) return undefined;
  if (parts[0] === "hatch" && parts.length === 3 && isTone(parts[1])) {
    return { kind: "hatch", tone: parts[1], theme };
  }
  const verdict = verdictIds.find((id) => id === parts[1]);
  if (parts[0] === "conflict" && parts.length === 3 && verdict) return { kind: "conflict", verdict, theme };
  if (parts[0] === "ring" && parts.length === 2) return { kind: "ring", theme };
  if (parts[0] === "origin" && parts.length === 2) return { kind: "origin", theme };
  const [kind, symbol, tone, status, confidence] = parts;
  if (kind !== "sign" || parts.length !== 6 || !isTone(tone) || !symbol || !(symbol in symbols))
    return undefined;
  if (!statuses.some((s) => s === status) || !confidences.some((c) => c === confidence)) return undefined;
  return { kind, symbol: symbol as SymbolId, tone, status: status!, confidence: confidence!, theme };
}

const ringDashes: Record<string, number[]> = {
  "under-construction": [4.2, 2.4],
  planned: [1.5, 2.2],
  study: [0.9, 3],
};

function drawSign(
  pen: CanvasRenderingContext2D,
  { symbol, tone, status, confidence, theme }: SignRequest & { kind: "sign" },
) {
  const colour = status === "closed" ? theme.tone.closed : theme.tone[tone];
  const hollow = confidence === "schematic";
  const dash = ringDashes[status];
  const middle = signSize / 2;
  const disc = (radius: number, fill: string) => {
    pen.beginPath();
    pen.arc(middle, middle, radius, 0, Math.PI * 2);
    pen.fillStyle = fill;
    pen.fill();
  };
  disc(11.6, theme.paper);
  if (!hollow) {
    pen.globalAlpha = confidence === "town" ? 0.82 : 1;
    disc(dash ? 8.6 : 10.4, colour);
    pen.globalAlpha = 1;
  }
  if (hollow || dash) {
    pen.beginPath();
    pen.arc(middle, middle, 10.2, 0, Math.PI * 2);
    pen.strokeStyle = colour;
    pen.lineWidth = dash ? 1.7 : 1.3;
    pen.setLineDash(dash ?? []);
    pen.stroke();
    pen.setLineDash([]);
  }
  const glyph = hollow ? 0.6 : dash ? 0.5 : 0.6;
  pen.translate(middle, middle);
  pen.scale(glyph, glyph);
  pen.translate(-middle, -middle);
  pen.fillStyle = hollow ? colour : theme.paper;
  pen.fill(new Path2D(symbols[symbol]), "evenodd");
}

/** An origin of the analysis; a number is written on it, so it hides what lies below, as the mark on the screen does. */
function drawOrigin(pen: CanvasRenderingContext2D, { theme }: SignRequest & { kind: "origin" }) {
  const middle = signSize / 2;
  for (const [radius, fill] of [
    [12, theme.paper],
    [11, theme.reach.origin],
    [8.4, theme.paper],
  ] as const) {
    pen.beginPath();
    pen.arc(middle, middle, radius, 0, Math.PI * 2);
    pen.fillStyle = fill;
    pen.fill();
  }
}

function drawRing(pen: CanvasRenderingContext2D, { theme }: SignRequest & { kind: "ring" }) {
  for (const [radius, colour] of [
    [11.5, theme.paper],
    [10, theme.text],
    [5, theme.paper],
  ] as const) {
    pen.beginPath();
    pen.arc(signSize / 2, signSize / 2, radius, 0, Math.PI * 2);
    pen.fillStyle = colour;
    pen.fill();
  }
}

/** Hatchings differ by direction and texture as well as by colour, so that they survive a black-and-white print. */
function drawHatch(pen: CanvasRenderingContext2D, { tone, theme }: SignRequest & { kind: "hatch" }) {
  const size = hatchSize;
  pen.strokeStyle = theme.tone[tone];
  pen.fillStyle = theme.tone[tone];
  pen.lineWidth = 0.8;
  const line = (x1: number, y1: number, x2: number, y2: number) => {
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
  };
  const slant = (direction: 1 | -1, step: number) => {
    for (let offset = -size; offset <= 2 * size; offset += step) {
      line(
        offset - size,
        direction === 1 ? 2 * size : -size,
        offset + 2 * size,
        direction === 1 ? -size : 2 * size,
      );
    }
  };
  if (tone === "sand") {
    for (const [x, y] of [
      [2, 2],
      [8, 5],
      [4, 9],
      [10.5, 10.5],
    ] as const) {
      pen.beginPath();
      pen.arc(x, y, 0.75, 0, Math.PI * 2);
      pen.fill();
    }
  } else if (tone === "water") {
    line(0, 3, 7, 3);
    line(6, 9, size, 9);
  } else if (tone === "energy") slant(-1, size);
  else if (tone === "industry") {
    line(0, 3, size, 3);
    line(0, 9, size, 9);
  } else if (tone === "culture") {
    line(3, 0, 3, size);
    line(9, 0, 9, size);
  } else slant(1, size);
}

/** The stricter the verdict, the denser: crossed, slanted, sparse, dotted. */
function drawConflict(pen: CanvasRenderingContext2D, { verdict, theme }: SignRequest & { kind: "conflict" }) {
  const size = hatchSize;
  pen.strokeStyle = theme.verdict[verdict];
  pen.fillStyle = theme.verdict[verdict];
  pen.lineWidth = 1.1;
  const slant = (direction: 1 | -1, step: number) => {
    pen.beginPath();
    for (let offset = -size; offset <= size; offset += step) {
      pen.moveTo(offset - 1, direction === 1 ? size + 1 : -1);
      pen.lineTo(offset + size + 1, direction === 1 ? -1 : size + 1);
    }
    pen.stroke();
  };
  if (verdict === "notice") {
    for (const [x, y] of [
      [3, 3],
      [9, 9],
    ] as const) {
      pen.beginPath();
      pen.arc(x, y, 1, 0, Math.PI * 2);
      pen.fill();
    }
    return;
  }
  slant(1, verdict === "assessment" ? size : size / 2);
  if (verdict === "prohibited") slant(-1, size);
}

/** Draws the image of a name, or undefined where the name is not one of ours. */
export function drawSignImage(name: string): SignImage | undefined {
  const request = parseImageName(name);
  if (!request) return undefined;
  const pixels =
    (request.kind === "hatch" || request.kind === "conflict" ? hatchSize : signSize) * pixelRatio;
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = pixels;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return undefined;
  pen.scale(pixelRatio, pixelRatio);
  if (request.kind === "sign") drawSign(pen, request);
  else if (request.kind === "ring") drawRing(pen, request);
  else if (request.kind === "origin") drawOrigin(pen, request);
  else if (request.kind === "conflict") drawConflict(pen, request);
  else drawHatch(pen, request);
  return { width: pixels, height: pixels, data: pen.getImageData(0, 0, pixels, pixels).data, pixelRatio };
}

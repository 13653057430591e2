import type { Map as MapLibreMap } from "maplibre-gl";
import {
  type Ink,
  inkPattern,
  inkRing,
  inkShield,
  inkSign,
  inkStop,
  isPattern,
  patternSize,
  signSize,
} from "../../../layers/grammar/ink.ts";
import { inkState, stateTones } from "../../../layers/grammar/stateInk.ts";
import { type SymbolId, symbols } from "../../../layers/grammar/symbols.ts";
import { type Theme, type Tone, themes, tones, verdictIds } from "../../../layers/grammar/theme.ts";
import type { ProjectState } from "../../domain/monitor/judgeProject.ts";
import { type Confidence, confidences, type Status, statuses } from "../../domain/plan.ts";
import { paintInk } from "./paintInk.ts";

/** Images the style names and nobody ships: signs and textures, drawn when the map first asks for them. */
interface SignImage {
  width: number;
  height: number;
  data: Uint8ClampedArray;
  pixelRatio: number;
  /** Where a sign board stretches to hold its number, and where the number stands; in pixels of the image. */
  stretchX?: [number, number][];
  content?: [number, number, number, number];
}

const pixelRatio = 2;

/** A drawing with its size, as the name of an image asks for it. */
export interface SignDrawing {
  width: number;
  height: number;
  inks: Ink[];
  isBoard?: boolean;
}

const square = (size: number, inks: Ink[]): SignDrawing => ({ width: size, height: size, inks });

/** An origin of the analysis; a number is written on it, so it hides what lies below, as the mark on the screen does. */
const inkOrigin = ({ paper, reach }: Theme): Ink[] =>
  (
    [
      [12, paper],
      [11, reach.origin],
      [8.4, paper],
    ] as const
  ).map(([radius, fill]) => ({
    path: `M${12 - radius} 12a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0z`,
    fill,
  }));

const toneOf = (text: string | undefined): Tone | undefined => tones.find((tone) => tone === text);
const statusOf = (text: string | undefined): Status | undefined =>
  statuses.find((status): status is Status => status === text);
const confidenceOf = (text: string | undefined): Confidence | undefined =>
  confidences.find((confidence) => confidence === text);

/** What an image's name asks for, as `layers/grammar` writes it; undefined for a name that is not ours. */
export function readImageName(name: string): SignDrawing | undefined {
  const [kind, ...parts] = name.split("/");
  const theme = themes[parts.at(-1) as Theme["id"]];
  if (!theme) return undefined;
  if (kind === "ring" && parts.length === 1) return square(signSize, inkRing(theme));
  if (kind === "origin" && parts.length === 1) return square(signSize, inkOrigin(theme));
  if (kind === "state" && parts.length === 2) {
    const state = Object.hasOwn(stateTones, parts[0]!) ? (parts[0] as ProjectState) : undefined;
    return state && square(signSize, inkState(theme, theme.tone[stateTones[state]], state));
  }
  if (kind === "shield" && parts.length === 2) {
    const tone = toneOf(parts[0]);
    return tone && { width: 24, height: 16, inks: inkShield(theme.paper, theme.tone[tone]), isBoard: true };
  }
  if (kind === "pattern" && parts.length === 3) {
    const [pattern, of] = parts;
    const verdict = verdictIds.find((id) => id === of);
    const tone = toneOf(of);
    const own = /^#[0-9a-f]{6}$/.test(of ?? "") ? of : undefined;
    const colour = verdict ? theme.verdict[verdict] : tone ? theme.tone[tone] : own;
    return pattern && isPattern(pattern) && colour
      ? square(patternSize, inkPattern(pattern, colour))
      : undefined;
  }
  if (kind === "stop" && parts.length === 4) {
    const [tone, status] = [toneOf(parts[1]), statusOf(parts[2])];
    if (!tone || !status || !["station", "halt"].includes(parts[0]!)) return undefined;
    const colour = status === "closed" ? theme.tone.closed : theme.tone[tone];
    return square(signSize, inkStop(theme, colour, { status, isHalt: parts[0] === "halt" }));
  }
  if (kind === "sign" && parts.length === 5) {
    const [symbol, tone, status, confidence] = [
      parts[0]!,
      toneOf(parts[1]),
      statusOf(parts[2]),
      confidenceOf(parts[3]),
    ];
    if (!tone || !status || !confidence || !Object.hasOwn(symbols, symbol)) return undefined;
    const colour = status === "closed" ? theme.tone.closed : theme.tone[tone];
    return square(signSize, inkSign(theme, colour, { symbol: symbol as SymbolId, status, confidence }));
  }
  return undefined;
}

/** Draws the image of a name, or undefined where the name is not one of ours. */
function drawSignImage(name: string): SignImage | undefined {
  const drawing = readImageName(name);
  if (!drawing) return undefined;
  const [width, height] = [drawing.width * pixelRatio, drawing.height * pixelRatio];
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return undefined;
  pen.scale(pixelRatio, pixelRatio);
  paintInk(pen, drawing.inks);
  return {
    width,
    height,
    data: pen.getImageData(0, 0, width, height).data,
    pixelRatio,
    ...(drawing.isBoard
      ? {
          stretchX: [[4 * pixelRatio, width - 4 * pixelRatio]],
          content: [3 * pixelRatio, 2 * pixelRatio, width - 3 * pixelRatio, height - 2 * pixelRatio],
        }
      : {}),
  };
}

/** Gives a map the image of a name, where it has none yet and the name is one of ours. */
export function addSignImage(map: MapLibreMap, name: string) {
  const image = map.hasImage(name) ? undefined : drawSignImage(name);
  if (!image) return;
  const { pixelRatio: ratio, stretchX, content, ...pixels } = image;
  map.addImage(name, pixels, {
    pixelRatio: ratio,
    ...(stretchX && content ? { stretchX, content } : {}),
  });
}

import type { ProjectState } from "../../src/domain/monitor/judgeProject.ts";
import type { Confidence, Status } from "../../src/domain/plan.ts";
import {
  dashes,
  type Ink,
  inkPattern,
  inkRing,
  inkShield,
  inkSign,
  inkStop,
  type PatternId,
  patternSize,
} from "./ink.ts";
import { inkState } from "./stateInk.ts";
import { type SymbolId, symbols } from "./symbols.ts";

/** How a line of the legend is drawn: in the terms of the map, not as a picture of its own. */
export interface Swatch {
  shape: "fill" | "line" | "circle" | "symbol" | "stop" | "bubble" | "shield" | "arc" | "column";
  colour: string;
  /** The sheet's colour, where a drawing is cut out of it. */
  paper?: string;
  /** A sign, or the ring of a centre. */
  icon?: string;
  status?: Status;
  confidence?: Confidence;
  /** Where it is not the dash of the status. */
  dash?: readonly number[];
  pattern?: PatternId;
  /** An area that is left blank. */
  isEmpty?: boolean;
  /** The soft wide band of what is only roughly placed. */
  isSoft?: boolean;
  /** Colour of a pale core, and of a rim. */
  core?: string;
  rim?: string;
  /** A small station, drawn hollow. */
  isHalt?: boolean;
  /** The mark of a promised project in this state. */
  state?: ProjectState;
  /** A full tint, where its strength means something. */
  solid?: boolean;
  width?: number;
}

export const swatchWidth = 24;
export const swatchHeight = 16;
const box = "M2 2H22V14H2z";

const isSymbol = (name: string): name is SymbolId => Object.hasOwn(symbols, name);
const shrink = (inks: readonly Ink[], scale: number, x: number, y: number): Ink[] =>
  inks.map((ink) => ({
    ...ink,
    at: [x + (ink.at?.[0] ?? 0) * scale, y + (ink.at?.[1] ?? 0) * scale],
    scale: (ink.scale ?? 1) * scale,
  }));

function inkLine({ colour, width = 2, dash, isSoft, core, rim, status, shape }: Swatch): Ink[] {
  const path = shape === "arc" ? "M1 13Q12-3 23 13" : "M1 8H23";
  const strokes = dash ?? (status && dashes[status]);
  const upgrade =
    status === "upgrade-under-way"
      ? dashes["under-construction"]
      : status === "upgrade-planned"
        ? dashes.planned
        : undefined;
  return [
    ...(upgrade
      ? ["M1 5H23", "M1 11H23"].map((side) => ({
          path: side,
          stroke: colour,
          width: 1.2,
          dash: upgrade,
          isRound: upgrade[0]! < 0.5,
        }))
      : []),
    ...(isSoft ? [{ path, stroke: colour, width: width * 2 + 3, opacity: 0.22, isRound: true }] : []),
    ...(rim ? [{ path, stroke: rim, width: width + 1.6 }] : []),
    {
      path,
      stroke: colour,
      width: isSoft ? width * 0.8 : width,
      opacity: isSoft ? 0.75 : 1,
      ...(strokes ? { dash: strokes, isRound: strokes[0]! < 0.5 } : {}),
    },
    ...(core ? [{ path, stroke: core, width: width * 0.38 }] : []),
  ];
}

function inkArea({ colour, pattern, isEmpty, isSoft, solid, status, width = 1.2, dash }: Swatch) {
  const tile = pattern ? inkPattern(pattern, colour) : [];
  const strokes = dash ?? (status && dashes[status]);
  return {
    clipped: [
      ...(isEmpty
        ? []
        : [{ path: box, fill: colour, opacity: solid ? 0.85 : isSoft || pattern ? 0.12 : 0.3 }]),
      ...[0, patternSize].flatMap((x) =>
        tile.map((ink) => ({ ...ink, at: [(ink.at?.[0] ?? 0) + x, ink.at?.[1] ?? 0] as const })),
      ),
    ],
    inks: [
      {
        path: box,
        stroke: colour,
        width: isSoft ? 2.6 : width,
        opacity: isSoft ? 0.35 : 1,
        ...(strokes ? { dash: strokes, isRound: strokes[0]! < 0.5 } : {}),
      },
    ],
  };
}

/** The strokes of a swatch in a field of 24 by 16; `clipped` are cut off at `clip`. */
export function inkSwatch(swatch: Swatch): { inks: Ink[]; clipped: Ink[]; clip: string } {
  const { shape, colour, icon, status = "existing", confidence = "surveyed", paper = "#ffffff" } = swatch;
  const drawn = (inks: Ink[], clipped: Ink[] = []) => ({ inks, clipped, clip: box });
  if (swatch.state) return drawn(shrink(inkState({ paper }, colour, swatch.state), 16 / 24, 4, 0));
  if (icon === "ring") return drawn(shrink(inkRing({ paper, text: colour }), 14 / 24, 5, 1));
  if (icon && isSymbol(icon))
    return drawn(shrink(inkSign({ paper }, colour, { symbol: icon, status, confidence }), 16 / 24, 4, 0));
  if (shape === "symbol")
    return drawn(shrink(inkSign({ paper }, colour, { symbol: "dot", status, confidence }), 16 / 24, 4, 0));
  if (shape === "stop")
    return drawn(
      shrink(inkStop({ paper }, colour, { status, isHalt: swatch.isHalt ?? false }), 14 / 24, 5, 1),
    );
  if (shape === "shield") return drawn(inkShield(paper, colour));
  if (shape === "line" || shape === "arc") return drawn(inkLine(swatch));
  if (shape === "fill") {
    const { inks, clipped } = inkArea(swatch);
    return drawn(inks, clipped);
  }
  if (shape === "column") return drawn([{ path: "M5 15V9H9V15zM11 15V2H15V15z", fill: colour }]);
  // A bubble is as large as it is on the map beside the others.
  const radius = shape === "bubble" ? Math.min(7, swatch.width ?? 5) : 5;
  const ring = `M${12 - radius} 8a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0-${2 * radius} 0z`;
  return drawn([
    {
      path: ring,
      fill: swatch.isHalt ? paper : colour,
      ...(shape === "bubble" ? { opacity: 0.25 } : {}),
    },
    ...(shape === "bubble" || swatch.isHalt ? [{ path: ring, stroke: colour, width: 1.2 }] : []),
  ]);
}

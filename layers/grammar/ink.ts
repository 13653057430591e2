import type { Confidence, Status } from "../../src/domain/plan.ts";
import { type SymbolId, symbols } from "./symbols.ts";
import { type Theme, type Tone, tones, type VerdictId, verdictIds } from "./theme.ts";

/**
 * One stroke or fill of a small drawing. The map turns these into its images and the legend into its
 * swatches, so that what is explained is what is drawn.
 */
export interface Ink {
  path: string;
  fill?: string;
  stroke?: string;
  width?: number;
  dash?: readonly number[];
  /** Round ends, which make dots of dashes of no length. */
  isRound?: boolean;
  opacity?: number;
  /** Where the path's own origin lies, and how much it is shrunk. */
  at?: readonly [x: number, y: number];
  scale?: number;
}

/** Textures of areas by theme, of mountains, of verdicts, and the slant that answers use. */
export type PatternId = Tone | VerdictId | "hachure" | "slant";

export const isPattern = (name: string): name is PatternId =>
  name === "hachure" ||
  name === "slant" ||
  tones.some((tone) => tone === name) ||
  verdictIds.some((verdict) => verdict === name);

const circle = (x: number, y: number, radius: number) =>
  `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0z`;

/** Side of a tile of every texture. */
export const patternSize = 16;

/** Dashes and dots of a status, in widths of its line: the one place where they are given. */
export const dashes: Partial<Record<Status, number[]>> = {
  "under-construction": [2.6, 1.8],
  planned: [0.02, 2.2],
  study: [0.02, 3.6],
};

const ringDashes: Partial<Record<Status, number[]>> = {
  "under-construction": [2.5, 1.4],
  "upgrade-under-way": [2.5, 1.4],
  "upgrade-planned": [0.02, 1.75],
  planned: [0.02, 1.75],
  study: [0.02, 2.8],
};

/** Marks of a texture: each theme has its own, in its own corner of the tile, so that two of them one over the other are both read. */
const marks: Record<Tone | "hachure", { path: string; places: readonly (readonly [number, number])[] }> = {
  nature: {
    path: "M0 1.6V-1.8M0 1.6L-1.7-.6M0 1.6L1.7-.6",
    places: [
      [4, 4],
      [12, 12],
    ],
  },
  energy: {
    path: "M.7-2.2L-1.2.4H1L-.6 2.4",
    places: [
      [12, 4],
      [4, 12],
    ],
  },
  industry: {
    path: "M-1.3-1.3H1.3V1.3H-1.3z",
    places: [
      [8, 2],
      [1.8, 8],
    ],
  },
  sand: {
    path: circle(0, 0, 0.5),
    places: [
      [2, 2],
      [9, 6],
      [5, 10],
      [13, 13],
    ],
  },
  water: {
    path: "M-3 0q1.5-1.5 3 0t3 0",
    places: [
      [5, 3],
      [12, 11],
    ],
  },
  culture: {
    path: circle(0, 0, 1.3),
    places: [
      [8, 14],
      [14, 8],
    ],
  },
  logistics: { path: "M-1.2-1.6L.8 0L-1.2 1.6", places: [[8, 8]] },
  rail: { path: "M-1.4-1.4L1.4 1.4M1.4-1.4L-1.4 1.4", places: [[8, 8]] },
  road: { path: "M-1.6 0H1.6M0-1.6V1.6", places: [[8, 8]] },
  closed: {
    path: "M-1.8 1.8L1.8-1.8",
    places: [
      [3, 13],
      [11, 5],
    ],
  },
  hachure: {
    path: "M-2.6 2.4L-1.6-2M0 2.8V-2.2M2.6 2.4L1.6-2",
    places: [
      [4, 4],
      [12, 12],
    ],
  },
};

const slanted = (direction: 1 | -1, step: number): string => {
  let path = "";
  for (let offset = -patternSize; offset <= patternSize; offset += step)
    path +=
      direction === 1
        ? `M${offset - 1} ${patternSize + 1}L${offset + patternSize + 1}-1`
        : `M${offset - 1}-1L${offset + patternSize + 1} ${patternSize + 1}`;
  return path;
};

/** One tile of a texture in a colour, `patternSize` wide and high. */
export function inkPattern(pattern: PatternId, colour: string): Ink[] {
  const verdict = verdictIds.find((id) => id === pattern);
  const stroke = (path: string, width = 1.1): Ink => ({ path, stroke: colour, width });
  // The stricter the verdict, the denser: crossed, slanted, sparse, dotted; a short line where nothing is sure.
  if (verdict === "unverified") return [stroke("M2 8H9")];
  if (verdict === "notice")
    return [
      [4, 4],
      [12, 12],
    ].map(([x, y]) => ({ path: circle(x!, y!, 1), fill: colour }));
  if (verdict === "prohibited") return [stroke(slanted(1, 8)), stroke(slanted(-1, 16))];
  if (verdict || pattern === "slant") return [stroke(slanted(1, verdict === "assessment" ? 16 : 8))];
  const { path, places } = marks[pattern as Tone | "hachure"];
  return places.map((at) => ({
    path,
    at,
    ...(pattern === "sand" ? { fill: colour } : { stroke: colour, width: 0.9, isRound: true }),
  }));
}

/** Side of the field of a sign. */
export const signSize = 24;

/** A sign: a disc in the colour of its theme, hollow where its place is schematic, its rim by its status. */
export function inkSign(
  { paper }: Pick<Theme, "paper">,
  colour: string,
  { symbol, status, confidence }: { symbol: SymbolId; status: Status; confidence: Confidence },
): Ink[] {
  const middle = signSize / 2;
  const isHollow = confidence === "schematic";
  const dash = ringDashes[status];
  const glyph = dash && !isHollow ? 0.5 : 0.6;
  return [
    { path: circle(middle, middle, 11.6), fill: paper },
    ...(isHollow
      ? []
      : [
          {
            path: circle(middle, middle, dash ? 8.6 : 10.4),
            fill: colour,
            opacity: confidence === "town" ? 0.82 : 1,
          },
        ]),
    ...(isHollow || dash
      ? [
          {
            path: circle(middle, middle, 10.2),
            stroke: colour,
            width: dash ? 1.7 : 1.3,
            ...(dash ? { dash, isRound: dash[0]! < 0.5 } : {}),
          },
        ]
      : []),
    {
      path: symbols[symbol],
      fill: isHollow ? colour : paper,
      at: [middle * (1 - glyph), middle * (1 - glyph)],
      scale: glyph,
    },
  ];
}

/** A stop on a line: full where trains call, hollow where they will, its rim by its status. */
export function inkStop(
  { paper }: Pick<Theme, "paper">,
  colour: string,
  { status, isHalt }: { status: Status; isHalt: boolean },
): Ink[] {
  const middle = signSize / 2;
  const radius = isHalt ? 6 : 9;
  const dash = ringDashes[status];
  const isFull = status === "existing" && !isHalt;
  return [
    { path: circle(middle, middle, radius + 2), fill: paper },
    {
      path: circle(middle, middle, radius - (isFull ? 0 : 1.2)),
      fill: isFull ? colour : paper,
      ...(isFull ? {} : { stroke: colour, width: 2.8 }),
      ...(dash ? { dash: dash.map((length) => length * 0.8), isRound: dash[0]! < 0.5 } : {}),
    },
  ];
}

/** The mark of a centre of the region: a ring. */
export const inkRing = ({ paper, text }: Pick<Theme, "paper" | "text">): Ink[] => [
  { path: circle(12, 12, 11.5), fill: paper },
  { path: circle(12, 12, 10), fill: text },
  { path: circle(12, 12, 5), fill: paper },
];

/** A sign board that a road number is written on: `[` and `]` of it stretch, the middle carries the number. */
export const inkShield = (paper: string, colour: string): Ink[] => [
  {
    path: "M3 1H21a2 2 0 0 1 2 2V13a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z",
    fill: paper,
    stroke: colour,
    width: 1.4,
  },
];

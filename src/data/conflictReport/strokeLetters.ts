import type { FigurePoint } from "./mapMarks.ts";

/**
 * The few characters a figure needs, as strokes on a grid 4 wide and 6 high, y down: a raster has no fonts, and
 * the names stand in the caption. Characters and strokes are divided by spaces and slashes.
 */
const drawings: Record<string, string> = {
  "0": "1,0 3,0 4,1.5 4,4.5 3,6 1,6 0,4.5 0,1.5 1,0",
  "1": "0.8,1.2 2.2,0 2.2,6/0.8,6 3.6,6",
  "2": "0,1.4 0.8,0.2 2,0 3.2,0.3 4,1.4 3.6,2.8 0,6 4,6",
  "3": "0,0.6 1.4,0 2.8,0 3.8,0.8 3.8,2 2.8,2.8 1.6,2.8/2.8,2.8 4,3.7 4,5 3,6 1.2,6 0,5.3",
  "4": "3,6 3,0 0,4.2 4,4.2",
  "5": "3.7,0 0.5,0 0.2,2.8 1.4,2.3 2.8,2.4 4,3.4 4,4.8 2.8,6 1.2,6 0,5.3",
  "6": "3.6,0.4 2.2,0 0.8,1 0,3 0,4.6 1,6 3,6 4,4.8 4,3.6 3,2.5 1.2,2.5 0,3.6",
  "7": "0,0 4,0 1.6,6",
  "8": "1.2,2.8 0.3,2 0.3,0.8 1.2,0 2.8,0 3.7,0.8 3.7,2 2.8,2.8 1.2,2.8 0,3.8 0,5 1.2,6 2.8,6 4,5 4,3.8 2.8,2.8",
  "9": "0.4,5.6 1.8,6 3.2,5 4,3 4,1.4 3,0 1,0 0,1.2 0,2.4 1,3.5 2.8,3.5 4,2.4",
  ".": "0.6,5.7 0.6,6",
  ",": "1,5.6 0.4,7",
  "-": "0.5,3.2 3.5,3.2",
  "°": "0.9,-0.4 1.8,-0.4 2.3,0.3 2.3,1 1.8,1.7 0.9,1.7 0.4,1 0.4,0.3 0.9,-0.4",
  k: "0,0 0,6/3.2,2 0,4.4/1.2,3.5 3.4,6",
  m: "0,2 0,6/0,3 1,2 1.7,2.2 2,3 2,6/2,3 3,2 3.7,2.2 4,3 4,6",
  N: "0,6 0,0 4,6 4,0",
  E: "4,0 0,0 0,6 4,6/0,2.9 3.2,2.9",
  S: "3.8,0.8 2.6,0 1.2,0 0.2,0.9 0.3,2.2 3.7,3.6 3.9,5 2.8,6 1.2,6 0,5.2",
  W: "0,0 1,6 2,2 3,6 4,0",
};
const advanceOf: Record<string, number> = { ".": 2.4, ",": 2.6, "°": 3.9, " ": 3 };

/** Strokes of a text with its baseline left end at 0, 0, for a height of capitals of `size` × 0.72; and its width. */
export function buildLetterStrokes(text: string, size: number): { strokes: FigurePoint[][]; width: number } {
  const scale = (size * 0.72) / 6;
  const strokes: FigurePoint[][] = [];
  let x = 0;
  for (const character of text) {
    for (const stroke of drawings[character]?.split("/") ?? [])
      strokes.push(
        stroke.split(" ").map((pair): FigurePoint => {
          const [px, py] = pair.split(",").map(Number) as [number, number];
          return [(x + px) * scale, (py - 6) * scale];
        }),
      );
    x += advanceOf[character] ?? 5.6;
  }
  return { strokes, width: Math.max(0, x - 1.6) * scale };
}

import type { Position } from "geojson";
import { atlas } from "../../geodata/catalogue.ts";
import type { Board, Selection } from "../domain/board/board.ts";
import type { Extent, Orientation, PaperSize } from "./paperSizes.ts";
import type { FrameOptions } from "./sheetFrame.ts";

type Corner = readonly [longitude: number, latitude: number];

/** Sheets that follow a line. */
export interface SheetStrip {
  /** Which of them this is, from 0. */
  own: number;
  frames: readonly { label: string; corners: readonly Corner[] }[];
  /** The line, degrees. */
  parts: readonly (readonly Position[])[];
  /** Where this sheet joins others: their numbers, the ends of the line, the middle of the other. */
  matches: readonly { label: string; ends: readonly [Corner, Corner]; beyond: Corner }[];
}

/** One page: what it shows and what it is called. */
export interface SheetPage {
  title: string;
  extent: Extent;
  /** Middle of the map and how far it is moved from there: see `FrameOptions`. */
  centre?: FrameOptions["centre"];
  shift?: FrameOptions["shift"];
  /** Layers of this page, where they are not those of the board. */
  layers?: Board["layers"];
  /** Lit on this page alone. */
  selection?: Selection;
  /** Frames of the other sheets, where this is the index. */
  index?: readonly { label: string; extent: Extent; corners?: readonly Corner[] }[];
  /** Columns of the legend, where the size of the map must not follow from it. */
  legendColumns?: number;
  /** Its place in a strip of sheets that follow a line. */
  strip?: SheetStrip;
}

export interface SheetRequest {
  board: Board;
  size: PaperSize;
  /** N of 1:N; null for the largest usual scale that shows the page's extent. */
  scale: number | null;
  epsg: number | null;
  orientation?: Orientation;
  /** Who made the sheet, in the user's words; empty for nobody. */
  unitName: string;
  /** Day written on the sheet, in the user's words; empty for none. */
  date: string;
  /** Where the board can be opened again; null for no code. */
  link: string | null;
  /** Which other side of a comparison the list of differences runs from; the first without it. */
  against?: number;
  pages: readonly SheetPage[];
}

/** The board as one page shows it. */
export const boardOf = (board: Board, { selection, layers }: SheetPage): Board => ({
  ...board,
  selection: selection ?? board.selection,
  layers: layers ?? board.layers,
});

/** A short number that is the same for the same request. */
export function nameRun(request: SheetRequest): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(request))
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** Who made a sheet: the atlas itself where its user says nothing. */
export const findAuthor = ({ unitName, board }: SheetRequest) =>
  unitName === "" ? atlas.title[board.language] : unitName;

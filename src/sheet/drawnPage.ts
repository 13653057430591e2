import type { Board } from "../domain/board/board.ts";
import type { SheetFrame } from "./sheetFrame.ts";

/** What a screen reader is told of a stretch of the page: its role, and of a map which board it shows where. */
export interface MarkedPart {
  role: "H1" | "P" | "Figure";
  map?: { board: Board; frame: SheetFrame };
}

/** A page as it was drawn: operations of PDF, from which the file, the preview and the picture are made. */
export interface DrawnPage {
  title: string;
  /** Millimetres. */
  width: number;
  height: number;
  content: string;
  maps: readonly SheetFrame[];
  parts: readonly MarkedPart[];
}

/** Asks for one tile of a content; the features come along where the worker may not have them yet. */
export interface TileCall {
  id: number;
  key: string;
  blob: Blob | null;
  z: number;
  x: number;
  y: number;
  columns: readonly string[];
}

export type TileReply =
  | { id: number; kind: "done"; bytes: ArrayBuffer | null }
  /** The features were let go, or were never there: ask again with them. */
  | { id: number; kind: "unknown" }
  | { id: number; kind: "failed"; message: string };

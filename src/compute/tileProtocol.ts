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

/** Features told of before their tiles are asked for; nothing is answered. */
export type TileNote =
  /** They may be wanted soon: they are read while something else is still done. */
  | { note: "prepare"; key: string; blob: Blob }
  /** What was prepared is a content by now. */
  | { note: "rename"; from: string; to: string }
  | { note: "drop"; key: string };

export type TileReply =
  | { id: number; kind: "done"; bytes: ArrayBuffer | null }
  /** The features were let go, or were never there: ask again with them. */
  | { id: number; kind: "unknown" }
  | { id: number; kind: "failed"; message: string };

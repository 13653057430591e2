import type { Bbox } from "../../../domain/place/boundingBox.ts";
import type { Bilingual } from "../../../domain/plan.ts";
import type { RangeReader } from "./rangeReader.ts";

/** What a file says of itself. */
export interface FileSummary {
  title: string;
  count: number | null;
  /** Degrees; null where it does not say. */
  bbox: Bbox | null;
  /** Whether it says where its features lie, so that a view need not read it all. */
  isIndexed: boolean;
}

export interface RangeOrder {
  /** Name of the file that comes of it, without what follows the dot. */
  name: string;
  /** Only what shares a place with this box, degrees; null for everything. */
  bbox: Bbox | null;
  most: number;
}

/** What came of reading by ranges: a file as a reader could have brought it. */
export interface RangePulled {
  taken: number;
  matched: number | null;
  isWhole: boolean;
  /** Null where nothing lies in the box. */
  file: { name: string; bytes: Uint8Array<ArrayBuffer> } | null;
  /** What the reader must know of it. */
  note: Bilingual | null;
}

export type RangePull = (
  reader: RangeReader,
  order: RangeOrder,
  tell: (taken: number, matched: number | null) => void,
) => Promise<RangePulled>;

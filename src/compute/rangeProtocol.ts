import type { HeightOutcome, HeightWish } from "../data/services/ranges/heightTiles.ts";
import type { RangeOutcome, RangeWish } from "../data/services/ranges/readRanges.ts";
import type { Result } from "../domain/result.ts";
import type { Service } from "../domain/services/service.ts";

/** What a worker does with files that it reads where they lie: its question and its answer. */
export interface RangeTasks {
  describe: [{ address: string }, Result<Service>];
  pull: [{ wish: RangeWish }, Result<RangeOutcome>];
  /** A tile of a raster file as PNG. */
  cogTile: [
    {
      address: string;
      ramp: { least: number; most: number } | null;
      tile: { z: number; x: number; y: number; size: number };
    },
    ArrayBuffer,
  ];
  /** Heights of a view. */
  heights: [{ wish: HeightWish }, Result<HeightOutcome>];
  /** A tile of an archive as it lies there; null where it holds none. */
  archiveTile: [{ address: string; z: number; x: number; y: number }, ArrayBuffer | null];
}
export type RangeTask = keyof RangeTasks;
export type RangeInput<T extends RangeTask> = RangeTasks[T][0];
export type RangeOutput<T extends RangeTask> = RangeTasks[T][1];

/** What the worker asks of the page, which alone may ask other hosts. */
export type RangeWant =
  | { about: "range"; url: string; offset: number; length: number }
  | { about: "size"; url: string }
  | { about: "tile"; url: string };

export type RangeCall =
  | { kind: "call"; id: number; task: RangeTask; input: unknown }
  | { kind: "loaded"; want: number; result: Result<unknown> };

export type RangeReply =
  | { kind: "want"; want: number; of: RangeWant }
  | { kind: "told"; id: number; taken: number; matched: number | null }
  | { kind: "done"; id: number; output: unknown }
  | { kind: "failed"; id: number; problem: string };

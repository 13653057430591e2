import type { Bilingual } from "../domain/plan.ts";
import type { Result } from "../domain/result.ts";
import type { CorridorSlope, Profile } from "../domain/terrain/profile.ts";
import type { Terrain, TerrainSummary } from "../domain/terrain/terrain.ts";

type Box = readonly [west: number, south: number, east: number, north: number];

/** What the worker of a terrain does: its question and its answer. One terrain is held at a time. */
export interface TerrainTasks {
  open: [{ files: { name: string; bytes: Uint8Array }[]; epsg: number | null }, Result<TerrainSummary>];
  /** Takes heights that were read from an address. */
  take: [{ terrain: Terrain }, TerrainSummary];
  close: [null, null];
  tile: [{ z: number; x: number; y: number; size: number }, ArrayBuffer];
  profile: [{ line: readonly (readonly number[])[] }, Profile];
  slope: [{ line: readonly (readonly number[])[]; widthMetres: number }, CorridorSlope];
  /** Contours in a box; null as a step chooses one. GeoJSON text. */
  contours: [
    { bbox: Box; stepMetres: number | null },
    Result<{ geojson: ArrayBuffer; stepMetres: number; grainMetres: number; note: Bilingual | null }>,
  ];
  /** Mean slope in the cells of a search for corridors, as JSON text. */
  slopeCells: [{ box: Box; cellMetres: number }, ArrayBuffer];
}

export type TerrainTask = keyof TerrainTasks;
export type TerrainInput<T extends TerrainTask> = TerrainTasks[T][0];
export type TerrainOutput<T extends TerrainTask> = TerrainTasks[T][1];

export interface TerrainCall {
  id: number;
  task: TerrainTask;
  input: unknown;
}

export type TerrainReply = { id: number; output: unknown } | { id: number; problem: string };

import type { Bilingual, PhaseId } from "../plan.ts";

/** A road through its way-points: longitude, latitude, and 1 where it can be entered or left. */
export interface ReachRoad {
  id: string;
  name: Bilingual;
  /** `expressway` only lets cars in at its interchanges; `national road` everywhere. */
  class: string;
  speedKmh: number;
  openIn: PhaseId[];
  points: [number, number, 0 | 1][];
}

/** A kind of land: straight-line speed off the roads, 0 where it cannot be crossed. */
export interface LandKind {
  id: string;
  name: Bilingual;
  speedKmh: number;
  /** Weight of a square kilometre when rural people are spread. */
  ruralWeight: number;
  reason: Bilingual;
}

export interface ReachParameter {
  name: Bilingual;
  value: number;
  unit: string;
  reason: Bilingual;
}

/** What the surface rests on besides the railway: `public/data/reach.json`. */
export interface ReachSource {
  /** Centre of the equal-area projection, degrees. */
  centre: [number, number];
  /** Cells are squares; the first is in the north-west. Columns and rows are a multiple of `blockCells` plus one. */
  cellMetres: number;
  columns: number;
  rows: number;
  /** Centre of the first cell, metres in the projection. */
  westMetres: number;
  northMetres: number;
  parameters: Record<string, ReachParameter>;
  /** `plain` comes first: it is what is not otherwise known. */
  land: LandKind[];
  /** Which features are which land; later entries lie over earlier ones. */
  landAreas: { file: string; kind: string; land: string }[];
  /** Rivers that only roads cross. */
  barriers: { file: string; kind: string }[];
  roads: ReachRoad[];
}

export const reachFile = "reach.json";
/** Cells along the side of a block, whose corners are the nodes of the land off the roads. */
export const blockCells = 8;

/** A parameter's value; throws on a name the source does not have. */
export function readReachParameter(source: ReachSource, name: string): number {
  const parameter = source.parameters[name];
  if (!parameter)
    throw new Error(
      `no reach parameter '${name}'; expected one of ${Object.keys(source.parameters).join(", ")}`,
    );
  return parameter.value;
}

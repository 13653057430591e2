import type { Bilingual } from "../plan.ts";
import type { HeightGrid } from "./heightGrid.ts";

/** Heights that somebody brought, with what is known of them. */
export interface Terrain {
  /** File names, as they came. */
  name: string;
  format: string;
  grid: HeightGrid;
  /** What the heights are counted from, as far as the file says. */
  heightDatum: Bilingual;
  /** What was assumed or left out. */
  notes: Bilingual[];
}

/** Where heights were read from, when it was no file. */
export interface TerrainSource {
  /** Address, keys hidden. */
  address: string;
  requests: number;
  /** ISO 8601. */
  date: string;
  /** SHA-256 over what was read. */
  hash: string;
}

/** A terrain without its heights: what the page keeps while the worker holds the grid. */
export interface TerrainSummary {
  id: number;
  name: string;
  format: string;
  columns: number;
  rows: number;
  epsg: number;
  /** Width of a cell in the middle. */
  grainMetres: number;
  bbox: [number, number, number, number];
  least: number;
  most: number;
  /** Share of the cells without a height. */
  emptyShare: number;
  heightDatum: Bilingual;
  notes: Bilingual[];
  /** Left out where it came from a file. */
  source?: TerrainSource;
}

/** Heights are counted from a level that few files name. */
export const unknownHeightDatum: Bilingual = {
  zh: "文件未说明高程基准（未必是 1985 国家高程基准）",
  en: "the file does not say what heights are counted from (not necessarily the 1985 national height datum)",
};

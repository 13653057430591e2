import type { Bbox } from "../place/boundingBox.ts";

/** What a service speaks. */
export const serviceKinds = [
  "wms",
  "wmts",
  "wfs",
  "ogc-features",
  "arcgis-map",
  "arcgis-features",
  "tilejson",
  "xyz",
  "pmtiles",
  "flatgeobuf",
  "geoparquet",
  "cog",
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/**
 * Where the pictures of a layer come from: a template with `{z}`, `{x}`, `{y}` in the Web Mercator scheme, or with
 * `{bbox-epsg-3857}`. With `rows: "geographic"` the tiles lie in longitude and latitude (EPSG:4490 or 4326, two tiles
 * wide at level 1) and are resampled row by row. Of kind `pmtiles` or `cog` the template is the
 * address of the file itself.
 */
export interface PictureSource {
  form: "pictures";
  template: string;
  tileSize: 256 | 512;
  minZoom: number;
  maxZoom: number;
  rows: "mercator" | "geographic";
  /** Metres of a cell of a raster file; left out where the service does not say. */
  grainMetres?: number;
  /** Values that are drawn black and white, of a raster that holds a measure. */
  ramp?: { least: number; most: number };
}

/** Where features come from, page by page. */
export interface FeatureSource {
  form: "features";
  /** Address of the first page without bounds; `kind` of the service says how bounds and pages are asked for. */
  items: string;
  /** Features a page that the server says it gives at most; null where it does not say. */
  mostPerPage: number | null;
  /** How many features there are in all; null where the service does not say. */
  count: number | null;
}

/** Features of a file that is read where it lies, or of vector tiles: only what a view needs of it. */
export interface RangeSource {
  form: "ranges";
  format: "flatgeobuf" | "geoparquet" | "tiles";
  /** Of the file, or a template with `{z}`, `{x}`, `{y}`. */
  address: string;
  /** The layer of the tiles; empty for a file of one layer. */
  layer: string;
  /** Levels of tiles; 0 for a file. */
  minZoom: number;
  maxZoom: number;
  /** How many features there are in all; null where that is not said. */
  count: number | null;
  /** Whether it says where its features lie; else it is read from the first on. */
  isIndexed: boolean;
}

/** One layer of a service, to be chosen. */
export interface ServiceChoice {
  id: string;
  title: string;
  bbox: Bbox | null;
  source: PictureSource | FeatureSource | RangeSource;
}

/** A service as its own description has it. */
export interface Service {
  kind: ServiceKind;
  title: string;
  /** The address its description was read from. */
  address: string;
  /** Who is to be named beside it; empty where the service does not say. */
  attribution: string;
  /** Terms of use in its own words; left out where it does not say. */
  licence?: string;
  choices: ServiceChoice[];
  /** Layers that the description names and the atlas cannot use, with the reason. */
  unusable: { id: string; zh: string; en: string }[];
}

/** Most layers of a service that are listed. */
export const mostChoices = 500;

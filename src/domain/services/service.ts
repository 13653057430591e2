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
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/**
 * Where the pictures of a layer come from: a template with `{z}`, `{x}`, `{y}` in the Web Mercator scheme, or with
 * `{bbox-epsg-3857}`. With `rows: "geographic"` the tiles lie in longitude and latitude (EPSG:4490 or 4326, two tiles
 * wide at level 1) and are resampled row by row. Of kind `pmtiles` the template is the address of the archive itself.
 */
export interface PictureSource {
  form: "pictures";
  template: string;
  tileSize: 256 | 512;
  minZoom: number;
  maxZoom: number;
  rows: "mercator" | "geographic";
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

/** One layer of a service, to be chosen. */
export interface ServiceChoice {
  id: string;
  title: string;
  bbox: Bbox | null;
  source: PictureSource | FeatureSource;
}

/** A service as its own description has it. */
export interface Service {
  kind: ServiceKind;
  title: string;
  /** The address its description was read from. */
  address: string;
  /** Who is to be named beside it; empty where the service does not say. */
  attribution: string;
  choices: ServiceChoice[];
  /** Layers that the description names and the atlas cannot use, with the reason. */
  unusable: { id: string; zh: string; en: string }[];
}

/** Most layers of a service that are listed. */
export const mostChoices = 500;

import type { Geometry, Position } from "geojson";
import { atlas } from "../../geodata/catalogue.ts";
import { roles } from "../../geodata/roles.ts";
import { findLayers } from "../../layers/grammar/findLayers.ts";
import type { Board, Selection } from "../domain/board/board.ts";
import type { Bilingual } from "../domain/plan.ts";

import type { Extent } from "./paperSizes.ts";
import type { SheetData } from "./sheetData.ts";
import type { SheetPage } from "./sheetRequest.ts";
import { say } from "./sheetWords.ts";

/** What a whole atlas may be cut by. */
const atlasCuts = { units: roles.units } as const;
export type AtlasKind = keyof typeof atlasCuts;
export const atlasKinds = Object.keys(atlasCuts) as AtlasKind[];

/** Datasets an atlas is cut by, beside what its board shows. */
export const listAtlasDatasets = (kind: AtlasKind | null): string[] => [
  roles.region,
  ...(kind === null ? [] : [atlasCuts[kind]]),
];

function* positionsOf(geometry: Geometry): Generator<Position> {
  const walk = function* (part: unknown): Generator<Position> {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === "number") yield part as Position;
    else for (const inner of part) yield* walk(inner);
  };
  if (geometry.type === "GeometryCollection")
    for (const part of geometry.geometries) yield* positionsOf(part);
  else yield* walk(geometry.coordinates);
}

/** Degrees round geometries, with a rim as a share of their size. */
export function findExtent(geometries: readonly Geometry[], rim = 0): Extent {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries)
    for (const [x, y] of positionsOf(geometry)) {
      west = Math.min(west, x!);
      east = Math.max(east, x!);
      south = Math.min(south, y!);
      north = Math.max(north, y!);
    }
  const [dx, dy] = [(east - west) * rim, (north - south) * rim];
  return [west - dx, south - dy, east + dx, north + dy];
}

/** The whole of what the plan is for. */
export function findWholeExtent({ datasets }: SheetData): Extent {
  const region = datasets[roles.region];
  return region
    ? findExtent(
        region.features.map(({ geometry }) => geometry),
        0.01,
      )
    : atlas.bbox;
}

/** A part of an atlas that is no area of the map: what shows it there. */
export interface AtlasPart {
  name: Bilingual;
  features: readonly Selection[];
}

/** Degrees round a part: a sheet of a single place still shows where that is. */
const leastDegrees = 0.6;

function widen([west, south, east, north]: Extent): Extent {
  const [dx, dy] = [east - west, north - south].map((size) =>
    Math.max(size * 0.06, (leastDegrees - size) / 2),
  );
  return [west - dx!, south - dy!, east + dx!, north + dy!];
}

/** How much larger than the area of the plan a part may be. */
const mostTimesWhole = 1.5;

/** The extent of a part; of one that reaches far beyond the area of the plan, the area of the plan. */
function limitExtent(extent: Extent, whole: Extent): Extent {
  const isLarge = [0, 1].some((axis) => {
    const [size, wholeSize] = [extent, whole].map((box) => box[axis + 2]! - box[axis]!);
    return size! > wholeSize! * mostTimesWhole;
  });
  return isLarge ? whole : extent;
}

/** The layers of a board with those on that draw some features. */
export function showDatasets(board: Board, datasets: ReadonlySet<string>): Board["layers"] {
  const needed = new Set(
    findLayers(board).flatMap(({ id, data }) =>
      "dataset" in data && datasets.has(data.dataset) && board.layers.some((state) => state.id === id)
        ? [id]
        : [],
    ),
  );
  const isDrawn = (dataset: string) =>
    findLayers(board).some(
      ({ id, data }) =>
        "dataset" in data &&
        data.dataset === dataset &&
        board.layers.some((state) => state.id === id && state.visible && state.opacity > 0),
    );
  return board.layers.map((state) => {
    const layer = findLayers(board).find(({ id }) => id === state.id);
    const isWanted = needed.has(state.id) && layer && "dataset" in layer.data && !isDrawn(layer.data.dataset);
    return isWanted ? { ...state, visible: true, opacity: 1 } : state;
  });
}

/** The pages of an atlas cut by other than areas: the index of sheets, then one sheet for each part. */
export function listPartPages(
  board: Board,
  data: SheetData,
  title: string,
  parts: readonly AtlasPart[],
): SheetPage[] {
  const { language } = board;
  const whole = findWholeExtent(data);
  const pages = parts.map(({ name, features }): SheetPage => {
    const geometries = features.flatMap(
      ({ dataset, id }) =>
        data.datasets[dataset]?.features.find(({ properties }) => properties.id === id)?.geometry ?? [],
    );
    const [only] = features;
    return {
      title: `${name[language]} · ${title}`,
      extent: limitExtent(widen(findExtent(geometries)), whole),
      layers: showDatasets(board, new Set(features.map(({ dataset }) => dataset))),
      ...(features.length === 1 && only ? { selection: only } : {}),
    };
  });
  const index: SheetPage = {
    title: `${title} · ${say("index", language)}`,
    extent: whole,
    index: pages.map(({ extent }, position) => ({ label: String(position + 2), extent })),
  };
  return [index, ...pages];
}

/** The pages of an atlas: the index of sheets, then one sheet for each part. */
export function listAtlasPages(board: Board, data: SheetData, title: string): SheetPage[] {
  const { language } = board;
  const parts = (data.datasets[roles.units]?.features ?? []).map(({ geometry, properties }) => ({
    name: String(properties[`name:${language}`]),
    extent: findExtent([geometry], 0.06),
    selection: { dataset: roles.units, id: properties.id },
  }));
  const index: SheetPage = {
    title: `${title} · ${say("index", language)}`,
    extent: findWholeExtent(data),
    index: parts.map(({ extent }, position) => ({ label: String(position + 2), extent })),
  };
  return [
    index,
    ...parts.map(({ name, extent, selection }) => ({
      title: `${name} · ${title}`,
      extent,
      selection,
    })),
  ];
}

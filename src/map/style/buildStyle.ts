import type {
  DataDrivenPropertyValueSpecification,
  FilterSpecification,
  FontFacesSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
  SymbolLayerSpecification,
} from "@maplibre/maplibre-gl-style-spec";
import type { FeatureCollection, Point } from "geojson";
import { atlas, datasets } from "../../../geodata/catalogue.ts";
import { drawJourneyMarks } from "../../../layers/answers/journeyMarks.ts";
import { reachRoute } from "../../../layers/answers/reach-route.ts";
import { buildDrawContext, findContextStrength } from "../../../layers/grammar/drawContext.ts";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { findHiddenFilters } from "../../../layers/grammar/hiddenFilters.ts";
import { areaLabel, ground } from "../../../layers/grammar/labels.ts";
import type { DrawContext, LayerDefinition, Mark } from "../../../layers/grammar/layer.ts";
import { type Theme, themes } from "../../../layers/grammar/theme.ts";
import type { Board, LayerState } from "../../domain/board/board.ts";
import { isUserLayerId } from "../../domain/board/userLayers.ts";
import type { LitFeature } from "../../domain/walk/walk.ts";
import {
  allowOverlap,
  buildNameLayers,
  groupNamed,
  isLineName,
  isLitSign,
  isRoomSized,
  listSaid,
  silenceNames,
} from "./labelLayers.ts";
import type { LineName } from "./nameLines.ts";

/** Style layers below the atlas, from a deployment's own basemap. */
export interface Basemap {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
  sprite?: StyleSpecification["sprite"];
}

/** Features as one file, or as tiles by a template address. */
export type FeaturesPlace = { kind: "file" | "tiles"; url: string };

/** A source of features that have no ids of ours: their place in the file serves. */
const buildSource = (place: FeaturesPlace): SourceSpecification =>
  place.kind === "file"
    ? { type: "geojson", data: place.url, generateId: true }
    : { type: "vector", tiles: [place.url], maxzoom: nearestTile };

const layerIn = (source: SourceSpecification | undefined) =>
  source?.type === "vector" ? { "source-layer": tileLayer } : {};

export interface StyleInput {
  board: Board;
  /** Where a dataset's GeoJSON is, absolute or relative to the page. */
  datasetUrl: (dataset: string) => string;
  /** Where the features of a user's layer are; undefined while they are being read. */
  contentPlace?: (layer: string) => FeaturesPlace | undefined;
  /** Where a tile archive is, without the `pmtiles://` before it. */
  tilesUrl: (tiles: string) => string;
  /** Where the label points of a dataset's areas are; undefined while they are not made. */
  labelUrl: (dataset: string) => string | undefined;
  /** Where the features of a kernel's answer are; undefined while there are none. */
  answerUrl?: (kernel: string) => string | undefined;
  /** Where the selected feature of a large layer is, alone. */
  ownLitUrl?: string | undefined;
  /** Picked features with what marks them. */
  picked?: Basemap | undefined;
  /** Positions before and after a change of datum, to be compared. */
  comparison?: { before: FeaturesPlace; after: FeaturesPlace } | undefined;
  fontFaces: FontFacesSpecification;
  basemap: Basemap | null;
  /** Pictures of services, above the ground and below the plan. */
  underlays?: Basemap | null;
  /** Datasets with a feature to be lit; they are loaded even while their layer is off. */
  lit: readonly string[];
  /** Whether the map is on a phone. */
  isHandheld?: boolean;
  /** Features whose names are written large. */
  named?: readonly LitFeature[];
  /** Points for the names of lit lines, by dataset; few, so they stand in the style. */
  lineNames?: ReadonlyMap<string, FeatureCollection<Point, LineName>>;
}

/** The empty layer before which deck.gl draws: above lines, below signs and labels. */
export const deckAnchor = "deck-anchor";
/** The empty layer before which the travel-time surface is painted: above tints, below lines. */
export const reachAnchor = "reach-anchor";
export const litPrefix = "lit/";
const ownLitSource = "own-lit";
/** As `src/data/formats/vectorTiles.ts` cuts them. */
const tileLayer = "features";
const nearestTile = 14;

/** Paint order of the sheet: tints, then lines, then points, then text, whatever layer they are of. */
const tiers = ["fill", "line", "circle", "symbol"] as const;

const opacityKeys: Record<Mark["type"], readonly string[]> = {
  fill: ["fill-opacity"],
  line: ["line-opacity"],
  circle: ["circle-opacity", "circle-stroke-opacity"],
  symbol: ["icon-opacity", "text-opacity"],
};

/** Sizes of a room: what is read from the last row must be larger than on a desk. */
const roomScale: Readonly<Record<string, number>> = {
  "text-size": 1.32,
  "icon-size": 1.3,
  "line-width": 1.3,
  "circle-radius": 1.2,
};

function enlarge(properties: object | undefined, context: DrawContext): Record<string, unknown> {
  const enlarged: Record<string, unknown> = { ...properties };
  if (!isRoomSized(context)) return enlarged;
  for (const [key, factor] of Object.entries(roomScale))
    if (key in enlarged) enlarged[key] = scaleValue(enlarged[key], factor);
  if ("text-size" in enlarged) enlarged["text-size"] = raiseText(enlarged["text-size"]);
  return enlarged;
}

/** Nothing a room is to read is smaller, on a wall of 1080 lines. */
const leastRoomPixels = 24;

/** A size of letters that never falls under what a room can read; as with factors, zoom stays at the top. */
function raiseText(value: unknown): unknown {
  if (typeof value === "number") return Math.max(leastRoomPixels, value);
  if (Array.isArray(value) && (value[0] === "interpolate" || value[0] === "step")) {
    const first = value[0] === "interpolate" ? 4 : 2;
    return value.map((part, index) => (index >= first && (index - first) % 2 === 0 ? raiseText(part) : part));
  }
  return ["max", leastRoomPixels, value];
}

/** An opacity, width or size times a factor; zoom may only stand at the top of an expression, so its outputs are scaled. */
export function scaleValue(value: unknown, factor: number): unknown {
  if (value === undefined) return factor;
  if (typeof value === "number") return value * factor;
  if (Array.isArray(value) && (value[0] === "interpolate" || value[0] === "step")) {
    const first = value[0] === "interpolate" ? 4 : 2;
    return value.map((part, index) =>
      index >= first && (index - first) % 2 === 0 ? scaleValue(part, factor) : part,
    );
  }
  return ["*", factor, value];
}

export const sourceOf = (layer: LayerDefinition): string =>
  "dataset" in layer.data
    ? layer.data.dataset
    : "tiles" in layer.data
      ? `tiles-${layer.data.tiles}`
      : `${answerPrefix}${layer.data.kernel}`;

export const labelPrefix = "labels-";
const lineNamePrefix = "line-names-";
export const answerPrefix = "kernel-";
const hasFlag = (mark: Mark, flag: object) => Object.keys(flag).some((key) => key in Object(mark.metadata));
const isGround = (mark: LayerSpecification) =>
  Object.keys(ground).some((key) => key in Object(mark.metadata));
export const isAreaLabel = (mark: Mark) => hasFlag(mark, areaLabel);

/** A mark with its id, its source, what the reader has hidden and how strong the reader wants it. */
export function bindMark(
  mark: Mark,
  index: number,
  layer: LayerDefinition,
  state: LayerState,
  context: DrawContext,
): LayerSpecification {
  const hidden = findHiddenFilters(layer, state, context).map((taken) => ["!", taken]);
  const filter =
    hidden.length === 0
      ? mark.filter
      : (["all", ...(mark.filter ? [mark.filter] : []), ...hidden] as FilterSpecification);
  const paint = enlarge(mark.paint, context);
  const strength = state.opacity * findContextStrength(layer, context);
  if (strength < 1) {
    for (const key of opacityKeys[mark.type]) paint[key] = scaleValue(paint[key], strength);
  }
  return {
    ...mark,
    id: `${layer.id}/${mark.id ?? index}`,
    source: isAreaLabel(mark) ? `${labelPrefix}${sourceOf(layer)}` : sourceOf(layer),
    ...(filter ? { filter } : {}),
    ...(mark.layout ? { layout: enlarge(mark.layout, context) } : {}),
    paint,
  } as LayerSpecification;
}

const whenStateLit = (selected: number, hovered: number, highlighted: number) =>
  [
    "case",
    ["boolean", ["feature-state", "selected"], false],
    selected,
    ["boolean", ["feature-state", "hovered"], false],
    hovered,
    ["boolean", ["feature-state", "highlighted"], false],
    highlighted,
    0,
  ] as unknown as number;

/** Room for the widest line of the map between the two that mark it. */
const besideLine: DataDrivenPropertyValueSpecification<number> = [
  "interpolate",
  ["linear"],
  ["zoom"],
  5,
  4,
  8,
  6,
  12,
  9,
];

/** How wide the pen is that marks what is lit, in a room and on paper. */
const penPixels = { room: 11, page: 8 };

/**
 * What shows hover, selection and highlight of one dataset; feature-state moves it, never the data.
 *
 * @param isPen whether what is lit is marked as with a broad pen, so that the strokes that tell its status still
 *   show: in a room and on paper, where it stays lit.
 */
function buildLitLayers(
  source: string,
  theme: Theme,
  isPen: boolean,
  isAlways = false,
): LayerSpecification[] {
  const whenLit = isAlways ? (selected: number) => selected : whenStateLit;
  const penWidth = theme.id === "room" ? penPixels.room : penPixels.page;
  return [
    {
      id: `${litPrefix}${source}/area`,
      type: "fill",
      source,
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: {
        "fill-color": theme.accent,
        "fill-opacity": whenLit(0.1, 0.08, isPen ? 0.1 : 0.05),
      },
    },
    {
      id: `${litPrefix}${source}/edge`,
      type: "line",
      source,
      filter: ["==", ["geometry-type"], "Polygon"],
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": theme.paper,
        "line-width": 6,
        "line-opacity": whenLit(0.8, 0.7, isPen ? 0 : 0.5),
      },
    },
    {
      id: `${litPrefix}${source}/outline`,
      type: "line",
      source,
      filter: ["==", ["geometry-type"], "Polygon"],
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": theme.accent,
        "line-width": whenLit(3.2, 2.4, isPen ? penWidth : 2),
        "line-opacity": whenLit(1, 0.9, isPen ? 0.36 : 0.95),
      },
    },
    {
      // On both sides of the line: painted over it, its dashes and dots would say nothing any more.
      id: `${litPrefix}${source}/line`,
      type: "line",
      source,
      filter: ["==", ["geometry-type"], "LineString"],
      layout: { "line-join": "round", "line-cap": isPen ? "round" : "butt" },
      paint: {
        "line-color": theme.accent,
        "line-gap-width": isPen ? 0 : besideLine,
        "line-width": whenLit(2.6, 2, isPen ? penWidth : 1.8),
        "line-opacity": whenLit(1, 0.9, isPen ? 0.36 : 0.95),
      },
    },
    {
      id: `${litPrefix}${source}/point`,
      type: "circle",
      source,
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": whenLit(15, 14, 14),
        "circle-color": theme.accent,
        "circle-opacity": whenLit(0.18, 0.12, 0.15),
        "circle-stroke-color": theme.accent,
        "circle-stroke-width": whenLit(2.6, 2, 2.2),
        "circle-stroke-opacity": whenLit(1, 0.9, 0.95),
      },
    },
  ];
}

/** How much of a sign that always stands must stay free of names; the rest is its own name's to come near. */
const keptShare = 0.6;

/**
 * An unseen twin of a mark whose signs stand whatever else does: city centres, and what is lit. On top of the names
 * it is placed before them, and so they keep clear of the signs instead of covering them.
 */
function reserveSpace(mark: LayerSpecification): SymbolLayerSpecification | undefined {
  const layout = mark.type === "symbol" ? mark.layout : undefined;
  if (mark.type !== "symbol" || layout?.["icon-overlap"] !== "always") return;
  if (typeof layout["icon-image"] !== "string" && !isLitSign(mark)) return;
  return {
    ...mark,
    id: `${mark.id}/clear`,
    layout: {
      "icon-image": layout["icon-image"],
      "icon-size": scaleValue(layout["icon-size"], keptShare) as number,
      "icon-overlap": "always",
      "icon-padding": 0,
    },
    paint: { "icon-opacity": 0 },
  };
}

/** Where a layer's features are and where they would be, over everything else: thin before, heavy after. */
function buildComparison(comparison: StyleInput["comparison"], theme: Theme) {
  const sources: Record<string, SourceSpecification> = {};
  const drawn: LayerSpecification[] = [];
  for (const side of ["before", "after"] as const) {
    if (!comparison) break;
    const source = `comparison-${side}`;
    const colour = side === "before" ? theme.text : theme.accent;
    sources[source] = buildSource(comparison[side]);
    const within = layerIn(sources[source]);
    drawn.push(
      {
        id: `${source}-line`,
        type: "line",
        source,
        ...within,
        filter: ["!=", ["geometry-type"], "Point"],
        paint: {
          "line-color": colour,
          "line-width": side === "before" ? 1 : 2.6,
        },
      },
      {
        id: `${source}-point`,
        type: "circle",
        source,
        ...within,
        filter: ["==", ["geometry-type"], "Point"],
        paint: {
          "circle-radius": side === "before" ? 4 : 6,
          "circle-color": side === "before" ? colour : "transparent",
          "circle-stroke-color": colour,
          "circle-stroke-width": 2,
        },
      },
    );
  }
  return { sources, layers: drawn };
}

/** The marks of a layer; those of journeys are kept out of the first load, which needs every legend. */
const drawMarks = (layer: LayerDefinition, context: DrawContext): Mark[] =>
  layer.id === reachRoute.id ? drawJourneyMarks(context) : layer.draw(context);

/** The layers of a board that are on, in its order, each with its definition. */
function findVisible(board: Board): { layer: LayerDefinition; state: LayerState }[] {
  return board.layers.flatMap((state) => {
    const layer = findLayers(board).find((l) => l.id === state.id);
    return layer && state.visible && state.opacity > 0 ? [{ layer, state }] : [];
  });
}

/** Sources whose features can be lit: no names, answers, or pictures of others. */
const listLightable = (
  sources: Record<string, SourceSpecification>,
  { basemap, underlays }: Pick<StyleInput, "basemap" | "underlays">,
) =>
  Object.entries(sources)
    .filter(
      ([id, source]) =>
        source.type === "geojson" &&
        !id.startsWith(labelPrefix) &&
        !id.startsWith(lineNamePrefix) &&
        !id.startsWith(answerPrefix) &&
        !id.startsWith("comparison-") &&
        !(id in (basemap?.sources ?? {})) &&
        !(id in (underlays?.sources ?? {})),
    )
    .map(([id]) => id);

/**
 * The whole picture as a MapLibre style: a pure function of the board and of where the data are.
 * Features enter by URL, so that a change of paint never sends data again.
 */
export function buildStyle(input: StyleInput): StyleSpecification {
  const { board, basemap } = input;
  const theme = themes[board.theme];
  const context: DrawContext = {
    ...buildDrawContext(board),
    ...(input.isHandheld ? { isHandheld: true } : {}),
  };
  const visible = findVisible(board);

  const sources: Record<string, SourceSpecification> = { ...basemap?.sources, ...input.underlays?.sources };
  const addDataset = (dataset: string) => {
    if (isUserLayerId(dataset)) {
      const place = input.contentPlace?.(dataset);
      if (place) sources[dataset] ??= buildSource(place);
      return;
    }
    const credit = datasets.find((record) => record.id === dataset)?.attribution;
    sources[dataset] ??= {
      type: "geojson",
      data: input.datasetUrl(dataset),
      promoteId: "id",
      ...(credit ? { attribution: credit } : {}),
    };
  };
  for (const { layer } of visible) {
    if ("dataset" in layer.data) {
      addDataset(layer.data.dataset);
      const points = layer.draw(context).some(isAreaLabel) ? input.labelUrl(layer.data.dataset) : undefined;
      if (points) sources[`${labelPrefix}${layer.data.dataset}`] = { type: "geojson", data: points };
    } else if ("tiles" in layer.data) {
      sources[sourceOf(layer)] ??= { type: "vector", url: `pmtiles://${input.tilesUrl(layer.data.tiles)}` };
    } else {
      const url = input.answerUrl?.(layer.data.kernel);
      if (url) sources[sourceOf(layer)] = { type: "geojson", data: url };
    }
  }
  for (const dataset of input.lit) addDataset(dataset);
  if (input.ownLitUrl) sources[ownLitSource] = { type: "geojson", data: input.ownLitUrl };
  const compared = buildComparison(input.comparison, theme);
  Object.assign(sources, compared.sources);

  const named = groupNamed(input.named ?? []);
  const selfNaming = new Set<string>();
  const marks = visible.flatMap(({ layer, state }) =>
    drawMarks(layer, context)
      .filter((mark) => !(basemap && hasFlag(mark, ground)))
      .map((mark, index) => bindMark(mark, index, layer, state, context))
      .filter((mark) => "source" in mark && mark.source in sources)
      .flatMap((mark) => {
        if (isUserLayerId(layer.id)) return { ...mark, ...layerIn(sources[layer.id]) } as typeof mark;
        if (!("dataset" in layer.data)) return mark;
        const silent = silenceNames(mark, layer.data.dataset, named);
        // A layer that names its features at every zoom needs no second name.
        if (!silent) selfNaming.add(layer.data.dataset);
        return silent ?? mark;
      }),
  );
  const names = [...named].flatMap(([dataset, ids]) => {
    if (selfNaming.has(dataset)) return [];
    const areas = `${labelPrefix}${dataset}`;
    const points = input.lineNames?.get(dataset);
    const source = `${lineNamePrefix}${dataset}`;
    if (points) sources[source] = { type: "geojson", data: points };
    return buildNameLayers(
      dataset,
      ids,
      {
        areas: areas in sources ? areas : undefined,
        said: listSaid(input.named ?? [], dataset),
        lines: points && { source, ids: points.features.map(({ properties }) => properties.id) },
      },
      context,
    );
  });
  const isPen = theme.id === "room" || named.size > 0;
  const tier = (type: (typeof tiers)[number]) => marks.filter((mark) => mark.type === type);
  const lit = listLightable(sources, input).flatMap((id) =>
    buildLitLayers(id, theme, isPen, id === ownLitSource),
  );

  Object.assign(sources, input.picked?.sources);
  return {
    version: 8,
    name: atlas.title[board.language],
    "font-faces": input.fontFaces,
    ...(basemap?.sprite ? { sprite: basemap.sprite } : {}),
    transition: { duration: 0, delay: 0 },
    sources,
    layers: [
      { id: "sheet", type: "background", paint: { "background-color": theme.outside } },
      ...(basemap?.layers ?? []),
      ...tier("fill").filter(isGround),
      ...(input.underlays?.layers ?? []),
      ...tier("fill").filter((mark) => !isGround(mark)),
      { id: reachAnchor, type: "background", layout: { visibility: "none" } },
      ...tier("line"),
      { id: deckAnchor, type: "background", layout: { visibility: "none" } },
      ...lit.filter((mark) => mark.type !== "circle"),
      ...tier("circle"),
      ...lit.filter((mark) => mark.type === "circle"),
      ...(input.picked?.layers ?? []),
      ...tier("symbol"),
      // What is higher is placed first: a line shows itself without its name, an area or a sign needs it more.
      // A name that may stand in one place only, and finds a sign there, is written all the same.
      ...names.flatMap((mark) => allowOverlap(mark) ?? []),
      ...names.filter(isLineName),
      ...names.filter((mark) => !isLineName(mark)),
      ...(names.length > 0 ? marks.flatMap((mark) => reserveSpace(mark) ?? []) : []),
      ...compared.layers,
    ],
  };
}

import type { LayerSpecification, StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { FeatureCollection, Geometry } from "geojson";
import { drawBandMarks } from "../../layers/answers/bandMarks.ts";
import { reachBands } from "../../layers/answers/reach-bands.ts";
import { buildDrawContext } from "../../layers/grammar/drawContext.ts";
import { findLayers } from "../../layers/grammar/findLayers.ts";
import { themes } from "../../layers/grammar/theme.ts";
import { layers } from "../../layers/index.ts";
import type { Board } from "../domain/board/board.ts";
import { bindMark, buildStyle, reachAnchor } from "../map/style/buildStyle.ts";
import { drawCourses } from "../map/style/drawCourses.ts";
import { buildLabelPoints } from "../map/style/labelPoints.ts";
import { drawMark, meetsMap } from "./drawMarks.ts";
import { evaluateMark } from "./evaluateMark.ts";
import { parseHex, rectangle, type SheetPen } from "./pdf/sheetPen.ts";
import type { LabelGround } from "./placeLabels.ts";
import { placeMark } from "./placeMark.ts";
import { RoomKeeper } from "./roomKeeper.ts";
import type { SheetData } from "./sheetData.ts";
import { placeFeatures, readTileLayers, type SheetFeature } from "./sheetFeatures.ts";
import { pointsOf, type SheetFrame } from "./sheetFrame.ts";

/** Metres of paper for one pixel of the style: print is read closer than a screen. */
const pixelMetres = 0.00021;
const equatorMetres = 40_075_016.686;

/** The zoom of the screen map at which a pixel covers as much ground as on the sheet. */
export const findSheetZoom = ({ scale, centre }: Pick<SheetFrame, "scale" | "centre">): number =>
  Math.log2((equatorMetres * Math.cos((centre[1] * Math.PI) / 180)) / (512 * scale * pixelMetres));

const datasetPrefix = "dataset/";
const labelPrefix = "labels/";
const answerPrefix = "answer/";
const ownPrefix = "own/";

/** The map's own style with names of what it is drawn from in place of addresses. */
const styleOf = (board: Board, data: SheetData): StyleSpecification =>
  buildStyle({
    board: { ...board, theme: "paper" },
    datasetUrl: (dataset) => `${datasetPrefix}${dataset}`,
    labelUrl: (dataset) => `${labelPrefix}${dataset}`,
    tilesUrl: (tiles) => tiles,
    contentPlace: (layer) => (data.own[layer] ? { kind: "file", url: `${ownPrefix}${layer}` } : undefined),
    answerUrl: (kernel) => (data.answers[kernel] ? `${answerPrefix}${kernel}` : undefined),
    fontFaces: {},
    basemap: null,
    lit: board.selection ? [board.selection.dataset] : [],
  });

const nothing: FeatureCollection = { type: "FeatureCollection", features: [] };

/** The bands of travel time, which the screen paints cell by cell and the style therefore lacks. */
function listBandMarks(board: Board): LayerSpecification[] {
  const state = board.layers.find(({ id }) => id === reachBands.id);
  if (!state?.visible || state.opacity === 0) return [];
  const context = buildDrawContext({ ...board, theme: "paper" });
  return drawBandMarks(context).map((mark, index) => bindMark(mark, index, reachBands, state, context));
}

/** The features behind each source of the style, as the map would be given them. */
class SourceShelf {
  private readonly placed = new Map<string, SheetFeature[]>();
  private readonly style: StyleSpecification;
  private readonly data: SheetData;
  private readonly frame: SheetFrame;
  private readonly tiles: ReadonlyMap<string, FeatureCollection>;

  constructor(
    style: StyleSpecification,
    data: SheetData,
    frame: SheetFrame,
    tiles: ReadonlyMap<string, FeatureCollection>,
  ) {
    this.style = style;
    this.data = data;
    this.frame = frame;
    this.tiles = tiles;
  }

  private collect(source: string, tileLayer: string | undefined): FeatureCollection<Geometry | null> {
    const record = this.style.sources[source];
    if (record?.type === "vector") return this.tiles.get(tileLayer ?? "") ?? nothing;
    if (record?.type !== "geojson") return nothing;
    if (typeof record.data !== "string") return record.data as FeatureCollection;
    const { data } = record;
    if (data.startsWith(answerPrefix)) return this.data.answers[data.slice(answerPrefix.length)] ?? nothing;
    if (data.startsWith(ownPrefix)) return this.data.own[data.slice(ownPrefix.length)] ?? nothing;
    const isLabel = data.startsWith(labelPrefix);
    const dataset = data.slice((isLabel ? labelPrefix : datasetPrefix).length);
    const collection = this.data.datasets[dataset];
    if (!collection) throw new Error(`the sheet was not given the dataset '${dataset}'`);
    if (isLabel) return buildLabelPoints(collection);
    const { course } =
      layers.find((layer) => layer.course && "dataset" in layer.data && layer.data.dataset === dataset) ?? {};
    return course ? drawCourses(collection, course) : collection;
  }

  find(source: string, tileLayer: string | undefined): SheetFeature[] {
    const key = `${source} ${tileLayer ?? ""}`;
    let found = this.placed.get(key);
    if (!found) {
      found = placeFeatures(this.collect(source, tileLayer), this.frame);
      this.placed.set(key, found);
    }
    return found;
  }
}

const titleOf = (board: Board, mark: LayerSpecification): { id: string; title: string } => {
  const id = mark.id.split("/")[0]!;
  const layer = findLayers(board).find((other) => other.id === id);
  return { id, title: layer?.title[board.language] ?? id };
};

/**
 * Draws the map of a board into its frame on the page: the marks of the map's own style, in its order, evaluated
 * at the zoom that the scale comes to. Signs and names are placed from the top of the style down and drawn from
 * the bottom up, as the map does.
 */
export async function drawMap(pen: SheetPen, board: Board, frame: SheetFrame, data: SheetData) {
  const own = styleOf(board, data);
  const bands = own.layers.findIndex(({ id }) => id === reachAnchor);
  const style = { ...own, layers: own.layers.toSpliced(bands, 0, ...listBandMarks(board)) };
  const zoom = findSheetZoom(frame);
  const tiles = data.tiles
    ? await readTileLayers(data.tiles, frame.shown, zoom)
    : new Map<string, FeatureCollection>();
  const shelf = new SourceShelf(style, data, frame, tiles);
  const { left, bottom, width, height } = frame.map;
  const box = [pointsOf(left), pointsOf(bottom), pointsOf(left + width), pointsOf(bottom + height)] as const;
  const ground: LabelGround = {
    pen,
    pixel: pointsOf(pixelMetres * 1000),
    box,
    rooms: new RoomKeeper(box),
    later: [],
  };
  const clip = rectangle(box[0], box[1], box[2] - box[0], box[3] - box[1]);
  pen.save();
  pen.clip(clip);
  pen.paint(clip, { fill: parseHex(themes.paper.outside) });
  const { selection } = board;
  const prepare = (mark: LayerSpecification) => {
    if (!("source" in mark) || zoom < (mark.minzoom ?? 0) || zoom >= (mark.maxzoom ?? 25)) return undefined;
    const source = String(mark.source);
    const isChosen = (feature: SheetFeature) => source === selection?.dataset && feature.id === selection.id;
    const evaluated = evaluateMark(mark, zoom, (feature) => (isChosen(feature) ? { selected: true } : {}));
    const features = shelf
      .find(source, mark["source-layer"])
      .filter((feature) => meetsMap(feature.parts, box) && evaluated.takes(feature));
    return features.length > 0 ? { evaluated, features } : undefined;
  };
  for (const mark of style.layers) {
    if (mark.type === "symbol") continue;
    const ready = prepare(mark);
    if (!ready) continue;
    const { id, title } = titleOf(board, mark);
    pen.beginGroup(id, title);
    drawMark(ready.evaluated, ready.features, ground);
    pen.endGroup();
  }
  const symbols: { mark: LayerSpecification; later: LabelGround["later"] }[] = [];
  for (const mark of style.layers.toReversed()) {
    if (mark.type !== "symbol") continue;
    const ready = prepare(mark);
    if (!ready) continue;
    const later: LabelGround["later"] = [];
    placeMark(ready.evaluated, ready.features, { ...ground, later });
    symbols.push({ mark, later });
  }
  for (const { mark, later } of symbols.toReversed()) {
    if (later.length === 0) continue;
    const { id, title } = titleOf(board, mark);
    pen.beginGroup(id, title);
    for (const draw of later) draw(pen);
    pen.endGroup();
  }
  pen.restore();
}

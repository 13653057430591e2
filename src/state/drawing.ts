import type { Feature, Geometry, Position } from "geojson";
import { create } from "zustand";
import { addUserLayers, changeUserLayer, findUserLayer, type UserLayer } from "../domain/board/userLayers.ts";
import type { Board } from "../domain/board.ts";
import type { DrawnMeasures } from "../domain/place/drawn.ts";
import type { LngLat } from "../domain/place/position.ts";
import { useAtlas } from "./store.ts";

export const drawTools = ["point", "line", "polygon", "circle"] as const;
export type DrawTool = (typeof drawTools)[number];

/** What is being drawn: not part of the board until it is finished. */
export interface DrawingState {
  tool: DrawTool | null;
  /** Finished shapes are kept in a layer; otherwise they are only measured. */
  keeps: boolean;
  snaps: boolean;
  /** Drawn feature whose shape is being changed. */
  edited: { layer: string; index: number; geometry: Geometry } | null;
  /** Positions entered one by one, by keyboard. */
  sketch: readonly LngLat[];
  /** Of a circle entered by keyboard. */
  radiusMetres: number;
  /** The last shape that was only measured; it stays until the next begins. */
  measured: Geometry | null;
  live: DrawnMeasures | null;
  /** Layer that takes what is drawn; null makes a new one. */
  target: string | null;
  /** Takes the finished shape instead of a layer, where someone else asked for it. */
  taker: ((geometry: Geometry) => void) | null;
  /** Raised to ask the map to finish or give up the shape it has in hand. */
  wish: { id: number; kind: "finish" | "cancel" } | null;
}

export const useDrawing = create<DrawingState>()(() => ({
  tool: null,
  keeps: true,
  snaps: true,
  edited: null,
  sketch: [],
  radiusMetres: 5_000,
  measured: null,
  live: null,
  target: null,
  taker: null,
  wish: null,
}));

export const isDrawing = () => {
  const { tool, edited } = useDrawing.getState();
  return tool !== null || edited !== null;
};

export const startTool = (tool: DrawTool) =>
  useDrawing.setState({ tool, edited: null, sketch: [], measured: null, live: null, taker: null });

export const stopDrawing = () =>
  useDrawing.setState({ tool: null, edited: null, sketch: [], measured: null, live: null, taker: null });

let wishes = 0;
export function askMap(kind: "finish" | "cancel") {
  wishes += 1;
  useDrawing.setState({ wish: { id: wishes, kind } });
}

/** Adds a position to what is entered by keyboard. */
export const addPosition = (position: LngLat) =>
  useDrawing.setState((state) => ({
    measured: null,
    sketch: state.tool === "point" || state.tool === "circle" ? [position] : [...state.sketch, position],
  }));

export const dropPosition = () => useDrawing.setState((state) => ({ sketch: state.sketch.slice(0, -1) }));

const round = (value: number) => Math.round(value * 1e9) / 1e9;

/** Positions to a tenth of a millimetre: what a hand draws is no finer, and texts stay short. */
function roundPositions<G extends Geometry>(geometry: G): G {
  const walk = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(walk) : typeof value === "number" ? round(value) : value;
  return "coordinates" in geometry
    ? ({ ...geometry, coordinates: walk(geometry.coordinates) as Position } as G)
    : geometry;
}

/** Drawn layers hold few features, so that a change may write the whole layer anew. */
async function saveFeatures(
  features: readonly Feature<Geometry>[],
  name: string,
  edit: (board: Board, layer: Pick<UserLayer, "content" | "count" | "bbox" | "shapes" | "columns">) => Board,
) {
  const [{ dataWorker }, { takeContent }, { editBoard, tellProblem }] = await Promise.all([
    import("../compute/askData.ts"),
    import("./userData.ts"),
    import("./actions.ts"),
  ]);
  const bytes = new TextEncoder().encode(JSON.stringify({ type: "FeatureCollection", features }));
  const kept = await dataWorker.ask("keep", { name, geojson: bytes.buffer as ArrayBuffer });
  if (!kept.ok) {
    tellProblem(kept.error);
    return;
  }
  takeContent(kept.value, null);
  const { key: content, count, bbox, shapes, columns } = kept.value;
  editBoard((board) => edit(board, { content, count, bbox, shapes, columns }));
}

async function loadDrawn(
  id: string,
): Promise<{ layer: UserLayer; features: Feature<Geometry>[] } | undefined> {
  const layer = findUserLayer(useAtlas.getState().board, id);
  if (!layer) return undefined;
  const { loadFeatures, useUserData } = await import("./userData.ts");
  await loadFeatures(layer.content);
  const features = useUserData.getState().features[layer.content];
  return features && { layer, features: [...features] };
}

const nameKey = "name";
const layerNames = { zh: "绘制", en: "Drawing" } as const;

/** One change after the other: each writes the layer as the one before left it. */
let saving: Promise<void> = Promise.resolve();
const queue = (work: () => Promise<void>) => {
  saving = saving.then(work, work);
  return saving;
};

/** Takes in a finished shape: kept in its layer, or left on the map to be measured. */
export function finishShape(geometry: Geometry, radiusMetres?: number): Promise<void> {
  const { keeps, target, taker } = useDrawing.getState();
  useDrawing.setState({ sketch: [] });
  if (taker) {
    taker(geometry);
    return Promise.resolve();
  }
  if (!keeps) {
    useDrawing.setState({ measured: geometry });
    return Promise.resolve();
  }
  return queue(async () => {
    const drawn = target === null ? undefined : await loadDrawn(useDrawing.getState().target ?? target);
    const { language } = useAtlas.getState().board;
    const features = drawn?.features ?? [];
    const name = `${geometry.type === "Point" ? (language === "zh" ? "点" : "Point") : geometry.type === "LineString" ? (language === "zh" ? "线" : "Line") : language === "zh" ? "面" : "Area"} ${features.length + 1}`;
    const feature: Feature<Geometry> = {
      type: "Feature",
      properties: {
        [nameKey]: name,
        ...(radiusMetres === undefined ? {} : { radiusMetres: Math.round(radiusMetres * 10) / 10 }),
      },
      geometry: roundPositions(geometry),
    };
    const title = drawn?.layer.name ?? layerNames[language];
    if (drawn) {
      await saveFeatures([...features, feature], title, (board, change) =>
        changeUserLayer(board, drawn.layer.id, change),
      );
      return;
    }
    const { createLayerId } = await import("./importFiles.ts");
    const id = createLayerId();
    await saveFeatures([feature], title, (board, change) =>
      addUserLayers(board, [
        {
          id,
          name: title,
          origin: "drawing",
          ...change,
          paint: { by: "one", tone: board.userLayers?.length ?? 0 },
          label: nameKey,
        },
      ]),
    );
    useDrawing.setState({ target: id });
  });
}

/** Changes one drawn feature: its shape, its name, or takes it away. */
export function changeDrawn(
  id: string,
  index: number,
  change: (feature: Feature<Geometry>) => Feature<Geometry> | null,
): Promise<void> {
  return queue(async () => {
    const drawn = await loadDrawn(id);
    if (!drawn?.features[index]) return;
    const changed = drawn.features.flatMap((feature, at) =>
      at === index ? (change(feature) ?? []) : [feature],
    );
    const isGone = changed.length < drawn.features.length;
    await saveFeatures(changed, drawn.layer.name, (board, content) => {
      const next = changeUserLayer(board, id, content);
      return isGone ? { ...next, selection: null } : next;
    });
  });
}

export const renameDrawn = (id: string, index: number, name: string) =>
  changeDrawn(id, index, (feature) => ({
    ...feature,
    properties: { ...feature.properties, [nameKey]: name },
  }));

export const reshapeDrawn = (id: string, index: number, geometry: Geometry) =>
  changeDrawn(id, index, (feature) => ({ ...feature, geometry: roundPositions(geometry) }));

export function removeDrawn(id: string, index: number) {
  stopDrawing();
  return changeDrawn(id, index, () => null);
}

/** Begins to change the shape of a drawn feature. */
export async function editDrawn(id: string, index: number) {
  const drawn = await loadDrawn(id);
  const feature = drawn?.features[index];
  if (feature)
    useDrawing.setState({
      tool: null,
      sketch: [],
      measured: null,
      edited: { layer: id, index, geometry: feature.geometry },
    });
}

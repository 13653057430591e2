import type { Feature, Geometry, Position } from "geojson";
import { create } from "zustand";
import type { Board } from "../../domain/board/board.ts";
import {
  addUserLayers,
  changeUserLayer,
  findUserLayer,
  type UserLayer,
} from "../../domain/board/userLayers.ts";
import type { DrawnMeasures } from "../../domain/place/drawn.ts";
import type { LngLat } from "../../domain/place/position.ts";
import { useAtlas } from "../store.ts";

export const drawTools = ["point", "line", "polygon", "circle"] as const;
export type DrawTool = (typeof drawTools)[number];
/** Shapes that are drawn to pick features by. */
export const pickTools = ["box", "polygon", "lasso"] as const;
export type PickTool = (typeof pickTools)[number];

export const isDrawTool = (tool: string | null): tool is DrawTool =>
  drawTools.some((known) => known === tool);

export type DrawWish = "finish" | "cancel" | "undo" | "redo";

/** What is being drawn: not part of the board until it is finished. */
export interface DrawingState {
  tool: DrawTool | PickTool | null;
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
  /** Corners of the shape in hand on the map that are set; the pointer's own is not among them. */
  draft: readonly LngLat[];
  /** Whether a corner of the shape in hand can be taken back, or set again. */
  steps: { back: boolean; forth: boolean };
  /** Raised to ask the map to finish or give up the shape it has in hand, or to take a corner back or set it again. */
  wish: { id: number; kind: DrawWish } | null;
  /** A shape that was cut off, to be taken in hand again corner by corner. */
  resumed: { tool: DrawTool; positions: readonly LngLat[] } | null;
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
  draft: [],
  steps: { back: false, forth: false },
  wish: null,
  resumed: null,
}));

export const isDrawing = () => {
  const { tool, edited } = useDrawing.getState();
  return tool !== null || edited !== null;
};

const nothingInHand = {
  edited: null,
  sketch: [],
  measured: null,
  live: null,
  taker: null,
  draft: [],
  steps: { back: false, forth: false },
} as const satisfies Partial<DrawingState>;

export const startTool = (tool: DrawTool | PickTool) => useDrawing.setState({ ...nothingInHand, tool });

export const stopDrawing = () => useDrawing.setState({ ...nothingInHand, tool: null });

/** Takes a shape that was cut off in hand again. */
export function resumeDraft(tool: DrawTool, positions: readonly LngLat[], target: string | null) {
  // Without a map the corners stand as if they had been entered one by one.
  const hasMap = useAtlas.getState().mapStatus.kind === "ready";
  const inHand = hasMap ? { resumed: { tool, positions } } : { sketch: positions };
  useDrawing.setState({ ...nothingInHand, tool, target, keeps: true, ...inHand });
}

let wishes = 0;
export function askMap(kind: DrawWish) {
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
  coalesceKey = "",
) {
  const [{ dataWorker }, { takeContent }, { editBoard, tellProblem }] = await Promise.all([
    import("../../compute/askData.ts"),
    import("./userData.ts"),
    import("../actions.ts"),
  ]);
  const bytes = new TextEncoder().encode(JSON.stringify({ type: "FeatureCollection", features }));
  const kept = await dataWorker.ask("keep", { name, geojson: bytes.buffer as ArrayBuffer });
  if (!kept.ok) {
    tellProblem(kept.error);
    return;
  }
  // First the features, then the board that speaks of them: a browser that dies between the two loses neither.
  await takeContent(kept.value, null);
  const { key: content, count, bbox, shapes, columns } = kept.value;
  editBoard((board) => edit(board, { content, count, bbox, shapes, columns }), coalesceKey);
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

/** Done when all that was drawn so far is with the browser. */
export const whenDrawnIsKept = () => saving;

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
    // A shape before this one may have begun the layer meanwhile.
    const into = target ?? useDrawing.getState().target;
    const drawn = into === null ? undefined : await loadDrawn(into);
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
    useDrawing.setState((state) => (state.target === into ? { target: id } : {}));
  });
}

/** Changes one drawn feature: its shape, its name, or takes it away. */
export function changeDrawn(
  id: string,
  index: number,
  change: (feature: Feature<Geometry>) => Feature<Geometry> | null,
  coalesceKey = "",
): Promise<void> {
  return queue(async () => {
    const drawn = await loadDrawn(id);
    if (!drawn?.features[index]) return;
    const changed = drawn.features.flatMap((feature, at) =>
      at === index ? (change(feature) ?? []) : [feature],
    );
    const isGone = changed.length < drawn.features.length;
    const edit = (board: Board, content: Partial<UserLayer>) => {
      const next = changeUserLayer(board, id, content);
      return isGone ? { ...next, selection: null } : next;
    };
    await saveFeatures(changed, drawn.layer.name, edit, coalesceKey);
  });
}

/** The last name typed of each drawn feature that is being named. */
const renaming = new Map<string, string>();

/** Names a drawn feature as it is typed: of letters that come while one name is being kept, only the last name is. */
export function renameDrawn(id: string, index: number, name: string): Promise<void> {
  const place = `drawn name ${id} ${index}`;
  const isUnderway = renaming.has(place);
  renaming.set(place, name);
  if (isUnderway) return saving;
  let isTaken = false;
  const rename = (feature: Feature<Geometry>) => {
    isTaken = true;
    const last = renaming.get(place) ?? name;
    renaming.delete(place);
    return { ...feature, properties: { ...feature.properties, [nameKey]: last } };
  };
  // Where there was nothing to name, the next try begins anew.
  return changeDrawn(id, index, rename, place).finally(() => isTaken || renaming.delete(place));
}

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

import type { Bbox } from "../place/boundingBox.ts";
import type { Board } from "./board.ts";

/** Shapes a layer holds; one layer may hold several. */
export const shapeKinds = ["Point", "LineString", "Polygon"] as const;
export type ShapeKind = (typeof shapeKinds)[number];

export interface UserColumn {
  key: string;
  kind: "number" | "text";
}

/**
 * How a user's layer is coloured: all features alike, by the values of a column, or by steps of its
 * numbers. Colours are places in the theme's own palette, so that every theme shows them its own way.
 */
export type UserPaint =
  | { by: "one"; tone: number }
  | { by: "category"; column: string; values: readonly string[] }
  | { by: "number"; column: string; breaks: readonly number[] };

/**
 * A layer the user brought, drew or had computed. Its features are kept apart, under the hash of their text,
 * so that a board stays small and one step of undo is another hash.
 */
export interface UserLayer {
  id: string;
  name: string;
  origin: "file" | "drawing" | "result";
  /** Key of the features. */
  content: string;
  count: number;
  bbox: Bbox | null;
  shapes: readonly ShapeKind[];
  columns: readonly UserColumn[];
  paint: UserPaint;
  /** Column whose values are written beside the features; null for none. */
  label: string | null;
}

export const userLayerPrefix = "user-";
export const isUserLayerId = (id: string) => id.startsWith(userLayerPrefix);
export const contentPattern = /^[0-9a-f]{32}$/;

/** Most layers a board keeps, and most classes one is coloured by. */
export const mostUserLayers = 100;
export const mostCategories = 9;
export const mostBreaks = 4;
const mostColumns = 254;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown, most = 200): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= most;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function parsePaint(value: unknown, columns: readonly UserColumn[]): UserPaint {
  const plain: UserPaint = { by: "one", tone: 0 };
  if (!isRecord(value)) return plain;
  const column = columns.find((other) => other.key === value.column)?.key;
  if (value.by === "category" && column !== undefined && Array.isArray(value.values))
    return {
      by: "category",
      column,
      values: value.values
        .filter((entry): entry is string => typeof entry === "string")
        .slice(0, mostCategories),
    };
  if (value.by === "number" && column !== undefined && Array.isArray(value.breaks)) {
    const breaks = value.breaks.filter(isNumber).slice(0, mostBreaks);
    if (breaks.every((at, index) => index === 0 || at > breaks[index - 1]!))
      return { by: "number", column, breaks };
  }
  return isNumber(value.tone)
    ? { by: "one", tone: Math.max(0, Math.min(20, Math.floor(value.tone))) }
    : plain;
}

function parseBbox(value: unknown): Bbox | null {
  if (!Array.isArray(value) || value.length !== 4 || !value.every(isNumber)) return null;
  const [west, south, east, north] = value as Bbox;
  return west <= east && south <= north && south >= -90 && north <= 90 && west >= -180 && east <= 180
    ? [west, south, east, north]
    : null;
}

function parseUserLayer(value: unknown): UserLayer | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, origin, content, count, shapes, label } = value;
  if (!isText(id, 60) || !/^user-[a-z0-9-]{1,50}$/.test(id)) return undefined;
  if (!isText(content, 32) || !contentPattern.test(content)) return undefined;
  const columns = (Array.isArray(value.columns) ? value.columns : [])
    .flatMap((column): UserColumn[] =>
      isRecord(column) && isText(column.key)
        ? [{ key: column.key, kind: column.kind === "number" ? "number" : "text" }]
        : [],
    )
    .slice(0, mostColumns);
  return {
    id,
    name: isText(name) ? name : id,
    origin: origin === "drawing" || origin === "result" ? origin : "file",
    content,
    count: isNumber(count) ? Math.max(0, Math.floor(count)) : 0,
    bbox: parseBbox(value.bbox),
    shapes: shapeKinds.filter((shape) => Array.isArray(shapes) && shapes.includes(shape)),
    columns,
    paint: parsePaint(value.paint, columns),
    label: columns.some((column) => column.key === label) ? (label as string) : null,
  };
}

/** Reads the user's layers of a board from outside data; what is none, or is there twice, is left out. */
export function parseUserLayers(value: unknown): { layers: UserLayer[]; isWhole: boolean } {
  if (!Array.isArray(value)) return { layers: [], isWhole: false };
  const layers: UserLayer[] = [];
  for (const entry of value.slice(0, mostUserLayers)) {
    const layer = parseUserLayer(entry);
    if (layer && !layers.some((other) => other.id === layer.id)) layers.push(layer);
  }
  return { layers, isWhole: layers.length === value.length };
}

const withUserLayers = (board: Board, userLayers: readonly UserLayer[]): Board => {
  const { userLayers: _before, ...rest } = board;
  return userLayers.length > 0 ? { ...rest, userLayers } : rest;
};

/** Adds layers on top of all others, shown. */
export const addUserLayers = (board: Board, added: readonly UserLayer[]): Board => ({
  ...withUserLayers(board, [...(board.userLayers ?? []), ...added].slice(0, mostUserLayers)),
  layers: [...board.layers, ...added.map(({ id }) => ({ id, visible: true, opacity: 1, hidden: [] }))],
});

/** Changes one layer; a new paint puts back every class that was hidden, as their names change with it. */
export function changeUserLayer(board: Board, id: string, change: Partial<Omit<UserLayer, "id">>): Board {
  if (!board.userLayers?.some((layer) => layer.id === id)) return board;
  const changed = withUserLayers(
    board,
    board.userLayers.map((layer) => (layer.id === id ? { ...layer, ...change } : layer)),
  );
  if (!change.paint) return changed;
  return {
    ...changed,
    layers: changed.layers.map((layer) => (layer.id === id ? { ...layer, hidden: [] } : layer)),
  };
}

/** Takes layers off the board, and the selection with them where it was of one of them. */
export const removeUserLayers = (board: Board, ids: readonly string[]): Board => ({
  ...withUserLayers(
    board,
    (board.userLayers ?? []).filter((layer) => !ids.includes(layer.id)),
  ),
  layers: board.layers.filter((layer) => !ids.includes(layer.id)),
  selection: board.selection && ids.includes(board.selection.dataset) ? null : board.selection,
});

/** The user's layer with an id, or undefined. */
export const findUserLayer = (board: Pick<Board, "userLayers">, id: string): UserLayer | undefined =>
  board.userLayers?.find((layer) => layer.id === id);

/** The entries a paint divides features into, by id: what the legend lists and the reader may hide. */
export const listClasses = (paint: UserPaint): string[] =>
  paint.by === "category"
    ? [...paint.values.map((_, index) => `class-${index}`), "other"]
    : paint.by === "number"
      ? [...Array.from({ length: paint.breaks.length + 1 }, (_, index) => `class-${index}`), "other"]
      : ["all"];

/** Stands where a feature has no class, as the conditions of its layer keep it off. */
export const noClass = 255;

/** Which of the classes a feature is in. */
export function findClass(paint: UserPaint, properties: Readonly<Record<string, unknown>>): string {
  if (paint.by === "one") return "all";
  const value = properties[paint.column];
  if (paint.by === "category") {
    const at = value === null || value === undefined ? -1 : paint.values.indexOf(String(value));
    return at < 0 ? "other" : `class-${at}`;
  }
  if (typeof value !== "number") return "other";
  const at = paint.breaks.findIndex((limit) => value < limit);
  return `class-${at < 0 ? paint.breaks.length : at}`;
}

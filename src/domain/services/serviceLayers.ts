import type { Board } from "../board/board.ts";
import type { Bbox } from "../place/boundingBox.ts";
import { type PictureSource, type ServiceKind, serviceKinds } from "./service.ts";
import { findOrigin } from "./settings.ts";

/** Pictures of a service below the plan. The board names where they come from; nothing of them travels with it. */
export interface ServiceLayer {
  id: string;
  name: string;
  kind: ServiceKind;
  /** Address of the service's description. */
  address: string;
  source: PictureSource;
  bbox: Bbox | null;
  /** Who is named beside the map; empty where nobody is known. */
  attribution: string;
  /** Terms of use in the service's own words; left out where it does not say. */
  licence?: string;
  /** The one phase it belongs to, by the reader's word; left out where that is not said: then it is drawn in all. */
  phase?: string;
  /** When its description was read, ISO 8601; left out in boards of before. */
  readAt?: string;
  /** 0 to 1. */
  opacity: number;
  visible: boolean;
}

export const mostServiceLayers = 30;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value.length <= most;
const numberIn = (value: unknown, low: number, high: number, otherwise: number): number =>
  typeof value === "number" && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise;

function parseSource(value: unknown): PictureSource | undefined {
  if (!isRecord(value) || !isText(value.template, 4_000) || findOrigin(value.template) === undefined)
    return undefined;
  const minZoom = Math.floor(numberIn(value.minZoom, 0, 24, 0));
  const { grainMetres } = value;
  const { least, most } = isRecord(value.ramp) ? value.ramp : {};
  const hasRamp = typeof least === "number" && typeof most === "number" && least < most;
  return {
    form: "pictures",
    template: value.template,
    tileSize: value.tileSize === 512 ? 512 : 256,
    minZoom,
    maxZoom: Math.floor(numberIn(value.maxZoom, minZoom, 24, Math.max(minZoom, 18))),
    rows: value.rows === "geographic" ? "geographic" : "mercator",
    ...(typeof grainMetres === "number" && grainMetres > 0 ? { grainMetres } : {}),
    ...(hasRamp ? { ramp: { least, most } } : {}),
  };
}

function parseBox(value: unknown): Bbox | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const box = value.map((number) => numberIn(number, -180, 180, Number.NaN)) as Bbox;
  return box[0] < box[2] && box[1] < box[3] && box[1] >= -90 && box[3] <= 90 ? box : null;
}

function parseServiceLayer(value: unknown): ServiceLayer | undefined {
  if (!isRecord(value) || !isText(value.id, 60) || !/^service-[a-z0-9-]{1,50}$/.test(value.id))
    return undefined;
  const source = parseSource(value.source);
  const kind = serviceKinds.find((known) => known === value.kind);
  if (!source || !kind) return undefined;
  const { id, name, address, attribution, licence, phase, readAt } = value;
  return {
    id,
    name: isText(name, 200) && name !== "" ? name : id,
    kind,
    address: isText(address, 4_000) ? address : source.template,
    source,
    bbox: parseBox(value.bbox),
    attribution: isText(attribution, 500) ? attribution : "",
    ...(isText(licence, 500) && licence !== "" ? { licence } : {}),
    ...(isText(phase, 60) && /^[a-z0-9-]+$/.test(phase) ? { phase } : {}),
    ...(isText(readAt, 40) && !Number.isNaN(Date.parse(readAt)) ? { readAt } : {}),
    opacity: numberIn(value.opacity, 0, 1, 1),
    visible: value.visible !== false,
  };
}

/** Reads the service layers of a board from outside data; what is none, or is there twice, is left out. */
export function parseServiceLayers(value: unknown): { layers: ServiceLayer[]; isWhole: boolean } {
  if (!Array.isArray(value)) return { layers: [], isWhole: false };
  const layers: ServiceLayer[] = [];
  for (const entry of value.slice(0, mostServiceLayers)) {
    const layer = parseServiceLayer(entry);
    if (layer && !layers.some((other) => other.id === layer.id)) layers.push(layer);
  }
  return { layers, isWhole: layers.length === value.length };
}

const withLayers = (board: Board, serviceLayers: readonly ServiceLayer[]): Board => {
  const { serviceLayers: _before, ...rest } = board;
  return serviceLayers.length > 0 ? { ...rest, serviceLayers } : rest;
};

/** Adds a layer above the service layers there are; past the most a board keeps, the board stays as it is. */
export const addServiceLayer = (board: Board, layer: ServiceLayer): Board =>
  (board.serviceLayers?.length ?? 0) >= mostServiceLayers
    ? board
    : withLayers(board, [...(board.serviceLayers ?? []), layer]);

export const changeServiceLayer = (
  board: Board,
  id: string,
  change: Partial<Pick<ServiceLayer, "name" | "opacity" | "visible">>,
): Board =>
  board.serviceLayers?.some((layer) => layer.id === id)
    ? withLayers(
        board,
        board.serviceLayers.map((layer) => (layer.id === id ? { ...layer, ...change } : layer)),
      )
    : board;

/** Says which phase a layer belongs to; null for not said. */
export const setServicePhase = (board: Board, id: string, phase: string | null): Board =>
  withLayers(
    board,
    (board.serviceLayers ?? []).map((layer): ServiceLayer => {
      if (layer.id !== id) return layer;
      const { phase: _before, ...rest } = layer;
      return phase === null ? rest : { ...rest, phase };
    }),
  );

/** Whether a layer is to be drawn in the phase of the board: one that says no phase is drawn in all. */
export const isServiceShown = ({ visible, opacity, phase }: ServiceLayer, boardPhase: string): boolean =>
  visible && opacity > 0 && (phase === undefined || phase === boardPhase);

export const removeServiceLayer = (board: Board, id: string): Board =>
  withLayers(
    board,
    (board.serviceLayers ?? []).filter((layer) => layer.id !== id),
  );

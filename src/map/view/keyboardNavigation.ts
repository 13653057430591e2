import type { Map as MapLibreMap } from "maplibre-gl";
import type { Selection } from "../../domain/board/board.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import { useAtlas } from "../../state/store.ts";
import { selectionOf } from "./pickFeature.ts";

/** A feature a keyboard can step to: where it is on the screen and what it is called. */
export interface Step {
  selection: Selection;
  name: { zh: string; en: string };
  x: number;
  y: number;
}

const mostSteps = 80;
const tiledReachPixels = 60;

/** The middle of what is drawn of a geometry, in pixels, kept inside the view. */
function findAnchor(map: MapLibreMap, geometry: GeoJSON.Geometry): { x: number; y: number } | undefined {
  const { clientWidth, clientHeight } = map.getContainer();
  const points: { x: number; y: number }[] = [];
  const collect = (coordinates: unknown) => {
    if (!Array.isArray(coordinates)) return;
    if (typeof coordinates[0] === "number") {
      const { x, y } = map.project(coordinates as [number, number]);
      if (x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight) points.push({ x, y });
    } else for (const part of coordinates) collect(part);
  };
  if (geometry.type !== "GeometryCollection") collect(geometry.coordinates);
  if (points.length === 0) return undefined;
  if (geometry.type.endsWith("Polygon")) {
    const sum = points.reduce((all, point) => ({ x: all.x + point.x, y: all.y + point.y }), { x: 0, y: 0 });
    return { x: sum.x / points.length, y: sum.y / points.length };
  }
  return points[Math.floor(points.length / 2)];
}

/** What is drawn in view, nearest the middle first, each feature once. */
export function findSteps(map: MapLibreMap, pickable: readonly string[]): Step[] {
  const layers = pickable.filter((id) => map.getLayer(id));
  if (layers.length === 0) return [];
  const { clientWidth, clientHeight } = map.getContainer();
  // Of a layer that comes in tiles there may be a hundred thousand in view: only those about the middle.
  const isTiled = (id: string) => map.getSource(map.getLayer(id)!.source)?.type === "vector";
  const [middleX, middleY] = [clientWidth / 2, clientHeight / 2];
  const tiled = layers.filter(isTiled);
  const rendered = [
    ...map.queryRenderedFeatures({ layers: layers.filter((id) => !isTiled(id)) }),
    ...(tiled.length > 0
      ? map.queryRenderedFeatures(
          [
            [middleX - tiledReachPixels, middleY - tiledReachPixels],
            [middleX + tiledReachPixels, middleY + tiledReachPixels],
          ],
          { layers: tiled },
        )
      : []),
  ];
  const { board } = useAtlas.getState();
  const found = new Map<string, Step>();
  for (const feature of rendered) {
    const selection = selectionOf(feature);
    const key = `${selection.dataset}/${selection.id}`;
    if (found.has(key) || selection.id === "undefined") continue;
    const anchor = findAnchor(map, feature.geometry);
    if (!anchor) continue;
    const { properties } = feature;
    const own = findUserLayer(board, selection.dataset);
    const ownName = own && `${own.name} ${Number(selection.id) + 1}`;
    found.set(key, {
      selection,
      name: {
        zh: ownName ?? String(properties["name:zh"] ?? ""),
        en: ownName ?? String(properties["name:en"] ?? ""),
      },
      ...anchor,
    });
  }
  const fromMiddle = ({ x, y }: Step) => Math.hypot(x - middleX, y - middleY);
  return [...found.values()].sort((a, b) => fromMiddle(a) - fromMiddle(b)).slice(0, mostSteps);
}

export type Direction = "left" | "right" | "up" | "down";

/**
 * The next step in a direction from a place on the screen: nearest, with what lies aslant counted as
 * farther. Undefined where nothing lies that way.
 */
export function findNextStep(
  steps: readonly Step[],
  from: { x: number; y: number },
  direction: Direction,
): Step | undefined {
  let best: Step | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    const [dx, dy] = [step.x - from.x, step.y - from.y];
    const [along, across] =
      direction === "right"
        ? [dx, dy]
        : direction === "left"
          ? [-dx, dy]
          : direction === "down"
            ? [dy, dx]
            : [-dy, dx];
    // Sectors of 63° to either side overlap, so that every feature can be reached.
    if (along <= 0.5 || Math.abs(across) > 2 * along) continue;
    const effort = along + 2 * Math.abs(across);
    if (effort < least) {
      least = effort;
      best = step;
    }
  }
  return best;
}

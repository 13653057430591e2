import { buildDrawContext } from "../../../layers/grammar/drawContext.ts";
import { type FilterFeature, passesFilter } from "../../../layers/grammar/evaluateFilter.ts";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { isTakenOff } from "../../../layers/grammar/hiddenFilters.ts";
import type { DrawContext, LayerDefinition } from "../../../layers/grammar/layer.ts";
import type { Board, LayerState } from "../../domain/board/board.ts";
import { isUserLayerId } from "../../domain/board/userLayers.ts";
import { type PlanFeature, readStatus } from "../../domain/plan.ts";

/** A layer of features that the map shows. */
export interface ShownLayer {
  definition: LayerDefinition;
  state: LayerState;
  dataset: string;
  isOwn: boolean;
}

/** The layers of features that a board shows, in its order. */
export const listShownLayers = (board: Board): ShownLayer[] =>
  board.layers.flatMap((state) => {
    const definition = findLayers(board).find(({ id }) => id === state.id);
    if (!definition || !state.visible || state.opacity === 0 || !("dataset" in definition.data)) return [];
    const { dataset } = definition.data;
    return [{ definition, state, dataset, isOwn: isUserLayerId(dataset) }];
  });

const typeOf = ({ geometry }: PlanFeature): FilterFeature["geometryType"] =>
  geometry.type.endsWith("Point") ? "Point" : geometry.type.endsWith("LineString") ? "LineString" : "Polygon";

/** Whether a layer draws a feature of the plan at a zoom, by its legend: in this phase, and not taken off. */
function isDrawn(
  { definition, state }: ShownLayer,
  feature: PlanFeature,
  context: DrawContext,
  zoom: number,
): boolean {
  const { properties } = feature;
  if (isTakenOff(state, properties)) return false;
  const isAbsent = readStatus(properties, context.phase) === "absent";
  const described = { properties, geometryType: typeOf(feature) };
  const entries = definition.legend(context).filter(({ filter }) => passesFilter(filter, described));
  if (entries.some(({ id }) => state.hidden.includes(id))) return false;
  return entries.some(({ fromZoom = 0, ofAbsent = false }) => zoom >= fromZoom && isAbsent === ofAbsent);
}

/** A test of whether some of the layers draw a feature of their dataset. */
export function buildShownTest(
  shown: readonly ShownLayer[],
  board: Board,
  zoom: number,
): (dataset: string, feature: PlanFeature) => boolean {
  const context = buildDrawContext(board);
  return (dataset, feature) =>
    shown.some((layer) => layer.dataset === dataset && isDrawn(layer, feature, context, zoom));
}

import { keyPhase } from "../../geodata/phaseDay.ts";
import type { LayerDefinition } from "../../layers/grammar/layer.ts";
import { layers } from "../../layers/index.ts";
import type { Board, Selection } from "../domain/board/board.ts";
import { showLayers } from "../domain/board/editLayers.ts";
import { isUserLayerId } from "../domain/board/userLayers.ts";
import { findBoundingBox } from "../domain/place/boundingBox.ts";
import { type PlanFeature, type PlanFeatureCollection, readStatus, type Status } from "../domain/plan.ts";
import { changeScreen, editBoard, requestCamera } from "./actions.ts";
import { loadDataset } from "./loadData.ts";
import { type AtlasState, useAtlas } from "./store.ts";

/** Close enough to see a place in its surroundings, not so close that a town-level position looks exact. */
const closestZoom = 10.5;

const unfoldMilliseconds = 60;

const featureIndexes = new WeakMap<PlanFeatureCollection, Map<string, PlanFeature>>();

function indexOf(collection: PlanFeatureCollection): Map<string, PlanFeature> {
  let index = featureIndexes.get(collection);
  if (!index) {
    index = new Map(collection.features.map((feature) => [feature.properties.id, feature]));
    featureIndexes.set(collection, index);
  }
  return index;
}

export function findFeature(
  datasets: AtlasState["datasets"],
  selection: Selection | null,
): PlanFeature | undefined {
  const collection = selection && datasets[selection.dataset];
  return collection ? indexOf(collection).get(selection.id) : undefined;
}

/** The phase a board shows, with the day where it stands on one: what `statusOf` and the map look statuses up by. */
export const findPhaseKey = ({ phase, monitor }: Pick<Board, "phase" | "monitor">): string =>
  keyPhase(phase, monitor?.asOf);

export const statusOf = (feature: PlanFeature, phase: string): Status =>
  readStatus(feature.properties, phase);

/** Layers that draw a dataset, in draw order. */
export const findLayersOf = (dataset: string): LayerDefinition[] =>
  layers.filter((layer) => "dataset" in layer.data && layer.data.dataset === dataset);

/**
 * Frames features on the map, turns on a layer that draws each, and selects when there is but one.
 * One edit of the board, so that one step back undoes it all.
 */
export async function showFeatures(selections: readonly Selection[]) {
  const [alone] = selections;
  if (!alone) return;
  if (isUserLayerId(alone.dataset)) {
    const { showOwnFeature } = await import("./own/ownFeatures.ts");
    showOwnFeature(alone);
    return;
  }
  const datasetIds = [...new Set(selections.map((selection) => selection.dataset))];
  await Promise.all(datasetIds.map(loadDataset));
  const { datasets } = useAtlas.getState();
  const geometries = selections.flatMap((selection) => {
    const feature = findFeature(datasets, selection);
    return feature?.geometry ? [feature.geometry] : [];
  });
  editBoard((board) => {
    const off = datasetIds.flatMap((dataset) => {
      const drawing = findLayersOf(dataset).map((layer) => layer.id);
      const isShown = board.layers.some((layer) => layer.visible && drawing.includes(layer.id));
      return isShown ? [] : drawing;
    });
    const shown = off.length > 0 ? showLayers(board, off, true) : board;
    const [only] = selections;
    const isSelected = board.selection?.id === only!.id && board.selection.dataset === only!.dataset;
    return selections.length === 1 && !isSelected ? { ...shown, selection: { ...only! } } : shown;
  });
  if (selections.length === 1) changeScreen({ inspectorOpen: true });
  const bbox = findBoundingBox(geometries);
  // The inspector takes its room first; the flight then frames what is left.
  await new Promise((resolve) => setTimeout(resolve, unfoldMilliseconds));
  if (bbox) requestCamera({ bbox, maxZoom: closestZoom });
}

import type { Board } from "../../src/domain/board/board.ts";
import type { PlanFeature, PlanFeatureCollection } from "../../src/domain/plan.ts";
import { buildDrawContext } from "./drawContext.ts";
import { type FilterFeature, passesFilter } from "./evaluateFilter.ts";
import { findLayers } from "./findLayers.ts";
import { findHiddenFilters } from "./hiddenFilters.ts";

const typeOf = ({ geometry }: PlanFeature): FilterFeature["geometryType"] =>
  geometry.type.endsWith("Point") ? "Point" : geometry.type.endsWith("LineString") ? "LineString" : "Polygon";

/** For each dataset a board's layers draw, the tests of which one must let a feature through. */
function findTests(board: Board): Map<string, ((feature: PlanFeature) => boolean)[]> {
  const tests = new Map<string, ((feature: PlanFeature) => boolean)[]>();
  const context = buildDrawContext(board);
  const definitions = findLayers(board);
  for (const { id, visible, ...state } of board.layers) {
    const layer = visible ? definitions.find((other) => other.id === id) : undefined;
    if (!layer || !("dataset" in layer.data) || layer.group === "own") continue;
    const filters = findHiddenFilters(layer, state, context);
    const { dataset } = layer.data;
    const isShown = (feature: PlanFeature) => {
      const described = { properties: feature.properties, geometryType: typeOf(feature) };
      return !filters.some((filter) => passesFilter(filter, described));
    };
    tests.set(dataset, [...(tests.get(dataset) ?? []), isShown]);
  }
  return tests;
}

/** Datasets that any of some boards shows. */
export const listComparedDatasets = (boards: readonly Board[]): string[] => [
  ...new Set(boards.flatMap((board) => [...findTests(board).keys()])),
];

/** Features that at least one of some boards shows, by dataset; datasets not loaded yet are left out. */
export function findComparedFeatures(
  boards: readonly Board[],
  datasets: Readonly<Record<string, PlanFeatureCollection>>,
): { dataset: string; features: PlanFeature[] }[] {
  const tests = boards.map(findTests);
  return listComparedDatasets(boards).flatMap((dataset) => {
    const collection = datasets[dataset];
    if (!collection) return [];
    const passing = tests.flatMap((test) => test.get(dataset) ?? []);
    return [
      { dataset, features: collection.features.filter((feature) => passing.some((test) => test(feature))) },
    ];
  });
}

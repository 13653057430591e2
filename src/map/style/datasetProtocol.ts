import type { FeatureCollection } from "geojson";
import { layers } from "../../../layers/index.ts";
import { loadDataset } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { drawCourses } from "./drawCourses.ts";

/** The map's own address of a dataset: it takes what the panels have loaded, so that a file crosses the net once. */
export const datasetScheme = "atlas-data";
export const datasetAddress = (dataset: string) => `${datasetScheme}://${dataset}`;

const courses = new Map(
  layers.flatMap((layer) =>
    layer.course && "dataset" in layer.data ? [[layer.data.dataset, layer.course] as const] : [],
  ),
);

/** A dataset as it is drawn, by its address; throws with the reason where it could not be read. */
export async function loadDrawnDataset(address: string): Promise<FeatureCollection> {
  const dataset = address.slice(datasetScheme.length + "://".length);
  await loadDataset(dataset);
  const { datasets, datasetProblems } = useAtlas.getState();
  const collection = datasets[dataset];
  if (!collection) throw new Error(datasetProblems[dataset]?.en ?? `dataset ${dataset} is not known`);
  const course = courses.get(dataset);
  return course ? drawCourses(collection, course) : collection;
}

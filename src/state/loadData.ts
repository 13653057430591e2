import { datasets as records } from "../../geodata/catalogue.ts";
import { type PlanFeatureCollection, parsePlan } from "../domain/plan.ts";
import { fetchBuilt, fetchText } from "./fetchFile.ts";
import { useAtlas } from "./store.ts";

/** Loads the plan for the outline; a failure is shown in the panel, which offers to try again. */
export async function loadPlan() {
  useAtlas.setState({ planLoading: { kind: "loading" } });
  const loaded = await fetchText("data/plan.json");
  const parsed = loaded.ok ? parsePlan(loaded.value) : loaded;
  useAtlas.setState(
    parsed.ok
      ? { plan: parsed.value, planLoading: { kind: "ready" } }
      : { planLoading: { kind: "failed", problem: parsed.error } },
  );
}

const loading = new Map<string, Promise<void>>();

/** Loads a dataset once; a failed one may be asked for again. */
export function loadDataset(id: string): Promise<void> {
  const running = loading.get(id);
  if (running) return running;
  const record = records.find((other) => other.id === id);
  const load = (async () => {
    if (!record) return;
    const loaded = await fetchBuilt<PlanFeatureCollection>(`data/${record.file}`);
    if (loaded.ok) {
      useAtlas.setState((state) => ({ datasets: { ...state.datasets, [id]: loaded.value } }));
      return;
    }
    loading.delete(id);
    useAtlas.setState((state) => ({ datasetProblems: { ...state.datasetProblems, [id]: loaded.error } }));
  })();
  loading.set(id, load);
  return load;
}

/** Loads everything the panels list, a few at a time so that the map's own requests are not kept waiting. */
export async function loadAllDatasets() {
  const queue = records.filter((record) => record.file.endsWith(".geojson")).map((record) => record.id);
  const work = async () => {
    for (let id = queue.shift(); id; id = queue.shift()) await loadDataset(id);
  };
  await Promise.all([work(), work(), work()]);
}

/** Loads the names to search; kept by the search itself. */
export const loadSearchText = () => fetchText("data/search.json");

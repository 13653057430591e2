import { datasets as records } from "../../geodata/catalogue.ts";
import { type PlanFeatureCollection, parsePlan } from "../domain/plan.ts";
import { failure, type Problem, type Result, success } from "../domain/result.ts";
import { useAtlas } from "./store.ts";

async function loadText(name: string): Promise<Result<string>> {
  try {
    const response = await fetch(`data/${name}`);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return success(await response.text());
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "data-unavailable",
      zh: `数据文件 ${name} 读取失败（${said}）；请检查网络后重试`,
      en: `Data file ${name} could not be read (${said}); check the connection and try again`,
      file: name,
    });
  }
}

/** Loads the plan for the outline; a failure is shown in the panel, which offers to try again. */
export async function loadPlan() {
  useAtlas.setState({ planLoading: { kind: "loading" } });
  const loaded = await loadText("plan.json");
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
    const loaded = await loadText(record.file);
    if (loaded.ok) {
      // Built and checked in this repository (`geodata/build`), so its shape is known.
      const collection = JSON.parse(loaded.value) as PlanFeatureCollection;
      useAtlas.setState((state) => ({ datasets: { ...state.datasets, [id]: collection } }));
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
export const loadSearchText = () => loadText("search.json");

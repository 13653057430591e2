import { projectStatesLayer } from "../../../layers/answers/project-states.ts";
import type { Board } from "../../domain/board/board.ts";
import { loadDataset } from "../../state/loadData.ts";
import { evaluateBoard, loadMonitor } from "../../state/monitor/monitor.ts";
import { useMonitor } from "../../state/monitor/monitorStore.ts";
import { useAtlas } from "../../state/store.ts";
import { createUrlKeeper } from "../style/createUrlKeeper.ts";
import { buildStateFeatures, findPromisedThings } from "./stateFeatures.ts";

const { kernel } = projectStatesLayer.data;

/** Addresses of the promised things in the colours of their states, made anew when day, rows or data change. */
export function createStateUrls() {
  const urls = createUrlKeeper();
  const findThings = (board: Board) => {
    const { monitor } = useMonitor.getState();
    const { plan } = useAtlas.getState();
    if (!board.monitor?.byState || !monitor || !plan) return undefined;
    const evaluation = evaluateBoard(board, monitor);
    return { evaluation, things: findPromisedThings(plan, evaluation) };
  };
  const update = (board: Board): boolean => {
    const found = findThings(board);
    const { datasets } = useAtlas.getState();
    const used = [...new Set(found?.things.map(({ dataset }) => dataset) ?? [])].sort();
    return urls.give(kernel, [found?.evaluation, ...used.map((dataset) => datasets[dataset])], () =>
      found ? buildStateFeatures(found.things, datasets) : null,
    );
  };
  return {
    urlOf: urls.urlOf,
    /** True where the features that are drawn have changed. Asks for what is not there yet. */
    update(board: Board): boolean {
      if (board.monitor?.byState) {
        void loadMonitor();
        const { datasets } = useAtlas.getState();
        for (const { dataset } of findThings(board)?.things ?? [])
          if (!datasets[dataset]) void loadDataset(dataset);
      }
      return update(board);
    },
    /** Has everything and makes the features, before a style that reads them is built. */
    async prepare(board: Board) {
      if (board.monitor?.byState) {
        await loadMonitor();
        const things = findThings(board)?.things ?? [];
        await Promise.all([...new Set(things.map(({ dataset }) => dataset))].map(loadDataset));
      }
      update(board);
    },
    remove: urls.remove,
  };
}

import type { RailSource } from "../../domain/rail/railSource.ts";
import type { ReachSource } from "../../domain/reach/reachSource.ts";
import { fetchBuilt } from "../fetchFile.ts";
import { useReach } from "./reachStore.ts";

let loading: Promise<void> | null = null;

/** Loads stations, lines and the grid, once; a failure may be tried again. */
export function loadReachSources(): Promise<void> {
  loading ??= (async () => {
    useReach.setState({ sourcesProblem: null });
    const [rail, reach] = await Promise.all([
      fetchBuilt<RailSource>("data/rail-network.json"),
      fetchBuilt<ReachSource>("data/reach.json"),
    ]);
    if (rail.ok && reach.ok) useReach.setState({ sources: { rail: rail.value, reach: reach.value } });
    else {
      loading = null;
      useReach.setState({ sourcesProblem: rail.ok ? (reach.ok ? null : reach.error) : rail.error });
    }
  })();
  return loading;
}

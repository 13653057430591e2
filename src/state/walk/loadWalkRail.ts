import type { RailSource } from "../../domain/rail/railSource.ts";
import { fetchBuilt } from "../fetchFile.ts";
import { useWalk } from "./walk.ts";

let loading: Promise<void> | undefined;

/** Loads the railway once, for the minutes in the text. */
export function loadWalkRail(): Promise<void> {
  loading ??= (async () => {
    const loaded = await fetchBuilt<RailSource>("data/rail-network.json");
    if (loaded.ok) useWalk.setState({ rail: loaded.value });
    else loading = undefined;
  })();
  return loading;
}

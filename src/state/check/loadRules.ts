import type { RuleTable } from "../../domain/check/rules.ts";
import { fetchBuilt } from "../fetchFile.ts";
import { useCheck } from "./checkStore.ts";

let loading: Promise<void> | null = null;

/** Loads the rule table of the atlas, once; a failure may be tried again. */
export function loadRules(): Promise<void> {
  loading ??= (async () => {
    useCheck.setState({ shippedProblem: null });
    const loaded = await fetchBuilt<RuleTable>("data/rules.json");
    if (loaded.ok) useCheck.setState({ shipped: loaded.value });
    else {
      loading = null;
      useCheck.setState({ shippedProblem: loaded.error });
    }
  })();
  return loading;
}

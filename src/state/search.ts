import { datasets as records } from "../../geodata/catalogue.ts";
import { isUserLayerId } from "../domain/board/userLayers.ts";
import { featuresOfItems } from "../domain/planItems.ts";
import type { Problem } from "../domain/result.ts";
import { parseSearchIndex, type SearchEntry, type SearchIndex } from "../domain/search.ts";
import { changeScreen } from "./actions.ts";
import { showFeatures } from "./features.ts";
import { loadSearchText } from "./loadData.ts";
import { useAtlas } from "./store.ts";

export type SearchState =
  | { kind: "loading" }
  | { kind: "ready"; index: SearchIndex }
  | { kind: "failed"; problem: Problem };

const recentKey = "atlas-recent";
const mostRecent = 8;

let ready: SearchState | null = null;

/** The names to search, loaded when first asked for. */
export async function loadSearch(): Promise<SearchState> {
  if (ready) return ready;
  const loaded = await loadSearchText();
  const parsed = loaded.ok ? parseSearchIndex(loaded.value) : loaded;
  if (!parsed.ok) return { kind: "failed", problem: parsed.error };
  ready = { kind: "ready", index: parsed.value };
  return ready;
}

const nameOf = (entry: SearchEntry) => `${entry.dataset}/${entry.id}`;

function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(recentKey) ?? "[]");
    return Array.isArray(kept) ? kept.filter((name) => typeof name === "string").slice(0, mostRecent) : [];
  } catch {
    return [];
  }
}

/** What was last gone to, newest first. */
export function recentEntries(index: SearchIndex): SearchEntry[] {
  return readRecent().flatMap((name) => index.entries.find((entry) => nameOf(entry) === name) ?? []);
}

function keepRecent(entry: SearchEntry) {
  const names = [nameOf(entry), ...readRecent().filter((name) => name !== nameOf(entry))];
  try {
    localStorage.setItem(recentKey, JSON.stringify(names.slice(0, mostRecent)));
  } catch {
    // Without storage there is no list of recent places, and nothing else is lost.
  }
}

/** Goes to a found feature on the map, or to a found item in the outline and on the map. */
export function goToEntry(entry: SearchEntry) {
  if (isUserLayerId(entry.dataset)) {
    void showFeatures([{ dataset: entry.dataset, id: entry.id }]);
    return;
  }
  keepRecent(entry);
  const { plan } = useAtlas.getState();
  if (records.some((record) => record.id === entry.dataset)) {
    void showFeatures([{ dataset: entry.dataset, id: entry.id }]);
    return;
  }
  changeScreen({ panel: "plan", outlineItem: entry.id });
  if (plan) void showFeatures(featuresOfItems(plan, [entry.id]));
}

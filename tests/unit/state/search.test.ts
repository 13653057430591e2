import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { datedPhase } from "../../../geodata/plan/phases.ts";
import { type PlanFeatureCollection, parsePlan } from "../../../src/domain/plan.ts";
import { featuresOfItems } from "../../../src/domain/planItems.ts";
import type { SearchEntry, SearchIndex } from "../../../src/domain/search.ts";
import { showBoard, showLayers, undoEdit } from "../../../src/state/actions.ts";
import { defaultBoard } from "../../../src/state/board/defaultBoard.ts";
import {
  findFeature,
  findLayersOf,
  findPhaseKey,
  showFeatures,
  statusOf,
} from "../../../src/state/features.ts";
import { setLayerFilter } from "../../../src/state/layerFilter.ts";
import { goToEntry, loadSearch, recentEntries } from "../../../src/state/search.ts";
import { useAtlas } from "../../../src/state/store.ts";
import { createRefusingStorage, createStorage } from "./fakes/storage.ts";
import { waitUntil } from "./fakes/waitUntil.ts";
import { stubFetch } from "./fakes/workers.ts";

const airports = JSON.parse(readFileSync("public/data/airports.geojson", "utf8")) as PlanFeatureCollection;
const [first, second] = airports.features;
const plan = parsePlan(readFileSync("public/data/plan.json", "utf8"));
const atlas = () => useAtlas.getState();
const isShown = () =>
  atlas().board.layers.some(
    ({ id, visible }) => visible && findLayersOf("airports").some((layer) => layer.id === id),
  );
const entry = (dataset: string, id: string) => ({ dataset, id }) as SearchEntry;

let files: Record<string, unknown> = {};
const fetched = stubFetch(() => files);
beforeEach(() => {
  vi.stubGlobal("localStorage", createStorage());
  files = { "airports.geojson": airports, "search.json": readFileSync("public/data/search.json", "utf8") };
  showBoard(defaultBoard(), { past: [], future: [] });
  showLayers(
    findLayersOf("airports").map(({ id }) => id),
    false,
  );
  useAtlas.setState({ past: [], cameraRequest: null, plan: null });
});

describe("features that are shown", () => {
  it("are fetched, drawn, selected and framed, as one step of undo", async () => {
    const before = atlas().board;
    const selection = { dataset: "airports", id: first!.properties.id };
    await showFeatures([selection]);
    expect(isShown()).toBe(true);
    expect(atlas().board.selection).toEqual(selection);
    expect(atlas().screen.inspectorOpen).toBe(true);
    const to = atlas().cameraRequest?.to;
    expect(to && "bbox" in to && to.bbox.slice(0, 2)).toEqual(
      first!.geometry.type === "Point" ? first!.geometry.coordinates : expect.anything(),
    );
    undoEdit();
    expect(atlas().board).toBe(before);
    expect(findFeature(atlas().datasets, selection)).toEqual(first);
    expect(findFeature(atlas().datasets, { dataset: "airports", id: "none" })).toBeUndefined();
    expect(findFeature(atlas().datasets, null)).toBeUndefined();
  });

  it("are framed together where there are several, and none is selected", async () => {
    await showFeatures(
      [first!, second!].map(({ properties }) => ({ dataset: "airports", id: properties.id })),
    );
    expect(atlas().board.selection).toBeNull();
    const to = atlas().cameraRequest?.to;
    if (!to || !("bbox" in to)) throw new Error("no flight");
    for (const feature of [first!, second!]) {
      if (feature.geometry.type !== "Point") continue;
      const [x, y] = feature.geometry.coordinates as [number, number];
      expect(x >= to.bbox[0] && x <= to.bbox[2] && y >= to.bbox[1] && y <= to.bbox[3]).toBe(true);
    }
  });

  it("turn on no layer where one draws them already, and nothing happens without any", async () => {
    await showFeatures([]);
    expect(atlas().past).toEqual([]);
    const [one] = findLayersOf("airports");
    showLayers([one!.id], true);
    const { layers } = atlas().board;
    await showFeatures([{ dataset: "airports", id: first!.properties.id }]);
    expect(atlas().board.layers).toBe(layers);
  });

  it("have the status of the phase, or of the day a board stands on", () => {
    const { properties } = first!;
    expect(statusOf({ ...first!, properties: { ...properties, "status:x": "planned" } } as never, "x")).toBe(
      "planned",
    );
    expect(statusOf({ ...first!, properties: { id: "a" } } as never, "x")).toBe("absent");
    const { id: phase } = datedPhase;
    expect(findPhaseKey({ phase, monitor: { asOf: "2023-01-01" } })).toMatch(/@2023-01-01$/);
    expect(findPhaseKey({ phase })).toBe(phase);
  });

  it("of a layer meet its conditions; the letters of one value are one step", () => {
    const filter = (value: string) => [{ column: "kind", operator: "contains" as never, value, to: "" }];
    for (const value of ["a", "ab", "abc"]) setLayerFilter("cities", filter(value));
    expect(atlas().past).toHaveLength(1);
    expect(atlas().board.layers.find(({ id }) => id === "cities")?.filter).toEqual(filter("abc"));
    setLayerFilter("cities", [...filter("abc"), ...filter("x")]);
    expect(atlas().past).toHaveLength(2);
  });
});

describe("search", () => {
  it("tells why its names are not there, and finds them the next time, once", async () => {
    files = {};
    expect(await loadSearch()).toMatchObject({ kind: "failed", problem: { code: "data-unavailable" } });
    files = { "search.json": "{" };
    expect(await loadSearch()).toMatchObject({ kind: "failed", problem: { code: "search-not-json" } });
    files = { "search.json": readFileSync("public/data/search.json", "utf8") };
    expect(await loadSearch()).toMatchObject({ kind: "ready" });
    const asked = fetched.length;
    await loadSearch();
    expect(fetched).toHaveLength(asked);
  });

  it("goes to a feature, and keeps the last eight it went to, newest first, each once", () => {
    const index = {
      entries: Array.from({ length: 10 }, (_, at) => entry("airports", `x${at}`)),
    } as unknown as SearchIndex;
    for (const one of index.entries) goToEntry(one);
    goToEntry(index.entries[5]!);
    expect(recentEntries(index).map(({ id }) => id)).toEqual([
      "x5",
      "x9",
      "x8",
      "x7",
      "x6",
      "x4",
      "x3",
      "x2",
    ]);
    // One that is no longer in the plan.
    expect(
      recentEntries({ entries: index.entries.slice(5) } as unknown as SearchIndex).map(({ id }) => id),
    ).toEqual(["x5", "x9", "x8", "x7", "x6"]);
    vi.stubGlobal("localStorage", createStorage({ "atlas-recent": '{"a":1}' }));
    expect(recentEntries(index)).toEqual([]);
    vi.stubGlobal("localStorage", createRefusingStorage());
    expect(() => goToEntry(index.entries[0]!)).not.toThrow();
  });

  it("goes to an item of the plan in the outline, and to its features on the map", async () => {
    if (!plan.ok) throw new Error(plan.error.en);
    useAtlas.setState({ plan: plan.value });
    const item = plan.value.items.find(({ id }) => {
      const found = featuresOfItems(plan.value, [id]);
      return found.length > 0 && found.every(({ dataset }) => dataset === "airports");
    })!;
    goToEntry(entry("plan", item.id));
    expect(atlas().screen).toMatchObject({ panel: "plan", outlineItem: item.id });
    await waitUntil(() => expect(atlas().cameraRequest).not.toBeNull());
    expect(isShown()).toBe(true);
  });
});

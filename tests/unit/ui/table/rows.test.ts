import { describe, expect, it } from "vitest";
import { defineLayer } from "../../../../layers/grammar/layer.ts";
import type { PlanFeature } from "../../../../src/domain/plan.ts";
import { findLayerContent } from "../../../../src/ui/layers/emptiness.ts";
import { findRows } from "../../../../src/ui/table/rows.ts";

const feature = (id: string, zh: string, place: [number, number], more: Record<string, unknown> = {}) =>
  ({
    type: "Feature",
    geometry: { type: "Point", coordinates: place },
    properties: {
      id,
      "name:zh": zh,
      "name:en": id,
      kind: "town",
      items: [],
      confidence: "town",
      source: "s",
      ...more,
    },
  }) as PlanFeature;

const features = [
  feature("delta", "丁", [110, 40], { people: 9, "status:now": "absent" }),
  feature("alpha", "甲", [111, 41], { people: 30, "status:now": "existing" }),
  feature("beta", "乙", [112, 42], { "status:now": "planned" }),
];
const columns = [
  { key: "name", value: (f: PlanFeature) => f.properties["name:en"] },
  { key: "people", value: (f: PlanFeature) => f.properties.people as number | undefined },
];
const plain = { filter: "", sorting: null, view: null, language: "en" as const };
const ids = (options: Partial<Parameters<typeof findRows>[2]>) =>
  findRows(features, columns, { ...plain, ...options }).map((f) => f.properties.id);

describe("rows of the table", () => {
  it("unsorted keep the order of the file, and the file keeps its own", () => {
    expect(ids({})).toEqual(["delta", "alpha", "beta"]);
    ids({ sorting: { key: "name", direction: "ascending" } });
    expect(features[0]!.properties.id).toBe("delta");
  });

  it("sort by text and by number, either way", () => {
    expect(ids({ sorting: { key: "name", direction: "ascending" } })).toEqual(["alpha", "beta", "delta"]);
    expect(ids({ sorting: { key: "people", direction: "descending" } })).toEqual(["alpha", "delta", "beta"]);
  });

  it("without a value come last in either direction", () => {
    expect(ids({ sorting: { key: "people", direction: "ascending" } }).at(-1)).toBe("beta");
    expect(ids({ sorting: { key: "people", direction: "descending" } }).at(-1)).toBe("beta");
  });

  it("are filtered by either name and by any column", () => {
    expect(ids({ filter: "甲" })).toEqual(["alpha"]);
    expect(ids({ filter: "ALPH" })).toEqual(["alpha"]);
    expect(ids({ filter: "30" })).toEqual(["alpha"]);
  });

  it("may be limited to what is in view", () => {
    expect(ids({ view: [110.5, 40.5, 113, 43] })).toEqual(["alpha", "beta"]);
  });
});

describe("why a layer is empty", () => {
  const layer = defineLayer({
    id: "l",
    title: { zh: "层", en: "Layer" },
    group: "towns",
    data: { dataset: "d" },
    shown: true,
    legend: () => [],
    draw: () => [],
  });
  const collection = (...list: PlanFeature[]) => ({
    d: { type: "FeatureCollection" as const, features: list },
  });
  const find = (datasets: Parameters<typeof findLayerContent>[1], hasFailed = false) =>
    findLayerContent(layer, datasets, () => hasFailed, "now");

  it("counts what is there in the phase", () => {
    expect(find(collection(...features))).toEqual({ kind: "present", count: 2, total: 3 });
  });

  it("says that all are absent, that there are none, or that they could not be read", () => {
    expect(find(collection(features[0]!))).toEqual({ kind: "all-absent", total: 1 });
    expect(find(collection())).toEqual({ kind: "no-data" });
    expect(find({}, true)).toEqual({ kind: "failed" });
    expect(find({})).toEqual({ kind: "unknown" });
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { FeatureCollection } from "geojson";
import { describe, expect, it } from "vitest";
import { phaseIds } from "../../../geodata/plan/phases.ts";
import { passesFilter } from "../../../layers/grammar/evaluateFilter.ts";
import { groups } from "../../../layers/grammar/layer.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import { layers } from "../../../layers/index.ts";
import { geometryTypeOf } from "../../../src/map/view/countInView.ts";

const root = resolve(import.meta.dirname, "../../..");
const readDataset = (id: string) =>
  JSON.parse(readFileSync(join(root, "public/data", `${id}.geojson`), "utf8")) as FeatureCollection;

describe("the list of layers", () => {
  it("has one file a layer, named after it", () => {
    const files = readdirSync(join(root, "layers"), { recursive: true, encoding: "utf8" }).map((file) =>
      basename(file, ".ts"),
    );
    expect(layers.filter((layer) => !files.includes(layer.id)).map((layer) => layer.id)).toEqual([]);
    expect(new Set(layers.map((layer) => layer.id)).size).toBe(layers.length);
  });

  it("has a layer in every group of the plan", () => {
    expect(groups.filter((group) => !layers.some((layer) => layer.group === group))).toEqual([]);
  });

  it("draws every dataset that the build ships", () => {
    const shipped = readdirSync(join(root, "public/data"))
      .filter((file) => file.endsWith(".geojson"))
      .map((file) => file.replace(/\.geojson$/, ""));
    const drawn = layers.flatMap((layer) => ("dataset" in layer.data ? [layer.data.dataset] : []));
    expect(shipped.filter((dataset) => !drawn.includes(dataset))).toEqual([]);
    expect(drawn.filter((dataset) => !existsSync(join(root, "public/data", `${dataset}.geojson`)))).toEqual(
      [],
    );
  });

  it("has each title and legend label in both languages", () => {
    const context = { theme: themes.paper, phase: phaseIds[0]!, language: "zh" as const };
    const texts = layers.flatMap((layer) => [
      layer.title,
      ...layer.legend(context).map((entry) => entry.label),
      ...(layer.columns ?? []).map((column) => column.title),
    ]);
    expect(texts.filter(({ zh, en }) => !/\p{Script=Han}/u.test(zh) || !/^[ -~–—’]+$/.test(en))).toEqual([]);
  });
});

describe("legends", () => {
  const withData = layers.filter((layer) => "dataset" in layer.data);

  it.each(withData)("of $id put every drawn feature in exactly one entry, in every phase", (layer) => {
    const { features } = readDataset((layer.data as { dataset: string }).dataset);
    // Four cities are drawn by their own layer, not among the towns.
    const skipped = layer.id === "towns" ? ["city"] : [];
    const wrong: string[] = [];
    for (const phase of phaseIds) {
      const entries = layer.legend({ theme: themes.paper, phase, language: "zh" });
      for (const { properties, geometry } of features) {
        if (!properties || properties[`status:${phase}`] === "absent" || skipped.includes(properties.kind))
          continue;
        const matching = entries.filter((entry) =>
          passesFilter(entry.filter, { properties, geometryType: geometryTypeOf(geometry) }),
        );
        if (matching.length !== 1) {
          wrong.push(`${phase} ${properties.id} (${properties.kind}): ${matching.map((e) => e.id)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

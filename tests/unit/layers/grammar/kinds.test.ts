import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { planFolder, readFactTable, requireText } from "../../../../geodata/build/factTable.ts";
import { readKinds, serializeKinds } from "../../../../geodata/build/kinds.ts";
import { datasets } from "../../../../geodata/catalogue.ts";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { findKind } from "../../../../layers/grammar/kinds.ts";
import { schematicRemark, statusEntries } from "../../../../layers/grammar/legend.ts";
import { symbols } from "../../../../layers/grammar/symbols.ts";
import { themes } from "../../../../layers/grammar/theme.ts";
import { layers } from "../../../../layers/index.ts";
import { command as find } from "../../../../src/cli/find.ts";
import type { PlanFeature, PlanFeatureCollection } from "../../../../src/domain/plan.ts";

const root = join(import.meta.dirname, "../../../..");
const readFeatures = (file: string): PlanFeature[] =>
  (JSON.parse(readFileSync(join(root, "public/data", file), "utf8")) as PlanFeatureCollection).features;

const statusWords = statusEntries(
  { theme: themes.paper, phase: phaseIds[0]!, language: "zh" },
  "rail",
  "line",
).map(({ label }) => label);

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

const shipped = datasets.filter(({ file }) => file.endsWith(".geojson"));
const table = readKinds();

describe("the table of kinds", () => {
  it("is what the page reads", () => {
    expect(readFileSync(join(root, "geodata/plan/kinds.json"), "utf8")).toBe(serializeKinds(table));
    for (const [dataset, kinds] of Object.entries(table))
      for (const [kind, words] of Object.entries(kinds)) expect(findKind(dataset, kind)).toEqual(words);
  });

  it.each(shipped)("names every kind of $id once, and none it has not", ({ id, file }) => {
    const found = new Set(readFeatures(file).map((feature) => feature.properties.kind));
    expect(Object.keys(table[id] ?? {}).sort()).toEqual([...found].sort());
    const words = Object.values(table[id] ?? {});
    expect(new Set(words.map(({ zh }) => zh)).size).toBe(words.length);
    expect(new Set(words.map(({ en }) => en)).size).toBe(words.length);
  });

  it("names only signs the map has", () => {
    const named = Object.values(table).flatMap((kinds) => Object.values(kinds));
    expect(named.filter(({ symbol }) => symbol !== undefined && !(symbol in symbols))).toEqual([]);
  });

  it.each(shipped)("gives the command line its word for $id", async ({ id, file }) => {
    const [feature] = readFeatures(file);
    const { zh } = table[id]![feature!.properties.kind]!;
    const { output } = await find.run([feature!.properties["name:zh"]]);
    const rows = String(output).split("\n");
    expect(rows.filter((row) => row.includes(` ${zh} `) && row.includes(` ${id} `))).not.toEqual([]);
  });

  it.each(layers.filter(({ data, deck }) => "dataset" in data && deck === undefined))(
    "gives the legend of $id its words",
    (layer) => {
      const dataset = "dataset" in layer.data ? layer.data.dataset : "";
      const features = readFeatures(`${dataset}.geojson`);
      const kinds = table[dataset] ?? {};
      const statuses = new Set(statusWords.map(({ zh }) => zh));
      for (const theme of Object.values(themes))
        for (const { label, filter, ofAbsent } of layer.legend({
          theme,
          phase: phaseIds[0]!,
          language: "zh",
        })) {
          if (statuses.has(label.zh) || ofAbsent) continue;
          // Whatever the entry asks of the status, it stands for the kinds it names, or for all there are.
          const named = Object.keys(kinds).filter((kind) => JSON.stringify(filter).includes(`"${kind}"`));
          const meant = named.length > 0 ? named : [...new Set(features.map((f) => f.properties.kind))];
          if (meant.length !== 1) continue;
          const { zh, en } = kinds[meant[0]!]!;
          expect([zh, `${zh}${schematicRemark.zh}`]).toContain(label.zh);
          expect([en, `${en}${schematicRemark.en}`]).toContain(label.en);
        }
    },
  );

  it("agrees with the word of a rule for a zone that is one kind", () => {
    const words = new Map(
      readFactTable("rule-kinds.csv", planFolder).map((fact) => [
        requireText(fact, "kind"),
        requireText(fact, "title_zh"),
      ]),
    );
    const classes = groupBy(
      readFactTable("rule-classes.csv", planFolder).filter((fact) => requireText(fact, "role") === "zone"),
      (fact) => requireText(fact, "kind"),
    );
    let compared = 0;
    for (const [kind, [only, ...others]] of classes) {
      const feature = only!.values.feature_kind!;
      if (others.length > 0 || feature === "*" || only!.values.level !== "") continue;
      // A rule may say more of it ("national"), never another word.
      expect(words.get(kind)).toContain(table[only!.values.dataset!]![feature]!.zh);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(5);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kinds } from "../../../layers/kinds.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";

const folder = join(import.meta.dirname, "../../../public/data");
const files = readdirSync(folder).filter((name) => name.endsWith(".geojson"));

describe("the names of kinds", () => {
  it.each(files)("every kind in %s has a name in both languages", (file) => {
    const collection = JSON.parse(readFileSync(join(folder, file), "utf8")) as PlanFeatureCollection;
    const unnamed = collection.features
      .map((feature) => feature.properties.kind)
      .filter((kind) => !kinds[kind]?.zh || !kinds[kind]?.en);
    expect([...new Set(unnamed)]).toEqual([]);
  });
});

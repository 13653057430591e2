import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bboxPolygon, booleanIntersects } from "@turf/turf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Board } from "../../../../src/domain/board/board.ts";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { describeView, type ViewFacts, viewLengths } from "../../../../src/domain/view/describeView.ts";
import { readView } from "../../../../src/sheet/readView.ts";

const root = join(import.meta.dirname, "../../../..");
const read = <T>(path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as T;
const standard = read<Board>("public/boards/default.json");
const only = (...ids: string[]): Board => ({
  ...standard,
  layers: standard.layers.map((layer) => ({ ...layer, visible: ids.includes(layer.id) })),
});
const datasets = Object.fromEntries(
  ["units", "cities", "airports", "rail-lines", "stations"].map((id) => [
    id,
    read<PlanFeatureCollection>(`public/data/${id}.geojson`),
  ]),
);

const facts: ViewFacts = {
  phase: { zh: "规划 2025", en: "Plan 2025" },
  widthKilometres: 120.4,
  heightKilometres: 8.25,
  centre: [111.7, 40.8],
  within: { unit: { zh: "甲旗", en: "Banner A" }, city: { zh: "乙市", en: "City B" } },
  units: 3,
  unitsWord: { zh: "旗县", en: "units" },
  allUnits: 38,
  layers: [
    { title: { zh: "铁路", en: "Railways" }, count: 4 },
    { title: { zh: "机场", en: "Airports" }, count: 1 },
  ],
  states: { existing: 3, underConstruction: 1, planned: 1, closed: 0 },
  surveyed: 2,
  town: 2,
  schematic: 1,
  changed: {
    since: { zh: "现状 2020", en: "Base 2020" },
    opened: [{ zh: "丙线", en: "Line C" }],
    begun: [],
    planned: [],
    improved: [],
    improving: [],
    gone: [],
  },
  nearest: [{ name: { zh: "丁机场", en: "Airport D" }, kilometres: 3.14 }],
  selected: null,
  answers: [],
};

describe("a view in words", () => {
  it("says where, which phase, what, how sure, what changed and what is nearest, in both languages", () => {
    const zh = describeView(facts, "long", "zh");
    for (const part of [
      "规划 2025",
      "120 公里",
      "8.3 公里",
      "乙市甲旗",
      "38 个旗县中的 3 个",
      "铁路 4",
      "示意 1 项",
      "建成或开通 1 项（丙线）",
      "丁机场（3.1 公里）",
    ])
      expect(zh).toContain(part);
    const en = describeView(facts, "long", "en");
    for (const part of [
      "Plan 2025",
      "120 km",
      "Banner A, City B",
      "3 of the 38",
      "5 features are in view: Railways 4, Airports 1",
      "1 schematic",
      "1 completed or opened (Line C)",
      "Airport D (3.1 km)",
    ])
      expect(en).toContain(part);
    expect(en).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it("is longer the longer it is asked for, and says the same numbers", () => {
    for (const language of ["zh", "en"] as const) {
      const [short, medium, long] = viewLengths.map((length) => describeView(facts, length, language));
      expect(short!.length).toBeLessThan(medium!.length);
      expect(medium!.length).toBeLessThanOrEqual(long!.length);
      for (const text of [short, medium, long]) expect(text).toMatch(/\b5\b|5 项/);
    }
  });

  it("counts what turf finds in the same box", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 107, max: 113, noNaN: true }),
        fc.double({ min: 38.5, max: 42, noNaN: true }),
        fc.double({ min: 0.3, max: 2, noNaN: true }),
        (west, south, size) => {
          const box = [west, south, west + size, south + size] as const;
          const frame = bboxPolygon([...box]);
          const found = readView(only("airports", "rail-lines"), datasets, box);
          const count = (id: string) =>
            datasets[id]!.features.filter(
              (feature) =>
                feature.properties["status:2020"] !== "absent" && booleanIntersects(feature, frame),
            ).length;
          expect(found.layers.reduce((sum, layer) => sum + layer.count, 0)).toBe(
            count("airports") + count("rail-lines"),
          );
          expect(found.units).toBe(
            datasets.units!.features.filter((unit) => booleanIntersects(unit, frame)).length,
          );
          const { existing, underConstruction, planned, closed } = found.states;
          expect(existing + underConstruction + planned + closed).toBe(
            found.surveyed + found.town + found.schematic,
          );
        },
      ),
      { numRuns: 12 },
    );
  });

  it("tells what a phase changes, and nothing of the phase it is measured by", () => {
    const box = [106, 37, 116, 44] as const;
    expect(readView(only("rail-lines"), datasets, box).changed).toBeNull();
    const { changed } = readView({ ...only("rail-lines"), phase: "actual-2025" }, datasets, box);
    const opened = datasets["rail-lines"]!.features.filter(
      ({ properties }) =>
        /^(existing|upgrade-)/.test(String(properties["status:actual-2025"])) &&
        !/^(existing|upgrade-)/.test(String(properties["status:2020"])),
    );
    expect(changed!.opened.map(({ zh }) => zh).sort()).toEqual(
      opened.map(({ properties }) => String(properties["name:zh"])).sort(),
    );
  });
});

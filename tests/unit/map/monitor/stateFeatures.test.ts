import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { projectStatesLayer } from "../../../../layers/answers/project-states.ts";
import { findContextStrength } from "../../../../layers/grammar/drawContext.ts";
import { inkState, stateShapes } from "../../../../layers/grammar/stateInk.ts";
import { inkSwatch } from "../../../../layers/grammar/swatch.ts";
import { themes } from "../../../../layers/grammar/theme.ts";
import { projectStates } from "../../../../src/domain/monitor/judgeProject.ts";
import { evaluatePlan, noOwnRows, parseMonitor } from "../../../../src/domain/monitor/monitor.ts";
import { type PlanFeatureCollection, parsePlan } from "../../../../src/domain/plan.ts";
import { buildStateFeatures, findPromisedThings } from "../../../../src/map/monitor/stateFeatures.ts";
import { readImageName } from "../../../../src/map/style/signImages.ts";

const read = (name: string) => readFileSync(`public/data/${name}`, "utf8");
const monitor = parseMonitor(read("monitor.json"));
const plan = parsePlan(read("plan.json"));
if (!monitor.ok || !plan.ok) throw new Error("the shipped data cannot be read");
const evaluation = evaluatePlan(monitor.value, noOwnRows, "2025-12-31");
const things = findPromisedThings(plan.value, evaluation);
const datasets = Object.fromEntries(
  [...new Set(things.map(({ dataset }) => dataset))].map((dataset) => [
    dataset,
    JSON.parse(read(`${dataset}.geojson`)) as PlanFeatureCollection,
  ]),
);
const { features } = buildStateFeatures(things, datasets);
const stateOf = (dataset: string, id: string) =>
  things.find((thing) => thing.dataset === dataset && thing.id === id)?.judged.state;

describe("promised things on the map", () => {
  it("has each once, in the state of the project that speaks of it alone", () => {
    expect(new Set(things.map(({ dataset, id }) => `${dataset}/${id}`)).size).toBe(things.length);
    expect(stateOf("rail-lines", "rail-jidayuan")).toBe("built");
    expect(stateOf("rail-lines", "rail-hubao-hsr")).toBe("not-started");
    expect(stateOf("airports", "airport-hohhot-shengle")).toBe("overdue");
  });

  it("never colours the whole area or a whole unit", () => {
    expect(things.filter(({ dataset }) => ["region", "cities", "units"].includes(dataset))).toEqual([]);
  });

  it("puts one mark on every thing, lines and areas besides their shape", () => {
    const marks = features.filter(({ geometry }) => geometry.type === "Point");
    expect(marks.map(({ properties }) => `${properties?.dataset}/${properties?.id}`).sort()).toEqual(
      things.map(({ dataset, id }) => `${dataset}/${id}`).sort(),
    );
    expect(features.length).toBeGreaterThan(marks.length);
  });

  it("goes by the day: a line that opened later is not built before", () => {
    const before = findPromisedThings(plan.value, evaluatePlan(monitor.value, noOwnRows, "2023-01-01"));
    expect(before.find(({ id }) => id === "rail-jidayuan")?.judged.state).toBe("on-track");
  });
});

describe("the marks of states", () => {
  it("tells every state from every other by its shape alone", () => {
    const drawn = projectStates.map((state) => JSON.stringify(stateShapes[state]));
    expect(new Set(drawn).size).toBe(projectStates.length);
  });

  it.each(["paper", "ink", "room"] as const)("are the same in the legend and on the map, on %s", (theme) => {
    const legend = projectStatesLayer.legend({
      theme: themes[theme],
      phase: "2020",
      language: "zh",
      showsStates: true,
    });
    expect(legend.map(({ id }) => id)).toEqual(projectStates);
    for (const { id, swatch } of legend) {
      const onMap = readImageName(`state/${id}/${theme}`)!.inks;
      expect(onMap).toEqual(inkState(themes[theme], swatch.colour, swatch.state!));
      expect(inkSwatch(swatch).inks.map(({ path }) => path)).toEqual(onMap.map(({ path }) => path));
    }
  });

  it("have no legend and quiet nothing while nobody asks for them", () => {
    const context = { theme: themes.paper, phase: "2020", language: "zh" as const };
    expect(projectStatesLayer.legend(context)).toEqual([]);
    const own = { data: { dataset: "any" }, group: "industry" } as const;
    expect(findContextStrength(own, context)).toBe(1);
    expect(findContextStrength(own, { ...context, showsStates: true })).toBeLessThan(0.5);
    expect(findContextStrength({ ...own, group: "base" }, { ...context, showsStates: true })).toBe(1);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { buildEffectsInput } from "../../../../src/domain/board/effectRequests.ts";
import { conflicts } from "../../../../src/domain/check/kernels.ts";
import type { RuleTable } from "../../../../src/domain/check/rules.ts";
import { projectEffects } from "../../../../src/domain/monitor/effectKernel.ts";
import { describeNoZone, describeRailBasis } from "../../../../src/domain/monitor/effectWords.ts";
import { parseMonitor } from "../../../../src/domain/monitor/monitor.ts";
import { findRailEffect } from "../../../../src/domain/monitor/projectEffects.ts";
import type { RailSource } from "../../../../src/domain/rail/railSource.ts";
import { railMatrix } from "../../../../src/domain/reach/railKernels.ts";
import { plainScenario } from "../../../../src/domain/reach/reachModel.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(`public/data/${name}`, "utf8"));
const readAll = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, read(name)]));
const loaded = parseMonitor(readFileSync("public/data/monitor.json", "utf8"));
if (!loaded.ok) throw new Error(loaded.error.en);
const monitor = loaded.value;
const rules = read("rules.json") as RuleTable;
const rail = read("rail-network.json") as RailSource;
const phases = { inFact: "actual-2025", inPlan: "plan-2025" };

const input = buildEffectsInput(monitor, "all", rules, phaseIds)!;
const answer = projectEffects.run(input, readAll(projectEffects.files(input)));
if (!answer.ok) throw new Error(answer.error.en);
const { effects, check } = answer.value;
const effectOf = (project: string) => effects.find((one) => one.project === project)!;

/** Minutes between the cities by the kernel of the matrix, another way to the same numbers. */
function readMatrix(phase: string, without: readonly string[]) {
  const question = {
    scenario: {
      ...plainScenario(phase),
      edits: without.map((line) => ({ kind: "without-line" as const, line })),
    },
    definition: "train" as const,
    trains: "fastest" as const,
    columns: "cities" as const,
  };
  const matrix = railMatrix.run(question, readAll(railMatrix.files(question)));
  if (!matrix.ok) throw new Error(matrix.error.en);
  const { cells, rows } = matrix.value;
  return {
    cities: rows.map(({ name }) => name.zh),
    minutes: (from: string, to: string) =>
      cells.find((cell) => cell.from === from && cell.to === to)!.minutes,
  };
}

describe("minutes a project gives by rail", () => {
  const railways = effects.flatMap(({ project, rail: gained }) =>
    gained ? [[project, gained] as const] : [],
  );

  it("has them for every project that builds a line", () => {
    expect(railways.map(([project]) => project).sort()).toEqual(
      Object.entries(monitor.things)
        .filter(([, { lines }]) => lines.length > 0)
        .map(([project]) => project)
        .sort(),
    );
    expect(railways.length).toBeGreaterThan(5);
  });

  it.each(railways)("are those of the city matrix with and without its lines: %s", (project, gained) => {
    const { lines } = monitor.things[project]!;
    const [after, before] = [readMatrix(gained.phase, []), readMatrix(gained.phase, lines)];
    for (const [at, from] of after.cities.entries())
      for (const to of after.cities.slice(at + 1)) {
        const [slow, quick] = [before.minutes(from, to), after.minutes(from, to)];
        const told = gained.gains.find((gain) => gain.from.zh === from && gain.to.zh === to);
        if (told) expect([told.without, told.with]).toEqual([slow, quick]);
        else if (slow !== null && quick !== null) expect(slow - quick).toBeLessThan(0.5);
        else expect(quick).toBeNull();
      }
  });

  it("holds an open line against the fact and a line not built against the plan", () => {
    expect(effectOf("baotou-yinchuan-hsr").rail).toMatchObject({ phase: phases.inFact, isOpen: true });
    expect(effectOf("hohhot-baotou-hsr").rail).toMatchObject({ phase: phases.inPlan, isOpen: false });
  });

  it("never gives a journey that is no quicker, and gives the greatest gain first", () => {
    for (const [, { gains }] of railways) {
      const saved = gains.map(({ without, with: after }) => (without === null ? Infinity : without - after));
      expect(saved.every((minutes) => minutes >= 0.5)).toBe(true);
      expect(saved).toEqual([...saved].sort((a, b) => b - a));
    }
  });

  it("names no end of a line that lies at a city as a place of its own", () => {
    const ends = new Set(railways.flatMap(([, { gains }]) => gains.map(({ to }) => to.zh)));
    expect(ends).toContain("银川");
    expect([...ends].filter((name) => name.includes("包头") && name !== "包头")).toEqual([]);
  });

  it("refuses a line the railway has not", () => {
    expect(findRailEffect(rail, ["no-such-line"], phases)).toMatchObject({
      ok: false,
      error: { code: "rail-unknown-line" },
    });
  });

  it("says what is assumed", () => {
    const say = (project: string) => describeRailBasis(effectOf(project).rail!, (id) => ({ zh: id, en: id }));
    expect(say("hohhot-baotou-hsr").zh).toContain("没有通车");
    expect(say("hohhot-baotou-hsr").zh).toContain("为假设");
    expect(say("baotou-yinchuan-hsr").en).toContain("the lines are open");
  });
});

describe("protected zones a project meets", () => {
  it("are those the check finds of its features alone", () => {
    const project = "baotou-ordos-hsr";
    const question = {
      phase: phases.inPlan,
      decisionDate: monitor.newest,
      datasets: input.datasets,
      subjects: monitor.things[project]!.features,
      ownSubjects: [],
      planZones: true,
      ownZones: [],
      rules: null,
      parameters: null,
      time: "",
    };
    const run = conflicts.run(question, readAll(conflicts.files(question)));
    if (!run.ok) throw new Error(run.error.en);
    const { met, near } = effectOf(project).zones!;
    expect(met.length).toBeGreaterThan(0);
    expect(met.length + near.length).toBe(run.value.conflicts.length);
    const names = new Map(run.value.zones.map(({ key, name }) => [key, name.zh]));
    expect(met.map(({ zone, verdict }) => [zone.zh, verdict])).toEqual(
      run.value.conflicts
        .filter(({ position }) => position === "certain" || position === "uncertain")
        .map(({ zone, verdict }) => [names.get(zone), verdict]),
    );
  });

  it("never says that nothing is met of what was not tested", () => {
    for (const { zones } of effects) {
      if (!zones || zones.testedCount > 0) continue;
      expect(zones.met).toEqual([]);
      expect(zones.notTested.length).toBeGreaterThan(0);
      expect(describeNoZone(zones).zh).toContain("没有对照");
    }
  });

  it("names the run it took them from", () => {
    expect(check?.id).toMatch(/^[0-9a-f]{16}$/);
    expect(check?.rulesVersion).toMatch(/^[0-9a-f]{16}$/);
  });
});

it("asks nothing of a project that is nothing on the map", () => {
  expect(buildEffectsInput(monitor, ["tax-sharing"], rules, phaseIds)).toBeNull();
});

it("reads only the railway for a project that has lines and no feature", () => {
  const bare = { ...input, projects: [{ project: "p", features: [], lines: ["baoyin"] }] };
  expect(projectEffects.files(bare)).toEqual(["rail-network.json"]);
  const found = projectEffects.run(bare, readAll(projectEffects.files(bare)));
  expect(found).toMatchObject({ ok: true, value: { check: null, effects: [{ zones: null }] } });
});

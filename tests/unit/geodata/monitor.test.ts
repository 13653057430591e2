import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FactError, type FactRow, factsFolder, readFactTable } from "../../../geodata/build/factTable.ts";
import { checkTables } from "../../../geodata/build/monitor.ts";
import { checkLedger, type LedgerLine, readLedger } from "../../../geodata/build/monitorLedger.ts";
import { countByGroup, countStates } from "../../../src/domain/monitor/countStates.ts";
import { greenStates, projectStates } from "../../../src/domain/monitor/judgeProject.ts";
import { evaluatePlan, findWholeArea, noOwnRows, parseMonitor } from "../../../src/domain/monitor/monitor.ts";
import { isWeak } from "../../../src/domain/monitor/rows.ts";
import { parsePlan } from "../../../src/domain/plan.ts";

const read = (name: string) => readFileSync(`public/data/${name}`, "utf8");
const loaded = parseMonitor(read("monitor.json"));
if (!loaded.ok) throw new Error(loaded.error.en);
const monitor = loaded.value;
const plan = parsePlan(read("plan.json"));
if (!plan.ok) throw new Error(plan.error.en);
const itemOf = new Map(plan.value.items.map((item) => [item.id, item]));
const atEnd = evaluatePlan(monitor, noOwnRows, monitor.period.to);

const row = (id: string, event: string, replaces = ""): FactRow => ({
  file: "milestones.csv",
  row: Number(id.slice(1)) + 1,
  values: { row_id: id, replaces, event },
});
const noLedger: LedgerLine[] = [];
const refusal = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    if (error instanceof FactError) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("the tables are only ever added to", () => {
  const shipped = [row("m1", "started"), row("m2", "opened")];
  const ledger = checkLedger("milestones", shipped, noLedger);

  it("writes down each row once", () => {
    expect(ledger.map((line) => line.row)).toEqual(["m1", "m2"]);
    expect(checkLedger("milestones", shipped, ledger)).toEqual([]);
    expect(
      checkLedger("milestones", [...shipped, row("m3", "opened")], ledger).map((line) => line.row),
    ).toEqual(["m3"]);
  });

  it("stops at a row that changed or vanished, unless a later row replaces it", () => {
    expect(refusal(() => checkLedger("milestones", [row("m1", "opened"), shipped[1]!], ledger))).toMatch(
      /row 2: row 'm1' was changed; .*'replaces'/,
    );
    expect(refusal(() => checkLedger("milestones", [shipped[1]!], ledger))).toContain("row 'm1' is gone");
    expect(checkLedger("milestones", [shipped[1]!, row("m3", "opened", "m1")], ledger)).toHaveLength(1);
    // A row cannot be excused by one that stands above it.
    expect(
      refusal(() =>
        checkLedger("milestones", [shipped[0]!, row("m3", "opened", "m2"), row("m2", "changed")], ledger),
      ),
    ).toContain("m2");
  });

  it("stops at a new row among older ones", () => {
    expect(
      refusal(() => checkLedger("milestones", [shipped[0]!, row("m3", "opened"), shipped[1]!], ledger)),
    ).toContain("'m3' is new and stands among older rows");
  });

  it.each(["milestones", "observations"])("holds for %s as they are shipped", (table) => {
    expect(checkLedger(table, readFactTable(`${table}.csv`), readLedger(factsFolder))).toEqual([]);
  });

  it("stops the build at a row that names no publisher, with its place", () => {
    const rows = readFactTable("milestones.csv");
    const spoiled = rows.map((fact) =>
      fact.values.row_id === "m002" ? { ...fact, values: { ...fact.values, publisher_zh: "" } } : fact,
    );
    const items = new Set(itemOf.keys());
    const observations = readFactTable("observations.csv");
    expect(refusal(() => checkTables({ milestones: spoiled, observations }, items))).toContain(
      "row 3: 'publisher_zh'",
    );
    expect(() => checkTables({ milestones: rows, observations }, items)).not.toThrow();
  });
});

describe("the plan against what happened", () => {
  it("has every promised project and indicator of the tables", () => {
    expect(atEnd.projects).toHaveLength(128);
    expect(new Set(atEnd.indicators.map(({ indicator }) => indicator)).size).toBe(
      new Set(readFactTable("observations.csv").map(({ values }) => values.indicator_id)).size,
    );
  });

  const context = {
    chapterOf: (item: string) => itemOf.get(item)?.chapter,
    bodyOf: (written: string) => monitor.bodies[written]?.zh ?? written,
    wholeArea: findWholeArea(monitor)?.id,
  };
  const days = [monitor.period.from, "2023-06-30", monitor.period.to, monitor.newest];

  it.each(days)("adds up to all projects by chapter, by city and by body on %s", (day) => {
    const { projects } = evaluatePlan(monitor, noOwnRows, day);
    const whole = countStates(projects);
    for (const by of ["chapter", "city", "responsible"] as const) {
      const lines = countByGroup(projects, by, context);
      expect(lines.flatMap((line) => line.projects).sort()).toEqual(
        projects.map(({ project }) => project).sort(),
      );
      for (const state of projectStates)
        expect(lines.reduce((sum, { counts }) => sum + counts[state], 0)).toBe(whole[state]);
      expect(lines.reduce((sum, { total }) => sum + total, 0)).toBe(128);
    }
  });

  it("lists the promises for the whole area as a group of their own, after the cities", () => {
    const lines = countByGroup(atEnd.projects, "city", context);
    const cities = monitor.areas.filter(({ role }) => role === "city").map(({ id }) => id);
    expect(
      lines
        .map(({ group }) => group)
        .slice(0, cities.length)
        .sort(),
    ).toEqual(cities.sort());
    expect(lines.map(({ group }) => group).slice(cities.length)).toEqual(["shared", "whole"]);
    const whole = atEnd.projects.filter((one) => one.cities.includes(findWholeArea(monitor)!.id));
    expect(lines.at(-1)!.projects).toEqual(whole.map(({ project }) => project));
  });

  it("counts every project under a chapter", () => {
    expect(countByGroup(atEnd.projects, "chapter", context).map(({ group }) => group)).not.toContain(
      "unnamed",
    );
  });

  it("knows the name of every body that answers for something", () => {
    const named = atEnd.projects.map(({ responsibleZh }) => responsibleZh.split(/[；;、]/)[0]!.trim());
    expect([...new Set(named)].filter((name) => !monitor.bodies[name])).toEqual([]);
  });

  it("has no green state without a reported row", () => {
    const green = atEnd.projects.filter(({ state }) => greenStates.has(state));
    expect(green.length).toBeGreaterThan(0);
    for (const { evidence } of green)
      expect(evidence.some((id) => !isWeak(atEnd.milestoneOf.get(id)!.evidence))).toBe(true);
  });

  const stateOf = (project: string, evaluation = atEnd) =>
    evaluation.projects.find((one) => one.project === project)?.state;

  it.each([
    ["jining-datong-yuanping-hsr", "built"],
    ["baotou-yinchuan-hsr", "built"],
    ["hohhot-baotou-hsr", "not-started"],
    ["hohhot-new-airport", "overdue"],
    ["uhv-mengxi-anhui", "adjusted"],
    ["s29-hohhot-liangcheng-expressway", "partly"],
    ["four-city-services", "continuing"],
    ["integration-fund", "no-evidence"],
  ])("%s is %s at the end of the plan", (project, state) => {
    expect(stateOf(project)).toBe(state);
  });

  it("draws an earlier day again", () => {
    const earlier = evaluatePlan(monitor, noOwnRows, "2025-06-30");
    expect(stateOf("baotou-yinchuan-hsr", earlier)).toBe("partly");
    expect(stateOf("hohhot-new-airport", earlier)).toBe("on-track");
    expect(stateOf("jining-datong-yuanping-hsr", evaluatePlan(monitor, noOwnRows, "2024-12-30"))).toBe(
      "on-track",
    );
  });

  it("cannot say whether growth and town dwellers met their targets, and says why", () => {
    const grades = new Map(atEnd.indicators.map((one) => [`${one.indicator}/${one.area}`, one]));
    expect(grades.get("gdp-growth-avg/region")).toMatchObject({
      grade: "not-comparable",
      because: "other-area",
    });
    expect(grades.get("urban-population-growth/region")).toMatchObject({
      grade: "not-comparable",
      because: "other-wording",
    });
  });

  it("names a publisher for every event and value", () => {
    for (const milestone of monitor.milestones)
      if (milestone.event !== "") expect(milestone.publisherZh, milestone.id).not.toBe("");
    for (const observation of monitor.observations)
      expect(observation.publisherZh, observation.id).not.toBe("");
  });
});

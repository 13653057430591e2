import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  greenStates,
  judgeProject,
  judgeProjects,
  projectStates,
} from "../../../../src/domain/monitor/judgeProject.ts";
import {
  evidences,
  isWeak,
  type MilestoneRow,
  milestoneEvents,
  promiseKinds,
} from "../../../../src/domain/monitor/rows.ts";
import { milestone, period } from "./fixtures.ts";

const stateOn = (asOf: string, ...rows: Partial<MilestoneRow>[]) =>
  judgeProject(rows.map(milestone), asOf, period);

describe("the state of a project", () => {
  it("is built once it opened, and late where that was after the promise", () => {
    const opened = { event: "opened" as const, eventDate: "2025-12-23", published: "2025-12-23" };
    expect(stateOn("2025-12-31", opened)).toMatchObject({ state: "built", keptOn: "2025-12-23" });
    expect(stateOn("2025-12-31", opened).lateDays).toBeUndefined();
    expect(
      stateOn("2026-06-30", { ...opened, eventDate: "2026-05-01", published: "2026-05-02" }),
    ).toMatchObject({
      state: "built",
      lateDays: 121,
    });
  });

  it("knows nothing on a day before the event", () => {
    expect(stateOn("2025-12-22", { event: "opened", eventDate: "2025-12-23" }).state).toBe("no-evidence");
  });

  it("is on track while works run and the promise is not due, and overdue from its last day on", () => {
    const started = { event: "started" as const, eventDate: "2022-06", published: "2022-06-11" };
    expect(stateOn("2025-12-30", started)).toMatchObject({ state: "on-track", hasStarted: true });
    expect(stateOn("2025-12-31", started).state).toBe("overdue");
    expect(stateOn("2030-01-01", { ...started, promiseBy: "" }).state).toBe("on-track");
  });

  it("says apart that only preparations are known", () => {
    expect(stateOn("2026-01-01", {})).toMatchObject({ state: "overdue", hasStarted: false });
  });

  it("takes no step from before the plan for a step of the plan, but a start it does", () => {
    expect(stateOn("2026-01-01", { eventDate: "2019-02", published: "2019-02" }).state).toBe("no-evidence");
    expect(stateOn("2026-01-01", { event: "approved", eventDate: "2018-07", published: "" }).state).toBe(
      "no-evidence",
    );
    expect(stateOn("2026-01-01", { event: "started", eventDate: "2020-07-30" }).state).toBe("overdue");
  });

  it("is partly built while only parts are open, and built when the whole is", () => {
    const part = { event: "opened" as const, eventDate: "2024-10", published: "2024-10-20", part: "west" };
    expect(stateOn("2025-01-01", part).state).toBe("partly");
    expect(stateOn("2025-12-31", part, { event: "opened", eventDate: "2025-12-23" })).toMatchObject({
      state: "built",
      keptOn: "2025-12-23",
    });
  });

  it("is not started where that was reported, also for the days before the report", () => {
    const report = {
      event: "not-started-reported" as const,
      eventDate: "2026-02-04",
      published: "2026-02-05",
    };
    expect(stateOn("2025-12-31", {}, report).state).toBe("not-started");
    expect(stateOn("2026-03-01", report).state).toBe("not-started");
    expect(stateOn("2026-03-01", report, { event: "started", eventDate: "2026-02-20" }).state).toBe(
      "overdue",
    );
  });

  it("is adjusted where it was replanned before works began; after that it stays overdue and says so", () => {
    const replanned = { event: "replanned" as const, eventDate: "2023-11", published: "2023-11" };
    expect(stateOn("2025-12-31", replanned).state).toBe("adjusted");
    expect(stateOn("2025-12-31", { event: "started", eventDate: "2022-01-05" }, replanned)).toMatchObject({
      state: "overdue",
      isReplanned: true,
    });
    expect(
      stateOn("2025-12-31", { event: "started", eventDate: "2022-01-05" }, { event: "cancelled" }).state,
    ).toBe("adjusted");
  });

  it("counts an approval as kept only where an approval was promised", () => {
    const approved = { event: "approved" as const, eventDate: "2022-02-08" };
    expect(stateOn("2025-12-31", approved).state).toBe("overdue");
    expect(stateOn("2025-12-31", { ...approved, promiseKind: "approval" as const }).state).toBe("built");
  });

  it("is continuing where a task without end was seen to run since the plan began", () => {
    const task = { promiseKind: "continuing" as const };
    expect(stateOn("2025-12-31", task).state).toBe("continuing");
    expect(stateOn("2025-12-31", { ...task, eventDate: "2019", published: "2019" }).state).toBe(
      "no-evidence",
    );
    expect(stateOn("2025-12-31", { ...task, event: "not-started-reported" as const }).state).toBe(
      "not-started",
    );
  });

  it("has no evidence where a search found nothing, and names the search", () => {
    const judged = stateOn("2025-12-31", {
      id: "s1",
      event: "",
      eventDate: "",
      evidence: "",
      note: "检索无果",
    });
    expect(judged).toMatchObject({ state: "no-evidence", evidence: ["s1"], isLight: false });
  });

  it("never makes a state green by concluded evidence alone, and says what that would mean", () => {
    const derived = { event: "completed" as const, eventDate: "2025-12-31", evidence: "derived" as const };
    expect(stateOn("2025-12-31", {}, derived)).toMatchObject({
      state: "overdue",
      likely: "built",
      isLight: false,
    });
    expect(stateOn("2025-12-31", derived)).toMatchObject({ state: "no-evidence", likely: "built" });
    expect(stateOn("2025-12-31", { event: "replanned", evidence: "inferred" })).toMatchObject({
      state: "adjusted",
      isLight: true,
    });
  });

  it("takes who answers for it from the newest row that names somebody, the office's last of all", () => {
    expect(
      stateOn("2025-12-31", { responsibleZh: "甲局" }, { responsibleZh: "乙局" }, { responsibleZh: "" })
        .responsibleZh,
    ).toBe("乙局");
    expect(
      stateOn("2025-12-31", { responsibleZh: "丙局", origin: "own" }, { responsibleZh: "乙局" }),
    ).toMatchObject({
      responsibleZh: "丙局",
      hasOwnRows: true,
    });
  });

  it("judges each project by its own rows", () => {
    const judged = judgeProjects(
      [milestone({ event: "opened" }), milestone({ project: "tunnel", event: "started", eventDate: "2022" })],
      "2025-12-31",
      period,
    );
    expect(judged.map(({ project, state }) => [project, state])).toEqual([
      ["bridge", "built"],
      ["tunnel", "overdue"],
    ]);
  });

  const anyRow = fc
    .record({
      event: fc.constantFrom(...milestoneEvents, "" as const),
      year: fc.integer({ min: 2016, max: 2027 }),
      month: fc.integer({ min: 1, max: 12 }),
      evidence: fc.constantFrom(...evidences),
      part: fc.constantFrom("", "west"),
      promiseKind: fc.constantFrom(...promiseKinds),
    })
    .map(({ year, month, ...row }) => ({
      ...row,
      eventDate: row.event === "" ? "" : `${year}-${String(month).padStart(2, "0")}`,
      published: "",
    }));

  it("gives one of the states for any rows, green only on a reported row, whatever the order of the rows", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 8 }), fc.nat(), (given, turn) => {
        // The kind of promise is the last row's, so it is the same for all when the order changes.
        const rows = given.map((row) => milestone({ ...row, promiseKind: given[0]!.promiseKind }));
        const judged = judgeProject(rows, "2025-12-31", period);
        expect(projectStates).toContain(judged.state);
        if (greenStates.has(judged.state)) {
          const carrying = rows.filter(({ id }) => judged.evidence.includes(id));
          expect(carrying.length).toBeGreaterThan(0);
          expect(carrying.every(({ evidence }) => !isWeak(evidence))).toBe(true);
          expect(judged.isLight).toBe(false);
        }
        const at = turn % rows.length;
        const turned = [...rows.slice(at), ...rows.slice(0, at)];
        expect(judgeProject(turned, "2025-12-31", period).state).toBe(judged.state);
      }),
    );
  });

  it("stays built on every later day", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 8 }), (given) => {
        const rows = given.map((row) => milestone({ ...row, promiseKind: given[0]!.promiseKind }));
        const days = ["2019-12-31", "2022-06-30", "2025-12-31", "2027-12-31"];
        const states = days.map((day) => judgeProject(rows, day, period).state);
        const first = states.indexOf("built");
        if (first >= 0) expect(states.slice(first).every((state) => state === "built")).toBe(true);
      }),
    );
  });
});

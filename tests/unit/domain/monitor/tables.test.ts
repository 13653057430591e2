import { describe, expect, it } from "vitest";
import { countByGroup, countStates } from "../../../../src/domain/monitor/countStates.ts";
import { judgeProjects } from "../../../../src/domain/monitor/judgeProject.ts";
import { mergeMilestones, mergeObservations } from "../../../../src/domain/monitor/mergeRows.ts";
import {
  findMissingColumns,
  type ReadContext,
  readMilestones,
  readObservations,
} from "../../../../src/domain/monitor/readRows.ts";
import { type MilestoneRow, milestoneColumns } from "../../../../src/domain/monitor/rows.ts";
import {
  findLastWord,
  listStatusChanges,
  type StatusSubject,
  statusOnDay,
} from "../../../../src/domain/monitor/statusOnDay.ts";
import { milestone, observation, period } from "./fixtures.ts";

const context: ReadContext = {
  origin: "own",
  cities: ["north", "south", "all"],
  areas: ["north", "south", "all", "outside"],
  items: new Set(["item-bridge"]),
  known: new Set(["m001"]),
};
const good = {
  project_id: "bridge",
  project_zh: "大桥",
  item_ids: "item-bridge",
  promise_zh: "建成",
  promise_by: "2025",
  event: "opened",
  event_date: "2026-05-01",
  event_zh: "通车",
  city: "north|south",
  publisher_zh: "市发改委",
  published: "2026-05-02",
  confidence: "official",
};

describe("reading the office's rows", () => {
  it("reads a row without the columns that may be left out", () => {
    const { rows, faults } = readMilestones([{ row: 2, cells: good }], context);
    expect(faults).toEqual([]);
    expect(rows[0]).toMatchObject({
      event: "opened",
      cities: ["north", "south"],
      promiseKind: "delivery",
      part: "",
      origin: "own",
    });
  });

  it("names the row and column of every fault, and keeps the rows without one", () => {
    const { rows, faults } = readMilestones(
      [
        { row: 2, cells: { ...good, event_date: "2026-13", city: "west" } },
        { row: 3, cells: good },
        { row: 4, cells: { ...good, event: "finished", confidence: "sure", publisher_zh: "" } },
        { row: 5, cells: { ...good, replaces: "m999", item_ids: "nothing", project_id: "Bad Id" } },
        { row: 6, cells: { ...good, event: "" } },
      ],
      context,
    );
    expect(rows).toHaveLength(1);
    expect(faults.map(({ row, column }) => `${row}:${column}`)).toEqual([
      "2:city",
      "2:event_date",
      "4:event",
      "4:publisher_zh",
      "4:confidence",
      "5:item_ids",
      "5:project_id",
      "5:replaces",
      "6:event",
    ]);
    expect(faults[1]).toMatchObject({
      zh: expect.stringContaining("2026-13"),
      en: expect.stringContaining("2026-13"),
    });
  });

  it("refuses an id twice and a number that is none", () => {
    const values = {
      indicator_id: "gdp",
      indicator_zh: "产值",
      area: "north",
      year: "2025",
      value: "1,234.5",
      kind: "actual",
      direction: "up",
      publisher_zh: "统计局",
      confidence: "official",
      row_id: "n1",
    };
    const { rows, faults } = readObservations(
      [
        { row: 2, cells: values },
        { row: 3, cells: { ...values, value: "约5" } },
        { row: 4, cells: { ...values, row_id: "m001", year: "25" } },
      ],
      context,
    );
    expect(rows.map(({ value }) => value)).toEqual([1234.5]);
    expect(faults.map(({ row, column }) => `${row}:${column}`)).toEqual([
      "3:value",
      "3:row_id",
      "4:year",
      "4:row_id",
    ]);
  });

  it("says which columns are missing", () => {
    expect(findMissingColumns("milestones", [...milestoneColumns])).toEqual([]);
    expect(findMissingColumns("milestones", ["project_id", "event"]).map(({ column }) => column)).toContain(
      "event_date",
    );
    expect(findMissingColumns("milestones", Object.keys(good))).toEqual([]);
  });
});

describe("merging rows", () => {
  it("keeps what was replaced out of the count and says by what", () => {
    const old = milestone({ id: "a" });
    const correction = milestone({ id: "b", replaces: "a", eventDate: "2024" });
    const merged = mergeMilestones([old, correction], []);
    expect(merged.rows.map(({ id }) => id)).toEqual(["b"]);
    expect([...merged.replaced]).toEqual([["a", "b"]]);
  });

  it("lets the office win over the same event, add others, and names its rows the same every time", () => {
    const shipped = [
      milestone({ id: "a", event: "opened", eventDate: "2025" }),
      milestone({ id: "c", event: "started", eventDate: "2022" }),
    ];
    const own = [
      milestone({ id: "", origin: "own", event: "opened", eventDate: "2025" }),
      milestone({ id: "", origin: "own", event: "milestone", eventDate: "2024" }),
      milestone({ id: "", origin: "own", event: "milestone", eventDate: "2024" }),
    ];
    const merged = mergeMilestones(shipped, own);
    expect(merged.rows.map(({ id }) => id)).toEqual([
      "c",
      "own:bridge//opened/2025",
      "own:bridge//milestone/2024",
      "own:bridge//milestone/2024#2",
    ]);
    expect(merged.replaced.get("a")).toBe("own:bridge//opened/2025");
    expect(mergeMilestones(shipped, own)).toEqual(merged);
  });

  it("lets an observation of the office win over the same indicator, area, year and kind", () => {
    const merged = mergeObservations(
      [observation({ id: "a", value: 1 }), observation({ id: "b", year: 2021 })],
      [observation({ id: "", origin: "own", value: 2 })],
    );
    expect(merged.rows.map(({ value, origin }) => [value, origin])).toEqual([
      [100, "shipped"],
      [2, "own"],
    ]);
  });
});

describe("the scoreboard", () => {
  const judged = judgeProjects(
    [
      milestone({ event: "opened", responsibleZh: "甲局；丙公司" }),
      milestone({ project: "tunnel", cities: ["north", "south"], items: ["unknown", "item-tunnel"] }),
      milestone({ project: "road", cities: ["south"], responsibleZh: "甲局" }),
      milestone({ project: "card", cities: ["all"] }),
      milestone({ project: "card", cities: ["north"] }),
    ],
    "2025-12-31",
    period,
  );
  const grouping = {
    chapterOf: (item: string) => ({ "item-bridge": 6, "item-tunnel": 4 })[item],
    bodyOf: (written: string) => (written === "甲局" ? "body-a" : written),
    wholeArea: "all",
  };

  it("counts every project once by chapter, city and body", () => {
    const groups = (by: "chapter" | "city" | "responsible") =>
      countByGroup(judged, by, grouping).map(({ group, total }) => [group, total]);
    expect(groups("chapter")).toEqual([
      ["4", 1],
      ["6", 3],
    ]);
    expect(groups("city")).toEqual([
      ["north", 1],
      ["south", 1],
      ["shared", 1],
      ["whole", 1],
    ]);
    expect(groups("responsible")).toEqual([
      ["body-a", 2],
      ["unnamed", 2],
    ]);
  });

  it("adds up", () => {
    const counts = countStates(judged);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(counts.built).toBe(1);
  });
});

describe("the status of a thing by its events", () => {
  const rows = [
    milestone({ id: "s", event: "started", eventDate: "2022-04", published: "2022-05-01" }),
    milestone({ id: "w", event: "opened", eventDate: "2024-10", published: "2024-10-20", part: "west" }),
    milestone({ id: "r", event: "replanned", eventDate: "2024-12-01" }),
    milestone({ id: "o", event: "opened", eventDate: "2025-12-23" }),
  ];
  const subject = { part: "", isUpgrade: false, existsByApproval: false, planFrom: period.from };
  const on = (day: string, part = "") => statusOnDay(listStatusChanges(rows, { ...subject, part }), day);
  const first = (given: Partial<MilestoneRow>, more: Partial<StatusSubject> = {}) =>
    listStatusChanges([milestone(given)], { ...subject, ...more })[0]?.status;

  it("comes and goes by the day of each event, each part by its own", () => {
    expect(on("2022-04-29")).toBeUndefined();
    expect(on("2022-04-30")).toBe("under-construction");
    expect(on("2025-01-01")).toBe("under-construction");
    expect(on("2024-10-20", "west")).toBe("existing");
    expect(on("2025-12-23")).toBe("existing");
  });

  it("shows what stands already as being improved", () => {
    const changes = listStatusChanges(rows, { ...subject, isUpgrade: true });
    expect(changes.map(({ status }) => status)).toEqual(["upgrade-under-way", "upgrade-done"]);
    expect(first({ event: "cancelled" }, { isUpgrade: true })).toBe("existing");
    expect(first({}, { isUpgrade: true })).toBe("upgrade-planned");
    expect(first({ promiseKind: "continuing" }, { isUpgrade: true })).toBe("upgrade-under-way");
  });

  it("takes a title for existing once approved in the plan's years, and a running task once it ran", () => {
    expect(first({ event: "approved" }, { existsByApproval: true })).toBe("existing");
    expect(
      first({ event: "approved", eventDate: "2019", published: "" }, { existsByApproval: true }),
    ).toBeUndefined();
    expect(first({ event: "approved" })).toBeUndefined();
    expect(first({ promiseKind: "continuing" })).toBe("existing");
    expect(first({ promiseKind: "continuing", eventDate: "2019", published: "" })).toBeUndefined();
  });

  it("takes nothing concluded for a fact, and goes back only when cancelled", () => {
    expect(first({ event: "opened", evidence: "forecast" })).toBeUndefined();
    expect(first({ event: "cancelled" })).toBe("absent");
    const stopped = [...rows.slice(0, 1), milestone({ event: "cancelled", eventDate: "2023-01-01" })];
    expect(listStatusChanges(stopped, subject).map(({ status }) => status)).toEqual([
      "under-construction",
      "absent",
    ]);
  });

  it("finds the last word about it, none from before the plan but of works", () => {
    const word = (list: MilestoneRow[], day: string) => findLastWord(list, subject, day)?.id;
    expect(word(rows, "2024-12-31")).toBe("r");
    expect(word(rows, "2022-01-01")).toBeUndefined();
    expect(
      word([milestone({ id: "old", eventDate: "2019", published: "2019" })], "2025-12-31"),
    ).toBeUndefined();
    expect(word([milestone({ id: "dug", event: "started", eventDate: "2019" })], "2025-12-31")).toBe("dug");
  });
});

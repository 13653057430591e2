import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Board } from "../../../src/domain/board/board.ts";
import { type ReachQuery, standardQuery } from "../../../src/domain/board/reachQuery.ts";
import { describePhase } from "../../../src/sheet/drawMargin.ts";

const shipped = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../public/boards/default.json"), "utf8"),
) as Board;
const board: Board = { ...shipped, language: "zh", phase: "2035" };
const reach: ReachQuery = { ...standardQuery, origins: [{ kind: "place", lngLat: [111.67, 40.81] }] };
const without = [{ kind: "without-line" as const, line: "zhanghu" }];

describe("the head of a sheet", () => {
  it("says of a plain board its phase alone", () => {
    const { subject, note } = describePhase(board);
    expect(subject).toBe("远景 2035");
    expect(note).not.toContain("；");
    expect(describePhase({ ...board, reach }).note).toBe(note);
  });

  it("says what gains and losses of travel time are held against, and that a scenario is drawn", () => {
    const against = { ...reach, against: { phase: "2035", edited: false } };
    const both = { ...board, reach: against, scenario: without };
    expect(describePhase(both).note).toContain("含铁路情景，改动 1 处；可达时间对照“远景 2035”（不含情景）");
    expect(describePhase({ ...both, language: "en" }).note).toContain(
      "rail scenario, edits: 1; travel times against Outlook 2035 without the scenario",
    );
    const past = { ...reach, against: { phase: "2020", edited: false } };
    expect(describePhase({ ...board, reach: past }).note).toMatch(/可达时间对照“现状 2020”$/);
    // Nothing is held against anything where no journey begins.
    expect(describePhase({ ...board, reach: { ...past, origins: [] } }).note).not.toContain("对照");
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { projectStates } from "../../../../src/domain/monitor/judgeProject.ts";
import { monitorScore } from "../../../../src/domain/monitor/monitorScore.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(`public/data/${name}`, "utf8"));
const files = { "monitor.json": read("monitor.json"), "plan.json": read("plan.json") };
const score = (input: Parameters<typeof monitorScore.run>[0]) => {
  const answer = monitorScore.run(input, files);
  if (!answer.ok) throw new Error(answer.error.en);
  return answer.value;
};
const asOf = "2025-12-31";
const walk = read("../boards/walk.json") as {
  numbers: Record<
    string,
    { source: { kernel?: string; input?: unknown; path?: string[] }; approved: number }
  >;
  scenes: { id: string; figures: { bars?: { number: string }[] }[] }[];
};

describe("the score for a text", () => {
  it("counts all projects once, and the chapters add up to them", () => {
    const whole = score({ asOf });
    const chapters = Array.from({ length: 10 }, (_, at) => score({ asOf, chapter: at + 1 }));
    expect(whole.total).toBe(128);
    for (const state of projectStates)
      expect(chapters.reduce((sum, { counts }) => sum + counts[state], 0)).toBe(whole.counts[state]);
  });

  it("counts only the projects that are named, and refuses one there is not", () => {
    const { total, counts } = score({ asOf, projects: ["baotou-yinchuan-hsr", "hohhot-baotou-hsr"] });
    expect([total, counts.built, counts["not-started"]]).toEqual([2, 1, 1]);
    expect(monitorScore.run({ asOf, projects: ["nobody"] }, files)).toMatchObject({
      ok: false,
      error: { code: "monitor-unknown-project" },
    });
  });

  it("says of a file that is no monitor what is wrong", () => {
    expect(monitorScore.run({ asOf }, { ...files, "monitor.json": [] })).toMatchObject({
      ok: false,
      error: { code: "monitor-bad-shape" },
    });
  });

  it("gives every number that the walk was approved with", () => {
    const asked = Object.entries(walk.numbers).filter(([, { source }]) => source.kernel === "monitorScore");
    expect(asked.length).toBeGreaterThan(10);
    for (const [key, { source, approved }] of asked) {
      const value = source.path!.reduce(
        (part, step) => (part as Record<string, unknown>)[step],
        score(source.input as Parameters<typeof score>[0]) as unknown,
      );
      expect([key, value]).toEqual([key, approved]);
    }
  });

  it("is the whole picture of the walk's last scene", () => {
    const bars = walk.scenes.at(-1)!.figures.flatMap((figure) => figure.bars ?? []);
    expect(bars.map(({ number }) => number)).toEqual(projectStates.map((state) => `score-${state}`));
  });
});

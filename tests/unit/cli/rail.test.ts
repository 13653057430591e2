import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/rail.ts";

const runJson = async (...args: string[]) =>
  JSON.parse(String((await command.run(args)).output)) as Record<string, unknown> & {
    minutes: number;
    path: { station: string; line: string; minutes: number }[];
    cells: { from: string; to: string; minutes: number; met: boolean }[];
  };

describe("rail command", () => {
  it("rail time answers minutes, path and confidence", async () => {
    const answer = await runJson(
      "time",
      "--phase",
      "2020",
      "--from",
      "呼和浩特东",
      "--to",
      "包头",
      "--format",
      "json",
    );
    expect(answer.minutes).toBeGreaterThan(60);
    expect(answer.path[0]).toEqual({ station: "呼和浩特东", line: expect.any(String), minutes: 0 });
    expect(answer.path.at(-1)).toEqual({
      station: "包头",
      line: expect.any(String),
      minutes: answer.minutes,
    });
    expect(answer.confidence).toBe("timetable-fitted");
  });

  it("the class of train changes the answer", async () => {
    const ask = (trains: string) =>
      runJson("time", "--phase", "2020", "--from", "呼和浩特", "--to", "包头", "--class", trains);
    const [fastest, emu, conventional] = await Promise.all(["fastest", "emu", "conventional"].map(ask));
    expect(fastest!.minutes).toBe(emu!.minutes);
    expect(conventional!.minutes).toBeGreaterThan(emu!.minutes + 20);
  });

  it("where no train goes it gives the reason, not a number", async () => {
    const answer = await runJson(
      "time",
      "--phase",
      "2020",
      "--from",
      "二连",
      "--to",
      "包头",
      "--class",
      "emu",
    );
    expect(answer.minutes).toBeNull();
    expect(answer.reason).toMatch(/no train/);
  });

  it("the matrix has every ordered pair of cities and says whether the target is met", async () => {
    const answer = await runJson("matrix", "--phase", "plan-2025");
    expect(answer.cells).toHaveLength(12);
    for (const cell of answer.cells) expect(cell.met).toBe(cell.minutes <= 60);
    const csv = String((await command.run(["matrix", "--phase", "2020", "--format", "csv"])).output);
    expect(csv.trim().split("\n")).toHaveLength(13);
  });

  it("an unknown station, phase, class or action is refused with the nearest names", async () => {
    const cases: [string[], RegExp][] = [
      [
        ["time", "--phase", "2020", "--from", "呼和浩特冬", "--to", "包头"],
        /unknown station '呼和浩特冬'; nearest: 呼和浩特/,
      ],
      [
        ["time", "--phase", "2021", "--from", "呼和浩特", "--to", "包头"],
        /unknown phase '2021'; nearest: 2020/,
      ],
      [
        ["time", "--phase", "2020", "--from", "呼和浩特", "--to", "包头", "--class", "em"],
        /unknown class 'em'; nearest: emu/,
      ],
      [["tim"], /unknown action 'tim'; nearest: time/],
      [["time", "--phase", "2020", "--from", "包头"], /--to is missing/],
    ];
    for (const [args, message] of cases) {
      await expect((async () => command.run(args))()).rejects.toThrow(message);
      await expect((async () => command.run(args))()).rejects.toBeInstanceOf(UsageError);
    }
  });
});

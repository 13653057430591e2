import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseMonitor } from "../../../src/domain/monitor/monitor.ts";
import { monitorDay } from "../../../src/domain/monitor/monitorDay.ts";
import { formatLiveNumber } from "../../../src/domain/walk/liveNumbers.ts";
import { parseWalk } from "../../../src/domain/walk/parseWalk.ts";

const monitor = parseMonitor(readFileSync("public/data/monitor.json", "utf8"));
const walk = parseWalk(readFileSync("public/boards/walk.json", "utf8"));
if (!monitor.ok || !walk.ok) throw new Error("the shipped data cannot be read");
const files = { "monitor.json": JSON.parse(readFileSync("public/data/monitor.json", "utf8")) as unknown };

const dated = Object.entries(walk.value.numbers).filter(([, { zh }]) => zh.isDate);

it.each(dated)("the date %s is that of its row", (_, { source, approved }) => {
  if (source.kind !== "answer") throw new Error("a date comes from the evaluation");
  expect(monitorDay.run(source.input as Parameters<typeof monitorDay.run>[0], files)).toEqual({
    ok: true,
    value: { date: approved },
  });
});

it("types no date of an event that a row of the evaluation gives", () => {
  expect(dated.length).toBeGreaterThan(4);
  const days = monitor.value.milestones.flatMap(({ event, eventDate }) =>
    event !== "" && eventDate >= monitor.value.period.from && eventDate.length === 10 ? [eventDate] : [],
  );
  const first = dated[0]![1];
  const written = days.flatMap((day) =>
    (["zh", "en"] as const).map((language) =>
      formatLiveNumber(first, Number(day.replaceAll("-", "")), language),
    ),
  );
  const text = JSON.stringify(walk.value.scenes);
  expect(written.filter((day) => text.includes(day))).toEqual([]);
});

it("writes a date as far as it is known, in both languages", () => {
  const live = dated[0]![1];
  expect([20241231, 202311, 2024].map((date) => formatLiveNumber(live, date, "zh"))).toEqual([
    "2024 年 12 月 31 日",
    "2023 年 11 月",
    "2024 年",
  ]);
  expect([20241231, 202311, 2024].map((date) => formatLiveNumber(live, date, "en"))).toEqual([
    "31 December 2024",
    "November 2023",
    "2024",
  ]);
});

it("says so where no row reports the event", () => {
  expect(monitorDay.run({ project: "tax-sharing", event: "opened", which: "first" }, files)).toMatchObject({
    ok: false,
    error: { code: "monitor-no-event" },
  });
});

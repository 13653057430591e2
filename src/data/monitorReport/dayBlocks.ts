import type { DayComparison } from "../../domain/monitor/compareDays.ts";
import { describeDays } from "../../domain/monitor/compareDays.ts";
import type { Monitor } from "../../domain/monitor/monitor.ts";
import { eventWords, gradeWords, stateWords } from "../../domain/monitor/monitorWords.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { Block, ReportLanguage } from "../conflictReport/report.ts";

/** What changed between two days, as the part of a report: in a sentence, projects, indicators, events. */
export function buildDayBlocks(
  comparison: DayComparison,
  { areas }: Pick<Monitor, "areas">,
  language: ReportLanguage,
): Block[] {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const pick = (words: Bilingual) => words[language];
  const text = (value: string) => ({ text: value });
  const ids = (rows: readonly string[]) =>
    rows.length > 0 ? rows.join(say("、", ", ")) : say("仅因时间推移", "by time alone");
  const { states, grades, events } = comparison;
  const table = (head: string[], widths: number[], rows: string[][]): Block[] =>
    rows.length > 0 ? [{ kind: "table", widths, head, rows: rows.map((row) => row.map(text)) }] : [];
  return [
    { kind: "paragraph", text: pick(describeDays(comparison)) },
    ...table(
      [say("项目", "Project"), comparison.from, comparison.to, say("行号", "Rows")],
      [46, 16, 16, 22],
      states.map((one) => [
        say(one.nameZh, one.nameEn),
        pick(stateWords[one.before].name),
        pick(stateWords[one.after].name),
        ids(one.rows),
      ]),
    ),
    ...table(
      [say("指标", "Indicator"), say("区域", "Area"), comparison.from, comparison.to, say("行号", "Rows")],
      [36, 16, 14, 14, 20],
      grades.map((one) => [
        say(one.nameZh, one.nameEn),
        pick(areas.find(({ id }) => id === one.area)?.name ?? { zh: one.area, en: one.area }),
        pick(gradeWords[one.before].name),
        pick(gradeWords[one.after].name),
        ids(one.rows),
      ]),
    ),
    ...table(
      [
        say("日期", "Date"),
        say("事件", "Event"),
        say("项目", "Project"),
        say("内容", "Says"),
        say("行号", "Row"),
      ],
      [12, 10, 26, 42, 10],
      events.map((row) => [
        row.eventDate,
        row.event === "" ? "" : pick(eventWords[row.event]),
        say(row.projectZh, row.projectEn),
        say(row.eventZh, row.eventEn),
        row.id,
      ]),
    ),
  ];
}

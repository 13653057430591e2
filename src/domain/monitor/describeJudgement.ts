import type { Bilingual } from "../plan.ts";
import type { IndicatorJudgement } from "./gradeIndicator.ts";
import { type ProjectJudgement, projectStates } from "./judgeProject.ts";
import type { Evaluation, Monitor } from "./monitor.ts";
import { becauseWords, eventWords, gradeWords, stateWords } from "./monitorWords.ts";
import type { ObservationRow } from "./rows.ts";

const percent = (share: number) => `${Math.round(share * 100)}%`;

/** What lies behind a project's state besides its rows: lateness, a changed date, what is only likely. */
export function remarkProject(judged: ProjectJudgement): Bilingual {
  const zh: string[] = [];
  const en: string[] = [];
  if (judged.lateDays) {
    zh.push(`晚于承诺 ${judged.lateDays} 天`);
    en.push(`${judged.lateDays} days late`);
  }
  if (judged.state === "overdue" || judged.state === "on-track") {
    zh.push(judged.hasStarted ? "已开工" : "只见前期进展，未见开工");
    en.push(judged.hasStarted ? "works begun" : "preparations only, no start reported");
  }
  if (judged.isReplanned && judged.state !== "adjusted") {
    zh.push("曾改期");
    en.push("replanned");
  }
  if (judged.isLight) {
    zh.push("依据为推断");
    en.push("inferred");
  }
  if (judged.likely && judged.likely !== "no-evidence") {
    zh.push(`推算或预计可能${stateWords[judged.likely].name.zh}`);
    en.push(`derived or forecast: may be ${stateWords[judged.likely].name.en.toLowerCase()}`);
  }
  return { zh: zh.join("；"), en: en.join("; ") };
}

/** A number with its unit; one that begins with a number itself, as `10,000 people`, is a factor. */
export function joinUnit(value: string, unit: string): string {
  if (unit === "%" || unit === "") return `${value}${unit}`;
  return /^\d/.test(unit) ? `${value} × ${unit}` : `${value} ${unit}`;
}

/** One value as it is written in a sentence. */
export const writeValue = (row: ObservationRow): Bilingual => ({
  zh: `${joinUnit(String(row.value), row.unitZh)}（${row.year}）`,
  en: `${joinUnit(String(row.value), row.unitEn)} (${row.year})`,
});

/** Why an indicator has its grade, with the numbers that went into the formula. */
export function explainGrade(
  judged: IndicatorJudgement,
  evaluation: Evaluation,
  monitor: Pick<Monitor, "areas">,
): Bilingual {
  const areaOf = (id: string) => monitor.areas.find((area) => area.id === id)?.name ?? { zh: id, en: id };
  const row = (id: string | undefined) => (id === undefined ? undefined : evaluation.observationOf.get(id));
  const [target, start, actual] = [row(judged.target), row(judged.baseline), row(judged.actual)];
  const zh: string[] = [];
  const en: string[] = [];
  const say = (one: Bilingual) => {
    zh.push(one.zh);
    en.push(one.en);
  };
  if (target) say({ zh: `目标 ${writeValue(target).zh}`, en: `target ${writeValue(target).en}` });
  if (start)
    say({
      zh: `${judged.isFromActual ? "以最早实际值为基数" : "基数"} ${writeValue(start).zh}`,
      en: `${judged.isFromActual ? "starting from the earliest actual" : "baseline"} ${writeValue(start).en}`,
    });
  if (actual) say({ zh: `实际 ${writeValue(actual).zh}`, en: `actual ${writeValue(actual).en}` });
  if (judged.progress !== undefined && judged.expected !== undefined)
    say({
      zh: `完成度 ${percent(judged.progress)}，应达 ${percent(judged.expected)}`,
      en: `progress ${percent(judged.progress)}, expected ${percent(judged.expected)}`,
    });
  if (judged.because) {
    const nearest = judged.nearest.map((id) => evaluation.observationOf.get(id)!);
    const newestYear = Math.max(...nearest.map(({ year }) => year));
    const shown = nearest.filter(({ year }) => year === newestYear).slice(0, 3);
    const name = (one: ObservationRow) => (one.indicator === judged.indicator ? "" : one.indicatorZh);
    say({
      zh: `${becauseWords[judged.because].zh}：${shown.map((one) => `${areaOf(one.area).zh}${name(one)} ${writeValue(one).zh}`).join("，")}`,
      en: `${becauseWords[judged.because].en}: ${shown.map((one) => `${areaOf(one.area).en}${name(one) && `, ${one.indicatorEn}`} ${writeValue(one).en}`).join("; ")}`,
    });
  }
  if (judged.likely)
    say({
      zh: `按推算或预计的数则为“${gradeWords[judged.likely].name.zh}”`,
      en: `by derived or forecast values it would be “${gradeWords[judged.likely].name.en}”`,
    });
  return { zh: `${zh.join("；")}。`, en: `${en.join("; ")}.` };
}

/** A project's newest carrying event in one line; the search that found nothing where there is none. */
export function describeEvidence(judged: ProjectJudgement, evaluation: Evaluation): Bilingual {
  const rows = judged.evidence.map((id) => evaluation.milestoneOf.get(id)!);
  const last = rows.findLast(({ event }) => event !== "");
  if (!last || last.event === "") {
    const notes = rows.map(({ note }) => note).filter(Boolean);
    return { zh: notes.join("；") || "未查到", en: "Searched for, not found" };
  }
  const event = eventWords[last.event];
  return {
    zh: `${last.eventDate} ${event.zh}：${last.eventZh}`,
    en: `${last.eventDate} ${event.en.toLowerCase()}: ${last.eventEn}`,
  };
}

/** The score in one sentence. */
export function summarizeStates(projects: readonly ProjectJudgement[]): Bilingual {
  const counts = projectStates
    .map((state) => ({ state, count: projects.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0);
  return {
    zh: `承诺项目 ${projects.length} 个：${counts.map(({ state, count }) => `${stateWords[state].name.zh} ${count}`).join("，")}。`,
    en: `${projects.length} promised projects: ${counts.map(({ state, count }) => `${count} ${stateWords[state].name.en.toLowerCase()}`).join(", ")}.`,
  };
}

/** A key for what an evaluation rests on: the rows that count and the day. FNV-1a of 32 bits, twice. */
export function hashEvaluation(evaluation: Evaluation): string {
  const text = JSON.stringify([evaluation.asOf, evaluation.milestones, evaluation.observations]);
  let [first, second] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at += 1) {
    first = Math.imul(first ^ text.charCodeAt(at), 0x01000193);
    second = Math.imul(second ^ (text.charCodeAt(at) + at), 0x01000193);
  }
  return [first, second].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}

import type { DayComparison } from "../../domain/monitor/compareDays.ts";
import {
  countByGroup,
  countStates,
  type GroupingContext,
  type ScoreGrouping,
  sharedGroup,
  unnamedGroup,
  wholeGroup,
} from "../../domain/monitor/countStates.ts";
import {
  describeEvidence,
  explainGrade,
  hashEvaluation,
  remarkProject,
  summarizeStates,
  writeValue,
} from "../../domain/monitor/describeJudgement.ts";
import type { EffectsAnswer } from "../../domain/monitor/effectKernel.ts";
import { indicatorGrades } from "../../domain/monitor/gradeIndicator.ts";
import { type ProjectJudgement, projectStates } from "../../domain/monitor/judgeProject.ts";
import { type Evaluation, findWholeArea, type Monitor, nameWhole } from "../../domain/monitor/monitor.ts";
import {
  eventWords,
  evidenceWords,
  gradeFormula,
  gradeWords,
  stateWords,
  weakRule,
} from "../../domain/monitor/monitorWords.ts";
import { nameBodies } from "../../domain/monitor/nameBodies.ts";
import type { MilestoneRow, ObservationRow } from "../../domain/monitor/rows.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { Block, Cell, Report, ReportLanguage } from "../conflictReport/report.ts";
import { buildDayBlocks } from "./dayBlocks.ts";
import { buildEffectBlocks } from "./effectBlocks.ts";

/** What a report says beyond the evaluation: names only the plan and the data know. */
export interface MonitorFrame {
  language: ReportLanguage;
  planTitle: Bilingual;
  chapters: readonly { chapter: number; title: Bilingual }[];
  itemChapters: Readonly<Record<string, number>>;
  /** Titles of the phases that effects are worked out in. */
  phaseTitles: Readonly<Record<string, Bilingual>>;
}

/** What a report tells besides the states: changes since an earlier day, and what the projects touch. */
export interface MonitorExtras {
  since?: DayComparison;
  effects?: EffectsAnswer;
}

interface Words {
  say: (zh: string, en: string) => string;
  pick: (text: Bilingual) => string;
}

export const createGrouping = (monitor: Monitor, frame: MonitorFrame): GroupingContext => ({
  chapterOf: (item) => frame.itemChapters[item],
  bodyOf: (written) => monitor.bodies[written]?.zh ?? written,
  wholeArea: findWholeArea(monitor)?.id,
});

/** What a group of the scoreboard is called. */
export function nameGroup(
  group: string,
  by: ScoreGrouping,
  monitor: Monitor,
  frame: Pick<MonitorFrame, "chapters">,
): Bilingual {
  if (by === "chapter") {
    const title = frame.chapters.find(({ chapter }) => String(chapter) === group)?.title;
    return title
      ? { zh: `第${group}章 ${title.zh}`, en: `Chapter ${group}: ${title.en}` }
      : { zh: group, en: group };
  }
  if (by === "city") {
    if (group === sharedGroup) return { zh: "几市共有", en: "Shared by several cities" };
    if (group === wholeGroup) return nameWhole(monitor);
    return monitor.areas.find(({ id }) => id === group)?.name ?? { zh: group, en: group };
  }
  if (group === unnamedGroup) return monitor.bodies[""] ?? { zh: "未写明", en: "Not named" };
  return Object.values(monitor.bodies).find(({ zh }) => zh === group) ?? { zh: group, en: group };
}

const text = (value: string): Cell => ({ text: value });

function buildScore(
  by: ScoreGrouping,
  evaluation: Evaluation,
  monitor: Monitor,
  frame: MonitorFrame,
  { say, pick }: Words,
): Block {
  const lines = countByGroup(evaluation.projects, by, createGrouping(monitor, frame));
  const counts = countStates(evaluation.projects);
  const row = (name: string, values: Record<string, number>, total: number, strong = false): Cell[] => [
    { text: name, strong },
    ...projectStates.map((state) => ({ text: values[state] ? String(values[state]) : "—", strong })),
    { text: String(total), strong: true },
  ];
  return {
    kind: "table",
    widths: [30, ...projectStates.map(() => 7.5), 8],
    head: [
      by === "chapter"
        ? say("章", "Chapter")
        : by === "city"
          ? say("市", "City")
          : say("责任单位", "Responsible"),
      ...projectStates.map((state) => pick(stateWords[state].name)),
      say("合计", "All"),
    ],
    rows: [
      ...lines.map(({ group, counts: values, total }) =>
        row(pick(nameGroup(group, by, monitor, frame)), values, total),
      ),
      row(say("合计", "All"), counts, evaluation.projects.length, true),
    ],
  };
}

const ids = (list: readonly string[], { say }: Words) => list.join(say("、", ", "));

function buildProjects(
  projects: readonly ProjectJudgement[],
  evaluation: Evaluation,
  monitor: Monitor,
  words: Words,
): Block {
  const { say, pick } = words;
  return {
    kind: "table",
    widths: [20, 9, 9, 31, 16, 15],
    head: [
      say("项目", "Project"),
      say("状态", "State"),
      say("期限", "Due"),
      say("依据", "Evidence"),
      say("责任单位", "Responsible"),
      say("行号", "Rows"),
    ],
    rows: projects.map((one) => [
      text(say(one.nameZh, one.nameEn)),
      {
        text: `${pick(stateWords[one.state].name)}${one.hasOwnRows ? say("（自报）", " (own rows)") : ""}`,
        strong: true,
      },
      text(one.due?.slice(0, 4) ?? "—"),
      text(
        [pick(describeEvidence(one, evaluation)), pick(remarkProject(one))]
          .filter(Boolean)
          .join(say("。", ". ")),
      ),
      text(pick(nameBodies(one.responsibleZh, monitor.bodies))),
      text(ids(one.evidence, words)),
    ]),
  };
}

function buildIndicators(evaluation: Evaluation, monitor: Monitor, words: Words): Block {
  const { say, pick } = words;
  const graded = evaluation.indicators
    .filter(({ grade }) => grade !== "no-target")
    .sort((a, b) => indicatorGrades.indexOf(a.grade) - indicatorGrades.indexOf(b.grade));
  const areaName = (id: string) => pick(areaOf(id, monitor));
  return {
    kind: "table",
    widths: [21, 10, 9, 10, 36, 14],
    head: [
      say("指标", "Indicator"),
      say("区域", "Area"),
      say("性质", "Kind"),
      say("评价", "Grade"),
      say("依据", "Because"),
      say("行号", "Rows"),
    ],
    rows: graded.map((one) => [
      text(say(one.nameZh, one.nameEn)),
      text(areaName(one.area)),
      text(one.binding === "" ? "—" : say(one.binding, one.binding === "约束性" ? "binding" : "expected")),
      { text: pick(gradeWords[one.grade].name), strong: true },
      text(pick(explainGrade(one, evaluation, monitor))),
      text(
        ids(
          [one.target, one.baseline, one.actual, ...one.nearest.slice(0, 3)].filter((id) => id !== undefined),
          words,
        ),
      ),
    ]),
  };
}

function buildObserved(evaluation: Evaluation, monitor: Monitor, words: Words): Block {
  const { say, pick } = words;
  const areaName = (id: string) => pick(areaOf(id, monitor));
  const value = (id: string | undefined) => {
    const row = id === undefined ? undefined : evaluation.observationOf.get(id);
    return row ? pick(writeValue(row)) : "—";
  };
  return {
    kind: "table",
    widths: [34, 16, 20, 20, 10],
    head: [
      say("指标", "Indicator"),
      say("区域", "Area"),
      say("基数", "Baseline"),
      say("最新实际值", "Newest actual"),
      say("行号", "Rows"),
    ],
    rows: evaluation.indicators
      .filter(({ grade }) => grade === "no-target")
      .map((one) => [
        text(say(one.nameZh, one.nameEn)),
        text(areaName(one.area)),
        text(value(one.baseline)),
        text(value(one.actual)),
        text(
          ids(
            [one.baseline, one.actual].filter((id) => id !== undefined),
            words,
          ),
        ),
      ]),
  };
}

const areaOf = (id: string, { areas }: Monitor): Bilingual =>
  areas.find((area) => area.id === id)?.name ?? { zh: id, en: id };

const cite = (row: MilestoneRow | ObservationRow, { say }: Words) =>
  [row.publisherZh, row.published].filter(Boolean).join(say("，", ", "));

function buildSources(evaluation: Evaluation, monitor: Monitor, words: Words): Block {
  const { say, pick } = words;
  const event = (row: MilestoneRow) =>
    row.event === ""
      ? say("检索无果", "searched, not found")
      : `${row.eventDate} ${pick(eventWords[row.event])}`;
  const evidence = (value: MilestoneRow["evidence"]) => (value === "" ? "—" : pick(evidenceWords[value]));
  return {
    kind: "table",
    widths: [10, 26, 28, 26, 10],
    head: [
      say("行号", "Row"),
      say("项目或指标", "Project or indicator"),
      say("内容", "Says"),
      say("出处、日期", "Publisher, date"),
      say("可信度", "Evidence"),
    ],
    rows: [
      ...evaluation.milestones.map((row) => [
        text(row.id),
        text(say(row.projectZh, row.projectEn)),
        text(event(row)),
        text(cite(row, words) || "—"),
        text(evidence(row.evidence)),
      ]),
      ...evaluation.observations.map((row) => [
        text(row.id),
        text([say(row.indicatorZh, row.indicatorEn), pick(areaOf(row.area, monitor))].join(say("，", ", "))),
        text(pick(writeValue(row))),
        text(cite(row, words) || "—"),
        text(evidence(row.evidence)),
      ]),
    ],
  };
}

/**
 * The evaluation as an office writes one: overview, by chapter, by city and body, projects, indicators, problems,
 * what has no evidence, what changed `since` an earlier day where one is given, method, sources. What the projects
 * touch follows them where it was worked out. Every line names its rows, and the rows stand at the end with who says so.
 */
export function buildMonitorReport(
  evaluation: Evaluation,
  monitor: Monitor,
  frame: MonitorFrame,
  { since, effects }: MonitorExtras = {},
): Report {
  const { language } = frame;
  const words: Words = {
    say: (zh, en) => (language === "zh" ? zh : en),
    pick: (bilingual) => bilingual[language],
  };
  const { say, pick } = words;
  const of = (...states: string[]) => evaluation.projects.filter(({ state }) => states.includes(state));
  const title = say(`${frame.planTitle.zh}实施情况评估`, `Evaluation: ${frame.planTitle.en}`);
  const heading = (zh: string, en: string): Block => ({ kind: "heading", text: say(zh, en) });
  const paragraph = (value: string): Block => ({ kind: "paragraph", text: value });
  const own = [...evaluation.milestones, ...evaluation.observations].filter(
    ({ origin }) => origin === "own",
  ).length;
  const projects = (list: readonly ProjectJudgement[]) => buildProjects(list, evaluation, monitor, words);
  const withEvidence = evaluation.projects.filter(({ state }) => state !== "no-evidence");
  return {
    language,
    title,
    foot: say(
      `评估截至 ${evaluation.asOf}　数据 ${hashEvaluation(evaluation)}`,
      `As of ${evaluation.asOf}   data ${hashEvaluation(evaluation)}`,
    ),
    blocks: [
      { kind: "title", text: title },
      heading("一、总体情况", "1. Overview"),
      paragraph(
        say(
          `评估截至 ${evaluation.asOf}。${summarizeStates(evaluation.projects).zh}`,
          `As of ${evaluation.asOf}. ${summarizeStates(evaluation.projects).en}`,
        ),
      ),
      paragraph(
        own > 0
          ? say(
              `其中 ${own} 行由本单位补充，优先于随图发布的数据，已注明“自报”。`,
              `${own} rows were brought by the office; they win over the shipped ones and are marked.`,
            )
          : say("全部数据为随图发布的公开资料。", "All rows are the published ones shipped with the atlas."),
      ),
      heading("二、分章情况", "2. By chapter"),
      buildScore("chapter", evaluation, monitor, frame, words),
      heading("三、分市和责任单位情况", "3. By city and responsible body"),
      buildScore("city", evaluation, monitor, frame, words),
      buildScore("responsible", evaluation, monitor, frame, words),
      heading("四、项目", "4. Projects"),
      projects(withEvidence),
      ...(effects ? buildEffectBlocks(effects, evaluation, frame) : []),
      heading("五、指标", "5. Indicators"),
      buildIndicators(evaluation, monitor, words),
      paragraph(say("规划没有给目标值的指标：", "Indicators the plan sets no target for:")),
      buildObserved(evaluation, monitor, words),
      heading("六、存在的问题", "6. Problems"),
      paragraph(
        say(
          `逾期 ${of("overdue").length} 个，未开工 ${of("not-started").length} 个，调整 ${of("adjusted").length} 个。`,
          `${of("overdue").length} overdue, ${of("not-started").length} not started, ${of("adjusted").length} adjusted.`,
        ),
      ),
      projects(of("overdue", "not-started", "adjusted")),
      heading("七、没有证据的", "7. What has no evidence"),
      paragraph(
        say(
          "下列项目检索过而没有查到公开报道。没有证据不等于没有做，也不能算作已经做了。",
          "These were searched for and no public report was found. That does not mean nothing was done, nor that it was.",
        ),
      ),
      projects(of("no-evidence")),
      ...(since
        ? [
            heading("八、两个日期之间的变化", "8. What changed between two days"),
            ...buildDayBlocks(since, monitor, language),
          ]
        : []),
      since ? heading("九、评价方法", "9. Method") : heading("八、评价方法", "8. Method"),
      ...projectStates.map((state) =>
        paragraph(
          `${pick(stateWords[state].name)}${say("：", ": ")}${pick(stateWords[state].rule)}${say("。", ".")}`,
        ),
      ),
      ...indicatorGrades.map((grade) =>
        paragraph(
          `${pick(gradeWords[grade].name)}${say("：", ": ")}${pick(gradeWords[grade].rule)}${say("。", ".")}`,
        ),
      ),
      paragraph(pick(gradeFormula)),
      paragraph(pick(weakRule)),
      since ? heading("十、资料来源", "10. Sources") : heading("九、资料来源", "9. Sources"),
      buildSources(evaluation, monitor, words),
    ],
  };
}

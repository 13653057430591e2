import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { phases } from "../../geodata/plan/phases.ts";
import { createGrouping, type MonitorFrame, nameGroup } from "../data/monitorReport/monitorBlocks.ts";
import { type MonitorFormat, monitorFormats, writeMonitorFile } from "../data/monitorReport/monitorFile.ts";
import { readRowFile } from "../data/monitorReport/rowFile.ts";
import { buildEffectsInput } from "../domain/board/effectRequests.ts";
import { verdictWords } from "../domain/check/describeConflicts.ts";
import type { RuleTable } from "../domain/check/rules.ts";
import {
  compareDays,
  type DayComparison,
  describeDays,
  type StateChange,
} from "../domain/monitor/compareDays.ts";
import { countByGroup, type ScoreGrouping, scoreGroupings } from "../domain/monitor/countStates.ts";
import { isDay } from "../domain/monitor/days.ts";
import {
  describeEvidence,
  explainGrade,
  hashEvaluation,
  remarkProject,
  summarizeStates,
} from "../domain/monitor/describeJudgement.ts";
import { type EffectsAnswer, projectEffects } from "../domain/monitor/effectKernel.ts";
import { describeRailBasis, describeZoneBasis } from "../domain/monitor/effectWords.ts";
import { type ProjectJudgement, projectStates } from "../domain/monitor/judgeProject.ts";
import {
  type Evaluation,
  evaluatePlan,
  type Monitor,
  type OwnRows,
  parseMonitor,
} from "../domain/monitor/monitor.ts";
import { eventWords, gradeWords, stateWords } from "../domain/monitor/monitorWords.ts";
import type { RowFault } from "../domain/monitor/readRows.ts";
import type { MilestoneRow } from "../domain/monitor/rows.ts";
import type { Plan } from "../domain/plan.ts";
import { type Command, type CommandResult, findNearest, parseArguments, UsageError } from "./command.ts";
import { readShippedText } from "./dataFolder.ts";
import { readPlan } from "./items.ts";
import { readDataFiles } from "./rail.ts";
import { formatTable } from "./table.ts";
import { resolvePath } from "./validate.ts";

const formats = ["table", "json", ...monitorFormats] as const;

/** The monitor tables as shipped. */
export function readMonitor(): Monitor {
  const monitor = parseMonitor(readShippedText("monitor.json"));
  if (!monitor.ok) throw new UsageError(monitor.error.en);
  return monitor.value;
}

function chooseOne<T extends string>(flag: string, typed: string, known: readonly T[]): T {
  const found = known.find((one) => one === typed);
  if (!found)
    throw new UsageError(
      `--${flag} is '${typed}', expected ${known.join(", ")}; nearest: ${findNearest(typed, known, 1)[0]}`,
    );
  return found;
}

interface OwnReading {
  own: OwnRows;
  faults: { sheet: string; fault: RowFault }[];
}

function readOwnRows(path: string | undefined, monitor: Monitor, plan: Plan): OwnReading {
  const own: OwnRows = { milestones: [], observations: [] };
  if (path === undefined) return { own, faults: [] };
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(resolvePath(path));
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
  const files = readRowFile(basename(path), bytes, {
    origin: "own",
    cities: monitor.areas.filter(({ role }) => role !== "outside").map(({ id }) => id),
    areas: monitor.areas.map(({ id }) => id),
    items: new Set(plan.items.map(({ id }) => id)),
    known: new Set([...monitor.milestones, ...monitor.observations].map(({ id }) => id)),
  });
  for (const file of files) {
    if (file.table === "milestones") own.milestones.push(...file.rows);
    else own.observations.push(...file.rows);
  }
  return { own, faults: files.flatMap(({ sheet, faults }) => faults.map((fault) => ({ sheet, fault }))) };
}

const createFrame = (plan: Plan, language: "zh" | "en"): MonitorFrame => ({
  language,
  planTitle: plan.title,
  chapters: plan.chapters.map(({ chapter, title }) => ({ chapter, title })),
  itemChapters: Object.fromEntries(plan.items.map(({ id, chapter }) => [id, chapter])),
  phaseTitles: Object.fromEntries(phases.map(({ id, title }) => [id, title])),
});

/** What all projects touch, by the shipped rules; undefined where none of them is on the map. */
function findEffects(monitor: Monitor): EffectsAnswer | undefined {
  const rules = JSON.parse(readShippedText("rules.json")) as RuleTable;
  const input = buildEffectsInput(
    monitor,
    "all",
    rules,
    phases.map(({ id }) => id),
  );
  if (!input) return undefined;
  const found = projectEffects.run(input, readDataFiles(projectEffects.files(input)));
  if (!found.ok) throw new UsageError(found.error.en);
  return found.value;
}

/** Minutes by rail and zones met, as two tables for the terminal. */
function writeEffects({ effects, decisionDate }: EffectsAnswer, evaluation: Evaluation): string {
  const names = new Map(evaluation.projects.map(({ project, nameZh }) => [project, nameZh]));
  const nameOfPhase = (id: string) => phases.find((phase) => phase.id === id)?.title ?? { zh: id, en: id };
  const railways = effects.flatMap(({ project, rail }) => (rail ? [{ project, rail }] : []));
  const minutes = (value: number | null) => value?.toFixed(1) ?? "无列车";
  const gains = railways.flatMap(({ project, rail }) => rail.gains.map((gain) => ({ project, gain })));
  const met = effects.flatMap(({ project, zones }) => (zones?.met ?? []).map((zone) => ({ project, zone })));
  return [
    formatTable<(typeof gains)[number]>(
      [
        { title: "铁路", text: ({ project }) => names.get(project) ?? project, most: 44 },
        { title: "起讫", text: ({ gain }) => `${gain.from.zh}—${gain.to.zh}` },
        { title: "没有此线", text: ({ gain }) => minutes(gain.without), right: true },
        { title: "有此线", text: ({ gain }) => minutes(gain.with), right: true },
        {
          title: "少用",
          text: ({ gain }) => (gain.without === null ? "新通" : (gain.without - gain.with).toFixed(1)),
          right: true,
        },
      ],
      gains,
    ),
    ...railways.map(({ rail }) => describeRailBasis(rail, nameOfPhase).zh),
    "",
    formatTable<(typeof met)[number]>(
      [
        { title: "项目", text: ({ project }) => names.get(project) ?? project, most: 44 },
        { title: "生态区", text: ({ zone }) => zone.zone.zh, most: 44 },
        { title: "类别", text: ({ zone }) => zone.zoneKind.zh, most: 26 },
        { title: "结论", text: ({ zone }) => verdictWords[zone.verdict].zh },
        { title: "数量", text: ({ zone }) => zone.measures.zh, most: 60 },
      ],
      met,
    ),
    describeZoneBasis(decisionDate).zh,
    "",
  ].join("\n");
}

function writeTable(
  evaluation: Evaluation,
  monitor: Monitor,
  by: ScoreGrouping,
  frame: MonitorFrame,
): string {
  const lines = countByGroup(evaluation.projects, by, createGrouping(monitor, frame));
  const score = formatTable(
    [
      {
        title: by,
        text: ({ group }: (typeof lines)[number]) => nameGroup(group, by, monitor, frame).zh,
        most: 44,
      },
      ...projectStates.map((state) => ({
        title: stateWords[state].name.zh,
        text: ({ counts }: (typeof lines)[number]) => String(counts[state]),
        right: true,
      })),
      { title: "合计", text: ({ total }) => String(total), right: true },
    ],
    lines,
  );
  const projects = formatTable<ProjectJudgement>(
    [
      { title: "project", text: ({ project }) => project, most: 34 },
      { title: "状态", text: (one) => stateWords[one.state].name.zh + (one.hasOwnRows ? "＊" : "") },
      { title: "期限", text: ({ due }) => due?.slice(0, 4) ?? "—" },
      { title: "依据", text: (one) => describeEvidence(one, evaluation).zh, most: 60 },
      { title: "注", text: (one) => remarkProject(one).zh, most: 40 },
      { title: "责任单位", text: ({ responsibleZh }) => responsibleZh || "—", most: 24 },
    ],
    [...evaluation.projects].sort((a, b) => projectStates.indexOf(a.state) - projectStates.indexOf(b.state)),
  );
  const graded = evaluation.indicators.filter(({ grade }) => grade !== "no-target");
  const indicators = formatTable<(typeof graded)[number]>(
    [
      { title: "indicator", text: ({ indicator }) => indicator, most: 26 },
      { title: "area", text: ({ area }) => area },
      { title: "评价", text: ({ grade }) => gradeWords[grade].name.zh },
      { title: "依据", text: (one) => explainGrade(one, evaluation, monitor).zh, most: 110 },
    ],
    graded,
  );
  return [score, "", summarizeStates(evaluation.projects).zh, "", projects, "", indicators, ""].join("\n");
}

function writeDays(since: DayComparison): string {
  const states = formatTable<StateChange>(
    [
      { title: "项目", text: ({ nameZh }) => nameZh, most: 44 },
      { title: since.from, text: ({ before }) => stateWords[before].name.zh },
      { title: since.to, text: ({ after }) => stateWords[after].name.zh },
      { title: "行号", text: ({ rows }) => rows.join("、") || "仅因时间推移", most: 30 },
    ],
    since.states,
  );
  const events = formatTable<MilestoneRow>(
    [
      { title: "日期", text: ({ eventDate }) => eventDate },
      { title: "事件", text: ({ event }) => (event === "" ? "" : eventWords[event].zh) },
      { title: "项目", text: ({ projectZh }) => projectZh, most: 30 },
      { title: "内容", text: ({ eventZh }) => eventZh, most: 60 },
      { title: "行号", text: ({ id }) => id },
    ],
    since.events,
  );
  return [describeDays(since).zh, "", states, "", events, "", ""].join("\n");
}

/** The plan against what happened: states of projects, grades of indicators, a score that adds up. */
export const command: Command = {
  usage: `monitor [--as-of DAY] [--since DAY] [--by ${scoreGroupings.join("|")}] [--rows FILE] [--language zh|en] [--format ${formats.join("|")}] [-o OUT]   the plan against what happened, with the office's own rows from CSV or XLSX merged in; with --since what changed from that day on; exit 1 where a row of FILE has a fault`,
  run(args): CommandResult {
    const { words, flags } = parseArguments(args, [
      "as-of",
      "since",
      "by",
      "rows",
      "language",
      "format",
      "output",
    ]);
    if (words.length > 0)
      throw new UsageError(`'${words[0]}' is not expected here; a file of rows goes after --rows`);
    const monitor = readMonitor();
    const plan = readPlan();
    const asOf = flags.get("as-of") ?? monitor.period.to;
    if (!isDay(asOf))
      throw new UsageError(`--as-of is '${asOf}', expected a day such as ${monitor.period.to}`);
    const sinceDay = flags.get("since");
    if (sinceDay !== undefined && (!isDay(sinceDay) || sinceDay >= asOf))
      throw new UsageError(`--since is '${sinceDay}', expected a day before ${asOf}`);
    const by = chooseOne("by", flags.get("by") ?? "chapter", scoreGroupings);
    const format = chooseOne("format", flags.get("format") ?? "table", formats);
    const language = chooseOne("language", flags.get("language") ?? "zh", ["zh", "en"] as const);
    const { own, faults } = readOwnRows(flags.get("rows"), monitor, plan);
    const evaluation = evaluatePlan(monitor, own, asOf);
    const frame = createFrame(plan, language);
    const since = sinceDay ? compareDays(evaluatePlan(monitor, own, sinceDay), evaluation) : undefined;
    const effects = format === "csv" ? undefined : findEffects(monitor);
    const said = faults.map(
      ({ sheet, fault }) =>
        `${sheet}, row ${fault.row}, ${fault.column || "header"}: ${fault.en} / ${fault.zh}`,
    );
    const code = faults.length > 0 ? 1 : 0;
    let output: string | Uint8Array;
    if (format === "json")
      output = `${JSON.stringify({ asOf, hash: hashEvaluation(evaluation), faults, ...(since ? { since } : {}), score: countByGroup(evaluation.projects, by, createGrouping(monitor, frame)), projects: evaluation.projects, indicators: evaluation.indicators, ...(effects ? { effects } : {}) }, undefined, 1)}\n`;
    else if (format === "table")
      output = `${said.map((line) => `${line}\n`).join("")}${since ? writeDays(since) : ""}${writeTable(evaluation, monitor, by, frame)}${effects ? `${writeEffects(effects, evaluation)}\n` : ""}as of ${asOf}  data ${hashEvaluation(evaluation)}\n`;
    else
      output = writeMonitorFile(evaluation, monitor, frame, format as MonitorFormat, {
        ...(since ? { since } : {}),
        ...(effects ? { effects } : {}),
      }).bytes;
    const out = flags.get("output");
    if (out === undefined) {
      if ((format === "docx" || format === "xlsx") && process.stdout.isTTY)
        throw new UsageError(`a ${format} is no text for a terminal; name a file with -o`);
      return { code, output };
    }
    writeFileSync(resolvePath(out), output);
    return { code, output: `${said.map((line) => `${line}\n`).join("")}wrote ${out}\n` };
  },
};

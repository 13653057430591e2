import { datedPhase } from "../../../geodata/plan/phases.ts";
import { type MonitorFile, runMonitorTask } from "../../compute/monitorTasks.ts";

import type { Board } from "../../domain/board/board.ts";
import { type MonitorQuery, mostOwnRows, type OwnCells } from "../../domain/board/monitorQuery.ts";
import { createReadContext, readBoardRows } from "../../domain/monitor/boardRows.ts";
import { compareDays, type DayComparison } from "../../domain/monitor/compareDays.ts";
import {
  type Evaluation,
  evaluatePlan,
  type Monitor,
  noOwnRows,
  type OwnRows,
  parseMonitor,
} from "../../domain/monitor/monitor.ts";
import { failure, type Problem, type Result } from "../../domain/result.ts";
import { editBoard, tellProblem } from "../actions.ts";
import { fetchText } from "../fetchFile.ts";
import { useAtlas } from "../store.ts";
import { useMonitor } from "./monitorStore.ts";

/** Loads the tables once; a failed load may be asked for again. */
export async function loadMonitor() {
  const { monitor, loading } = useMonitor.getState();
  if (monitor || loading?.kind === "loading") return;
  useMonitor.setState({ loading: { kind: "loading" } });
  const text = await fetchText("data/monitor.json");
  const parsed = text.ok ? parseMonitor(text.value) : text;
  useMonitor.setState(
    parsed.ok && text.ok
      ? { monitor: parsed.value, source: text.value, loading: { kind: "ready" } }
      : { loading: { kind: "failed", problem: (parsed as { error: Problem }).error } },
  );
}

function editMonitor(change: (query: MonitorQuery) => MonitorQuery, coalesceKey = "") {
  editBoard((board) => {
    const { monitor, ...rest } = board;
    const before = monitor ?? {};
    const next = change(before);
    // A change that was refused is no step of undo.
    if (next === before) return board;
    const kept = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
    return Object.keys(kept).length > 0 ? { ...rest, monitor: kept } : rest;
  }, coalesceKey);
}

/** Puts the evaluation, and the map in the phase that follows events, on a day; the end of the plan is no day of its own. */
export function setAsOf(day: string) {
  editBoard((board) => {
    const { monitor, ...rest } = board;
    const { asOf: _before, ...others } = monitor ?? {};
    const next = day === datedPhase.day ? others : { ...others, asOf: day };
    return {
      ...rest,
      phase: datedPhase.id,
      ...(Object.keys(next).length > 0 ? { monitor: next } : {}),
    };
  }, "as-of");
}

/** Holds the day of the evaluation against an earlier one; null against none. */
export const setSince = (day: string | null) =>
  editMonitor(({ since: _before, ...rest }) => (day === null ? rest : { ...rest, since: day }), "since");

/** What changed from the board's earlier day to its day; null where it names none before it. */
export function compareBoardDays(
  board: Pick<Board, "monitor">,
  monitor: Monitor,
  evaluation: Evaluation,
): DayComparison | null {
  const since = board.monitor?.since;
  if (since === undefined || since >= evaluation.asOf) return null;
  return compareDays(evaluatePlan(monitor, readOwnRows(board.monitor, monitor), since), evaluation);
}

/** Colours promised things on the map by their state, or takes the colours off. */
export const setByState = (on: boolean) =>
  editMonitor(({ byState: _before, ...rest }) => (on ? { ...rest, byState: true } : rest));

export const findAsOf = (board: Pick<Board, "monitor">): string => board.monitor?.asOf ?? datedPhase.day;

let read: { from: unknown[]; own: OwnRows } = { from: [], own: noOwnRows };

/** The office's rows of a board, read; a row that no longer fits is left out. */
export function readOwnRows(query: MonitorQuery | undefined, monitor: Monitor): OwnRows {
  const from = [query?.milestones, query?.observations, monitor];
  if (from.every((value, at) => value === read.from[at]) && read.from.length > 0) return read.own;
  read = { from, own: readBoardRows(query, monitor) };
  return read.own;
}

let evaluated: { from: unknown[]; evaluation: Evaluation } | null = null;

/** The plan against what happened, for a board; kept until day or rows change. */
export function evaluateBoard(board: Pick<Board, "monitor">, monitor: Monitor): Evaluation {
  const own = readOwnRows(board.monitor, monitor);
  const from = [own, findAsOf(board), monitor];
  if (!evaluated || evaluated.from.some((value, at) => value !== from[at]))
    evaluated = { from, evaluation: evaluatePlan(monitor, own, findAsOf(board)) };
  return evaluated.evaluation;
}

const keyOf = (cells: OwnCells) => JSON.stringify(cells);

/** Adds rows to those kept, each once. */
const join = (kept: readonly OwnCells[] | undefined, added: readonly OwnCells[]): OwnCells[] => [
  ...new Map([...(kept ?? []), ...added].map((cells) => [keyOf(cells), cells])).values(),
];

/** Reads an office's file, keeps its good rows with the board, and holds the faults for the panel. */
export async function importRowFile(file: File) {
  const { monitor } = useMonitor.getState();
  if (!monitor) return;
  const context = createReadContext(monitor, useAtlas.getState().plan);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const answer = await runMonitorTask({ task: "read", name: file.name, bytes, context });
  if (!answer.ok) {
    tellProblem(answer.error);
    return;
  }
  const tables = answer.value;
  useMonitor.setState({
    lastImport: {
      file: file.name,
      sheets: tables.map(({ sheet, faults, rows }) => ({ sheet, faults, taken: rows.length })),
    },
  });
  const of = (table: "milestones" | "observations") =>
    tables.filter((one) => one.table === table).flatMap(({ rows }) => rows);
  const [milestones, observations] = [of("milestones"), of("observations")];
  if (milestones.length + observations.length === 0) return;
  editMonitor((query) => {
    const next = {
      milestones: join(query.milestones, milestones),
      observations: join(query.observations, observations),
    };
    if (next.milestones.length + next.observations.length > mostOwnRows) {
      tellProblem({
        code: "monitor-too-many-rows",
        zh: `自有数据超过 ${mostOwnRows} 行，未加入`,
        en: `More than ${mostOwnRows} own rows; they were not added`,
      });
      return query;
    }
    return {
      ...query,
      ...(next.milestones.length > 0 ? { milestones: next.milestones } : {}),
      ...(next.observations.length > 0 ? { observations: next.observations } : {}),
    };
  });
}

export function removeOwnRows() {
  useMonitor.setState({ lastImport: null });
  editMonitor(({ milestones: _milestones, observations: _observations, ...rest }) => rest);
}

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The office's rows as a workbook, or the shipped rows as a template to be filled in. */
export async function writeRows(what: "own" | "template"): Promise<Result<MonitorFile>> {
  const { monitor } = useMonitor.getState();
  if (!monitor) return notReady;
  const own =
    what === "own"
      ? readOwnRows(useAtlas.getState().board.monitor, monitor)
      : { milestones: monitor.milestones.slice(0, 3), observations: monitor.observations.slice(0, 3) };
  const rows = what === "own" ? own : withoutIds(own);
  const bytes = await runMonitorTask({ task: "rows", own: rows });
  const name = what === "own" ? "monitor-own-rows.xlsx" : "monitor-template.xlsx";
  return bytes.ok ? { ok: true, value: { name, type: workbookType, bytes: bytes.value } } : bytes;
}

const withoutIds = (rows: OwnRows): OwnRows => ({
  milestones: rows.milestones.map((row) => ({ ...row, id: "", replaces: "" })),
  observations: rows.observations.map((row) => ({ ...row, id: "", replaces: "" })),
});

export const notReadyProblem: Problem = {
  code: "monitor-not-ready",
  zh: "评估数据还没有读好",
  en: "The evaluation is not ready yet",
};
const notReady: Result<never> = failure(notReadyProblem);

import { phases } from "../../../geodata/plan/phases.ts";
import {
  type MonitorFormat as EvaluationFormat,
  type MonitorFile,
  type MonitorFrame,
  runMonitorTask,
} from "../../compute/monitorTasks.ts";
import type { Board } from "../../domain/board/board.ts";
import { buildEffectsInput } from "../../domain/board/effectRequests.ts";
import { buildRequest } from "../../domain/board/request.ts";
import type { EffectsAnswer } from "../../domain/monitor/effectKernel.ts";
import type { Monitor } from "../../domain/monitor/monitor.ts";
import type { Plan } from "../../domain/plan.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { answerRequest } from "../answers.ts";
import { useCheck } from "../check/checkStore.ts";
import { loadRules } from "../check/loadRules.ts";
import { useAtlas } from "../store.ts";
import { findAsOf, notReadyProblem, readOwnRows } from "./monitor.ts";
import { useMonitor } from "./monitorStore.ts";

export type { MonitorFormat as EvaluationFormat } from "../../compute/monitorTasks.ts";

/** What a report says beyond the rows, from the plan. */
const createFrame = (plan: Plan, language: Board["language"]): MonitorFrame => ({
  language,
  planTitle: plan.title,
  chapters: plan.chapters.map(({ chapter, title }) => ({ chapter, title })),
  itemChapters: Object.fromEntries(plan.items.map(({ id, chapter }) => [id, chapter])),
  phaseTitles: Object.fromEntries(phases.map(({ id, title }) => [id, title])),
});

/** What all projects touch, from the one engine of answers; null where none of them is on the map. */
async function askEffects(monitor: Monitor): Promise<Result<EffectsAnswer | null>> {
  await loadRules();
  const { shipped, shippedProblem } = useCheck.getState();
  if (!shipped) return failure(shippedProblem ?? notReadyProblem);
  const input = buildEffectsInput(
    monitor,
    "all",
    shipped,
    phases.map(({ id }) => id),
  );
  return input ? answerRequest<EffectsAnswer>(buildRequest("projectEffects", input)) : success(null);
}

/** The present evaluation as a file. */
export async function writeEvaluation(format: EvaluationFormat): Promise<Result<MonitorFile>> {
  const { monitor, source } = useMonitor.getState();
  const { board, plan } = useAtlas.getState();
  if (!monitor || !plan) return failure(notReadyProblem);
  const effects = await askEffects(monitor);
  if (!effects.ok) return effects;
  return runMonitorTask({
    task: "write",
    monitor: source,
    own: readOwnRows(board.monitor, monitor),
    asOf: findAsOf(board),
    ...(board.monitor?.since ? { since: board.monitor.since } : {}),
    ...(effects.value ? { effects: effects.value } : {}),
    frame: createFrame(plan, board.language),
    format,
    stylesheetUrl: new URL("report.css", document.baseURI).href,
  });
}

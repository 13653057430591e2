import { Refusal } from "../data/importReport.ts";
import { writeMonitorFile } from "../data/monitorReport/monitorFile.ts";
import { listCells, readRowFile, writeRowWorkbook } from "../data/monitorReport/rowFile.ts";
import { compareDays } from "../domain/monitor/compareDays.ts";
import { evaluatePlan, parseMonitor } from "../domain/monitor/monitor.ts";
import { failure, type Result, success } from "../domain/result.ts";
import type { MonitorAnswers, MonitorCall, ReadTable } from "./monitorTasks.ts";
import { scope } from "./workerScope.ts";

function readTables({ name, bytes, context }: Extract<MonitorCall, { task: "read" }>): ReadTable[] {
  return readRowFile(name, bytes, context).map(({ table, sheet, rows, faults }) => {
    const cells = listCells({ milestones: [], observations: [], [table]: rows })[table];
    const [header = [], ...body] = cells;
    return {
      table,
      sheet,
      faults,
      rows: body.map((row) =>
        Object.fromEntries(header.map((column, at) => [String(column), String(row[at] ?? "")])),
      ),
    };
  });
}

function answer(call: MonitorCall): Result<MonitorAnswers[MonitorCall["task"]]> {
  if (call.task === "read") return success(readTables(call));
  if (call.task === "rows") return success(writeRowWorkbook(call.own));
  const monitor = parseMonitor(call.monitor);
  if (!monitor.ok) return monitor;
  const evaluation = evaluatePlan(monitor.value, call.own, call.asOf);
  const { stylesheetUrl, since, effects } = call;
  const compared =
    since !== undefined && since < call.asOf
      ? compareDays(evaluatePlan(monitor.value, call.own, since), evaluation)
      : undefined;
  return success(
    writeMonitorFile(evaluation, monitor.value, call.frame, call.format, {
      stylesheetUrl,
      ...(compared ? { since: compared } : {}),
      ...(effects ? { effects } : {}),
    }),
  );
}

scope.addEventListener("message", ({ data }: MessageEvent<MonitorCall>) => {
  try {
    scope.postMessage(answer(data));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, bilingual } = error;
    scope.postMessage(failure({ code, zh: bilingual.zh, en: bilingual.en }));
  }
});

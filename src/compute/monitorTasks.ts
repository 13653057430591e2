import type { MonitorFrame } from "../data/monitorReport/monitorBlocks.ts";
import type { MonitorFile, MonitorFormat } from "../data/monitorReport/monitorFile.ts";
import type { OwnCells } from "../domain/board/monitorQuery.ts";
import type { EffectsAnswer } from "../domain/monitor/effectKernel.ts";
import type { OwnRows } from "../domain/monitor/monitor.ts";
import type { ReadContext, RowFault } from "../domain/monitor/readRows.ts";
import type { MonitorTable } from "../domain/monitor/rows.ts";
import { failure, type Result } from "../domain/result.ts";

export type { MonitorFrame } from "../data/monitorReport/monitorBlocks.ts";
export type { MonitorFile, MonitorFormat } from "../data/monitorReport/monitorFile.ts";

/** A table read from an office's file, its good rows as cells. */
export interface ReadTable {
  table: MonitorTable;
  sheet: string;
  rows: OwnCells[];
  faults: RowFault[];
}

export type MonitorCall =
  | {
      task: "write";
      /** Text of `monitor.json`. */
      monitor: string;
      own: OwnRows;
      asOf: string;
      /** An earlier day the report tells the changes from. */
      since?: string;
      /** What the projects touch. */
      effects?: EffectsAnswer;
      frame: MonitorFrame;
      format: MonitorFormat;
      stylesheetUrl: string;
    }
  | { task: "read"; name: string; bytes: Uint8Array; context: ReadContext }
  | { task: "rows"; own: OwnRows };

export interface MonitorAnswers {
  write: MonitorFile;
  read: ReadTable[];
  rows: Uint8Array;
}

/** Reads or writes a file of the monitor in a worker of its own: the readers and writers are large and seldom asked for. */
export function runMonitorTask<T extends MonitorCall["task"]>(
  call: Extract<MonitorCall, { task: T }>,
): Promise<Result<MonitorAnswers[T]>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./monitorWorker.ts", import.meta.url), { type: "module" });
    const finish = (result: Result<MonitorAnswers[T]>) => {
      worker.terminate();
      resolve(result);
    };
    worker.onmessage = ({ data }: MessageEvent<Result<MonitorAnswers[T]>>) => finish(data);
    worker.onerror = ({ message }) =>
      finish(
        failure({
          code: "worker-failed",
          zh: `处理文件时中断（${message || "worker"}），请重试`,
          en: `Handling the file stopped (${message || "worker"}); try again`,
        }),
      );
    worker.postMessage(call);
  });
}

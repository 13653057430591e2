import type { ConflictFile, ConflictFileInput } from "../data/conflictReport/conflictFile.ts";
import { failure, type Result } from "../domain/result.ts";
import type { Reply } from "./kernelHost.ts";

export type { ConflictFile, ConflictFileInput, ConflictFormat } from "../data/conflictReport/conflictFile.ts";

export interface ReportCall {
  dataUrl: string;
  input: ConflictFileInput;
  /** Files that no server has, by name: own layers. */
  provided: Readonly<Record<string, Blob>>;
}

/**
 * Runs the check and writes it as a file in a worker of its own: the writers are large and seldom asked
 * for, and a report of forty maps must not keep the map's own questions waiting.
 */
export function writeReport(
  input: ConflictFileInput,
  provided: ReportCall["provided"],
): Promise<Result<ConflictFile>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./reportWorker.ts", import.meta.url), { type: "module" });
    const finish = (result: Result<ConflictFile>) => {
      worker.terminate();
      resolve(result);
    };
    worker.onmessage = ({ data }: MessageEvent<Reply>) => finish(data.result as Result<ConflictFile>);
    worker.onerror = ({ message }) =>
      finish(
        failure({
          code: "worker-failed",
          zh: `生成文件时中断（${message || "worker"}），请重试`,
          en: `Making the file stopped (${message || "worker"}); try again`,
        }),
      );
    const call: ReportCall = { dataUrl: new URL("data/", document.baseURI).href, input, provided };
    worker.postMessage(call);
  });
}

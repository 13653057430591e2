import { conflictFile } from "../data/conflictReport/conflictFile.ts";
import { createKernelHost } from "./kernelHost.ts";
import { loadDataFile } from "./loadDataFile.ts";
import type { ReportCall } from "./writeReport.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.addEventListener("message", ({ data }: MessageEvent<ReportCall>) => {
  createKernelHost({
    kernels: { conflictFile },
    loadFile: (name) => loadDataFile(name, data.dataUrl),
    reply: (reply, transfer) => scope.postMessage(reply, transfer),
    pause: () => Promise.resolve(),
  }).receive({ id: 1, purpose: "report", kernel: "conflictFile", input: data.input });
});

import { conflictFile } from "../data/conflictReport/conflictFile.ts";
import { success } from "../domain/result.ts";
import { createKernelHost } from "./kernelHost.ts";
import { loadDataFile } from "./loadDataFile.ts";
import type { ReportCall } from "./writeReport.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.addEventListener("message", ({ data }: MessageEvent<ReportCall>) => {
  createKernelHost({
    kernels: { conflictFile },
    loadFile: async (name) => {
      const own = data.provided[name];
      return own ? success(JSON.parse(await own.text())) : loadDataFile(name, data.dataUrl);
    },
    reply: (reply, transfer) => scope.postMessage(reply, transfer),
    pause: () => Promise.resolve(),
  }).receive({ id: 1, purpose: "report", kernel: "conflictFile", input: data.input });
});

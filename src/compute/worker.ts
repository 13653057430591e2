import { kernels } from "../domain/kernels.ts";
import { type Call, createKernelHost } from "./kernelHost.ts";
import { loadDataFile } from "./loadDataFile.ts";

/** The first message says where `data/` is: a worker knows only its own address. */
type Message = { dataUrl: string } | Call;

const scope = self as unknown as DedicatedWorkerGlobalScope;
let dataUrl = "";

const host = createKernelHost({
  kernels,
  loadFile: (name) => loadDataFile(name, dataUrl),
  reply: (reply, transfer) => scope.postMessage(reply, transfer),
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
});

scope.addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if ("dataUrl" in data) dataUrl = data.dataUrl;
  else host.receive(data);
});

import { success } from "../domain/result.ts";
import { type Call, createKernelHost, type KernelTable } from "./kernelHost.ts";
import { loadDataFile } from "./loadDataFile.ts";
import { scope } from "./workerScope.ts";

/** The first message says where `data/` is: a worker knows only its own address. */
type Message = { dataUrl: string } | { provided: string; blob: Blob } | { cancel: number } | Call;

/** Makes this worker answer calls of the kernels. */
export function serveKernels(kernels: KernelTable) {
  let dataUrl = "";
  /** Files that no server has: the reader's own layers. */
  const provided = new Map<string, Blob>();

  const host = createKernelHost({
    kernels,
    loadFile: async (name) => {
      const own = provided.get(name);
      return own ? success(JSON.parse(await own.text())) : loadDataFile(name, dataUrl);
    },
    reply: (reply, transfer) => scope.postMessage(reply, transfer),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  });

  scope.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if ("dataUrl" in data) dataUrl = data.dataUrl;
    else if ("blob" in data) provided.set(data.provided, data.blob);
    else if ("cancel" in data) host.cancel(data.cancel);
    else host.receive(data);
  });
}

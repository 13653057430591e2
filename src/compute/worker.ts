import { kernels } from "../domain/kernels.ts";
import { failure, type Problem, type Result, success } from "../domain/result.ts";
import { type Call, createKernelHost } from "./kernelHost.ts";

/** The first message says where `data/` is: a worker knows only its own address. */
type Message = { dataUrl: string } | Call;

const scope = self as unknown as DedicatedWorkerGlobalScope;
let dataUrl = "";

async function loadFile(name: string): Promise<Result<unknown>> {
  try {
    const response = await fetch(new URL(name, dataUrl));
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return success(/\.(geo)?json$/.test(name) ? await response.json() : await response.arrayBuffer());
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "data-unavailable",
      zh: `数据文件 ${name} 读取失败（${said}）`,
      en: `Data file ${name} could not be read (${said})`,
      file: name,
    });
  }
}

const host = createKernelHost({
  kernels,
  loadFile,
  reply: (reply, transfer) => scope.postMessage(reply, transfer),
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
});

scope.addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if ("dataUrl" in data) dataUrl = data.dataUrl;
  else host.receive(data);
});

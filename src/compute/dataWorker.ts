import { sqliteAddress } from "../data/bytes/sqliteAddress.ts";
import type { DataCall, DataReply } from "./dataProtocol.ts";
import { createDataTasks } from "./dataTasks.ts";
import { scope } from "./workerScope.ts";

const tasks = createDataTasks(sqliteAddress) as unknown as Record<
  string,
  (input: unknown, tell: (fraction: number) => void) => Promise<unknown>
>;
/** One after the other: a table may only be asked for once its file has been read. */
let before: Promise<void> = Promise.resolve();

const findTransfer = (output: unknown): ArrayBuffer[] => {
  if (ArrayBuffer.isView(output)) return [output.buffer as ArrayBuffer];
  const value = (output as { value?: { bytes?: unknown } } | null)?.value;
  return value?.bytes instanceof ArrayBuffer ? [value.bytes] : [];
};

async function answer({ id, task, input }: DataCall) {
  const reply = (message: DataReply, transfer: ArrayBuffer[] = []) => scope.postMessage(message, transfer);
  try {
    const output = await tasks[task]!(input, (fraction) => reply({ id, kind: "progress", fraction }));
    reply({ id, kind: "done", output }, findTransfer(output));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    reply({
      id,
      kind: "failed",
      problem: {
        code: "data-task-failed",
        zh: `后台处理出错（${said.slice(0, 200)}），请重试`,
        en: `The background work failed (${said.slice(0, 200)}); try again`,
      },
    });
  }
}

scope.addEventListener("message", ({ data }: MessageEvent<DataCall>) => {
  before = before.then(() => answer(data));
});

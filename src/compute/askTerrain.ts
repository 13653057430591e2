import type {
  TerrainCall,
  TerrainInput,
  TerrainOutput,
  TerrainReply,
  TerrainTask,
} from "./terrainProtocol.ts";

let worker: Worker | undefined;
let calls = 0;
const open = new Map<number, { resolve: (output: unknown) => void; reject: (error: Error) => void }>();

function endWorker(said: string) {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of open.values()) reject(new Error(said));
  open.clear();
}

function startWorker(): Worker {
  const started = new Worker(new URL("./terrainWorker.ts", import.meta.url), { type: "module" });
  started.onmessage = ({ data }: MessageEvent<TerrainReply>) => {
    const call = open.get(data.id);
    open.delete(data.id);
    if ("output" in data) call?.resolve(data.output);
    else call?.reject(new Error(data.problem));
  };
  started.onerror = ({ message }) => endWorker(message);
  return started;
}

/** Asks the worker that holds the terrain; it rejects where the worker failed or was ended. */
export function askTerrain<T extends TerrainTask>(
  task: T,
  input: TerrainInput<T>,
): Promise<TerrainOutput<T>> {
  worker ??= startWorker();
  calls += 1;
  const id = calls;
  return new Promise((resolve, reject) => {
    // The worker answers a task with the output of that task.
    open.set(id, { resolve: (output) => resolve(output as TerrainOutput<T>), reject });
    worker!.postMessage({ id, task, input } satisfies TerrainCall);
  });
}

/** Ends the worker, and with it what it is at and the terrain it holds. */
export const stopTerrain = () => endWorker("stopped");

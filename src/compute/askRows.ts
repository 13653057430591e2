/** One Web Mercator tile to be made of geographic ones, as it crosses into the worker. */
export interface RowCall {
  id: number;
  z: number;
  y: number;
  size: number;
  /** Pictures of the rows that `buildTileRows` names, in its order; null where a tile is not there. */
  pictures: readonly (Blob | null)[];
}

export type RowReply = { id: number; bytes: ArrayBuffer } | { id: number; problem: string };

let worker: Worker | undefined;
let calls = 0;
const open = new Map<number, { resolve: (bytes: ArrayBuffer) => void; reject: (error: Error) => void }>();

function startWorker(): Worker {
  const started = new Worker(new URL("./rowWorker.ts", import.meta.url), { type: "module" });
  started.onmessage = ({ data }: MessageEvent<RowReply>) => {
    const call = open.get(data.id);
    open.delete(data.id);
    if ("bytes" in data) call?.resolve(data.bytes);
    else call?.reject(new Error(data.problem));
  };
  started.onerror = ({ message }) => {
    worker = undefined;
    for (const { reject } of open.values()) reject(new Error(message));
    open.clear();
  };
  return started;
}

/** The pixels of a Web Mercator tile as PNG, made of geographic tiles in a worker. */
export function askRows(call: Omit<RowCall, "id">): Promise<ArrayBuffer> {
  worker ??= startWorker();
  calls += 1;
  const id = calls;
  return new Promise((resolve, reject) => {
    open.set(id, { resolve, reject });
    worker!.postMessage({ ...call, id } satisfies RowCall);
  });
}

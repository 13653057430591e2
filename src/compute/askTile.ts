import type { TileCall, TileNote, TileReply } from "./tileProtocol.ts";

type Settle = (reply: TileReply) => void;

const open = new Map<number, Settle>();
let worker: Worker | null = null;
let calls = 0;

function start(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./tileWorker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<TileReply>) => {
    open.get(data.id)?.(data);
    open.delete(data.id);
  };
  worker.onerror = (event) => {
    worker?.terminate();
    worker = null;
    for (const [id, settle] of open) settle({ id, kind: "failed", message: event.message });
    open.clear();
  };
  return worker;
}

/** Tells the worker of features before their tiles are asked for, or that they are not wanted. */
export const noteTiles = (note: TileNote) => start().postMessage(note);

function send(call: Omit<TileCall, "id">): Promise<TileReply> {
  const running = start();
  calls += 1;
  const id = calls;
  return new Promise((resolve) => {
    open.set(id, resolve);
    running.postMessage({ ...call, id });
  });
}

/**
 * One vector tile of a content, cut in a worker of its own: a long file being read elsewhere must not keep the
 * map waiting. An empty buffer where nothing lies there; throws where it cannot be cut.
 */
export async function askTile(
  key: string,
  blob: Blob,
  place: { z: number; x: number; y: number },
  columns: readonly string[],
): Promise<ArrayBuffer> {
  const call = { key, columns, ...place };
  let reply = await send({ ...call, blob: null });
  if (reply.kind === "unknown") reply = await send({ ...call, blob });
  if (reply.kind === "done") return reply.bytes ?? new ArrayBuffer(0);
  throw new Error(reply.kind === "failed" ? reply.message : `no features under ${key}`);
}

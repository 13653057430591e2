import type { FeatureCollection, Geometry } from "geojson";
import { createTileCutter, type TileCutter } from "../data/formats/vectorTiles.ts";
import type { TileCall, TileNote, TileReply } from "./tileProtocol.ts";
import { scope } from "./workerScope.ts";

/** Few layers this large are looked at together; each index may take hundreds of megabytes. */
const mostCutters = 4;
/** Promises, so that tiles asked for while the features are read wait for the one reading. */
const cutters = new Map<string, Promise<TileCutter>>();

const readCutter = async (blob: Blob): Promise<TileCutter> =>
  createTileCutter(JSON.parse(await blob.text()) as FeatureCollection<Geometry | null>);

async function answer({ id, key, blob, z, x, y, columns }: TileCall): Promise<TileReply> {
  const cutter = cutters.get(key) ?? (blob ? readCutter(blob) : undefined);
  if (!cutter) return { id, kind: "unknown" };
  // Taken out and put back, so that the first of the map is the one unused for longest.
  cutters.delete(key);
  cutters.set(key, cutter);
  for (const old of [...cutters.keys()].slice(0, -mostCutters)) cutters.delete(old);
  try {
    const cut = await cutter;
    return { id, kind: "done", bytes: cut(z, x, y, columns)?.buffer ?? null };
  } catch (error) {
    cutters.delete(key);
    return { id, kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

function take(note: TileNote) {
  if (note.note === "prepare") {
    const cutter = readCutter(note.blob);
    // What cannot be cut is told to whoever asks for a tile of it, if anyone does.
    cutter.catch(() => cutters.delete(note.key));
    cutters.set(note.key, cutter);
  } else if (note.note === "drop") cutters.delete(note.key);
  else {
    const cutter = cutters.get(note.from);
    cutters.delete(note.from);
    if (cutter) cutters.set(note.to, cutter);
  }
}

scope.addEventListener("message", async ({ data }: MessageEvent<TileCall | TileNote>) => {
  if ("note" in data) return take(data);
  const reply = await answer(data);
  scope.postMessage(reply, reply.kind === "done" && reply.bytes ? [reply.bytes] : []);
});

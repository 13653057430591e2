import type { Cog } from "../data/services/ranges/cog.ts";
import type { RangePorts } from "../data/services/ranges/rangePorts.ts";
import { describeRanges, openArchive, pullRanges } from "../data/services/ranges/readRanges.ts";
import type { Result } from "../domain/result.ts";
import type {
  RangeCall,
  RangeInput,
  RangeOutput,
  RangeReply,
  RangeTask,
  RangeWant,
} from "./rangeProtocol.ts";
import { scope } from "./workerScope.ts";

let wants = 0;
const open = new Map<number, (result: Result<unknown>) => void>();
const reply = (message: RangeReply, transfer: Transferable[] = []) => scope.postMessage(message, transfer);

const ask = <T>(of: RangeWant): Promise<Result<T>> =>
  new Promise((resolve) => {
    wants += 1;
    // The page answers a question for bytes with bytes, one for a size with a number.
    open.set(wants, (result) => resolve(result as Result<T>));
    reply({ kind: "want", want: wants, of });
  });

const ports: RangePorts = {
  loadRange: (url, offset, length) => ask({ about: "range", url, offset, length }),
  loadSize: (url) => ask({ about: "size", url }),
  loadTile: (url) => ask({ about: "tile", url }),
};

/** Rasters that are looked at: their heads are read once. */
const cogs = new Map<string, Promise<Cog>>();

async function openRaster(address: string): Promise<Cog> {
  const [{ openCog }, { createRangeReader }] = await Promise.all([
    import("../data/services/ranges/cog.ts"),
    import("../data/services/ranges/rangeReader.ts"),
  ]);
  return openCog(createRangeReader(address, ports, { mostBytes: Number.POSITIVE_INFINITY }));
}

const archives = new Map<string, Awaited<ReturnType<typeof openArchive>>>();

async function drawRaster({ address, ramp, tile }: RangeInput<"cogTile">): Promise<ArrayBuffer> {
  const { drawCogTile } = await import("../data/services/ranges/cogTile.ts");
  const cog = cogs.get(address) ?? openRaster(address);
  cogs.set(address, cog);
  // One that could not be opened is tried again with the next tile.
  cog.catch(() => cogs.delete(address));
  const pixels = await drawCogTile(await cog, tile, ramp ?? { least: 0, most: 255 });
  const canvas = new OffscreenCanvas(tile.size, tile.size);
  const context = canvas.getContext("2d")!;
  if (pixels) context.putImageData(new ImageData(pixels, tile.size, tile.size), 0, 0);
  return (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer();
}

/** Colours as they were written: no profile may change a height. */
async function decodePicture(bytes: ArrayBuffer) {
  const bitmap = await createImageBitmap(new Blob([bytes]), {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

const tasks: { [T in RangeTask]: (input: RangeInput<T>, id: number) => Promise<RangeOutput<T>> } = {
  describe: ({ address }) => describeRanges(address, ports),
  pull: ({ wish }, id) =>
    pullRanges(wish, ports, (taken, matched) => reply({ kind: "told", id, taken, matched })),
  cogTile: drawRaster,
  async heights({ wish }) {
    const { readHeights } = await import("../data/services/ranges/heightTiles.ts");
    return readHeights(wish, ports, decodePicture);
  },
  archiveTile: async ({ address, z, x, y }) => {
    const archive = archives.get(address) ?? (await openArchive(address, ports));
    archives.set(address, archive);
    return archive(z, x, y);
  },
};

scope.addEventListener("message", async ({ data }: MessageEvent<RangeCall>) => {
  if (data.kind === "loaded") {
    open.get(data.want)?.(data.result);
    open.delete(data.want);
    return;
  }
  try {
    // The page asks a task with the input of that task.
    const output: unknown = await tasks[data.task](data.input as never, data.id);
    reply({ kind: "done", id: data.id, output }, output instanceof ArrayBuffer ? [output] : []);
  } catch (error) {
    reply({ kind: "failed", id: data.id, problem: error instanceof Error ? error.message : String(error) });
  }
});

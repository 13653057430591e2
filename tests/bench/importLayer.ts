import { GeoJSONVT } from "@maplibre/geojson-vt";
import { createDataTasks } from "../../src/compute/dataTasks.ts";
import { createTileCutter } from "../../src/data/formats/vectorTiles.ts";
import { type Bench, createRandom, holdAgainstGoal } from "./bench.ts";

const count = 100_000;

/** Parcels of ten to fourteen corners with five columns: 100,000 of them make 36 MB. */
function buildParcels(of: number): string {
  const random = createRandom(20_261_130);
  const uses = ["耕地", "林地", "草地", "工矿用地", "住宅用地", "水域"];
  const features: string[] = [];
  for (let i = 0; i < of; i += 1) {
    const [x, y] = [107 + (i % 400) / 50, 38 + Math.floor(i / 400) / 50];
    const corners = 7 + Math.floor(random() * 4);
    const ring: string[] = [];
    for (let k = 0; k < corners; k += 1) {
      const angle = (2 * Math.PI * k) / corners;
      const radius = 0.004 + 0.004 * random();
      ring.push(
        `[${(x + radius * Math.cos(angle)).toFixed(6)},${(y + radius * Math.sin(angle)).toFixed(6)}]`,
      );
    }
    ring.push(ring[0]!);
    features.push(
      `{"type":"Feature","properties":{"BSM":${i},"DLMC":"${uses[i % 6]}","ZLDWMC":"图斑${i}","TBMJ":${(random() * 1e5).toFixed(2)},"BZ":"seeded"},"geometry":{"type":"Polygon","coordinates":[[${ring.join(",")}]]}}`,
    );
  }
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}`;
}

/** Milliseconds of processor time, of all threads: the machine is shared, and the clock counts the neighbours too. */
async function measureProcessor<T>(work: () => Promise<T> | T): Promise<{ spent: number; value: T }> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { spent: (user + system) / 1000, value };
}

const firstTile = { z: 6, x: 51, y: 24 };

/** What a page without a reader would do: parse, index, cut one tile. */
function drawPlainly(bytes: Uint8Array): number {
  const collection = JSON.parse(new TextDecoder().decode(bytes));
  const index = new GeoJSONVT(collection, { maxZoom: 14, extent: 8192, buffer: 512, tolerance: 6 });
  return index.getTile(firstTile.z, firstTile.x, firstTile.y)?.features.length ?? 0;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

export const bench: Bench = {
  title: "100,000 polygons from file to list and map, beside JSON.parse and geojson-vt",
  async run() {
    const tasks = createDataTasks();
    const fileOf = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], "parcels.geojson");
    const small = new TextEncoder().encode(buildParcels(3000));
    drawPlainly(small);
    await tasks.read({ files: [fileOf(small)], options: {} }, () => {});
    const bytes = new TextEncoder().encode(buildParcels(count));
    const plain = await measureProcessor(() => drawPlainly(bytes));
    const read = await measureProcessor(() => tasks.read({ files: [fileOf(bytes)], options: {} }, () => {}));
    const [content] = read.value.contents;
    const drawn = await measureProcessor(async () => {
      const cut = createTileCutter(JSON.parse(await content!.blob.text()));
      return cut(firstTile.z, firstTile.x, firstTile.y, [])?.length ?? 0;
    });
    console.log(
      `${content!.count} of ${count} polygons, ${megabytes(bytes.length)}; processor: plain ${plain.spent.toFixed(0)} ms to its first tile; here ${read.spent.toFixed(0)} ms to the list and ${drawn.spent.toFixed(0)} ms more to the first tile`,
    );
    holdAgainstGoal("to the list, beside the plain path to its first tile", read.spent / plain.spent, {
      atMost: 2,
    });
    holdAgainstGoal("to the first tile, beside the plain path", (read.spent + drawn.spent) / plain.spent, {
      atMost: 3,
    });
  },
};

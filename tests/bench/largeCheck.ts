import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Feature, Polygon, Position } from "geojson";
import { conflictsShare, conflictsWhole, type PackedShare } from "../../src/domain/check/checkShares.ts";
import type { CheckResult } from "../../src/domain/check/conflict.ts";
import { type ConflictsInput, collectCheck, conflicts } from "../../src/domain/check/kernels.ts";
import { findCheckDatasets, type RuleTable } from "../../src/domain/check/rules.ts";
import type { DataFiles } from "../../src/domain/kernel.ts";
import { createRandom, holdAgainstGoal } from "./bench.ts";
import { checkPlainly } from "./plainCheck.ts";

const dataFolder = join(process.env.ATLAS_ROOT ?? process.cwd(), "public", "data");
const readText = (name: string) => readFileSync(join(dataFolder, name), "utf8");
const ownFile = "own/parcels.geojson";
const parcelCount = 60_000;
const workerCount = 2;

/** Seeded parcels of 24 vertices over the region, as the text of a file. */
function writeParcels(): string {
  const random = createRandom(42);
  const features = Array.from({ length: parcelCount }, (): Feature<Polygon> => {
    const [x, y, size] = [107 + random() * 7, 38.5 + random() * 3.5, 0.001 + random() * 0.004];
    const open = Array.from({ length: 24 }, (_, i): Position => {
      const radius = size * (0.8 + random() * 0.2);
      const angle = (2 * Math.PI * i) / 24;
      return [x + radius * Math.cos(angle), y + radius * 0.8 * Math.sin(angle)];
    });
    return {
      type: "Feature",
      properties: {},
      geometry: { type: "Polygon", coordinates: [[...open, open[0]!]] },
    };
  });
  return JSON.stringify({ type: "FeatureCollection", features });
}

const buildInput = (): ConflictsInput => ({
  phase: "plan-2025",
  decisionDate: "2026-11-30",
  datasets: findCheckDatasets(JSON.parse(readText("rules.json")) as RuleTable).zones,
  subjects: [],
  ownSubjects: [{ file: ownFile, layer: "user-parcels", name: "parcels", kind: "industry" }],
  planZones: true,
  ownZones: [],
  rules: null,
  parameters: null,
  time: "2026-01-01T00:00:00Z",
});

const readFiles = (input: ConflictsInput, parcels: string): DataFiles =>
  Object.fromEntries(
    conflicts
      .files(input)
      .map((name) => [name, JSON.parse(name === ownFile ? parcels : readText(name)) as unknown]),
  );

type Job = { kind: "plain" } | { kind: "share"; share: number };
type Order = Job & { parcels: string };
/** What a worker of this bench does: reads the files as a page's worker does, and its part of the check. */
function workForBench() {
  const port = parentPort!;
  const order = workerData as Order;
  const input = buildInput();
  const files = readFiles(input, order.parcels);
  if (order.kind === "plain") {
    const { conflicts: found, areaSquareMetres, trace } = checkPlainly(collectCheck(input, files));
    return port.postMessage({ count: found.length, areaSquareMetres, trace });
  }
  const answer = conflictsShare.run({ check: input, share: order.share, of: workerCount }, files);
  if (!answer.ok) throw new Error(answer.error.en);
  port.once("message", (shares: PackedShare[]) =>
    port.postMessage(conflictsWhole.run({ check: input, shares }, files)),
  );
  port.postMessage(answer.value, conflictsShare.transfer!(answer.value));
}

function startWorker(order: Order) {
  const worker = new Worker(new URL(import.meta.url), { workerData: order });
  const hear = () =>
    new Promise<unknown>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
  return { worker, hear };
}

/** Runs both ways in workers, one after the other, and holds the wall time of the one against the other. */
export async function measureLarge() {
  const parcels = writeParcels();
  const before = performance.now();
  const plain = startWorker({ kind: "plain", parcels });
  const { count, areaSquareMetres } = (await plain.hear()) as { count: number; areaSquareMetres: number };
  const plainSeconds = (performance.now() - before) / 1000;
  await plain.worker.terminate();
  const start = performance.now();
  const started = Array.from({ length: workerCount }, (_, share) =>
    startWorker({ kind: "share", share, parcels }),
  );
  const shares = (await Promise.all(started.map(({ hear }) => hear()))) as PackedShare[];
  started[0]!.worker.postMessage(shares);
  const whole = (await started[0]!.hear()) as { ok: true; value: CheckResult };
  const sharedSeconds = (performance.now() - start) / 1000;
  await Promise.all(started.map(({ worker }) => worker.terminate()));
  const { conflictCount, areaInsideSquareMetres } = whole.value.totals;
  console.log(
    `${parcelCount} parcels of 24 vertices × shipped zones: plainly in one worker ${plainSeconds.toFixed(1)} s (${count} conflicts), shared by ${workerCount} ${sharedSeconds.toFixed(1)} s (${conflictCount})`,
  );
  holdAgainstGoal("large check, conflicts missed or made up", Math.abs(conflictCount - count), { atMost: 0 });
  holdAgainstGoal(
    "large check, m² beside the plain sum",
    Math.abs(areaInsideSquareMetres - areaSquareMetres),
    {
      atMost: 10,
    },
  );
  holdAgainstGoal(
    "large check, times as fast in two workers as plainly in one",
    plainSeconds / sharedSeconds,
    {
      // The plain path judges pairs by today's functions: the check of November 2026 took longer still.
      atLeast: 2,
    },
  );
}

if (!isMainThread) workForBench();

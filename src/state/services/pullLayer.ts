import { create } from "zustand";
import { dataWorker } from "../../compute/askData.ts";
import { type Pulled, pullFeatures, readCount } from "../../compute/servicePulls.ts";
import type { Bbox } from "../../domain/place/boundingBox.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import type { FeatureSource, RangeSource, Service, ServiceChoice } from "../../domain/services/service.ts";
import { tell, tellProblem } from "../actions.ts";
import { importFiles } from "../own/importFiles.ts";
import { hideKeys } from "./hideKeys.ts";
import { buildRangePorts, loadService } from "./loadService.ts";

/** A pull under way; null while there is none. */
export interface PullState {
  pull: { title: string; taken: number; matched: number | null; most: number } | null;
}
export const usePull = create<PullState>()(() => ({ pull: null }));

let running: AbortController | undefined;
let pulls = 0;

export function cancelPull() {
  running?.abort();
}

const lost: Problem = {
  code: "pull-lost",
  zh: "取数时后台被停止，请重新取数",
  en: "the background work was stopped while features were pulled; pull them again",
};

async function gather(
  pull: string,
  service: Service,
  source: FeatureSource,
  wanted: { bbox: Bbox | null; most: number },
  signal: AbortSignal,
  title: string,
): Promise<Result<{ pulled: Pulled; geojson: Blob; hash: string; repeated: number }>> {
  const generation = dataWorker.generation();
  const pulled = await pullFeatures(
    { kind: service.kind, source, ...wanted },
    {
      load: loadService,
      readCount,
      takePage: async (bytes, address) => {
        const taken = await dataWorker.ask("takePage", { pull, bytes, address });
        return taken.ok ? taken.value : taken;
      },
      tell: (taken, matched) => usePull.setState({ pull: { title, taken, matched, most: wanted.most } }),
    },
    signal,
  );
  if (!pulled.ok) return pulled;
  const ended = await dataWorker.ask("endPull", { pull, most: wanted.most });
  if (!ended.ok) return ended;
  // A worker that was stopped and started again would hold the last pages only.
  if (ended.value === null || (generation > 0 && generation !== dataWorker.generation()))
    return failure(lost);
  return { ok: true, value: { pulled: pulled.value, ...ended.value } };
}

interface Gathered {
  file: File;
  pulled: Pulled;
  hash: string;
  note?: Bilingual;
}

/** A name of the service may hold what a file name may not. */
const fileNameOf = (title: string) => title.replace(/[\\/:*?"<>|]/g, " ").slice(0, 120);

async function gatherPages(
  service: Service,
  choice: ServiceChoice,
  source: FeatureSource,
  wanted: { bbox: Bbox | null; most: number },
  signal: AbortSignal,
): Promise<Result<Gathered>> {
  pulls += 1;
  const pull = `pull-${pulls}`;
  const gathered = await gather(pull, service, source, wanted, signal, choice.title);
  if (!gathered.ok) {
    void dataWorker.ask("dropPull", { pull });
    return gathered;
  }
  const { pulled, geojson, hash, repeated } = gathered.value;
  const name = `${fileNameOf(choice.title)}.geojson`;
  const file = new File([geojson], name, { type: "application/geo+json" });
  if (repeated === 0) return success({ file, pulled, hash });
  const note: Bilingual = {
    zh: `${repeated} 个要素在不同页中重复出现：服务的顺序不稳定，可能有同样多的要素没有取到`,
    en: `${repeated} features came on two pages: the order of the service is not stable, and as many may be missing`,
  };
  tell("warning", note);
  return success({ file, pulled: { ...pulled, isWhole: false }, hash, note });
}

/** Reads what a pull needs of a file where it lies; a worker of its own does it, and cancelling ends that worker. */
async function gatherRanges(
  choice: ServiceChoice,
  source: RangeSource,
  wanted: { bbox: Bbox | null; most: number },
  signal: AbortSignal,
): Promise<Result<Gathered>> {
  const { startRanges } = await import("../../compute/askRanges.ts");
  const { title } = choice;
  const reading = startRanges(buildRangePorts(signal));
  signal.addEventListener("abort", reading.stop, { once: true });
  try {
    const read = await reading.ask(
      "pull",
      { wish: { source, title, extent: choice.bbox, ...wanted } },
      (taken, matched) => usePull.setState({ pull: { title, taken, matched, most: wanted.most } }),
    );
    if (!read.ok) return read;
    const { file, note, hash, taken, matched, isWhole, request, requests } = read.value;
    return success({
      file: new File(file ? [file.bytes] : [], file?.name ?? title),
      pulled: { taken, matched, isWhole, request, requests },
      hash,
      ...(note ? { note } : {}),
    });
  } catch (error) {
    if (signal.aborted) return failure<Problem>({ code: "cancelled", zh: "已取消", en: "Cancelled" });
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({ code: "pull-lost", zh: `取数中断：${said}`, en: `the pull stopped: ${said}` });
  } finally {
    reading.stop();
  }
}

/** Pulls the features of a layer and takes them in as an own layer, with where, when and what was read. */
export async function pullLayer(
  service: Service,
  choice: ServiceChoice,
  wanted: { bbox: Bbox | null; most: number },
): Promise<boolean> {
  const { source, title } = choice;
  if (running || source.form === "pictures") return false;
  running = new AbortController();
  usePull.setState({ pull: { title, taken: 0, matched: source.count, most: wanted.most } });
  const gathered = await (source.form === "ranges"
    ? gatherRanges(choice, source, wanted, running.signal)
    : gatherPages(service, choice, source, wanted, running.signal));
  running = undefined;
  usePull.setState({ pull: null });
  if (!gathered.ok) {
    if (gathered.error.code !== "cancelled") tellProblem(gathered.error);
    return false;
  }
  const { pulled, file, hash, note } = gathered.value;
  if (pulled.taken === 0) {
    tellProblem({
      code: "pull-empty",
      zh: `“${title}”在所选范围内没有要素`,
      en: `“${title}” has no features in the chosen area`,
    });
    return false;
  }
  await importFiles([file], {
    address: hideKeys(service.address),
    attribution: service.attribution,
    licence: service.licence ?? "",
    request: hideKeys(pulled.request),
    requests: pulled.requests,
    date: new Date().toISOString(),
    hash,
    taken: pulled.taken,
    matched: pulled.matched,
    isWhole: pulled.isWhole,
    isWithin: wanted.bbox !== null,
    ...(note ? { note } : {}),
  });
  return true;
}

import type { FeatureCollection } from "geojson";
import { baseTiles } from "../../../geodata/catalogue.ts";
import type { Board } from "../../domain/board/board.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { listSheetDatasets, listSheetSides, type SheetData, sheetFontFiles } from "../../sheet/sheetData.ts";
import { atlasKinds, listAtlasDatasets } from "../../sheet/sheetPages.ts";
import { listRoutes, type RouteChoice } from "../../sheet/sheetRoute.ts";
import type { MadeSheet, SheetMessage, SheetOrder, SheetReply } from "../../sheet/sheetWorker.ts";
import { loadDataset } from "../loadData.ts";
import { useAtlas } from "../store.ts";
import { collectAnswerFeatures } from "./pictures.ts";

export type { PageFacts } from "../../sheet/buildSheet.ts";
export type { RouteChoice } from "../../sheet/sheetRoute.ts";
export type { MadeSheet, SheetOrder, SheetOutput } from "../../sheet/sheetWorker.ts";

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function loadDatasets(ids: readonly string[]): Promise<Result<Record<string, PlanFeatureCollection>>> {
  await Promise.all(ids.map(loadDataset));
  const { datasets, datasetProblems } = useAtlas.getState();
  const found: Record<string, PlanFeatureCollection> = {};
  for (const id of ids) {
    const collection = datasets[id];
    // A sheet without one of its layers would look whole: better none.
    if (!collection)
      return failure<Problem>(
        datasetProblems[id] ?? {
          code: "data-unavailable",
          zh: `数据 ${id} 读取失败，图纸没有生成`,
          en: `The data ${id} could not be read; no sheet was made`,
        },
      );
    found[id] = collection;
  }
  return success(found);
}

/** Features of the reader's own layers that are on. */
async function loadOwn(board: Board): Promise<Record<string, FeatureCollection>> {
  if (!board.userLayers || board.userLayers.length === 0) return {};
  const { useUserData } = await import("../own/userData.ts");
  const { contents } = useUserData.getState();
  const found: Record<string, FeatureCollection> = {};
  for (const layer of board.userLayers) {
    const content = contents[layer.content];
    const isOn = board.layers.some(({ id, visible }) => id === layer.id && visible);
    if (content && isOn) found[layer.id] = JSON.parse(await content.blob.text()) as FeatureCollection;
  }
  return found;
}

async function loadSheetData(board: Board): Promise<Result<SheetData>> {
  const ids = [...listSheetDatasets(board), ...atlasKinds.flatMap((kind) => listAtlasDatasets(kind))];
  const datasets = await loadDatasets([...new Set(ids)]);
  if (!datasets.ok) return datasets;
  const [regular, strong, tiles, own, answers] = await Promise.all([
    fetchBytes(sheetFontFiles.regular),
    fetchBytes(sheetFontFiles.strong),
    (baseTiles.file as string) === "" ? null : fetchBytes(baseTiles.file),
    loadOwn(board),
    collectAnswerFeatures(board),
  ]);
  const otherAnswers: SheetData["answers"][] = [];
  // One after another: each asks the same worker.
  for (const side of listSheetSides(board).slice(0, -1)) otherAnswers.push(await collectAnswerFeatures(side));
  return success({ datasets: datasets.value, tiles, own, answers, otherAnswers, fonts: { regular, strong } });
}

/** The lines of a board that sheets can follow, of what has been loaded for its map. */
export const listSheetRoutes = (board: Board): RouteChoice[] =>
  listRoutes(board, useAtlas.getState().datasets);

/** Makes sheets of one board, one after another, in a worker of its own. */
export interface SheetMaker {
  make: (order: SheetOrder, tell?: (done: number, total: number) => void) => Promise<Result<MadeSheet>>;
  /** Ends the worker and whatever it is at. */
  close: () => void;
}

/** Loads what the sheets of a board are drawn from. Sheets are made in the order they are asked for. */
export async function openSheetMaker(board: Board): Promise<Result<SheetMaker>> {
  const data = await loadSheetData(board);
  if (!data.ok) return data;
  const worker = new Worker(new URL("../../sheet/sheetWorker.ts", import.meta.url), { type: "module" });
  const send = (message: SheetMessage) => worker.postMessage(message);
  send({ data: data.value });
  const make: SheetMaker["make"] = (order, tell) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data: reply }: MessageEvent<SheetReply>) => {
        if (reply.kind === "progress") tell?.(reply.done, reply.total);
        else if (reply.kind === "made") resolve(reply.made);
        else reject(new Error(reply.reason));
      };
      worker.onerror = ({ message }) => reject(new Error(message));
      send({ order });
    });
  let last: Promise<unknown> = Promise.resolve();
  return success({
    make: (order, tell) => {
      const made = last.then(() => make(order, tell));
      last = made.catch(() => undefined);
      return made;
    },
    close: () => worker.terminate(),
  });
}

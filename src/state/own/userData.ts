import type { Feature, Geometry } from "geojson";
import { create } from "zustand";
import { dataWorker } from "../../compute/askData.ts";
import type {
  ContentSummary,
  DataTask,
  DataTasks,
  ImportReport,
  Provenance,
  ReadOptions,
} from "../../compute/dataProtocol.ts";
import type { Board } from "../../domain/board/board.ts";
import { listEveryUserLayer } from "../../domain/board/compareQuery.ts";
import type { KeptContent } from "../../domain/board/parseBoard.ts";
import { findUserLayer, type UserLayer } from "../../domain/board/userLayers.ts";
import { failure, type Problem, type Result } from "../../domain/result.ts";
import { tell, tellProblem } from "../actions.ts";
import { findKeptBoard, listKeptKeys } from "../board/boardStorage.ts";
import { useAtlas } from "../store.ts";
import { dropSpareContents, findStoredContent, storeContent } from "./contentStorage.ts";

export type {
  ContentRow,
  Finding,
  ImportReport,
  Provenance,
  Question,
  ReadOptions,
  RepairId,
  TableView,
  WritableFormat,
} from "../../compute/dataProtocol.ts";

/** Features of a user's layer: the text stays a Blob, so that nothing large is copied. */
export interface UserContent {
  key: string;
  blob: Blob;
  /** Where the map reads them. */
  url: string;
  count: number;
  /** Too large for the map to hold whole: it asks for tiles. */
  isTiled: boolean;
  report: ImportReport | null;
}

/** Past either, the map would copy the features through the page, which stops it for a second and more. */
const mostWhole = { features: 5_000, bytes: 2_000_000 };

/** A file that was read and waits for an answer or for leave to come in. */
export interface PendingImport {
  id: number;
  title: string;
  files: File[];
  options: ReadOptions;
  /** Where the features were pulled from, if from a service. */
  service: Provenance | undefined;
  report: ImportReport;
  contents: ContentSummary[];
}

/** What is being done in the background, with how far it is. */
export interface DataJob {
  title: string;
  stage: "reading" | "computing" | "writing";
  /** 0 to 1; null where it cannot be told. */
  fraction: number | null;
}

export interface UserDataState {
  contents: Readonly<Record<string, UserContent>>;
  /** Whole features of the contents something is computed or drawn from, by key. */
  features: Readonly<Record<string, readonly Feature<Geometry>[]>>;
  problems: Readonly<Record<string, Problem>>;
  pending: readonly PendingImport[];
  job: DataJob | null;
  /** Contents in tiles of which the map has had one; until then a large layer is listed and not yet to be seen. */
  drawn: Readonly<Record<string, true>>;
  /** Positions before and after a change of datum, on the map for comparison. */
  comparison: {
    before: string;
    after: string;
    /** Of the positions after. */
    bbox: UserLayer["bbox"];
    largestMetres: number;
    layer: string;
    datum: string;
  } | null;
}

export const useUserData = create<UserDataState>()(() => ({
  contents: {},
  features: {},
  problems: {},
  pending: [],
  job: null,
  drawn: {},
  comparison: null,
}));

/** The worker generation each content was last opened in. */
const openedIn = new Map<string, number>();

export const markOpen = (key: string) => openedIn.set(key, dataWorker.generation());

async function reopen(key: string): Promise<Result<unknown>> {
  const generation = dataWorker.generation();
  if (generation > 0 && openedIn.get(key) === generation) return { ok: true, value: null };
  const content = useUserData.getState().contents[key];
  if (!content)
    return failure<Problem>({
      code: "content-missing",
      zh: "图层的数据不在本机，请重新导入文件",
      en: "The layer's data are not on this computer; import the file again",
    });
  const opened = await dataWorker.ask("open", { key, blob: content.blob });
  if (opened.ok) markOpen(key);
  return opened;
}

/** Asks the worker about a content, giving it back first where the worker was stopped since. */
export async function askOf<T extends DataTask>(
  key: string,
  task: T,
  input: DataTasks[T]["input"],
): Promise<Result<DataTasks[T]["output"]>> {
  const opened = await reopen(key);
  return opened.ok ? dataWorker.ask(task, input) : opened;
}

/** Takes a content in: for the map, for the next visit and for the panels. Done when it is kept, or told why not. */
export async function takeContent(summary: ContentSummary, report: ImportReport | null): Promise<void> {
  markOpen(summary.key);
  putContent(summary.key, summary.blob, summary.count, report);
  const stored = await storeContent(summary.key, { blob: summary.blob, report });
  if (!stored.ok) tellProblem(stored.error);
}

function putContent(key: string, blob: Blob, count: number, report: ImportReport | null) {
  const known = useUserData.getState().contents[key];
  const url = known?.url ?? URL.createObjectURL(blob);
  useUserData.setState((state) => {
    const { [key]: _gone, ...problems } = state.problems;
    return {
      contents: {
        ...state.contents,
        [key]: {
          key,
          blob,
          url,
          count,
          isTiled: count > mostWhole.features || blob.size > mostWhole.bytes,
          report: report ?? known?.report ?? null,
        },
      },
      problems,
    };
  });
}

/** Changes the report a content is kept with. */
export function changeReport(key: string, change: (report: ImportReport) => ImportReport) {
  const content = useUserData.getState().contents[key];
  if (!content?.report) return;
  const report = change(content.report);
  putContent(key, content.blob, content.count, report);
  void storeContent(key, { blob: content.blob, report });
}

const featuresAtOnce = 500;
const featureLoads = new Map<string, Promise<void>>();

/**
 * Brings whole features over once, in pieces; most of what is done with a layer needs only its rows. A content that
 * is not here has none to bring, which is not the same as being empty.
 */
export function loadFeatures(key: string): Promise<void> {
  const { contents, features } = useUserData.getState();
  if (features[key] || !contents[key]) return Promise.resolve();
  let load = featureLoads.get(key);
  if (!load) {
    load = (async () => {
      const count = useUserData.getState().contents[key]?.count ?? 0;
      const features: Feature<Geometry>[] = [];
      for (let from = 0; from < count; from += featuresAtOnce) {
        const part = await askOf(key, "features", { key, from, to: from + featuresAtOnce });
        if (!part.ok) return tellProblem(part.error);
        features.push(...part.value);
      }
      useUserData.setState((state) => ({ features: { ...state.features, [key]: features } }));
    })().finally(() => featureLoads.delete(key));
    featureLoads.set(key, load);
  }
  return load;
}

const restoring = new Set<string>();

/** Says once a layer that its features are not to be had, with a way to try again. */
function tellLost({ content: key, name }: UserLayer, kind: "damaged" | "missing") {
  const problem: Problem =
    kind === "damaged"
      ? {
          code: "content-damaged",
          zh: `图层“${name}”的数据已损坏，备份也无法读取；重试无效时请重新导入文件`,
          en: `The data of “${name}” are damaged, and so is their second copy; where trying again does not help, import the file again`,
        }
      : {
          code: "content-missing",
          zh: `图层“${name}”的数据不在本机：链接或浏览器里没有它，请重新导入文件`,
          en: `The data of “${name}” are not on this computer: neither the link nor the browser has them. Import the file again`,
        };
  useUserData.setState((state) => ({ problems: { ...state.problems, [key]: problem } }));
  const tryAgain = () => {
    useUserData.setState(({ problems: { [key]: _gone, ...problems } }) => ({ problems }));
    void restoreContents(useAtlas.getState().board);
  };
  tell("failure", problem, [{ text: { zh: "重试", en: "Try again" }, act: tryAgain }]);
}

/** Brings back from the browser what a board speaks of and is not here yet. */
export async function restoreContents(board: Board) {
  for (const layer of listEveryUserLayer(board)) {
    const { content: key } = layer;
    const { contents, problems } = useUserData.getState();
    if (contents[key] || problems[key] || restoring.has(key)) continue;
    restoring.add(key);
    const stored = await findStoredContent(key);
    restoring.delete(key);
    if (useUserData.getState().contents[key]) continue;
    if (stored.kind !== "found") {
      tellLost(layer, stored.kind);
      continue;
    }
    putContent(key, stored.content.blob, layer.count, asReport(stored.content.report));
    if (!stored.fromCopy) continue;
    void storeContent(key, stored.content);
    tell("warning", {
      zh: `图层“${layer.name}”在浏览器数据库里的数据已损坏，已从备份恢复`,
      en: `The data of “${layer.name}” were damaged in the browser's database; they were restored from the second copy`,
    });
  }
  void tidyContents();
}

let hasTidied = false;

/** Boards kept here, whoever keeps them: other windows and copies that wait to be opened have layers too. */
async function listKeptBoards(): Promise<Board[]> {
  const found = await Promise.all((await listKeptKeys()).map((key) => findKeptBoard(key)));
  return found.flatMap((each) => {
    try {
      return each ? [JSON.parse(each.kept.text) as Board] : [];
    } catch {
      return [];
    }
  });
}

/** Once a visit: features that no board nor its past speaks of need no room in the browser. */
async function tidyContents() {
  if (hasTidied) return;
  hasTidied = true;
  const { board, past, future } = useAtlas.getState();
  const boards = [board, ...past, ...future, ...(await listKeptBoards())];
  await dropSpareContents(new Set(boards.flatMap(listEveryUserLayer).map((layer) => layer.content)));
}

/** Features that travelled with a board: checked in the worker, and those that fail told and left out. */
export async function admitContents(board: Board, contents: Readonly<Record<string, KeptContent>>) {
  for (const layer of listEveryUserLayer(board)) {
    const { content: key, name } = layer;
    const kept = Object.hasOwn(contents, key) ? contents[key] : undefined;
    if (!kept || useUserData.getState().contents[key]) continue;
    const admitted = await dataWorker.ask("admit", { key, text: kept.text, name });
    const result = admitted.ok ? admitted.value : admitted;
    if (result.ok) void takeContent(result.value, asReport(kept.report));
    else {
      useUserData.setState((state) => ({ problems: { ...state.problems, [key]: result.error } }));
      tellProblem(result.error);
    }
  }
}

/** The features of a board's own layers as text, to travel with it. */
export async function collectContents(board: Board): Promise<Record<string, KeptContent>> {
  const collected: Record<string, KeptContent> = {};
  for (const { content: key } of listEveryUserLayer(board)) {
    const content = useUserData.getState().contents[key];
    if (content && !collected[key])
      collected[key] = {
        text: await content.blob.text(),
        ...(content.report ? { report: content.report } : {}),
      };
  }
  return collected;
}

/** A report from outside data: shown as text, so its shape is all that matters. */
export function asReport(value: unknown): ImportReport | null {
  if (typeof value !== "object" || value === null) return null;
  const report = value as Partial<ImportReport>;
  const lists = [report.errors, report.warnings, report.decisions, report.repairs, report.files];
  return lists.every(Array.isArray) && typeof report.read === "number"
    ? ({ questions: [], encoding: null, datum: null, format: null, ...report } as ImportReport)
    : null;
}

/** Where the map reads the features of a content from: all at once, or tile by tile. */
export type ContentPlace = { kind: "file"; url: string } | { kind: "tiles"; url: string };

/** The scheme of tile addresses, which `loadContentTile` answers. */
export const tileScheme = "content";

const writeTilesAddress = (key: string, columns: readonly string[]) =>
  `${tileScheme}://${key}/{z}/{x}/{y}?${columns.map((column) => `column=${encodeURIComponent(column)}`).join("&")}`;

const placeOf = (content: UserContent, columns: readonly string[]): ContentPlace =>
  content.isTiled
    ? { kind: "tiles", url: writeTilesAddress(content.key, columns) }
    : { kind: "file", url: content.url };

/** Where the features of a user's layer are, for the map. */
export function findContentPlace(board: Board, id: string): ContentPlace | undefined {
  const layer = findUserLayer(board, id);
  const content = layer && useUserData.getState().contents[layer.content];
  if (!content) return undefined;
  const { paint, label } = layer;
  const { filter = [] } = board.layers.find((state) => state.id === id) ?? {};
  const columns = [
    ...(paint.by === "one" ? [] : [paint.column]),
    ...(label === null ? [] : [label]),
    ...filter.map(({ column }) => column),
  ];
  return placeOf(content, [...new Set(columns)]);
}

/** Places of what is compared, while something is. */
export function findComparison(): { before: ContentPlace; after: ContentPlace } | undefined {
  const { comparison, contents } = useUserData.getState();
  const [before, after] = [
    comparison && contents[comparison.before],
    comparison && contents[comparison.after],
  ];
  return before && after ? { before: placeOf(before, []), after: placeOf(after, []) } : undefined;
}

/** The content of a user's layer, undefined while it is not here. */
export const findContent = (id: string): UserContent | undefined => {
  const layer = findUserLayer(useAtlas.getState().board, id);
  return layer && useUserData.getState().contents[layer.content];
};

import { create } from "zustand";
import { dataWorker } from "../compute/askData.ts";
import type {
  ContentRow,
  ContentSummary,
  DataTask,
  DataTasks,
  ImportReport,
  ReadOptions,
} from "../compute/dataProtocol.ts";
import { findUserLayer } from "../domain/board/userLayers.ts";
import type { Board } from "../domain/board.ts";
import { failure, type Problem, type Result } from "../domain/result.ts";
import { tellProblem } from "./actions.ts";
import { findStoredContent, storeContent } from "./contentStorage.ts";
import { useAtlas } from "./store.ts";

export type {
  ContentRow,
  Finding,
  ImportReport,
  Question,
  ReadOptions,
  RepairId,
  WritableFormat,
} from "../compute/dataProtocol.ts";

/** Features of a user's layer: the text stays a Blob, so that nothing large is copied. */
export interface UserContent {
  key: string;
  blob: Blob;
  /** Where the map reads them. */
  url: string;
  count: number;
  report: ImportReport | null;
}

/** A file that was read and waits for an answer or for leave to come in. */
export interface PendingImport {
  id: number;
  title: string;
  files: File[];
  options: ReadOptions;
  report: ImportReport;
  contents: ContentSummary[];
  /** Columns of a table to choose from, and a few rows to judge by. */
  table: { headers: string[]; samples: string[] } | null;
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
  /** Rows of contents as far as they have come over, by key. */
  rows: Readonly<Record<string, readonly ContentRow[]>>;
  problems: Readonly<Record<string, Problem>>;
  pending: readonly PendingImport[];
  job: DataJob | null;
  /** Positions before and after a change of datum, on the map for comparison. */
  comparison: { before: string; after: string; largestMetres: number; layer: string; datum: string } | null;
}

export const useUserData = create<UserDataState>()(() => ({
  contents: {},
  rows: {},
  problems: {},
  pending: [],
  job: null,
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

/** Rows come over in pieces small enough to leave the page its frames. */
const rowsAtOnce = 1_500;
const rowLoads = new Map<string, Promise<void>>();

async function fetchRows(key: string) {
  const { count } = useUserData.getState().contents[key]!;
  let rows: ContentRow[] = [];
  for (let from = 0; from < count; from += rowsAtOnce) {
    const part = await askOf(key, "rows", { key, from, to: from + rowsAtOnce });
    if (!part.ok) {
      useUserData.setState((state) => ({ problems: { ...state.problems, [key]: part.error } }));
      return;
    }
    rows.push(...part.value);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  useUserData.setState((state) => ({ rows: { ...state.rows, [key]: rows } }));
  rows = [];
}

/** Brings a content's rows over once. */
export function loadRows(key: string): Promise<void> {
  if (useUserData.getState().rows[key]) return Promise.resolve();
  let load = rowLoads.get(key);
  if (!load) {
    load = fetchRows(key).finally(() => rowLoads.delete(key));
    rowLoads.set(key, load);
  }
  return load;
}

/** Takes a content in: for the map, for the next visit and for the panels. */
export function takeContent(summary: ContentSummary, report: ImportReport | null) {
  markOpen(summary.key);
  putContent(summary.key, summary.blob, summary.count, report);
  void storeContent(summary.key, { blob: summary.blob, report }).then((stored) => {
    if (!stored.ok) tellProblem(stored.error);
  });
}

function putContent(key: string, blob: Blob, count: number, report: ImportReport | null) {
  const known = useUserData.getState().contents[key];
  const url = known?.url ?? URL.createObjectURL(blob);
  useUserData.setState((state) => {
    const { [key]: _gone, ...problems } = state.problems;
    return {
      contents: {
        ...state.contents,
        [key]: { key, blob, url, count, report: report ?? known?.report ?? null },
      },
      problems,
    };
  });
  void loadRows(key);
}

const restoring = new Set<string>();

/** Brings back from the browser what a board speaks of and is not here yet. */
export async function restoreContents(board: Board) {
  for (const layer of board.userLayers ?? []) {
    const { content: key } = layer;
    const { contents, problems } = useUserData.getState();
    if (contents[key] || problems[key] || restoring.has(key)) continue;
    restoring.add(key);
    const stored = await findStoredContent(key);
    restoring.delete(key);
    if (useUserData.getState().contents[key]) continue;
    if (stored?.blob instanceof Blob) putContent(key, stored.blob, layer.count, asReport(stored.report));
    else {
      const problem: Problem = {
        code: "content-missing",
        zh: `图层“${layer.name}”的数据不在本机：链接或浏览器里没有它，请重新导入文件`,
        en: `The data of “${layer.name}” are not on this computer: neither the link nor the browser has them. Import the file again`,
      };
      useUserData.setState((state) => ({ problems: { ...state.problems, [key]: problem } }));
      tellProblem(problem);
    }
  }
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

/** Where the features of a user's layer are, for the map. */
export function findContentUrl(board: Board, id: string): string | undefined {
  const layer = findUserLayer(board, id);
  return layer && useUserData.getState().contents[layer.content]?.url;
}

/** The content of a user's layer, undefined while it is not here. */
export const findContent = (id: string): UserContent | undefined => {
  const layer = findUserLayer(useAtlas.getState().board, id);
  return layer && useUserData.getState().contents[layer.content];
};

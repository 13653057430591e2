import { failure, type Problem, type Result, success } from "../result.ts";
import { parseServiceLayers } from "../services/serviceLayers.ts";
import type { Board, Camera, Language, LayerState, Selection, ThemeId } from "./board.ts";
import { clamp, isIdentifier, isRecord, Notes, readField } from "./boardFields.ts";
import { parseBookmarks } from "./bookmarks.ts";
import { parseCheckQuery } from "./checkQuery.ts";
import { parseColumnFilter } from "./columnFilter.ts";
import { type OtherBoard, parseCompareQuery } from "./compareQuery.ts";
import { boardVersion, migrateBoard } from "./migrateBoard.ts";
import { parseMonitorQuery } from "./monitorQuery.ts";
import { parsePicked } from "./picked.ts";
import { parseReachQuery } from "./reachQuery.ts";
import { parseScenarioEdits } from "./scenarioEdits.ts";
import { parseStatisticsQuery } from "./statisticsQuery.ts";
import { contentPattern, parseUserLayers, type UserLayer } from "./userLayers.ts";

/** What this atlas knows: a board may only speak of these, and `standard` fills what it leaves out. */
export interface BoardScope {
  phases: readonly string[];
  layers: readonly string[];
  standard: Board;
}

/** A board that can be opened, and one plain line for everything in the text that had to be left out. */
export interface ParsedBoard {
  board: Board;
  notes: Problem[];
  /** Features of the user's layers as they came with the board, by key; still to be checked. */
  contents?: Readonly<Record<string, KeptContent>>;
}

/** Features of a layer as text, and the report of how they were read. */
export interface KeptContent {
  /** GeoJSON. */
  text: string;
  report?: unknown;
}

const mostBytes = 4_000_000;
/** Of a board file, which carries the features of the user's layers. */
export const mostFileBytes = 200_000_000;
const mostLayers = 1_000;
const mostHidden = 200;
const languages: readonly Language[] = ["zh", "en"];
const themes: readonly ThemeId[] = ["paper", "ink", "room"];

const refuse = (code: string, zh: string, en: string) => failure<Problem>({ code, zh, en });
function readCamera(value: unknown, notes: Notes): Camera | null {
  if (value === null || value === undefined) return null;
  const numbers = ["longitude", "latitude", "zoom"] as const;
  if (!isRecord(value) || numbers.some((key) => !Number.isFinite(readField(value, key)))) {
    notes.add(
      "board-camera",
      "视角无法读取，改用全域视角",
      "The camera could not be read; the whole region is shown",
    );
    return null;
  }
  const read = (key: string, low: number, high: number) => clamp(readField(value, key), low, high, 0);
  return {
    longitude: read("longitude", -180, 180),
    latitude: read("latitude", -85, 85),
    zoom: read("zoom", 0, 22),
    bearing: read("bearing", -360, 360),
    pitch: read("pitch", 0, 85),
  };
}

function readSelection(value: unknown, notes: Notes): Selection | null {
  if (value === null || value === undefined) return null;
  if (isRecord(value)) {
    const dataset = readField(value, "dataset");
    const id = readField(value, "id");
    if (isIdentifier(dataset) && isIdentifier(id)) return { dataset, id };
  }
  notes.add(
    "board-selection",
    "所选要素无法读取，未选中",
    "The selected feature could not be read; none is selected",
  );
  return null;
}

function readLayer(value: Record<string, unknown>, standard: LayerState): LayerState {
  const visible = readField(value, "visible");
  const hidden = readField(value, "hidden");
  const filter = parseColumnFilter(readField(value, "filter"));
  return {
    id: standard.id,
    visible: typeof visible === "boolean" ? visible : standard.visible,
    opacity: clamp(readField(value, "opacity"), 0, 1, standard.opacity),
    hidden: Array.isArray(hidden) ? [...new Set(hidden.filter(isIdentifier))].slice(0, mostHidden) : [],
    ...(filter.length > 0 ? { filter } : {}),
  };
}

/** Places a layer the board does not mention where the standard order has it: after its predecessor there. */
function placeMissing(layers: LayerState[], standard: readonly LayerState[]): LayerState[] {
  const placed = [...layers];
  standard.forEach((layer, index) => {
    if (placed.some((other) => other.id === layer.id)) return;
    const before = standard[index - 1];
    const at = before ? placed.findIndex((other) => other.id === before.id) + 1 : 0;
    placed.splice(at, 0, { ...layer, hidden: [...layer.hidden] });
  });
  return placed;
}

function readLayers(
  value: readonly unknown[],
  scope: BoardScope,
  own: readonly UserLayer[],
  notes: Notes,
): LayerState[] {
  const found: LayerState[] = [];
  const isOwn = (id: unknown) => own.some((layer) => layer.id === id);
  for (const entry of value) {
    const id = isRecord(entry) ? readField(entry, "id") : undefined;
    const name = typeof id === "string" ? id.slice(0, 60) : JSON.stringify(entry)?.slice(0, 60);
    const standard =
      scope.standard.layers.find((layer) => layer.id === id) ??
      (isOwn(id) ? { id: id as string, visible: true, opacity: 1, hidden: [] } : undefined);
    if (!isRecord(entry) || !standard || !(scope.layers.includes(standard.id) || isOwn(id))) {
      notes.add(
        "board-layer-unknown",
        `图层“${name}”在本图中不存在，已略去`,
        `Layer “${name}” is not in this atlas and was left out`,
      );
    } else if (found.some((layer) => layer.id === standard.id)) {
      notes.add(
        "board-layer-twice",
        `图层“${name}”重复，只保留第一个`,
        `Layer “${name}” is listed twice; the first was kept`,
      );
    } else found.push(readLayer(entry, standard));
  }
  const forgotten = own.filter((layer) => !found.some((other) => other.id === layer.id));
  return [
    ...placeMissing(found, scope.standard.layers),
    ...forgotten.map(({ id }) => ({ id, visible: true, opacity: 1, hidden: [] })),
  ];
}

/** A list of layers by its own reader; layers that cannot be read are noted once. */
function readList<T>(
  value: unknown,
  parse: (value: unknown) => { layers: T[]; isWhole: boolean },
  note: [code: string, zh: string, en: string],
  notes: Notes,
): T[] {
  if (value === undefined || value === null) return [];
  const { layers, isWhole } = parse(value);
  if (!isWhole) notes.add(...note);
  return layers;
}

const userLayersNote: [string, string, string] = [
  "board-user-layers",
  "有的自有图层无法读取，已略去",
  "Some of the board's own layers could not be read and were left out",
];
const serviceLayersNote: [string, string, string] = [
  "board-service-layers",
  "有的服务图层无法读取，已略去",
  "Some service layers of the board could not be read and were left out",
];

function readContents(document: Record<string, unknown>): Pick<ParsedBoard, "contents"> {
  const value = readField(document, "contents");
  const contents: Record<string, KeptContent> = {};
  if (!isRecord(value)) return {};
  for (const [key, kept] of Object.entries(value))
    if (contentPattern.test(key) && isRecord(kept) && typeof kept.text === "string")
      contents[key] = { text: kept.text, ...(kept.report === undefined ? {} : { report: kept.report }) };
  return { contents };
}

const knownFields = [
  "version",
  "phase",
  "language",
  "theme",
  "layers",
  "selection",
  "camera",
  "reach",
  "scenario",
  "check",
  "monitor",
  "statistics",
  "picked",
  "userLayers",
  "serviceLayers",
  "contents",
  "compare",
  "bookmarks",
];

type Analysis = Pick<Board, "reach" | "scenario" | "check" | "statistics" | "monitor" | "picked">;

function readAnalysis(
  document: Record<string, unknown>,
  phases: readonly string[],
  notes: Notes,
): Partial<Analysis> {
  /** One part by its own reader; what of it cannot be read is noted, a part that is not there is left out. */
  function read<K extends keyof Analysis>(
    key: K,
    parse: (value: unknown) => { query: Analysis[K] | undefined; isWhole: boolean },
    zh: string,
    en: string,
  ): Partial<Analysis> {
    const value = readField(document, key);
    if (value === undefined || value === null) return {};
    const { query, isWhole } = parse(value);
    if (!isWhole)
      notes.add(
        `board-${key}`,
        `${zh}有一部分无法读取，已略去`,
        `Part of ${en} could not be read and was left out`,
      );
    return query === undefined ? {} : { [key]: query };
  }
  const readScenario = (value: unknown) => {
    const { edits, isWhole } = parseScenarioEdits(value, phases);
    return { query: edits.length > 0 ? edits : undefined, isWhole };
  };
  return {
    ...read("reach", (value) => parseReachQuery(value, phases), "可达分析", "the reach analysis"),
    ...read("scenario", readScenario, "情景改动", "the scenario"),
    ...read("check", parseCheckQuery, "生态核查", "the ecology check"),
    ...read("monitor", parseMonitorQuery, "规划评估", "the evaluation"),
    ...read(
      "statistics",
      (value) => parseStatisticsQuery(value, phases),
      "分区统计",
      "the statistics by unit",
    ),
    ...read("picked", parsePicked, "选取的要素", "the selection of features"),
  };
}

/** The fields of a document whose layers are a list; whatever is not understood is noted and takes its standard. */
function readBoard(document: Record<string, unknown>, scope: BoardScope, notes: Notes): OtherBoard {
  const { standard } = scope;
  for (const key of Object.keys(document)) {
    if (!knownFields.includes(key))
      notes.add(
        "board-field-unknown",
        `字段“${key.slice(0, 60)}”不认识，已略去`,
        `Field “${key.slice(0, 60)}” is not known and was left out`,
      );
  }
  const userLayers = readList(readField(document, "userLayers"), parseUserLayers, userLayersNote, notes);
  const services = readField(document, "serviceLayers");
  const serviceLayers = readList(services, parseServiceLayers, serviceLayersNote, notes);
  const phase = readField(document, "phase");
  const isPhase = typeof phase === "string" && scope.phases.includes(phase);
  if (!isPhase)
    notes.add(
      "board-phase-unknown",
      `时段“${String(phase).slice(0, 60)}”不存在，改用默认时段`,
      `Phase “${String(phase).slice(0, 60)}” does not exist; the default one is shown`,
    );
  return {
    version: boardVersion,
    phase: isPhase ? phase : standard.phase,
    language: languages.find((l) => l === readField(document, "language")) ?? standard.language,
    theme: themes.find((t) => t === readField(document, "theme")) ?? standard.theme,
    layers: readLayers(readField(document, "layers") as unknown[], scope, userLayers, notes),
    selection: readSelection(readField(document, "selection"), notes),
    camera: readCamera(readField(document, "camera"), notes),
    ...readAnalysis(document, scope.phases, notes),
    ...(userLayers.length > 0 ? { userLayers } : {}),
    ...(serviceLayers.length > 0 ? { serviceLayers } : {}),
  };
}

const hasLayers = (document: Record<string, unknown>) => {
  const layers = readField(document, "layers");
  return Array.isArray(layers) && layers.length <= mostLayers;
};

/** A board within a board, which has neither sides nor bookmarks of its own. */
function readOther(entry: unknown, scope: BoardScope, notes: Notes): OtherBoard | undefined {
  const migrated = isRecord(entry) ? migrateBoard(entry) : undefined;
  if (!migrated?.ok || !hasLayers(migrated.value)) return undefined;
  const { compare: _, bookmarks: __, ...other } = migrated.value;
  return readBoard(other, scope, notes);
}

function readBookmarks(
  document: Record<string, unknown>,
  scope: BoardScope,
  notes: Notes,
): Pick<Board, "bookmarks"> {
  const value = readField(document, "bookmarks");
  if (value === undefined || value === null) return {};
  const { query, isWhole } = parseBookmarks(
    value,
    (camera) => readCamera(camera, notes),
    (entry) => readOther(entry, scope, notes),
  );
  if (!isWhole)
    notes.add(
      "board-bookmarks",
      "有的书签无法读取，已略去",
      "Some bookmarks could not be read and were left out",
    );
  return query ? { bookmarks: query } : {};
}

/** The sides a board is seen beside: its language is theirs, its camera too. */
function readCompare(
  document: Record<string, unknown>,
  { language }: OtherBoard,
  scope: BoardScope,
  notes: Notes,
): Pick<Board, "compare"> {
  const value = readField(document, "compare");
  if (value === undefined || value === null) return {};
  const { query, isWhole } = parseCompareQuery(value, (entry) => {
    const other = readOther(entry, scope, notes);
    return other && { ...other, language, camera: null, selection: null };
  });
  if (!isWhole)
    notes.add(
      "board-compare",
      "对比有一部分无法读取，已略去",
      "Part of the comparison could not be read and was left out",
    );
  return query ? { compare: query } : {};
}

/**
 * Reads a board from outside text: a file, a link, the autosave.
 *
 * @param text JSON, at most 4 MB; 200 MB of a file, which may hold the features of layers.
 * @param scope what the atlas knows; unknown layers are dropped with a note, an unknown phase becomes the standard one.
 * @returns the board with numbers clamped, or why nothing can be opened: `board-too-large`, `board-not-json`,
 *   `board-not-object`, `board-version`, `board-newer`, `board-layers`.
 */
export function parseBoard(text: string, scope: BoardScope, most = mostBytes): Result<ParsedBoard> {
  if (text.length > most)
    return refuse(
      "board-too-large",
      `图板文件超过 ${most / 1e6} MB，未打开`,
      `The board is larger than ${most / 1e6} MB and was not opened`,
    );
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return refuse(
      "board-not-json",
      "图板内容不是有效的 JSON，未打开",
      "The board is not valid JSON and was not opened",
    );
  }
  if (!isRecord(raw))
    return refuse(
      "board-not-object",
      "图板内容不是一个对象，未打开",
      "The board is not an object and was not opened",
    );
  const migrated = migrateBoard(raw);
  if (!migrated.ok) return migrated;
  const document = migrated.value;
  const notes = new Notes();
  if (!hasLayers(document))
    return refuse(
      "board-layers",
      "图板缺少图层列表，或列表过长，未打开",
      "The board has no list of layers, or too long a one, and was not opened",
    );
  const board = readBoard(document, scope, notes);
  return success({
    board: {
      ...board,
      ...readCompare(document, board, scope, notes),
      ...readBookmarks(document, scope, notes),
    },
    notes: notes.list,
    ...readContents(document),
  });
}

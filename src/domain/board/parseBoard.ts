import type { Board, Camera, Language, LayerState, Selection, ThemeId } from "../board.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { parseCheckQuery } from "./checkQuery.ts";
import { boardVersion, migrateBoard } from "./migrateBoard.ts";
import { parseReachQuery } from "./reachQuery.ts";
import { parseScenarioEdits } from "./scenarioEdits.ts";
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
const mostNotes = 20;
const languages: readonly Language[] = ["zh", "en"];
const themes: readonly ThemeId[] = ["paper", "ink", "room"];
const identifier = /^[a-z0-9][a-z0-9:._-]{0,119}$/i;

const refuse = (code: string, zh: string, en: string) => failure<Problem>({ code, zh, en });
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Own fields only, so that a `__proto__` or `constructor` in the text reaches nothing. */
const readField = (record: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;
const isIdentifier = (value: unknown): value is string => typeof value === "string" && identifier.test(value);

function clamp(value: unknown, low: number, high: number, otherwise: number): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return otherwise;
  return Math.min(high, Math.max(low, value));
}

class Notes {
  readonly list: Problem[] = [];
  add(code: string, zh: string, en: string) {
    if (this.list.length < mostNotes) this.list.push({ code, zh, en });
  }
}

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
  return {
    id: standard.id,
    visible: typeof visible === "boolean" ? visible : standard.visible,
    opacity: clamp(readField(value, "opacity"), 0, 1, standard.opacity),
    hidden: Array.isArray(hidden) ? [...new Set(hidden.filter(isIdentifier))].slice(0, mostHidden) : [],
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

function readUserLayers(document: Record<string, unknown>, notes: Notes): UserLayer[] {
  const value = readField(document, "userLayers");
  if (value === undefined || value === null) return [];
  const { layers, isWhole } = parseUserLayers(value);
  if (!isWhole)
    notes.add(
      "board-user-layers",
      "有的自有图层无法读取，已略去",
      "Some of the board's own layers could not be read and were left out",
    );
  return layers;
}

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
  "userLayers",
  "contents",
];

function readAnalysis(
  document: Record<string, unknown>,
  phases: readonly string[],
  notes: Notes,
): Pick<Board, "reach" | "scenario" | "check"> {
  const analysis: Pick<Board, "reach" | "scenario" | "check"> = {};
  const reach = readField(document, "reach");
  if (reach !== undefined && reach !== null) {
    const { query, isWhole } = parseReachQuery(reach, phases);
    if (query) analysis.reach = query;
    if (!isWhole)
      notes.add(
        "board-reach",
        "可达分析有一部分无法读取，已略去",
        "Part of the reach analysis could not be read and was left out",
      );
  }
  const scenario = readField(document, "scenario");
  if (scenario !== undefined && scenario !== null) {
    const { edits, isWhole } = parseScenarioEdits(scenario, phases);
    if (edits.length > 0) analysis.scenario = edits;
    if (!isWhole)
      notes.add(
        "board-scenario",
        "情景改动有一部分无法读取，已略去",
        "Part of the scenario could not be read and was left out",
      );
  }
  const check = readField(document, "check");
  if (check !== undefined && check !== null) {
    const { query, isWhole } = parseCheckQuery(check);
    if (query) analysis.check = query;
    if (!isWhole)
      notes.add(
        "board-check",
        "生态核查有一部分无法读取，已略去",
        "Part of the ecology check could not be read and was left out",
      );
  }
  return analysis;
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
  for (const key of Object.keys(document)) {
    if (!knownFields.includes(key))
      notes.add(
        "board-field-unknown",
        `字段“${key.slice(0, 60)}”不认识，已略去`,
        `Field “${key.slice(0, 60)}” is not known and was left out`,
      );
  }
  const layers = readField(document, "layers");
  if (!Array.isArray(layers) || layers.length > mostLayers)
    return refuse(
      "board-layers",
      "图板缺少图层列表，或列表过长，未打开",
      "The board has no list of layers, or too long a one, and was not opened",
    );
  const { standard } = scope;
  const userLayers = readUserLayers(document, notes);
  const phase = readField(document, "phase");
  if (typeof phase !== "string" || !scope.phases.includes(phase))
    notes.add(
      "board-phase-unknown",
      `时段“${String(phase).slice(0, 60)}”不存在，改用默认时段`,
      `Phase “${String(phase).slice(0, 60)}” does not exist; the default one is shown`,
    );
  return success({
    board: {
      version: boardVersion,
      phase: typeof phase === "string" && scope.phases.includes(phase) ? phase : standard.phase,
      language: languages.find((l) => l === readField(document, "language")) ?? standard.language,
      theme: themes.find((t) => t === readField(document, "theme")) ?? standard.theme,
      layers: readLayers(layers, scope, userLayers, notes),
      selection: readSelection(readField(document, "selection"), notes),
      camera: readCamera(readField(document, "camera"), notes),
      ...readAnalysis(document, scope.phases, notes),
      ...(userLayers.length > 0 ? { userLayers } : {}),
    },
    notes: notes.list,
    ...readContents(document),
  });
}

import type { Board, Camera, Language, Selection, ThemeId } from "../domain/board/board.ts";
import {
  fadeLayer as fade,
  moveLayer as move,
  showLayer as show,
  showLayers as showSeveral,
  toggleEntry as toggle,
} from "../domain/board/editLayers.ts";
import type { Bilingual } from "../domain/plan.ts";
import type { Problem } from "../domain/result.ts";
import type { LitFeature } from "../domain/walk/walk.ts";
import {
  type AtlasState,
  type CameraRequest,
  type MapStatus,
  type Message,
  type Screen,
  useAtlas,
  type Viewport,
} from "./store.ts";

const mostPast = 200;
const mostMessages = 4;
/** Edits of the same thing within this time are one step back: a slider's whole drag. */
const sameEditMilliseconds = 1_000;

let lastEdit = { coalesceKey: "", time: 0 };

/**
 * Replaces the open board by an edited one and remembers the one before.
 * @param coalesceKey names what a run of small edits changes, so that they become one step of undo.
 */
export function editBoard(edit: (board: Board) => Board, coalesceKey = "") {
  const { board, past } = useAtlas.getState();
  const next = edit(board);
  if (next === board) return;
  const now = Date.now();
  const isSame =
    coalesceKey !== "" && lastEdit.coalesceKey === coalesceKey && now - lastEdit.time < sameEditMilliseconds;
  lastEdit = { coalesceKey, time: now };
  useAtlas.setState({
    board: next,
    past: isSame && past.length > 0 ? past : [...past, board].slice(-mostPast),
    future: [],
  });
}

/**
 * Shows a board that is no edit of the open one: the board a page starts with, a scene of a walk. The past stays as
 * it is, or as given; nothing else writes the board past `editBoard`.
 */
export function showBoard(
  board: Board,
  beside: Partial<Pick<AtlasState, "past" | "future" | "highlighted" | "hovered">> = {},
) {
  lastEdit = { coalesceKey: "", time: 0 };
  useAtlas.setState({ ...beside, board });
}

export function undoEdit() {
  const { board, past, future } = useAtlas.getState();
  const before = past.at(-1);
  if (!before) return;
  lastEdit = { coalesceKey: "", time: 0 };
  useAtlas.setState({ board: before, past: past.slice(0, -1), future: [board, ...future] });
}

export function redoEdit() {
  const { board, past, future } = useAtlas.getState();
  const [after, ...rest] = future;
  if (!after) return;
  lastEdit = { coalesceKey: "", time: 0 };
  useAtlas.setState({ board: after, past: [...past, board], future: rest });
}

export const setPhase = (phase: string) =>
  editBoard((board) => (board.phase === phase ? board : { ...board, phase }));
export const setLanguage = (language: Language) => editBoard((board) => ({ ...board, language }));
export const setTheme = (theme: ThemeId) => editBoard((board) => ({ ...board, theme }));
export const showLayer = (id: string, visible: boolean) => editBoard((board) => show(board, id, visible));
export const showLayers = (ids: readonly string[], visible: boolean) =>
  editBoard((board) => showSeveral(board, ids, visible));
export const fadeLayer = (id: string, opacity: number) =>
  editBoard((board) => fade(board, id, opacity), `opacity ${id}`);
export const toggleEntry = (id: string, entry: string) => editBoard((board) => toggle(board, id, entry));
export const showEveryEntry = (id: string) =>
  editBoard((board) => ({
    ...board,
    layers: board.layers.map((layer) => (layer.id === id ? { ...layer, hidden: [] } : layer)),
  }));
export const moveLayer = (id: string, toPlaceOf: string, group: readonly string[]) =>
  editBoard((board) => move(board, id, toPlaceOf, group));

export function selectFeature(selection: Selection | null) {
  editBoard((board) =>
    board.selection?.id === selection?.id && board.selection?.dataset === selection?.dataset
      ? board
      : { ...board, selection },
  );
  if (selection) changeScreen({ inspectorOpen: true });
}

const isSameFeature = (a: Selection | null, b: Selection | null) =>
  a === b || (a !== null && b !== null && a.id === b.id && a.dataset === b.dataset);

export function hoverFeature(hovered: Selection | null) {
  if (!isSameFeature(useAtlas.getState().hovered, hovered)) useAtlas.setState({ hovered });
}

export const highlightFeatures = (highlighted: LitFeature[]) => {
  if (highlighted.length > 0 || useAtlas.getState().highlighted.length > 0)
    useAtlas.setState({ highlighted });
};

let flights = 0;

/** Asks the map to frame a place or take a camera. */
export function requestCamera(to: CameraRequest["to"]) {
  flights += 1;
  useAtlas.setState({ cameraRequest: { id: flights, to } });
}

export const flyToCamera = (camera: Camera) => requestCamera({ camera });

export const changeScreen = (change: Partial<Screen>) =>
  useAtlas.setState((state) => ({ screen: { ...state.screen, ...change } }));

export function setPadding(padding: AtlasState["padding"]) {
  if (JSON.stringify(padding) !== JSON.stringify(useAtlas.getState().padding)) useAtlas.setState({ padding });
}

let messages = 0;

/** Shows a line to the reader, with what can be done about it; the same line twice is shown once. */
export function tell(kind: Message["kind"], text: Bilingual, choices?: Message["choices"]) {
  messages += 1;
  const message: Message = { id: messages, kind, text: { zh: text.zh, en: text.en }, choices };
  useAtlas.setState((state) => ({
    messages: [...state.messages.filter((other) => other.text.zh !== text.zh), message].filter(
      // A question stays until it is answered.
      (other, place, all) => other.choices || place >= all.length - mostMessages,
    ),
  }));
}

export const tellProblem = (problem: Problem) => tell("failure", problem);
export const dismissMessage = (id: number) =>
  useAtlas.setState((state) => ({ messages: state.messages.filter((message) => message.id !== id) }));

// What the map tells.
export const reportViewport = (viewport: Viewport) => useAtlas.setState({ viewport });
export const reportCounts = (countsInView: Record<string, Record<string, number>>) =>
  useAtlas.setState({ countsInView });
export const reportMapStatus = (mapStatus: MapStatus) => useAtlas.setState({ mapStatus });

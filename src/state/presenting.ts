import { atlas } from "../../geodata/catalogue.ts";
import type { Board, Camera, ThemeId } from "../domain/board.ts";
import type { Result } from "../domain/result.ts";
import { type FreeSpace, findFrame, fitCamera } from "../domain/walk/fitCamera.ts";
import { buildSceneBoard, buildSceneView } from "../domain/walk/sceneBoard.ts";
import type { Scene } from "../domain/walk/walk.ts";
import { requestFlight, tellProblem } from "./actions.ts";
import { defaultBoard } from "./defaultBoard.ts";
import { loadDataset } from "./loadData.ts";
import { boardScope, presentBoard } from "./openBoard.ts";
import { ensureRail, ensureWalk } from "./openWalk.ts";
import { useAtlas } from "./store.ts";
import { type Share, useWalk } from "./walk.ts";

/** Space kept between what must be seen and the edge of the free part. */
const marginPixels = 36;
/** Most points of ink kept: a forgotten pen must not fill the memory. */
const mostStrokes = 200;
const mostStrokePoints = 2_000;

/** What stood before the walk took the screen, to be put back when it leaves. */
let before: { board: Board; past: Board[]; theme: ThemeId } | null = null;

/** The map's size on the page and what covers it. */
export function measureSpace(): FreeSpace {
  const stage = typeof document === "undefined" ? null : document.getElementById("stage");
  const { padding } = useAtlas.getState();
  return {
    width: stage?.clientWidth || 1_280,
    height: stage?.clientHeight || 800,
    padding: {
      top: padding.top + marginPixels,
      right: padding.right + marginPixels,
      bottom: padding.bottom + marginPixels,
      left: padding.left + marginPixels,
    },
  };
}

/** The camera of a scene on a screen: its frame fitted, else the camera it was captured with, else the whole. */
export function buildSceneCamera(scene: Scene, space: FreeSpace): Camera {
  if (scene.frame) return fitCamera(scene.frame, space, scene.pitch, scene.bearing);
  return scene.view.camera ?? fitCamera(atlas.bbox, space, 0, 0);
}

/** The whole board of a scene for the present reader. */
export function buildBoardOfScene(scene: Scene, theme?: ThemeId): Result<Board> {
  const { language, theme: current } = useAtlas.getState().board;
  const parsed = buildSceneBoard(scene.view, boardScope(), { language, theme: theme ?? current });
  return parsed.ok ? { ok: true, value: parsed.value.board } : parsed;
}

const isSameCamera = (a: Camera, b: Camera) =>
  Math.abs(a.longitude - b.longitude) < 1e-6 &&
  Math.abs(a.latitude - b.latitude) < 1e-6 &&
  Math.abs(a.zoom - b.zoom) < 1e-4 &&
  Math.abs(a.bearing - b.bearing) < 1e-3 &&
  Math.abs(a.pitch - b.pitch) < 1e-3;

/**
 * Milliseconds of a flight that turns no stomach: longer the further it goes, never hurried, never long.
 * Distance in screens of the nearer view; one zoom step counts as much as half a screen.
 */
export function findFlightMilliseconds(from: Camera, to: Camera): number {
  const pixels = 512 * 2 ** Math.min(from.zoom, to.zoom);
  const across = ((to.longitude - from.longitude) / 360) * pixels;
  const along = ((to.latitude - from.latitude) / 360 / Math.cos((to.latitude * Math.PI) / 180)) * pixels;
  const screens = Math.hypot(across, along) / 1_000;
  const turned = (Math.abs(to.bearing - from.bearing) + Math.abs(to.pitch - from.pitch)) / 90;
  return Math.round(
    Math.min(2_600, 700 + 700 * screens + 350 * Math.abs(to.zoom - from.zoom) + 600 * turned),
  );
}

const prefersStill = () =>
  typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Puts the map where the scene wants it. */
function flyToScene(scene: Scene, still: boolean) {
  const camera = buildSceneCamera(scene, measureSpace());
  const now = useAtlas.getState().viewport?.camera;
  const isThere = now !== undefined && isSameCamera(now, camera);
  // Asked for even where the map is there already: the map then places the names of the new scene afresh.
  const milliseconds = now && !isThere && !still && !prefersStill() ? findFlightMilliseconds(now, camera) : 0;
  useWalk.setState({ flyingUntil: Date.now() + milliseconds });
  requestFlight({ camera, durationMilliseconds: milliseconds });
}

/** Shows a scene whole: its board, what it lights, its camera. Takes nothing from what was shown before. */
export function showScene(scene: Scene, options: { still?: boolean; theme?: ThemeId } = {}) {
  const board = buildBoardOfScene(scene, options.theme);
  if (!board.ok) {
    tellProblem(board.error);
    return;
  }
  useAtlas.setState({
    board: { ...board.value, camera: null },
    highlighted: scene.highlights,
    hovered: null,
  });
  for (const { dataset } of scene.highlights) void loadDataset(dataset);
  for (const figure of scene.figures)
    if (figure.kind === "status") for (const { dataset } of figure.rows) void loadDataset(dataset);
  flyToScene(scene, options.still ?? false);
}

/** The scene the walk stands at. */
export const findScene = (): Scene | undefined => {
  const { walk, index } = useWalk.getState();
  return walk?.scenes[index];
};

/** Goes to a scene by its place; places outside the walk are ignored, past the end a loop starts again. */
export function goToScene(place: number, options: { still?: boolean } = {}) {
  const { walk, mode, isLooping, isPlaying } = useWalk.getState();
  if (!walk || walk.scenes.length === 0) return;
  const count = walk.scenes.length;
  const isPastEnd = place >= count;
  if (isPastEnd && !(isLooping && isPlaying)) return;
  if (place < 0) return;
  const index = isPastEnd ? 0 : place;
  useWalk.setState({
    index,
    mode: mode === "closed" ? "closed" : "scene",
    strokes: [],
    pointer: null,
    typed: "",
    sceneStartedAt: Date.now(),
  });
  showScene(walk.scenes[index]!, { ...options, ...(mode === "closed" ? {} : { theme: "room" as const }) });
}

export const goForward = () => goToScene(useWalk.getState().index + 1);
export const goBack = () => goToScene(useWalk.getState().index - 1);

/**
 * Flies back to exactly the scene the walk stands at, from wherever the map has been taken. After a detour
 * the screen is laid out anew first, and whoever lays it out calls `fitScene`.
 */
export function returnToScene() {
  const { mode } = useWalk.getState();
  useWalk.setState({ mode: "scene", strokes: [] });
  if (mode === "scene") fitScene();
}

/** Shows the scene again in the space there is now. */
export function fitScene(options: { still?: boolean } = {}) {
  const scene = findScene();
  if (scene) showScene(scene, { ...options, theme: "room" });
}

/** Takes the screen for the walk; the screen, once laid out, calls `fitScene`. */
export function startPresenting(place = useWalk.getState().index) {
  const { walk, mode } = useWalk.getState();
  if (!walk || walk.scenes.length === 0) return;
  if (mode === "closed") {
    const board = presentBoard();
    before = { board, past: useAtlas.getState().past, theme: board.theme };
  }
  void ensureRail();
  useWalk.setState({
    mode: "scene",
    blank: null,
    panelsHidden: false,
    tool: null,
    sheetOpen: false,
    isPlaying: false,
    startedAt: Date.now(),
    sceneStartedAt: Date.now(),
    index: Math.min(place, walk.scenes.length - 1),
    strokes: [],
    typed: "",
  });
}

/** Opens the walk used last and presents it from where it stands. */
export async function presentWalk() {
  await ensureWalk();
  startPresenting();
}

/** Gives the screen back. The view stays as it is, in the reader's own theme; undo leads to what stood before. */
export function leavePresenting() {
  if (useWalk.getState().mode === "closed") return;
  useWalk.setState({
    mode: "closed",
    blank: null,
    tool: null,
    strokes: [],
    pointer: null,
    isPlaying: false,
    sheetOpen: false,
    typed: "",
    startedAt: null,
    sceneStartedAt: null,
  });
  if (!before) return;
  const { board, past, theme } = before;
  useAtlas.setState((state) => ({
    board: { ...state.board, theme },
    past: [...past, board],
    future: [],
    highlighted: [],
  }));
  before = null;
}

/** Gives the presenter every tool of the map; `returnToScene` ends it. */
export const startDetour = () => {
  if (useWalk.getState().mode === "scene") useWalk.setState({ mode: "detour", tool: null, isPlaying: false });
};

export const toggleBlank = (blank: "black" | "white") =>
  useWalk.setState((state) => ({ blank: state.blank === blank ? null : blank }));
export const togglePanels = () => useWalk.setState((state) => ({ panelsHidden: !state.panelsHidden }));
export const toggleTool = (tool: "laser" | "ink") =>
  useWalk.setState((state) => ({ tool: state.tool === tool ? null : tool, pointer: null }));
export const toggleSheet = () => useWalk.setState((state) => ({ sheetOpen: !state.sheetOpen }));
export const togglePlaying = () =>
  useWalk.setState((state) => ({ isPlaying: !state.isPlaying, sceneStartedAt: Date.now() }));
export const toggleLooping = () => useWalk.setState((state) => ({ isLooping: !state.isLooping }));
export const clearInk = () => useWalk.setState({ strokes: [] });

/** Adds a digit of the scene to go to; `goToTyped` goes there. */
export const typeDigit = (digit: string) =>
  useWalk.setState((state) => ({ typed: `${state.typed}${digit}`.slice(-3) }));
export function goToTyped() {
  const { typed } = useWalk.getState();
  useWalk.setState({ typed: "" });
  if (typed !== "") goToScene(Number(typed) - 1);
}

export const movePointer = (pointer: Share | null) => useWalk.setState({ pointer });

export const startStroke = (at: Share) =>
  useWalk.setState((state) => ({ strokes: [...state.strokes, [at]].slice(-mostStrokes) }));
export const extendStroke = (at: Share) =>
  useWalk.setState((state) => {
    const last = state.strokes.at(-1);
    if (!last || last.length >= mostStrokePoints) return {};
    return { strokes: [...state.strokes.slice(0, -1), [...last, at]] };
  });

/** The present view as a scene, to be put into the walk. */
export function captureScene(): Omit<Scene, "id"> {
  const board = presentBoard();
  const { highlighted } = useAtlas.getState();
  const { walk, index } = useWalk.getState();
  const { camera } = board;
  const isFlat = camera !== null && camera.pitch === 0 && camera.bearing === 0;
  return {
    chapter: walk?.scenes[index]?.chapter ?? 0,
    clauses: [],
    view: buildSceneView(isFlat ? { ...board, camera: null } : board, defaultBoard()),
    // A flat view is kept as what it shows, so that it fills any screen; a leaning one as its camera.
    frame: isFlat ? findFrame(camera, measureSpace()) : null,
    pitch: 0,
    bearing: 0,
    title: { zh: "新的一幕", en: "New scene" },
    narration: { zh: "", en: "" },
    notes: { zh: "", en: "" },
    targetSeconds: 40,
    highlights: highlighted,
    figures: [],
  };
}

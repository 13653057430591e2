import { atlas } from "../../../geodata/catalogue.ts";
import type { Board, Camera, ThemeId } from "../../domain/board/board.ts";
import type { Result } from "../../domain/result.ts";
import { type FreeSpace, findFrame, fitCamera } from "../../domain/walk/fitCamera.ts";
import type { Share } from "../../domain/walk/groundView.ts";
import { sayNumbers } from "../../domain/walk/liveNumbers.ts";
import { addRehearsedTime, findNextPlace, findRoutePlaces, pauseClock } from "../../domain/walk/route.ts";
import { buildSceneBoard, buildSceneView } from "../../domain/walk/sceneBoard.ts";
import { countSteps, findSwipeAt } from "../../domain/walk/steps.ts";
import type { Scene } from "../../domain/walk/walk.ts";
import { highlightFeatures, requestCamera, showBoard, tellProblem } from "../actions.ts";
import { useAnswers } from "../answersStore.ts";
import { holdAutosave } from "../board/autosave.ts";
import { defaultBoard } from "../board/defaultBoard.ts";
import { boardScope, presentBoard } from "../board/openBoard.ts";
import { loadDataset } from "../loadData.ts";
import { useAtlas } from "../store.ts";
import { askFullScreen, leaveFullScreen } from "./fullScreen.ts";
import { keepStrokes } from "./ink.ts";
import { loadWalkRail } from "./loadWalkRail.ts";
import { readNumberData } from "./numbers.ts";
import { ensureWalk } from "./openWalk.ts";
import { useWalk, type WalkState } from "./walk.ts";

/** Space kept between what must be seen and the edge of the free part. */
const marginPixels = 36;

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
  requestCamera({ camera, durationMilliseconds: milliseconds });
}

/** What a scene lights, with the numbers on the map as they are now. */
const readLit = (scene: Scene) =>
  sayNumbers(scene.highlights, useWalk.getState().walk?.numbers ?? {}, readNumberData());

/** Writes the numbers on the map anew when what they are read from has come or changed. */
export function followNumbers(): () => void {
  const follow = () => {
    const scene = findScene();
    if (useWalk.getState().mode !== "scene" || !scene?.highlights.some(({ number }) => number !== undefined))
      return;
    const lit = readLit(scene);
    if (JSON.stringify(lit) !== JSON.stringify(useAtlas.getState().highlighted)) highlightFeatures(lit);
  };
  const stops = [
    useAtlas.subscribe((state, before) => {
      if (state.datasets !== before.datasets || state.plan !== before.plan) follow();
    }),
    useAnswers.subscribe(follow),
    useWalk.subscribe((state, before) => {
      if (state.rail !== before.rail) follow();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Shows a scene whole: its board, what it lights, its camera. Takes nothing from what was shown before. */
export function showScene(scene: Scene, options: { still?: boolean; theme?: ThemeId } = {}) {
  const board = buildBoardOfScene(scene, options.theme);
  if (!board.ok) {
    tellProblem(board.error);
    return;
  }
  const { compare, ...shown } = { ...board.value, camera: null };
  const at = findSwipeAt(scene, useWalk.getState().step);
  showBoard(compare ? { ...shown, compare: at === undefined ? compare : { ...compare, at } } : shown, {
    highlighted: readLit(scene),
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

/** What a rehearsal has to remember when the scene on the wall is left. */
function recordTime(): Pick<WalkState, "rehearsed"> {
  const { isRehearsal, rehearsed, sceneStartedAt, pausedAt } = useWalk.getState();
  const scene = findScene();
  if (!isRehearsal || !scene || sceneStartedAt === null) return { rehearsed };
  return {
    rehearsed: addRehearsedTime(rehearsed, scene.id, ((pausedAt ?? Date.now()) - sceneStartedAt) / 1_000),
  };
}

/** Goes to a scene by its place, on the route or beside it; places outside the walk are ignored. */
export function goToScene(index: number, options: { still?: boolean; atLastStep?: boolean } = {}) {
  const { walk, mode, pausedAt } = useWalk.getState();
  if (!walk?.scenes[index]) return;
  useWalk.setState({
    ...(mode === "closed" ? {} : recordTime()),
    index,
    step: options.atLastStep ? countSteps(walk.scenes[index]) - 1 : 0,
    mode: mode === "closed" ? "closed" : "scene",
    strokes: keepStrokes(),
    pointer: null,
    typed: "",
    // A clock that stands still stands at the beginning of the scene.
    sceneStartedAt: pausedAt ?? Date.now(),
  });
  showScene(walk.scenes[index]!, { ...options, ...(mode === "closed" ? {} : { theme: "room" as const }) });
}

/** Puts the line between the two boards of the scene on the wall; the step stays. */
function moveSwipe(at: number | undefined) {
  const { board } = useAtlas.getState();
  if (at === undefined || !board.compare) return;
  showBoard({ ...board, compare: { ...board.compare, at: Math.min(1, Math.max(0, at)) } });
}

/** Goes to a step of a scene, as somebody else's wall has it. */
export function goToStep(index: number, at: number) {
  if (index !== useWalk.getState().index) goToScene(index);
  const scene = findScene();
  if (!scene || at === useWalk.getState().step) return;
  useWalk.setState({ step: at });
  moveSwipe(findSwipeAt(scene, at));
}

/** How far a key moves the line, as a share of the free part of the map. */
const swipeShare = 0.1;
/** Moves the line by hand, where the scene has one: `[` uncovers what comes after, `]` what was before. */
export const nudgeSwipe = (direction: 1 | -1) => {
  const at = useAtlas.getState().board.compare?.at;
  if (at !== undefined) moveSwipe(at + direction * swipeShare);
};

/** One step on or back: within the scene as long as it has steps, then to the next scene of the route. */
function step(direction: 1 | -1) {
  const { walk, route, index, step: at } = useWalk.getState();
  const scene = walk?.scenes[index];
  if (!walk || !scene) return;
  if (at + direction >= 0 && at + direction < countSteps(scene)) {
    useWalk.setState({ step: at + direction });
    moveSwipe(findSwipeAt(scene, at + direction));
    return;
  }
  const place = findNextPlace(walk, route, index, direction);
  // What was told stands whole when one goes back to it.
  if (place !== undefined) goToScene(place, { atLastStep: direction === -1 });
}
export const goForward = () => step(1);
export const goBack = () => step(-1);

/** The first or last scene of the route. */
export function goToEnd(end: "first" | "last") {
  const { walk, route } = useWalk.getState();
  const place = walk && findRoutePlaces(walk, route).at(end === "first" ? 0 : -1);
  if (place !== undefined && place !== null) goToScene(place);
}

/** Goes on by itself: to the next scene, and past the last one to the first where the show loops. */
export function playOn() {
  const { walk, route, index, isLooping, step: at } = useWalk.getState();
  if (!walk) return;
  const scene = walk.scenes[index];
  if ((scene && at + 1 < countSteps(scene)) || findNextPlace(walk, route, index, 1) !== undefined)
    goForward();
  else if (isLooping) goToEnd("first");
  else togglePlaying();
}

/** Takes another route from the scene on the wall on; the clock goes on, the pace is reckoned anew. */
export const chooseRoute = (route: string | null) =>
  useWalk.setState(({ walk }) => ({ route: walk?.routes.some(({ id }) => id === route) ? route : null }));

/** Stops the presenter's clock or lets it go on. */
export const togglePause = () => useWalk.setState((state) => pauseClock(state, Date.now()));
/** Starts the presenter's clock anew at the scene on the wall, and a rehearsal's times with it. */
export const resetClock = () =>
  useWalk.setState({ startedAt: Date.now(), sceneStartedAt: Date.now(), pausedAt: null, rehearsed: {} });

/**
 * Flies back to exactly the scene the walk stands at, from wherever the map has been taken. After a detour
 * the screen is laid out anew first, and whoever lays it out calls `fitScene`.
 */
export function returnToScene() {
  const { mode } = useWalk.getState();
  useWalk.setState({ mode: "scene", strokes: keepStrokes() });
  if (mode === "scene") fitScene();
}

/** Shows the scene again in the space there is now. */
export function fitScene(options: { still?: boolean } = {}) {
  const scene = findScene();
  if (scene) showScene(scene, { ...options, theme: "room" });
}

/** Takes the screen for the walk; the screen, once laid out, calls `fitScene`. */
export function startPresenting(place = useWalk.getState().index, options: { isRehearsal?: boolean } = {}) {
  const { walk, mode, rehearsed } = useWalk.getState();
  if (!walk || walk.scenes.length === 0) return;
  const isRehearsal = options.isRehearsal ?? false;
  if (mode === "closed") {
    const board = presentBoard();
    before = { board, past: useAtlas.getState().past, theme: board.theme };
    // The scenes are not the reader's work: what is kept stays the board from before, whatever ends the page.
    holdAutosave(board);
  }
  void loadWalkRail();
  useWalk.setState({
    mode: "scene",
    blank: null,
    panelsHidden: false,
    tool: null,
    sheetOpen: false,
    isPlaying: false,
    startedAt: Date.now(),
    sceneStartedAt: Date.now(),
    pausedAt: null,
    isRehearsal,
    rehearsed: isRehearsal ? {} : rehearsed,
    index: Math.min(place, walk.scenes.length - 1),
    step: 0,
    strokes: keepStrokes(),
    typed: "",
  });
}

/** Opens the walk used last and presents it from where it stands. */
export async function presentWalk() {
  // Now, within the click: after the walk is loaded the browser would refuse.
  askFullScreen();
  await ensureWalk();
  startPresenting();
}

/** Gives the screen back. The view stays as it is, in the reader's own theme; undo leads to what stood before. */
export function leavePresenting() {
  if (useWalk.getState().mode === "closed") return;
  useWalk.setState({
    ...recordTime(),
    mode: "closed",
    blank: null,
    tool: null,
    // What is kept may go into the handout.
    strokes: keepStrokes(),
    pointer: null,
    sign: null,
    isPlaying: false,
    sheetOpen: false,
    typed: "",
    startedAt: null,
    sceneStartedAt: null,
    pausedAt: null,
    isRehearsal: false,
  });
  leaveFullScreen();
  holdAutosave(null);
  if (!before) return;
  const { board, past, theme } = before;
  showBoard({ ...useAtlas.getState().board, theme }, { past: [...past, board], future: [], highlighted: [] });
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
/** Adds a digit of the scene to go to; `goToTyped` goes there. */
export const typeDigit = (digit: string) =>
  useWalk.setState((state) => ({ typed: `${state.typed}${digit}`.slice(-3) }));
export function goToTyped() {
  const { typed } = useWalk.getState();
  useWalk.setState({ typed: "" });
  if (typed !== "") goToScene(Number(typed) - 1);
}

export const movePointer = (pointer: Share | null) => useWalk.setState({ pointer });

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
    // Where it is put, it is told: on the routes of the scene it follows.
    routes: walk?.scenes[index]?.routes ?? [],
    hidden: false,
    stepped: false,
  };
}

import { beforeEach, describe, expect, it, vi } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { keyOfNumber } from "../../../../src/domain/board/requestsOf.ts";
import { success } from "../../../../src/domain/result.ts";
import type { Scene, Walk } from "../../../../src/domain/walk/walk.ts";
import { setTheme, showBoard, undoEdit } from "../../../../src/state/actions.ts";
import { useAnswers } from "../../../../src/state/answersStore.ts";
import { settleAutosave, startAutosave } from "../../../../src/state/board/autosave.ts";
import { findKeptBoard } from "../../../../src/state/board/boardStorage.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { findNumberStates, readNumberData, showNumbers } from "../../../../src/state/walk/numbers.ts";
import {
  captureScene,
  chooseRoute,
  findFlightMilliseconds,
  fitScene,
  followNumbers,
  goBack,
  goForward,
  goToEnd,
  goToScene,
  goToTyped,
  leavePresenting,
  nudgeSwipe,
  playOn,
  resetClock,
  returnToScene,
  startDetour,
  startPresenting,
  toggleBlank,
  togglePause,
  toggleTool,
  typeDigit,
} from "../../../../src/state/walk/presenting.ts";
import { useWalk } from "../../../../src/state/walk/walk.ts";
import { makeScene } from "../../domain/walk/document.ts";
import { stubStorage } from "../fakes/storage.ts";
import { stubFetch, stubPage } from "../fakes/workers.ts";

const view = (at: number): Scene["view"] => ({ phase: phaseIds[at % phaseIds.length]!, layers: [] });
const scenes = ["a", "b", "c", "d"].map((id, at) =>
  makeScene(id, {
    view: view(at),
    highlights: [],
    routes: id === "b" ? [] : ["short"],
    narration: { zh: "一\n二", en: "one\ntwo" },
    stepped: id === "c",
  }),
);
const walk = {
  id: "own",
  scenes,
  routes: [{ id: "short", title: { zh: "", en: "" }, minutes: 1 }],
  numbers: {},
  chapters: [],
} as unknown as Walk;
const [fresh, atlasFresh] = [useWalk.getState(), useAtlas.getState()];
const state = () => useWalk.getState();
const atlas = () => useAtlas.getState();

vi.stubGlobal("addEventListener", () => undefined);
stubFetch({});
startAutosave();
beforeEach(() => {
  vi.useRealTimers();
  stubStorage();
  stubPage();
  leavePresenting();
  useWalk.setState({ ...fresh, walk }, true);
  useAtlas.setState({ ...atlasFresh }, true);
  showBoard({ ...defaultBoard(), language: "en" }, { past: [], future: [] });
});

describe("a walk on the screen", () => {
  it("shows its scenes over the reader's board, which is kept meanwhile and comes back by undo", async () => {
    setTheme("ink");
    const mine = atlas().board;
    const { past } = atlas();
    startPresenting(1);
    fitScene();
    expect(state()).toMatchObject({ mode: "scene", index: 1, step: 0 });
    expect(atlas().board).toMatchObject({ phase: phaseIds[1], theme: "room", language: "en" });
    goForward();
    expect(atlas().board.phase).toBe(phaseIds[2]);
    expect(atlas().past).toBe(past);
    await settleAutosave();
    expect(JSON.parse((await findKeptBoard())!.kept.text)).toEqual(mine);
    leavePresenting();
    // What is seen stays, in the reader's own theme.
    expect(atlas().board).toMatchObject({ phase: phaseIds[2], theme: "ink" });
    expect(state()).toMatchObject({ mode: "closed", startedAt: null, strokes: [] });
    await settleAutosave();
    expect((await findKeptBoard())!.kept.text).toContain(`"phase":"${phaseIds[2]}"`);
    undoEdit();
    expect(atlas().board).toEqual(mine);
    await settleAutosave();
    expect(JSON.parse((await findKeptBoard())!.kept.text)).toEqual(mine);
  });

  it("does not start without scenes, and starts at the last where its place is past it", () => {
    useWalk.setState({ walk: { ...walk, scenes: [] } });
    startPresenting();
    expect(state().mode).toBe("closed");
    useWalk.setState({ walk });
    startPresenting(9);
    expect(state().index).toBe(3);
  });

  it("comes back to the scene from a detour, once the screen is laid out anew", () => {
    startPresenting(2);
    startDetour();
    expect(state().mode).toBe("detour");
    const { cameraRequest } = atlas();
    returnToScene();
    expect(state().mode).toBe("scene");
    expect(atlas().cameraRequest).toBe(cameraRequest);
    returnToScene();
    expect(atlas().cameraRequest).not.toBe(cameraRequest);
  });

  it("goes along its route, and from a scene beside it meets it where it was left", () => {
    startPresenting(0);
    chooseRoute("short");
    goForward();
    expect(state().index).toBe(2);
    goToScene(1);
    goForward();
    expect(state().index).toBe(2);
    chooseRoute("no-such");
    expect(state().route).toBeNull();
    goToScene(7);
    expect(state().index).toBe(2);
    goToEnd("last");
    expect(state().index).toBe(3);
    goToEnd("first");
    expect(state().index).toBe(0);
  });

  it("tells a stepped scene part by part; one that is gone back to stands whole", () => {
    startPresenting(1);
    goForward();
    expect(state()).toMatchObject({ index: 2, step: 0 });
    goForward();
    expect(state()).toMatchObject({ index: 2, step: 1 });
    goForward();
    expect(state()).toMatchObject({ index: 3, step: 0 });
    goBack();
    expect(state()).toMatchObject({ index: 2, step: 1 });
    goBack();
    goBack();
    expect(state().index).toBe(1);
  });

  it("plays on to its end, and from there anew only where it loops", () => {
    startPresenting(3);
    useWalk.setState({ isPlaying: true, isLooping: true });
    playOn();
    expect(state()).toMatchObject({ index: 0, isPlaying: true });
    goToScene(3);
    useWalk.setState({ isLooping: false });
    playOn();
    expect(state()).toMatchObject({ index: 3, isPlaying: false });
  });

  it("goes to the scene of the digits, and to none of a number it does not have", () => {
    startPresenting(0);
    for (const digit of ["0", "0", "0", "3"]) typeDigit(digit);
    expect(state().typed).toBe("003");
    goToTyped();
    expect(state()).toMatchObject({ index: 2, typed: "" });
    typeDigit("9");
    goToTyped();
    expect(state()).toMatchObject({ index: 2, typed: "" });
  });

  it("covers and uncovers the wall, and takes and lays down a tool", () => {
    toggleBlank("black");
    toggleBlank("white");
    expect(state().blank).toBe("white");
    toggleBlank("white");
    expect(state().blank).toBeNull();
    toggleTool("ink");
    toggleTool("laser");
    expect(state().tool).toBe("laser");
    toggleTool("laser");
    expect(state().tool).toBeNull();
  });
});

describe("the clock of a rehearsal", () => {
  it("keeps what each scene took, without the time it stood, and of the last scene when it is left", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    startPresenting(0, { isRehearsal: true });
    vi.advanceTimersByTime(10_000);
    goForward();
    vi.advanceTimersByTime(5_000);
    togglePause();
    vi.advanceTimersByTime(60_000);
    goToScene(3);
    expect(state().rehearsed).toEqual({ a: 10, b: 5 });
    togglePause();
    vi.advanceTimersByTime(2_000);
    leavePresenting();
    expect(state().rehearsed.d).toBeCloseTo(2, 6);
    startPresenting(0);
    vi.advanceTimersByTime(3_000);
    goForward();
    expect(state().rehearsed.a).toBe(10);
    resetClock();
    expect(state()).toMatchObject({ rehearsed: {}, startedAt: Date.now(), pausedAt: null });
    leavePresenting();
  });
});

describe("a scene with a line between two boards", () => {
  const other = {
    phase: phaseIds[0],
    language: "zh",
    theme: "paper",
    layers: [],
    selection: null,
    camera: null,
    version: 1,
  };
  const swipe = makeScene("s", {
    view: { ...view(1), compare: { view: "swipe", others: [other], at: 0.4 } } as never,
    highlights: [],
  });

  it("moves the line step by step, and by hand no further than the edge", () => {
    useWalk.setState({ walk: { ...walk, scenes: [swipe, scenes[0]!] } });
    startPresenting(0);
    fitScene();
    const at = () => atlas().board.compare?.at;
    expect(at()).toBe(1);
    goForward();
    expect(at()).toBe(0.4);
    nudgeSwipe(-1);
    expect(at()).toBeCloseTo(0.3, 6);
    for (let press = 0; press < 5; press += 1) nudgeSwipe(-1);
    expect(at()).toBe(0);
    goForward();
    goForward();
    expect(state().index).toBe(1);
    nudgeSwipe(1);
    expect(at()).toBeUndefined();
    goBack();
    expect(at()).toBe(0);
  });
});

describe("the cameraRequest to a scene", () => {
  const camera = { longitude: 110, latitude: 40, zoom: 7, bearing: 0, pitch: 0 };
  const time = (change: Partial<typeof camera>) => findFlightMilliseconds(camera, { ...camera, ...change });
  it("takes longer the further it goes, and is never hurried nor long", () => {
    const short = time({ longitude: 110.1 });
    expect(short).toBeGreaterThanOrEqual(700);
    expect(time({ longitude: 112 })).toBeGreaterThan(short);
    // The same way is fewer screens from farther off.
    const wide = { ...camera, zoom: 5 };
    expect(findFlightMilliseconds(wide, { ...wide, longitude: 112 })).toBeLessThan(time({ longitude: 112 }));
    expect(time({ zoom: 9 })).toBeGreaterThan(time({ zoom: 8 }));
    expect(time({ bearing: 90 })).toBeGreaterThan(time({ bearing: 10 }));
    expect(time({ longitude: -60, zoom: 12, pitch: 60 })).toBe(2_600);
    // One step of zoom is as far as half a screen.
    expect(time({ zoom: 8 }) - time({})).toBe(350);
  });

  it("jumps for readers who want nothing to move, and where there is no map yet", () => {
    const fly = () => {
      startPresenting(0);
      fitScene();
      const to = atlas().cameraRequest!.to;
      leavePresenting();
      return "camera" in to ? to.durationMilliseconds : undefined;
    };
    expect(fly()).toBe(0);
    useAtlas.setState({ viewport: { camera, bbox: [109, 39, 111, 41] } });
    expect(fly()).toBeGreaterThanOrEqual(700);
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    expect(fly()).toBe(0);
    vi.stubGlobal("matchMedia", undefined);
  });
});

describe("a view as a scene", () => {
  it("keeps a flat view as what it shows and a leaning one as its camera", () => {
    const camera = { longitude: 110, latitude: 40, zoom: 7, bearing: 0, pitch: 0 };
    useAtlas.setState({ viewport: { camera, bbox: [109, 39, 111, 41] } });
    const flat = captureScene();
    expect(flat.frame).not.toBeNull();
    const [west, south, east, north] = flat.frame!;
    expect(west < 110 && east > 110 && south < 40 && north > 40).toBe(true);
    useAtlas.setState({ viewport: { camera: { ...camera, pitch: 40 }, bbox: [109, 39, 111, 41] } });
    const leaning = captureScene();
    expect(leaning.frame).toBeNull();
    expect(leaning.view.camera).toMatchObject({ pitch: 40 });
    expect(captureScene().routes).toEqual(scenes[0]!.routes);
  });
});

describe("live numbers", () => {
  const source = { kind: "answer" as const, kernel: "railMatrix", input: { a: 1 }, path: ["x"] };
  const live = {
    source,
    approved: 5,
    zh: { divide: 1, digits: 0, unit: "" },
    en: { divide: 1, digits: 0, unit: "" },
  } as never;
  const answer = (result: unknown) =>
    useAnswers.setState({ answers: new Map([[keyOfNumber(source as never), result as never]]) });

  it("are wanted as long as any part of the screen shows them", () => {
    const numbers = [live];
    const [hideOne, hideOther] = [showNumbers(numbers), showNumbers(numbers)];
    hideOne();
    expect(state().shownNumbers).toEqual([[live]]);
    hideOne();
    expect(state().shownNumbers).toHaveLength(1);
    hideOther();
    expect(state().shownNumbers).toEqual([]);
  });

  it("are pending, as approved, changed, or not to be found", () => {
    const read = () =>
      findNumberStates({ ...walk, numbers: { n: live } }, ["n", "unknown"], readNumberData());
    useAnswers.setState({ answers: new Map() });
    expect(read().n?.now.state).toBe("pending");
    answer(success(5));
    expect(read()).toEqual({ n: { live, now: { state: "same", value: 5 } } });
    answer(success(6));
    expect(read().n?.now).toEqual({ state: "changed", value: 6 });
    answer({ ok: false, error: { code: "x", zh: "x", en: "x" } });
    expect(read().n?.now.state).toBe("missing");
  });

  it("on the map are written anew when what they are read from comes", () => {
    const spoken = makeScene("n", {
      view: view(0),
      highlights: [{ dataset: "cities", id: "x", number: "n" }],
    });
    useWalk.setState({ walk: { ...walk, scenes: [spoken], numbers: { n: live } } });
    useAnswers.setState({ answers: new Map() });
    startPresenting(0);
    const stop = followNumbers();
    fitScene();
    const before = JSON.stringify(atlas().highlighted);
    answer(success(7));
    expect(JSON.stringify(atlas().highlighted)).not.toBe(before);
    expect(JSON.stringify(atlas().highlighted)).toContain("7");
    stop();
    answer(success(8));
    expect(JSON.stringify(atlas().highlighted)).not.toContain("8");
  });
});

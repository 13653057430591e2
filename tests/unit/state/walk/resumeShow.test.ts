import { beforeEach, describe, expect, it, vi } from "vitest";
import { showBoard } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { findKeptShow } from "../../../../src/state/walk/keptShow.ts";
import { leavePresenting } from "../../../../src/state/walk/presenting.ts";
import { resumeShow } from "../../../../src/state/walk/resumeShow.ts";
import { useWalk } from "../../../../src/state/walk/walk.ts";
import {
  findStoredWalk,
  forgetWalk,
  keepWalk,
  listStoredWalks,
} from "../../../../src/state/walk/walkStorage.ts";
import { makeScene, makeWalk } from "../../domain/walk/document.ts";
import { createStorage, stubStorage } from "../fakes/storage.ts";
import { stubFetch, stubPage } from "../fakes/workers.ts";

const shipped = { ...makeWalk(), id: "plan" };
const own = { ...makeWalk(["a", "b", "c"].map((id) => makeScene(id))), id: "own" };
const stored = (id: string, savedAt: number, text = JSON.stringify({ ...own, id })) => ({
  id,
  title: own.title,
  sceneCount: 3,
  savedAt,
  text,
});
const fresh = useWalk.getState();
let world: ReturnType<typeof stubStorage>;
let isWallThere = false;

vi.mock("../../../../src/state/walk/walkChannel.ts", () => ({ isWallThere: async () => isWallThere }));
vi.stubGlobal("addEventListener", () => undefined);

const show = (change: object = {}) => ({
  walkId: "own",
  sceneId: "b",
  index: 1,
  savedAt: Date.now() - 1_000,
  blank: "black",
  panelsHidden: true,
  isLooping: true,
  isPlaying: false,
  startedAt: 5_000,
  sceneStartedAt: 6_000,
  pausedAt: 7_000,
  step: 0,
  route: "short",
  isRehearsal: true,
  rehearsed: { a: 4 },
  ...change,
});
const keepShow = (change: object = {}) => {
  vi.stubGlobal("localStorage", createStorage({ "atlas-show": JSON.stringify(show(change)) }));
};

beforeEach(() => {
  leavePresenting();
  world = stubStorage();
  stubPage();
  stubFetch({ "boards/walk.json": shipped });
  isWallThere = false;
  useWalk.setState(fresh, true);
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [] });
});

describe("a show that was cut off", () => {
  it("goes on where it stood: walk, scene, clock, cover and route", async () => {
    await keepWalk(stored("own", 1));
    keepShow();
    await resumeShow();
    expect(useWalk.getState()).toMatchObject({
      mode: "scene",
      index: 1,
      blank: "black",
      panelsHidden: true,
      isLooping: true,
      startedAt: 5_000,
      sceneStartedAt: 6_000,
      pausedAt: 7_000,
      route: "short",
      isRehearsal: true,
      rehearsed: { a: 4 },
    });
    expect(useWalk.getState().walk?.id).toBe("own");
  });

  it("finds its scene where that stands now, else the place it had, within the walk", async () => {
    await keepWalk(stored("own", 1));
    keepShow({ sceneId: "c", index: 0 });
    await resumeShow();
    expect(useWalk.getState().index).toBe(2);
    leavePresenting();
    keepShow({ sceneId: "gone", index: 9 });
    await resumeShow();
    expect(useWalk.getState().index).toBe(2);
  });

  it("is left to the window it still runs in, and to one that presents already", async () => {
    await keepWalk(stored("own", 1));
    keepShow();
    isWallThere = true;
    await resumeShow();
    expect(useWalk.getState().mode).toBe("closed");
    isWallThere = false;
    useWalk.setState({ mode: "detour", walk: own, index: 0 });
    await resumeShow();
    expect(useWalk.getState().index).toBe(0);
  });

  it("is told to be gone with its walk, and not offered again", async () => {
    keepShow({ walkId: "gone" });
    await resumeShow();
    expect(useWalk.getState().mode).toBe("closed");
    expect(useAtlas.getState().messages.at(-1)?.text.en).toMatch(/no longer on this machine/);
    expect(findKeptShow()).toBeUndefined();
  });
});

describe("walks that are kept", () => {
  it("are listed newest first, each under its id once, until they are let go", async () => {
    await keepWalk(stored("a", 1));
    await keepWalk(stored("b", 3));
    await keepWalk(stored("a", 2, "newer"));
    expect((await listStoredWalks()).map(({ id }) => id)).toEqual(["b", "a"]);
    expect((await findStoredWalk("a"))?.text).toBe("newer");
    await forgetWalk("a");
    expect(await findStoredWalk("a")).toBeUndefined();
  });

  it("are told not to be kept, with a way to keep them; where nothing can be read there are none", async () => {
    world.databases.failure = new DOMException("full disk", "QuotaExceededError");
    const kept = await keepWalk(stored("a", 1));
    expect(!kept.ok && kept.error.en).toMatch(/full disk.*Save it as a file/);
    expect(await listStoredWalks()).toEqual([]);
    expect(await findStoredWalk("a")).toBeUndefined();
    await expect(forgetWalk("a")).resolves.toBeUndefined();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import type { Board } from "../../../../src/domain/board/board.ts";
import { reportViewport, setPhase, setTheme, showBoard } from "../../../../src/state/actions.ts";
import {
  findAutosavedBoard,
  holdAutosave,
  settleAutosave,
  startAutosave,
} from "../../../../src/state/board/autosave.ts";
import { findKeptBoard, keepBoard } from "../../../../src/state/board/boardStorage.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { ownPlace } from "../../../../src/state/board/ownPlace.ts";
import { isFirstVisit } from "../../../../src/state/page/firstVisit.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubStorage } from "../fakes/storage.ts";
import { waitUntil } from "../fakes/waitUntil.ts";
import { stubPage } from "../fakes/workers.ts";

let world: ReturnType<typeof stubStorage>;
const leave = new Set<() => void>();
vi.stubGlobal("addEventListener", (kind: string, act: () => void) => kind === "pagehide" && leave.add(act));
// One page keeps its board once, from its start to its end.
startAutosave();
const hidePage = () => {
  for (const act of leave) act();
};

const readKept = async () => JSON.parse((await findKeptBoard())?.kept.text ?? "null") as Board | null;
const readMessages = () => useAtlas.getState().messages.map(({ text }) => text.en);

beforeEach(async () => {
  world = stubStorage();
  stubPage();
  showBoard(defaultBoard(), { past: [], future: [] });
  await settleAutosave();
  useAtlas.setState({ messages: [], viewport: null });
});
afterEach(() => holdAutosave(null));

describe("what is kept of the open board", () => {
  it("is each edit and each rest of the map, without being asked", async () => {
    setPhase(phaseIds[1]!);
    await waitUntil(async () => expect(await readKept()).toMatchObject({ phase: phaseIds[1] }));
    vi.useFakeTimers();
    const camera = { longitude: 111, latitude: 41, zoom: 9, bearing: 0, pitch: 0 };
    reportViewport({ camera, bbox: [110, 40, 112, 42] });
    // Well within a second, and before anyone waits for it.
    vi.advanceTimersByTime(500);
    vi.useRealTimers();
    await waitUntil(async () => expect(await readKept()).toMatchObject({ camera }));
    expect(isFirstVisit()).toBe(false);
  });

  it("is the reader's own board while scenes of a walk pass over the screen", async () => {
    setTheme("ink");
    holdAutosave(useAtlas.getState().board);
    showBoard({ ...defaultBoard(), theme: "room", phase: phaseIds[2]! });
    await settleAutosave();
    expect(await readKept()).toMatchObject({ theme: "ink", phase: phaseIds[0] });
    holdAutosave(null);
    await settleAutosave();
    expect(await readKept()).toMatchObject({ theme: "room", phase: phaseIds[2] });
  });

  it("is written when the page goes, without waiting for the pause after an edit", async () => {
    vi.useFakeTimers();
    setPhase(phaseIds[1]!);
    hidePage();
    vi.useRealTimers();
    await waitUntil(async () => expect(await readKept()).toMatchObject({ phase: phaseIds[1] }));
  });

  it("is written when the page goes where it could not be before", async () => {
    world.databases.failure = new DOMException("full", "QuotaExceededError");
    setPhase(phaseIds[1]!);
    await settleAutosave();
    world.databases.failure = null;
    hidePage();
    // The second copy was written all the while: the database is what counts.
    await waitUntil(() =>
      expect(world.databases.entries("atlas-board", "boards").get("current")).toMatchObject({
        text: expect.stringContaining(`"phase":"${phaseIds[1]}"`),
      }),
    );
  });

  it("is told not to be kept once, and tried again though nothing has changed", async () => {
    world.databases.failure = new DOMException("full", "QuotaExceededError");
    setPhase(phaseIds[1]!);
    expect(await settleAutosave()).toBe(false);
    expect(readMessages()).toEqual([expect.stringMatching(/^Autosave failed/)]);
    useAtlas.setState({ messages: [] });
    setTheme("ink");
    expect(await settleAutosave()).toBe(false);
    expect(readMessages()).toEqual([]);
    world.databases.failure = null;
    expect(await settleAutosave()).toBe(true);
    expect(await readKept()).toMatchObject({ phase: phaseIds[1], theme: "ink" });
    world.databases.failure = new DOMException("full", "QuotaExceededError");
    setPhase(phaseIds[2]!);
    await settleAutosave();
    expect(readMessages()).toHaveLength(1);
  });

  it("goes on being kept after a writing that broke off", async () => {
    // Two at once: the browser fails, and the words for that cannot be fetched.
    vi.doMock("../../../../src/state/board/storageFailure.ts", () => {
      throw new Error("not fetched");
    });
    world.databases.failure = new DOMException("said", "UnknownError");
    setPhase(phaseIds[1]!);
    expect(await settleAutosave()).toBe(false);
    expect(readMessages()[0]).toMatch(/^Autosave failed: .*said/);
    world.databases.failure = null;
    setPhase(phaseIds[2]!);
    expect(await settleAutosave()).toBe(true);
    expect(await readKept()).toMatchObject({ phase: phaseIds[2] });
    vi.doUnmock("../../../../src/state/board/storageFailure.ts");
  });
});

describe("the board kept from last time", () => {
  const keep = (board: unknown, key?: string) =>
    keepBoard({ text: typeof board === "string" ? board : JSON.stringify(board), savedAt: 5 }, key);

  it("opens as it was; a window's own before the shared one", async () => {
    await keep({ ...defaultBoard(), theme: "ink" });
    await keep({ ...defaultBoard(), theme: "room" }, "copy-mine");
    expect(await findAutosavedBoard()).toMatchObject({ theme: "ink" });
    ownPlace.write("copy-mine");
    expect(await findAutosavedBoard()).toMatchObject({ theme: "room" });
    ownPlace.write("copy-gone");
    expect(await findAutosavedBoard()).toMatchObject({ theme: "ink" });
    ownPlace.write(null);
    expect(await findAutosavedBoard()).toMatchObject({ theme: "ink" });
  });

  it("of a newer release is set aside, not written over", async () => {
    await keep('{"version":99}');
    expect(await findAutosavedBoard()).toBeNull();
    expect(useAtlas.getState().messages.at(-1)?.kind).toBe("failure");
    setPhase(phaseIds[1]!);
    await settleAutosave();
    expect(world.databases.entries("atlas-board", "boards").get("aside-5")).toEqual({
      text: '{"version":99}',
      savedAt: 5,
    });
  });

  it("that came from the second copy is opened with a word about it", async () => {
    await keep({ ...defaultBoard(), theme: "ink" });
    world.databases.entries("atlas-board", "boards").clear();
    expect(await findAutosavedBoard()).toMatchObject({ theme: "ink" });
    expect(readMessages()).toEqual([expect.stringContaining("restored from the second copy")]);
  });

  it("tells what of it had to be left out", async () => {
    const { layers } = defaultBoard();
    await keep({
      ...defaultBoard(),
      layers: [...layers, { id: "gone-layer", visible: true, opacity: 1, hidden: [] }],
    });
    expect((await findAutosavedBoard())?.layers).toEqual(layers);
    expect(readMessages()).toHaveLength(1);
  });
});

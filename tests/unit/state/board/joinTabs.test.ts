import { beforeEach, describe, expect, it, vi } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import type { Board } from "../../../../src/domain/board/board.ts";
import { addUserLayers, type UserLayer } from "../../../../src/domain/board/userLayers.ts";
import { editBoard, setTheme, showBoard, undoEdit } from "../../../../src/state/actions.ts";
import {
  currentKey,
  findKeptBoard,
  keepBoard,
  listKeptKeys,
} from "../../../../src/state/board/boardStorage.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { joinTabs } from "../../../../src/state/board/joinTabs.ts";
import { presentBoard } from "../../../../src/state/board/openBoard.ts";
import { type Message, useAtlas } from "../../../../src/state/store.ts";
import { stubStorage } from "../fakes/storage.ts";
import { waitUntil } from "../fakes/waitUntil.ts";
import { createAir, createLocks } from "../fakes/windows.ts";

const layer = (id: string): UserLayer => ({
  id,
  name: id,
  origin: "drawing",
  content: "0".repeat(32),
  count: 1,
  bbox: null,
  shapes: ["Point"],
  columns: [],
  paint: { by: "one", tone: 0 },
  label: null,
});
const withLayer = (board: Board, id: string) => addUserLayers(board, [layer(id)]);

let locks: ReturnType<typeof createLocks>["locks"];
let other: ReturnType<ReturnType<typeof createAir>>;

beforeEach(() => {
  stubStorage();
  locks = createLocks().locks;
  const air = createAir();
  other = air();
  vi.stubGlobal("navigator", { ...navigator, locks });
  vi.stubGlobal("BroadcastChannel", function openChannel() {
    return air();
  });
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [], viewport: null });
});

const keep = (board: Board, key = currentKey) =>
  keepBoard({ text: JSON.stringify(board), savedAt: Date.now() }, key);
const readNames = () => (useAtlas.getState().board.userLayers ?? []).map(({ id }) => id);

/** Joins with a flush that writes the open board, or fails while the browser is full. */
function join(options: { isFull?: boolean } = {}) {
  const tabs = joinTabs(useAtlas.getState().board, async () => {
    const key = await tabs.place();
    if (options.isFull || key === null) return false;
    await keep(presentBoard(), key);
    tabs.noteKept();
    return true;
  })!;
  return tabs;
}

async function findMessage(text: string): Promise<Message> {
  return waitUntil(() => {
    const found = useAtlas.getState().messages.find((message) => message.text.en.includes(text));
    if (!found) throw new Error(`nothing was told of “${text}”`);
    return found;
  });
}
async function choose(text: string, choice: string) {
  const { choices } = await findMessage(text);
  choices!.find((one) => one.text.en === choice)!.act();
}

/** A window that has the shared place, and gives it up when asked, as the atlas does. */
async function openOther() {
  await new Promise<void>((resolve) => {
    void locks.request(`atlas-board:${currentKey}`, {}, () => {
      resolve();
      return new Promise<void>((letGo) => {
        other.addEventListener("message", (event) => {
          if ((event as MessageEvent<{ kind: string }>).data.kind === "yield") letGo();
        });
      });
    });
  });
}

describe("a window alone", () => {
  it("keeps the shared board without a word, and where windows cannot know of each other too", async () => {
    expect(await join().place()).toBe(currentKey);
    expect(useAtlas.getState().messages).toEqual([]);
    vi.stubGlobal("BroadcastChannel", undefined);
    expect(joinTabs(defaultBoard(), async () => true)).toBeUndefined();
  });
});

describe("a second window", () => {
  it("that takes over brings the other's own layers in, and one step of undo is before that", async () => {
    await openOther();
    const tabs = join();
    expect(await tabs.place()).toMatch(/^copy-/);
    await keep(withLayer(defaultBoard(), "user-theirs"));
    editBoard((board) => withLayer(board, "user-mine"));
    setTheme("ink");
    await choose("open in another window", "Take over");
    await findMessage("The board is taken over, with the own layers");
    await waitUntil(() => expect(tabs.role()).toBe("keeper"));
    expect(readNames().sort()).toEqual(["user-mine", "user-theirs"]);
    expect(useAtlas.getState().board.theme).toBe("ink");
    undoEdit();
    expect(readNames()).toEqual(["user-mine"]);
    undoEdit();
    expect(readNames()).toEqual(["user-theirs"]);
  });

  it("that only reads keeps nothing, and follows the other's own layers but not its view", async () => {
    await openOther();
    const tabs = join();
    await tabs.place();
    await choose("open in another window", "Read only");
    await findMessage("This window is read only");
    expect(await tabs.place()).toBeNull();
    setTheme("ink");
    await keep(withLayer({ ...defaultBoard(), phase: phaseIds[1]! }, "user-theirs"));
    other.postMessage({ kind: "kept" });
    await waitUntil(() => expect(readNames()).toEqual(["user-theirs"]));
    expect(useAtlas.getState().board).toMatchObject({ theme: "ink", phase: phaseIds[0] });
    // What the other takes away again goes here too.
    await keep(defaultBoard());
    other.postMessage({ kind: "kept" });
    await waitUntil(() => expect(readNames()).toEqual([]));
  });

  it("with a copy of its own is told where that is to be found", async () => {
    await openOther();
    const tabs = join();
    const place = await tabs.place();
    await choose("open in another window", "Own copy");
    await findMessage("has a copy of its own");
    expect(await listKeptKeys()).toEqual([place]);
  });
});

describe("a copy that another window left", () => {
  const leave = () => keep(withLayer({ ...defaultBoard(), theme: "ink" }, "user-left"), "copy-left");

  it("is opened in place of the board, one step of undo away, and then let go", async () => {
    await leave();
    await join().place();
    await choose("Another window left a copy", "Open");
    expect(useAtlas.getState().board.theme).toBe("ink");
    await waitUntil(async () => expect(await listKeptKeys()).toEqual([currentKey]));
    expect((await findKeptBoard())?.kept.text).toContain("user-left");
    undoEdit();
    expect(useAtlas.getState().board).toEqual(defaultBoard());
  });

  it("gives its own layers to the board, which stays otherwise as it is", async () => {
    await leave();
    editBoard((board) => withLayer(board, "user-mine"));
    await join().place();
    await choose("Another window left a copy", "Bring in its layers");
    expect(readNames().sort()).toEqual(["user-left", "user-mine"]);
    expect(useAtlas.getState().board.theme).toBe("paper");
    await waitUntil(async () => expect(await listKeptKeys()).toEqual([currentKey]));
  });

  it.each(["Open", "Bring in its layers"])(
    "is not let go by “%s” while that cannot be kept",
    async (choice) => {
      await leave();
      await join({ isFull: true }).place();
      await choose("Another window left a copy", choice);
      expect(readNames()).toEqual(["user-left"]);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(await listKeptKeys()).toEqual(["copy-left"]);
    },
  );

  it("is deleted where the reader wants that", async () => {
    await leave();
    await join().place();
    await choose("Another window left a copy", "Delete");
    await waitUntil(async () => expect(await listKeptKeys()).toEqual([]));
    expect(readNames()).toEqual([]);
  });
});

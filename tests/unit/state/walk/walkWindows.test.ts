import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { changeScene } from "../../../../src/domain/walk/editWalk.ts";
import { stubStorage } from "../fakes/storage.ts";
import { waitUntil } from "../fakes/waitUntil.ts";
import { createAir, createLocks } from "../fakes/windows.ts";

const shippedText = readFileSync(resolve(import.meta.dirname, "../../../../public/boards/walk.json"), "utf8");

let closing: (() => Promise<unknown>)[] = [];

/** A window: modules of its own over the storage that all windows share. */
async function openWindow() {
  vi.resetModules();
  const [walks, { useWalk }, { useAtlas }, storage] = await Promise.all([
    import("../../../../src/state/walk/openWalk.ts"),
    import("../../../../src/state/walk/walk.ts"),
    import("../../../../src/state/store.ts"),
    import("../../../../src/state/walk/walkStorage.ts"),
  ]);
  await walks.ensureWalk();
  // Opening anything, even what is not there, writes what waits.
  closing.push(() => walks.openKeptWalk("none"));
  const findMessage = (text: string) =>
    waitUntil(() => {
      const found = useAtlas.getState().messages.find((message) => message.text.en.includes(text));
      if (!found) throw new Error(`nothing was told of “${text}”`);
      return found;
    });
  const findSeconds = async (id: string) => {
    const stored = await storage.findStoredWalk(id);
    return (
      stored && (JSON.parse(stored.text) as { scenes: { targetSeconds: number }[] }).scenes[0]!.targetSeconds
    );
  };
  return {
    ...walks,
    read: () => useWalk.getState(),
    messages: () => useAtlas.getState().messages,
    seconds: () => useWalk.getState().walk!.scenes[0]!.targetSeconds,
    setSeconds: (targetSeconds: number) => walks.editWalk((walk) => changeScene(walk, 0, { targetSeconds })),
    findMessage,
    choose: async (text: string, choice: string) =>
      (await findMessage(text)).choices!.find((one) => one.text.en === choice)!.act(),
    findSeconds,
    listIds: async () => (await storage.listStoredWalks()).map(({ id }) => id).sort(),
    /** Until the walk under the id has these seconds at its first scene. */
    seesKept: (id: string, seconds: number) =>
      waitUntil(async () => expect(await findSeconds(id)).toBe(seconds)),
  };
}

afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});
beforeEach(() => {
  stubStorage();
  vi.stubGlobal("fetch", async () => new Response(shippedText));
});

describe("two windows on one walk", () => {
  it("a stale one does not write over what the other kept: its walk goes on as a copy, and it is told", async () => {
    const [first, second] = [await openWindow(), await openWindow()];
    first.setSeconds(11);
    await first.seesKept("plan", 11);
    second.setSeconds(22);
    await second.seesKept("plan-copy", 22);
    expect(await second.findSeconds("plan")).toBe(11);
    await waitUntil(() => expect(second.read().walk?.id).toBe("plan-copy"));
    expect(second.read().walk!.title.zh).toMatch(/（副本）$/);
    expect(second.messages().at(-1)?.text.zh).toMatch(/已在另一个窗口改动.*两者均已保留/);
    expect(second.messages().at(-1)?.text.en).toMatch(/changed in another window.*both are there/);
    expect(first.messages()).toEqual([]);

    // From here on each has its own, and what undo leads to is the copy's.
    first.setSeconds(12);
    second.setSeconds(23);
    await first.seesKept("plan", 12);
    await second.seesKept("plan-copy", 23);
    second.undoWalk();
    second.undoWalk();
    expect(second.read().walk!.id).toBe("plan-copy");
    second.redoWalk();
    await second.seesKept("plan-copy", 22);
    expect(await second.listIds()).toEqual(["plan", "plan-copy"]);
    expect(second.messages()).toHaveLength(1);
  });

  it("that comes back after the other worked on is as stale, and a copy that is there stays", async () => {
    const first = await openWindow();
    first.setSeconds(11);
    await first.seesKept("plan", 11);
    const second = await openWindow();
    expect(second.seconds()).toBe(11);
    second.setSeconds(12);
    await second.seesKept("plan", 12);
    first.setSeconds(13);
    await first.seesKept("plan-copy", 13);
    await first.openKeptWalk("plan");
    second.setSeconds(14);
    await second.seesKept("plan", 14);
    first.setSeconds(15);
    await first.seesKept("plan-copy-2", 15);
    expect(await first.findSeconds("plan")).toBe(14);
    expect(await first.findSeconds("plan-copy")).toBe(13);
  });

  it("opens the other's where the reader wants it, and goes on with that without another copy", async () => {
    const [first, second] = [await openWindow(), await openWindow()];
    first.setSeconds(11);
    await first.seesKept("plan", 11);
    second.setSeconds(22);
    const choice = await waitUntil(() => {
      const found = second.messages().at(-1)?.choices?.[0];
      if (!found) throw new Error("nothing to choose");
      return found;
    });
    choice.act();
    await waitUntil(() => expect([second.read().walk?.id, second.seconds()]).toEqual(["plan", 11]));
    second.setSeconds(23);
    await second.seesKept("plan", 23);
    expect(await second.listIds()).toEqual(["plan", "plan-copy"]);
  });
});

describe("two windows that know of each other", () => {
  beforeEach(() => {
    const { locks } = createLocks();
    const airs = new Map<string, ReturnType<typeof createAir>>();
    vi.stubGlobal("navigator", { ...navigator, locks });
    vi.stubGlobal("BroadcastChannel", function openChannel(name: string) {
      const air = airs.get(name) ?? createAir();
      airs.set(name, air);
      return air();
    });
  });
  /** The second has begun to edit what the first is editing. */
  async function openBoth() {
    // What a window loads late must be its own: the first has it before the second opens.
    const first = await openWindow();
    first.setSeconds(11);
    await first.seesKept("plan", 11);
    const second = await openWindow();
    second.setSeconds(22);
    await second.findMessage("is being edited in another window");
    const copyId = await waitUntil(async () => {
      const found = (await second.listIds()).find((id) => id.startsWith("plan-copy-"));
      if (!found) throw new Error("no copy");
      return found;
    });
    await second.seesKept(copyId, 22);
    expect(await second.findSeconds("plan")).toBe(11);
    expect(first.messages()).toEqual([]);
    return { first, second, copyId };
  }

  it("the second takes over: it goes on from what the first last had, and the first is told and keeps apart", async () => {
    const { first, second, copyId } = await openBoth();
    first.setSeconds(12);
    await second.choose("is being edited", "Take over");
    await second.findMessage("has the walk now");
    await waitUntil(() => expect(second.seconds()).toBe(12));
    await first.findMessage("has taken the walk over");
    second.setSeconds(23);
    await second.seesKept("plan", 23);
    first.setSeconds(13);
    await waitUntil(async () => expect(await first.listIds()).toHaveLength(3));
    expect(await first.findSeconds("plan")).toBe(23);
    expect(await first.findSeconds(copyId)).toBe(22);
    second.undoWalk();
    second.undoWalk();
    expect(second.seconds()).toBe(22);
  });

  it("the second only reads: it keeps nothing, and shows what the first keeps", async () => {
    const { first, second, copyId } = await openBoth();
    await second.choose("is being edited", "Read only");
    await second.findMessage("This window is read only");
    expect(second.seconds()).toBe(11);
    second.setSeconds(99);
    first.setSeconds(12);
    await waitUntil(() => expect(second.seconds()).toBe(12));
    expect(await second.findSeconds("plan")).toBe(12);
    expect(await second.findSeconds(copyId)).toBe(22);
    expect(await second.listIds()).toHaveLength(2);
  });

  it("the second has a copy of its own, and an answer that comes late does not touch the first's walk", async () => {
    const { first, second, copyId } = await openBoth();
    await second.choose("is being edited", "Own copy");
    await second.findMessage("has a copy of its own");
    expect(second.read().walk).toMatchObject({
      id: copyId,
      title: { en: expect.stringMatching(/ \(copy\)$/) },
    });
    second.setSeconds(23);
    await second.seesKept(copyId, 23);
    await second.choose("is being edited", "Take over");
    second.setSeconds(24);
    await second.seesKept(copyId, 24);
    first.setSeconds(12);
    await first.seesKept("plan", 12);
    expect(await second.listIds()).toEqual(["plan", copyId]);
    expect(first.messages()).toEqual([]);
  });

  it("who opens another walk leaves the first one to the other window", async () => {
    const first = await openWindow();
    first.setSeconds(11);
    await first.seesKept("plan", 11);
    const second = await openWindow();
    await first.startWalk();
    await second.openKeptWalk("plan");
    second.setSeconds(12);
    await second.seesKept("plan", 12);
    expect(second.messages()).toEqual([]);
  });
});

describe("a window alone", () => {
  it("writes over its own walk, however fast its edits follow each other and whatever the clock does", async () => {
    const alone = await openWindow();
    const now = vi.spyOn(Date, "now");
    for (const [edit, time] of [9_000, 9_000, 5_000].entries()) {
      now.mockReturnValue(time);
      alone.setSeconds(30 + edit);
      // Opening anything writes what waits at once.
      await alone.openKeptWalk("plan");
      expect(alone.seconds()).toBe(30 + edit);
    }
    now.mockRestore();
    expect(await alone.listIds()).toEqual(["plan"]);
    await alone.discardWalk("plan");
    alone.setSeconds(40);
    await alone.seesKept("plan", 40);
    expect(await alone.listIds()).toEqual(["plan"]);
    expect(alone.messages()).toEqual([]);
  });
});

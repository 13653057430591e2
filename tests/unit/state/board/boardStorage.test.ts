import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  currentKey,
  dropKept,
  findKeptBoard,
  keepAside,
  keepBoard,
  listKeptKeys,
} from "../../../../src/state/board/boardStorage.ts";
import { sayStorageFailure } from "../../../../src/state/board/storageFailure.ts";
import { stubStorage } from "../fakes/storage.ts";

let world: ReturnType<typeof stubStorage>;
const records = () => world.databases.entries("atlas-board", "boards");
beforeEach(() => {
  world = stubStorage();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the place a board is kept in", () => {
  it("gives back what was kept last", async () => {
    await keepBoard({ text: "first", savedAt: 1 });
    await keepBoard({ text: "second", savedAt: 2 });
    expect(await findKeptBoard()).toEqual({ kept: { text: "second", savedAt: 2 }, fromCopy: false });
    expect(await findKeptBoard("copy-x")).toBeUndefined();
  });

  it("restores the second copy and says so where the browser replaced the database by an empty one", async () => {
    await keepBoard({ text: "work", savedAt: 1 });
    records().clear();
    expect(await findKeptBoard()).toEqual({ kept: { text: "work", savedAt: 1 }, fromCopy: true });
  });

  it("takes the newer of the two, whichever that is", async () => {
    await keepBoard({ text: "old", savedAt: 5 });
    world.files.set("board-copy.json", new Blob([JSON.stringify({ text: "newer", savedAt: 6 })]));
    expect((await findKeptBoard())?.kept.text).toBe("newer");
    world.files.set("board-copy.json", new Blob([JSON.stringify({ text: "older", savedAt: 4 })]));
    expect((await findKeptBoard())?.kept.text).toBe("old");
  });

  it.each(["", "{", "null", '{"text":3,"savedAt":1}', '{"text":"x"}'])(
    "a second copy that reads %j is none",
    async (text) => {
      await keepBoard({ text: "work", savedAt: 1 });
      world.files.set("board-copy.json", new Blob([text]));
      expect((await findKeptBoard())?.kept.text).toBe("work");
      records().clear();
      expect(await findKeptBoard()).toBeUndefined();
    },
  );

  it("says why nothing was kept, and that a file keeps it", async () => {
    world.databases.failure = new DOMException("full", "QuotaExceededError");
    const kept = await keepBoard({ text: "work", savedAt: 1 });
    expect(kept).toMatchObject({ ok: false, error: { code: "autosave-failed" } });
    expect(!kept.ok && kept.error.en).toMatch(/the room .* is full.*Save the board as a file/);
    expect(!kept.ok && kept.error.zh).toMatch(/存储空间已满.*保存图板文件/);
  });

  it("keeps a board aside, by the time it was saved, and lets go of it with its copy", async () => {
    await keepAside({ text: "of a newer release", savedAt: 7 });
    await keepBoard({ text: "mine", savedAt: 8 }, "copy-a");
    expect((await listKeptKeys()).sort()).toEqual(["aside-7", "copy-a"]);
    await dropKept("copy-a");
    expect(await listKeptKeys()).toEqual(["aside-7"]);
    expect([...world.files.keys()]).toEqual([]);
  });

  it("marks only the shared board: a copy of a window is no sign that there was one", async () => {
    await keepBoard({ text: "mine", savedAt: 8 }, "copy-a");
    expect([...world.files.keys()]).toEqual(["board-copy-a.json"]);
    await keepBoard({ text: "ours", savedAt: 9 }, currentKey);
    expect([...world.files.keys()].sort()).toEqual([
      "board-copy-a.json",
      "board-copy.json",
      "board-database-created",
    ]);
  });

  it("works from the database alone on a page without a secure origin", async () => {
    world = stubStorage({ isBare: true });
    expect(await keepBoard({ text: "work", savedAt: 1 })).toMatchObject({ ok: true });
    expect((await findKeptBoard())?.kept.text).toBe("work");
    await dropKept(currentKey);
    expect(await findKeptBoard()).toBeUndefined();
  });
});

describe("why the browser kept nothing, in words", () => {
  const say = (name: string) => sayStorageFailure(new DOMException("raw words", name));

  it("tells how much room is taken, as far as the browser says", async () => {
    expect((await say("QuotaExceededError")).en).not.toMatch(/MB/);
    vi.stubGlobal("navigator", {
      storage: { estimate: async () => ({ usage: 50 * 1024 * 1024, quota: 60 * 1024 * 1024 }) },
    });
    expect(await say("QuotaExceededError")).toEqual({
      zh: "浏览器分给本页的存储空间已满（已用 50 MB，共 60 MB），请移除不用的图层或清理磁盘",
      en: "the room the browser gives this page is full (50 of 60 MB used); remove layers no longer needed or free the disk",
    });
    vi.stubGlobal("navigator", { storage: { estimate: () => Promise.reject(new Error("no")) } });
    expect((await say("QuotaExceededError")).en).toMatch(/is full; remove/);
  });

  it.each([
    ["SecurityError", /settings or a private window/],
    ["InvalidStateError", /settings or a private window/],
    ["AbortError", /disk is full/],
    ["UnknownError", /may be damaged/],
    ["TimeoutError", /^raw words$/],
  ])("%s", async (name, words) => {
    expect((await say(name)).en).toMatch(words);
  });

  it("what is no error is told as it stands", async () => {
    expect(await sayStorageFailure("odd")).toEqual({ zh: "odd", en: "odd" });
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { createTabs, type TabWishes } from "../../../../src/state/board/tabs.ts";
import { createAir, createLocks } from "../fakes/windows.ts";

let world: {
  locks: ReturnType<typeof createLocks>;
  air: ReturnType<typeof createAir>;
  kept: Map<string, string>;
  names: number;
  /** Nothing more can be kept. */
  isFull: boolean;
};
beforeEach(() => {
  world = { locks: createLocks(), air: createAir(), kept: new Map(), names: 0, isFull: false };
});

/** A window with a board of its own: writes it where it is told to. */
function openWindow(text: string, { own = null as string | null, isFrozen = (): boolean => false } = {}) {
  const told: string[] = [];
  let chosen = own;
  const window = {
    text,
    told,
    taken: [] as (string | undefined)[],
    write: async (): Promise<boolean> => false,
    chosen: () => chosen,
  };
  const wishes: TabWishes = {
    tellOccupied: () => told.push("occupied"),
    tellTakenOver: () => told.push("taken over"),
    tellLeft: (keys) => told.push(`left ${keys.join()}`),
    flush: () => window.write(),
    takeIn: async () => {
      window.taken.push(world.kept.get("current"));
    },
    onKept: () => told.push("kept"),
  };
  const tabs = createTabs(
    {
      lockPrefix: "atlas-board",
      sharedKey: "current",
      locks: world.locks.locks,
      channel: world.air(isFrozen),
      ownKey: {
        read: () => chosen,
        write: (key) => {
          chosen = key;
        },
      },
      createKey: () => {
        world.names += 1;
        return `copy-${world.names}`;
      },
      listKeys: async () => [...world.kept.keys()],
      drop: async (key) => {
        world.kept.delete(key);
      },
      patienceMilliseconds: 20,
    },
    wishes,
  );
  window.write = async () => {
    const place = await tabs.place();
    if (place === null || world.isFull) return false;
    world.kept.set(place, window.text);
    tabs.noteKept();
    return true;
  };
  return { ...window, tabs, write: () => window.write(), set: (next: string) => (window.text = next), told };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("two windows on one board", () => {
  it("the second is told, and neither writes over the other", async () => {
    const [first, second] = [openWindow("first"), openWindow("second")];
    await first.write();
    await second.write();
    expect(second.told).toEqual(["occupied"]);
    expect(first.told).toEqual([]);
    expect(world.kept).toEqual(
      new Map([
        ["current", "first"],
        ["copy-1", "second"],
      ]),
    );
  });

  it("who takes over gets what the first last had, and the first is told and keeps apart", async () => {
    const [first, second] = [openWindow("first"), openWindow("second")];
    await first.write();
    await second.write();
    first.set("first, later");
    await second.tabs.takeOver();
    await settle();
    expect(second.taken).toEqual(["first, later"]);
    expect(first.told).toEqual(["taken over"]);
    expect([first.tabs.role(), second.tabs.role()]).toEqual(["aside", "keeper"]);
    first.set("first, after");
    await first.write();
    expect(world.kept.get("current")).toBe("second");
    expect([...world.kept.values()].sort()).toEqual(["first, after", "second"]);
  });

  it("who takes over and cannot write there keeps its own copy", async () => {
    const [first, second] = [openWindow("first"), openWindow("second")];
    await first.write();
    await second.write();
    world.isFull = true;
    await second.tabs.takeOver();
    await settle();
    expect(second.tabs.role()).toBe("keeper");
    expect(world.kept.get("copy-1")).toBe("second");
  });

  it("a keeper that does not answer is passed over", async () => {
    let isFrozen = false;
    const first = openWindow("first", { isFrozen: () => isFrozen });
    const second = openWindow("second");
    await first.write();
    isFrozen = true;
    await second.tabs.takeOver();
    await settle();
    expect(second.tabs.role()).toBe("keeper");
    expect(first.tabs.role()).toBe("aside");
    expect(world.kept.get("current")).toBe("second");
  });

  it("a reader writes nowhere, and looks when the keeper has written", async () => {
    const [first, second] = [openWindow("first"), openWindow("second")];
    await first.write();
    await second.write();
    await second.tabs.readOnly();
    await second.write();
    expect([...world.kept.keys()]).toEqual(["current"]);
    await first.write();
    await settle();
    expect(second.told).toContain("kept");
  });

  it("a copy that was chosen is found after a reload, but not by a copy of the window", async () => {
    const [first, second] = [openWindow("first"), openWindow("second")];
    await first.write();
    await second.tabs.keepOwn();
    const own = second.chosen();
    expect(own).toBe("copy-1");
    const duplicate = openWindow("third", { own });
    await duplicate.write();
    expect(world.kept.get("copy-1")).toBe("second");
    world.locks.close("atlas-board:copy-1");
    const reloaded = openWindow("second, again", { own });
    await reloaded.write();
    expect(reloaded.told).toEqual([]);
    expect(world.kept.get("copy-1")).toBe("second, again");
  });

  it("what a closed window left is told, what an open one holds is not", async () => {
    world.kept.set("copy-old", "left");
    const [first, second] = [openWindow("first"), openWindow("second")];
    await first.write();
    await settle();
    await second.write();
    await settle();
    expect(first.told).toEqual(["left copy-old"]);
    const third = openWindow("third");
    await third.write();
    await settle();
    expect(third.told).toEqual(["occupied", "left copy-old"]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Scene, Walk } from "../../../../src/domain/walk/walk.ts";
import { findKey, pressKey } from "../../../../src/state/walk/pressKey.ts";
import { useWalk } from "../../../../src/state/walk/walk.ts";
import {
  type ConsoleLink,
  createConsoleLink,
  isWallThere,
  type ProjectorState,
  startProjector,
} from "../../../../src/state/walk/walkChannel.ts";

/** Messages of a browser's channel, delivered at once. */
class Channel {
  static readonly open = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor() {
    Channel.open.add(this);
  }
  postMessage(data: unknown) {
    for (const other of Channel.open) if (other !== this) other.onmessage?.({ data });
  }
  close() {
    Channel.open.delete(this);
  }
}

const view = { phase: "p", layers: [] };
const scene = (id: string) => ({ id, view, highlights: [], figures: [], frame: null }) as unknown as Scene;
const walk = { id: "own", scenes: ["a", "b", "c", "d"].map(scene) } as unknown as Walk;
const closed = useWalk.getState();

let heard: (ProjectorState | null)[] = [];
let link: ConsoleLink;
const join = () => {
  link = createConsoleLink(
    () => {},
    (state) => heard.push(state),
  );
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.stubGlobal("document", { getElementById: () => null, fullscreenElement: null });
  heard = [];
  useWalk.setState({ ...closed, walk, mode: "scene" });
});
afterEach(() => {
  link?.close();
  Channel.open.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the presenter's window and the wall", () => {
  it("joins a wall that is there, and one that comes later", () => {
    join();
    expect(heard).toEqual([]);
    const stop = startProjector();
    expect(heard.at(-1)?.index).toBe(0);
    useWalk.setState({ index: 2 });
    expect(heard.at(-1)?.index).toBe(2);
    stop();
  });

  it("says within two seconds that a wall which died without a word is gone, and joins the next", () => {
    const stop = startProjector();
    join();
    vi.advanceTimersByTime(10_000);
    expect(heard.at(-1)).not.toBeNull();
    // A crash: the channel is gone and no goodbye was sent.
    for (const channel of [...Channel.open])
      if (channel.onmessage && Channel.open.size > 1) {
        channel.close();
        break;
      }
    vi.advanceTimersByTime(2_000);
    expect(heard.at(-1)).toBeNull();
    stop();
    useWalk.setState({ index: 3 });
    const again = startProjector();
    vi.advanceTimersByTime(600);
    expect(heard.at(-1)?.index).toBe(3);
    again();
  });

  it("finds out whether a show runs elsewhere", async () => {
    const none = isWallThere(500);
    vi.advanceTimersByTime(500);
    expect(await none).toBe(false);
    const stop = startProjector();
    expect(await isWallThere(500)).toBe(true);
    stop();
  });
});

describe("the keys", () => {
  it.each(["PageDown", ".", "b", "B", "7", "Enter", "Home", "End", "m", "r", "e", "?", "F5", "Escape"])(
    "%s means something on both",
    (key) => expect(findKey(key)).toBe(key.toLowerCase()),
  );
  it.each(["q", "Tab", "F4", "constructor"])("%s means nothing", (key) =>
    expect(findKey(key)).toBeUndefined(),
  );

  it("the first step under a covered screen only brings the picture back", () => {
    useWalk.setState({ index: 1, blank: "black" });
    pressKey("pagedown");
    expect(useWalk.getState()).toMatchObject({ index: 1, blank: null });
    pressKey("pagedown");
    expect(useWalk.getState().index).toBe(2);
  });

  it("digits and Enter go to a scene; the console sees what was typed", () => {
    const stop = startProjector();
    join();
    link.send({ do: "key", key: "4" });
    expect(heard.at(-1)?.typed).toBe("4");
    link.send({ do: "key", key: "enter" });
    expect(heard.at(-1)).toMatchObject({ typed: "", index: 3 });
    link.send({ do: "key", key: "home" });
    expect(heard.at(-1)?.index).toBe(0);
    stop();
  });

  it("do nothing when nothing is presented", () => {
    useWalk.setState({ mode: "closed", index: 1 });
    pressKey("pagedown");
    expect(useWalk.getState().index).toBe(1);
  });
});

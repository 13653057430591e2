import { beforeEach, describe, expect, it, vi } from "vitest";
import { dataWorker } from "../../../../src/compute/askData.ts";
import { hashBytes } from "../../../../src/compute/hashText.ts";
import { addUserLayers, type UserLayer } from "../../../../src/domain/board/userLayers.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import { showBoard } from "../../../../src/state/actions.ts";
import { keepBoard } from "../../../../src/state/board/boardStorage.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { loadContentTile } from "../../../../src/state/own/contentTiles.ts";
import {
  admitContents,
  askOf,
  asReport,
  changeReport,
  collectContents,
  findComparison,
  findContent,
  findContentPlace,
  loadFeatures,
  restoreContents,
  takeContent,
  useUserData,
} from "../../../../src/state/own/userData.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubStorage } from "../fakes/storage.ts";
import { waitUntil } from "../fakes/waitUntil.ts";
import { stubWorkers, summarize } from "../fakes/workers.ts";

const problem = { code: "bad-text", zh: "坏", en: "bad text" };
const report = {
  read: 1,
  accepted: true,
  errors: [],
  warnings: [],
  decisions: [],
  repairs: [],
  files: [],
  questions: [],
  encoding: null,
  datum: null,
  format: "csv",
};
const textOf = (count: number) =>
  JSON.stringify({ type: "FeatureCollection", features: Array.from({ length: count }, (_, index) => index) });
const keyOf = (text: string) => hashBytes(new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>);
const layer = (content: string, change: Partial<UserLayer> = {}): UserLayer => ({
  id: "user-a",
  name: "a",
  origin: "file",
  content,
  count: 3,
  bbox: null,
  shapes: ["Point"],
  columns: [],
  paint: { by: "one", tone: 0 },
  label: null,
  ...change,
});
const show = (...layers: UserLayer[]) => showBoard(addUserLayers(defaultBoard(), layers));

let world: ReturnType<typeof stubStorage>;
const read = () => useUserData.getState();
const stored = () => world.databases.entries("atlas-contents", "contents");
const readMessages = () => useAtlas.getState().messages.map(({ text }) => text.en);

beforeEach(() => {
  world = stubStorage();
  Object.assign(URL, { createObjectURL: () => "blob:atlas" });
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [] });
  useUserData.setState({ contents: {}, features: {}, problems: {}, comparison: null });
});

const takeIn = async (text = textOf(3), kept: Parameters<typeof takeContent>[1] = null) => {
  const key = await keyOf(text);
  await takeContent({ ...summarize(key, [0, 1, 2]), blob: new Blob([text]) }, kept);
  return key;
};

describe("features that were taken in", () => {
  it("come back at the next visit with their report, from database or second copy", async () => {
    const key = await takeIn(textOf(3), asReport(report));
    useUserData.setState({ contents: {} });
    show(layer(key));
    await restoreContents(useAtlas.getState().board);
    expect(read().contents[key]).toMatchObject({ count: 3, report: { read: 1 } });
    expect(await read().contents[key]!.blob.text()).toBe(textOf(3));

    await waitUntil(() => expect(world.files.size).toBe(1));
    useUserData.setState({ contents: {} });
    stored().clear();
    await restoreContents(useAtlas.getState().board);
    expect(read().contents[key]?.count).toBe(3);
    expect(readMessages()).toEqual([expect.stringContaining("restored from the second copy")]);
    await waitUntil(() => expect(stored().has(key)).toBe(true));
  });

  it("are told once to be damaged or missing, with a way to try again that works", async () => {
    const key = await takeIn();
    useUserData.setState({ contents: {} });
    await waitUntil(() => expect(world.files.size).toBe(1));
    const entry = stored().get(key);
    stored().set(key, { ...(entry as object), blob: new Blob([textOf(4)]) });
    world.files.clear();
    show(layer(key), layer("0".repeat(32), { id: "user-b", name: "b" }));
    await restoreContents(useAtlas.getState().board);
    const { messages } = useAtlas.getState();
    expect(readMessages()).toEqual([
      expect.stringMatching(/“a” are damaged/),
      expect.stringMatching(/“b” are not on this computer/),
    ]);
    useAtlas.setState({ messages: [] });
    await restoreContents(useAtlas.getState().board);
    expect(readMessages()).toEqual([]);
    expect(Object.keys(read().problems)).toHaveLength(2);
    stored().set(key, entry);
    messages[0]!.choices![0]!.act();
    await waitUntil(() => expect(read().contents[key]?.count).toBe(3));
    expect(Object.keys(read().problems)).toEqual(["0".repeat(32)]);
  });

  it("are told not to be kept where the browser has no room, and stay on the page", async () => {
    world.databases.failure = new DOMException("full", "QuotaExceededError");
    const key = await takeIn();
    expect(readMessages()).toEqual([expect.stringMatching(/could not be kept in the browser.*reload/)]);
    expect(read().contents[key]?.count).toBe(3);
  });

  it("of tables hold their report, which may be changed and is kept so", async () => {
    const key = await takeIn(textOf(3), asReport(report));
    changeReport(key, (before) => ({ ...before, datum: "WGS 84" }));
    expect(read().contents[key]?.report?.datum).toBe("WGS 84");
    await waitUntil(() => expect(stored().get(key)).toMatchObject({ report: { datum: "WGS 84" } }));
  });
});

describe("what is let go of", () => {
  it("is what no open board, step, bookmark or kept board speaks of, once it is a week old", async () => {
    vi.resetModules();
    const fresh = await import("../../../../src/state/own/userData.ts");
    const store = await import("../../../../src/state/store.ts");
    const names = ["open", "past", "marked", "elsewhere", "fresh", "spare"];
    const keys = names.map((_, index) => String(index).padStart(32, "0"));
    // The store is made by the first who opens it.
    await takeIn();
    stored().clear();
    const old = Date.now() - 8 * 24 * 3_600_000;
    for (const [index, key] of keys.entries())
      stored().set(key, {
        blob: new Blob(["{}"]),
        report: null,
        savedAt: names[index] === "fresh" ? Date.now() : old,
      });
    const boardOf = (key: string) => addUserLayers(defaultBoard(), [layer(key)]);
    const { bookmarks: _, compare: __, ...whole } = boardOf(keys[2]!);
    const camera = { longitude: 0, latitude: 0, zoom: 1, bearing: 0, pitch: 0 };
    await keepBoard({ text: JSON.stringify(boardOf(keys[3]!)), savedAt: 1 }, "copy-other");
    await keepBoard({ text: "of no board", savedAt: 1 }, "draft-x");
    store.useAtlas.setState({
      board: {
        ...boardOf(keys[0]!),
        bookmarks: [{ id: "m", name: "m", camera, board: { ...whole, camera } }],
      },
      past: [boardOf(keys[1]!)],
    });
    await fresh.restoreContents(defaultBoard());
    await waitUntil(() => expect(stored().has(keys[5]!)).toBe(false));
    expect([...stored().keys()]).toEqual(keys.slice(0, 5));
  });
});

describe("features that travel with a board", () => {
  it("are given along as text, each once, with how they were read", async () => {
    const key = await takeIn(textOf(3), asReport(report));
    show(layer(key), layer(key, { id: "user-b" }), layer("0".repeat(32), { id: "user-c" }));
    const collected = await collectContents(useAtlas.getState().board);
    expect(collected).toEqual({ [key]: { text: textOf(3), report: read().contents[key]!.report } });
  });

  it("are checked before they come in; those that fail are told, and not asked for again", async () => {
    const [good, bad] = ["1", "2"].map((digit) => digit.repeat(32)) as [string, string];
    const { listAsked } = stubWorkers({
      data: {
        admit: ({ key }: { key: string }) =>
          key === good ? success(summarize(good, [1])) : failure(problem),
      },
    });
    const board = addUserLayers(defaultBoard(), [
      layer(good),
      layer(bad, { id: "user-b" }),
      layer("3".repeat(32), { id: "user-c" }),
    ]);
    await admitContents(board, { [good]: { text: "a", report }, [bad]: { text: "b" } });
    expect(read().contents[good]).toMatchObject({ count: 1, report: { read: 1 } });
    expect(read().problems).toEqual({ [bad]: problem });
    expect(readMessages()).toEqual(["bad text"]);
    await admitContents(board, { [good]: { text: "a" } });
    expect(listAsked("admit")).toHaveLength(2);
  });

  it.each([null, 3, {}, { ...report, errors: "none" }, { ...report, read: "3" }])(
    "a report from outside that is %j is none",
    (value) => expect(asReport(value)).toBeNull(),
  );
  it("an older report is filled up", () =>
    expect(
      asReport({ read: 1, errors: [], warnings: [], decisions: [], repairs: [], files: [] }),
    ).toMatchObject({
      questions: [],
      datum: null,
    }));
});

describe("the worker that holds the features", () => {
  it("is given a content once a worker, and one that is not here is told", async () => {
    const { listAsked } = stubWorkers({ data: { open: () => null, rows: () => ["row"] } });
    dataWorker.cancel();
    const text = textOf(3);
    const key = await keyOf(text);
    const content = { key, blob: new Blob([text]), url: "", count: 3, isTiled: false, report: null };
    useUserData.setState({ contents: { [key]: content } });
    const ask = () => askOf(key, "rows", { key, indexes: [0] });
    expect(await ask()).toEqual(success(["row"]));
    await ask();
    expect(listAsked("open")).toHaveLength(1);
    // The reader stops what is read: the next worker knows nothing.
    dataWorker.cancel();
    await ask();
    expect(listAsked("open")).toHaveLength(2);
    expect(await askOf("9".repeat(32), "boxes", { key: "9".repeat(32) })).toMatchObject({
      error: { code: "content-missing" },
    });
  });

  it("gives whole features in pieces, once however many ask, and again after a failure", async () => {
    const all = Array.from({ length: 1_200 }, (_, index) => ({ index }));
    const { listAsked } = stubWorkers({
      data: {
        open: () => null,
        features: ({ from, to }: { from: number; to: number }) => all.slice(from, to),
      },
    });
    dataWorker.cancel();
    const key = await takeIn(textOf(1));
    useUserData.setState(({ contents }) => ({ contents: { [key]: { ...contents[key]!, count: 1_200 } } }));
    const first = loadFeatures(key);
    dataWorker.cancel();
    await first;
    expect(read().features[key]).toBeUndefined();
    await Promise.all([loadFeatures(key), loadFeatures(key)]);
    expect(read().features[key]).toHaveLength(1_200);
    expect(
      listAsked("features")
        .slice(-3)
        .map(({ input }) => (input as { from: number }).from),
    ).toEqual([0, 500, 1_000]);
    expect(listAsked("features").length).toBeLessThanOrEqual(4);
  });
});

describe("where the map reads own features", () => {
  it("is one file, or tiles with the columns that colour, label and condition need, each once", async () => {
    const key = await takeIn();
    const painted = layer(key, { paint: { by: "category", column: "kind", values: ["a"] }, label: "名称" });
    show(painted);
    expect(findContentPlace(useAtlas.getState().board, "user-a")).toEqual({
      kind: "file",
      url: "blob:atlas",
    });
    useUserData.setState(({ contents }) => ({ contents: { [key]: { ...contents[key]!, isTiled: true } } }));
    const { board } = useAtlas.getState();
    const filter = ["kind", "size"].map((column) => ({
      column,
      operator: "filled" as const,
      value: "",
      to: "",
    }));
    const filtered = {
      ...board,
      layers: board.layers.map((state) => (state.id === "user-a" ? { ...state, filter } : state)),
    };
    expect(findContentPlace(filtered, "user-a")).toEqual({
      kind: "tiles",
      url: `content://${key}/{z}/{x}/{y}?column=kind&column=${encodeURIComponent("名称")}&column=size`,
    });
    expect(findContentPlace(board, "user-x")).toBeUndefined();
    expect(findContent("user-a")?.key).toBe(key);
  });

  it("is tiles past 5000 features or 2 MB", async () => {
    await takeContent(
      summarize(
        "a".repeat(32),
        Array.from({ length: 5_001 }, () => 0),
      ),
      null,
    );
    await takeContent({ ...summarize("b".repeat(32), [0]), blob: new Blob([" ".repeat(2_000_001)]) }, null);
    await takeContent(summarize("c".repeat(32), [0]), null);
    const isTiled = (digit: string) => read().contents[digit.repeat(32)]!.isTiled;
    expect(["a", "b", "c"].map(isTiled)).toEqual([true, true, false]);
  });

  it("is both of what is compared, or none", async () => {
    const key = await takeIn();
    const comparison = {
      before: key,
      after: key,
      bbox: null,
      largestMetres: 1,
      layer: "user-a",
      datum: "GCJ-02",
    };
    useUserData.setState({ comparison });
    expect(findComparison()?.after).toEqual({ kind: "file", url: "blob:atlas" });
    useUserData.setState({ comparison: { ...comparison, after: "0".repeat(32) } });
    expect(findComparison()).toBeUndefined();
  });

  it("a tile of features that are gone is refused by their key", async () => {
    await expect(loadContentTile(`content://${"0".repeat(32)}/1/2/3?`)).rejects.toThrow(
      /no features under 000/,
    );
  });
});

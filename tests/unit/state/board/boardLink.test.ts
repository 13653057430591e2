import { beforeEach, describe, expect, it, vi } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { addUserLayers, type UserLayer } from "../../../../src/domain/board/userLayers.ts";
import { setTheme, showBoard } from "../../../../src/state/actions.ts";
import { buildFeatureLink, buildLink, takeLinkedBoard } from "../../../../src/state/board/boardLink.ts";
import { dropView, goToView, keepView, renameView } from "../../../../src/state/board/bookmarks.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { useUserData } from "../../../../src/state/own/userData.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubStorage } from "../fakes/storage.ts";
import { stubFetch, stubPage, stubWorkers, summarize } from "../fakes/workers.ts";

const atlas = () => useAtlas.getState();
const readMessages = () => atlas().messages.map(({ text }) => text.en);
const camera = { longitude: 111, latitude: 41, zoom: 9, bearing: 10, pitch: 0 };

beforeEach(() => {
  stubStorage();
  stubPage();
  vi.stubGlobal("history", { replaceState: vi.fn() });
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:x" }));
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [], viewport: null, cameraRequest: null });
  useUserData.setState({ contents: {}, problems: {} });
});

const content = "0".repeat(31).concat("a");
const drawn: UserLayer = {
  id: "user-a",
  name: "a",
  origin: "drawing",
  content,
  count: 1,
  bbox: null,
  shapes: ["Point"],
  columns: [],
  paint: { by: "one", tone: 0 },
  label: null,
};
function bring(text: string) {
  showBoard(addUserLayers(defaultBoard(), [drawn]));
  const blob = new Blob([text]);
  useUserData.setState({
    contents: { [content]: { key: content, blob, url: "", count: 1, isTiled: false, report: null } },
  });
}

describe("the address of what is on the screen", () => {
  it("opens elsewhere exactly as it is here, with the map's present camera, once", async () => {
    setTheme("ink");
    useAtlas.setState({ viewport: { camera, bbox: [110, 40, 112, 42] } });
    const link = await buildLink();
    expect(link.ok && link.value).toMatch(/^https:\/\/atlas\.example\/map\/#b=/);
    const board = atlas().board;
    showBoard(defaultBoard());
    // As a chat passes it on, with a full stop behind it.
    stubPage(`${new URL(link.ok ? link.value : "").hash}。`);
    expect(await takeLinkedBoard()).toEqual({ ...board, camera });
    expect(history.replaceState).toHaveBeenCalledWith(null, "", "/map/");
  });

  it("of a feature selects it and leaves the open board alone", async () => {
    const before = atlas().board;
    const link = await buildFeatureLink({ dataset: "places", id: "x" });
    expect(atlas().board).toBe(before);
    stubPage(new URL(link.ok ? link.value : "").hash);
    expect((await takeLinkedBoard())?.selection).toEqual({ dataset: "places", id: "x" });
  });

  it("takes small own layers along, which are checked before they are shown", async () => {
    const text = JSON.stringify({ type: "FeatureCollection", features: [{ a: 1 }] });
    const summary = { ...summarize(content, [{ a: 1 }]), blob: new Blob([text]) };
    const { listAsked } = stubWorkers({ data: { admit: () => ({ ok: true, value: summary }) } });
    bring(text);
    const link = await buildLink();
    useUserData.setState({ contents: {} });
    stubPage(new URL(link.ok ? link.value : "").hash);
    expect((await takeLinkedBoard())?.userLayers).toEqual([drawn]);
    expect(listAsked("admit")).toEqual([{ task: "admit", input: { key: content, text, name: "a" } }]);
    expect(useUserData.getState().contents[content]?.count).toBe(1);
  });

  it("leaves own layers at home that are too large, says so and keeps their look", async () => {
    // What cannot be packed: no two lines alike.
    let seed = 1;
    const noise = Array.from({ length: 60_000 }, () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed.toString(36);
    });
    bring(noise.join());
    const link = await buildLink();
    expect(readMessages()).toEqual([expect.stringContaining("too large for a link")]);
    stubPage(new URL(link.ok ? link.value : "").hash);
    expect((await takeLinkedBoard())?.userLayers).toEqual([drawn]);
    expect(useUserData.getState().contents).toHaveProperty(content);
  });
});

describe("an address", () => {
  it("without a board is left as it is", async () => {
    stubPage("#w=abc");
    expect(await takeLinkedBoard()).toBeNull();
    expect(history.replaceState).not.toHaveBeenCalled();
  });

  it("names a board that is shipped", async () => {
    const fetched = stubFetch({ "boards/night.json": { ...defaultBoard(), phase: phaseIds[1] } });
    stubPage("#board=night");
    expect(await takeLinkedBoard()).toEqual({ ...defaultBoard(), phase: phaseIds[1] });
    expect(fetched).toEqual(["boards/night.json"]);
  });

  it.each(["#board=none", "#b=damaged"])(
    "%s that leads nowhere is told and changes nothing",
    async (hash) => {
      stubFetch({});
      stubPage(hash);
      const before = atlas().board;
      expect(await takeLinkedBoard()).toBeNull();
      expect(atlas().board).toBe(before);
      expect(atlas().messages.map(({ kind }) => kind)).toEqual(["failure"]);
    },
  );

  it("of another folder is no name of a board", async () => {
    const fetched = stubFetch({ ".json": defaultBoard() });
    stubPage("#board=../secret");
    expect(await takeLinkedBoard()).toBeNull();
    expect(fetched).toEqual([]);
  });
});

describe("named views", () => {
  const marks = () => atlas().board.bookmarks ?? [];
  beforeEach(() => useAtlas.setState({ viewport: { camera, bbox: [110, 40, 112, 42] } }));

  it("of a place only fly there", () => {
    keepView("here", false);
    setTheme("ink");
    const before = atlas().board;
    goToView(marks()[0]!);
    expect(atlas().cameraRequest?.to).toEqual({ camera });
    expect(atlas().board).toBe(before);
  });

  it("of a whole board bring it back in the reader's own theme, as one step of undo", () => {
    keepView("whole", true);
    setTheme("ink");
    showBoard({ ...atlas().board, phase: phaseIds[2]! });
    const steps = atlas().past.length;
    goToView(marks()[0]!);
    expect(atlas().board).toMatchObject({ phase: phaseIds[0], theme: "ink" });
    expect(marks()).toHaveLength(1);
    expect(atlas().past).toHaveLength(steps + 1);
    expect(atlas().cameraRequest?.to).toEqual({ camera });
  });

  it("have ids of their own, and names whose letters are one step", () => {
    keepView("a", false);
    keepView("b", false);
    expect(new Set(marks().map(({ id }) => id)).size).toBe(2);
    const steps = atlas().past.length;
    for (const name of ["t", "to", "town"]) renameView(marks()[0]!.id, name);
    expect(atlas().past).toHaveLength(steps + 1);
    dropView(marks()[1]!.id);
    expect(marks().map(({ name }) => name)).toEqual(["town"]);
  });

  it("are not kept before there is a map", () => {
    useAtlas.setState({ viewport: null });
    keepView("nowhere", true);
    expect(marks()).toEqual([]);
  });
});

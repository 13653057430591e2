import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { roles } from "../../../../geodata/roles.ts";
import { dataWorker } from "../../../../src/compute/askData.ts";
import { findPicked, mostKeptPicked, mostPicked } from "../../../../src/domain/board/picked.ts";
import { addUserLayers, type UserLayer } from "../../../../src/domain/board/userLayers.ts";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import { showBoard, showLayers, undoEdit } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { useDrawing } from "../../../../src/state/own/drawing.ts";
import { useUserData } from "../../../../src/state/own/userData.ts";
import {
  checkPickedFeatures,
  checkPickedOwn,
  exportPicked,
  findLayerOf,
  showPickedTable,
} from "../../../../src/state/picks/pickedTakeaway.ts";
import { askForPicks, usePicks } from "../../../../src/state/picks/pickStore.ts";
import {
  clearPicked,
  dropGroup,
  listPickable,
  measureGroups,
  pickByArea,
  pickInSelected,
  pickInView,
  startPicking,
} from "../../../../src/state/picks/picks.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubStorage } from "../fakes/storage.ts";
import { waitUntil } from "../fakes/waitUntil.ts";
import { stubFetch, stubWorkers, summarize } from "../fakes/workers.ts";

let areas = 0;
/** Another area each time: the same question twice has the same answer. */
const nextArea = () => {
  areas += 1;
  return {
    type: "Polygon" as const,
    coordinates: [
      [
        [110, 40],
        [111, 40],
        [111, 41 + areas / 1_000],
        [110, 40],
      ],
    ],
  };
};
const area = nextArea();
const reserves = JSON.parse(
  readFileSync("public/data/nature-reserves.geojson", "utf8"),
) as PlanFeatureCollection;
const towns = () => ({
  ...reserves,
  features: ["a", "b"].map((id) => ({
    ...reserves.features[0]!,
    geometry: nextArea(),
    properties: { ...reserves.features[0]!.properties, id },
  })),
});
let found: Record<string, string[]> = {};
let isBroken = false;
const { listAsked } = stubWorkers({
  kernels: {
    pickFeatures: () => (isBroken ? failure({ code: "x", zh: "坏", en: "broken" }) : success(found)),
    measurePicked: ({ sources }: { sources: { ids: string[] }[] }) =>
      success(sources.map(({ ids }) => ({ count: ids.length }))),
  },
  data: {
    open: () => null,
    classes: () => new Uint8Array([0, 1, 0]),
    subset: ({ name, indexes }: { name: string; indexes: number[] }) =>
      summarize("b".repeat(32), indexes, { name }),
    write: ({ source }: { source: string }) =>
      success({
        bytes: new TextEncoder().encode(source).buffer,
        fileName: "layer.csv",
        mime: "text/csv",
        notes: [],
      }),
    measure: () => ({ geometry: area }),
  },
});
vi.stubGlobal("addEventListener", () => undefined);
stubFetch({});
Object.assign(URL, { createObjectURL: () => "blob:x" });

const content = "a".repeat(32);
const own: UserLayer = {
  id: "user-a",
  name: "own",
  origin: "file",
  content,
  count: 3,
  bbox: null,
  shapes: ["Polygon"],
  columns: [{ key: "kind", kind: "text" }],
  paint: { by: "category", column: "kind", values: ["x", "y"] },
  label: null,
};
const withOwn = () => {
  showBoard(addUserLayers(defaultBoard(), [own]), { past: [], future: [] });
  useUserData.setState({
    contents: {
      [content]: { key: content, blob: new Blob(["{}"]), url: "", count: 3, isTiled: false, report: null },
    },
  });
};
const picked = () => findPicked(useAtlas.getState().board);
const steps = () => useAtlas.getState().past.length;
const readMessages = () => useAtlas.getState().messages.map(({ text }) => text.en);
const fresh = usePicks.getState();
const zoomed = {
  camera: { longitude: 110, latitude: 40, zoom: 12, bearing: 0, pitch: 0 },
  bbox: [109, 39, 112, 42] as [number, number, number, number],
};

beforeEach(() => {
  stubStorage();
  dataWorker.cancel();
  showBoard(defaultBoard(), { past: [], future: [] });
  showLayers(["nature-reserves"], true);
  useAtlas.setState({
    messages: [],
    viewport: zoomed,
    datasets: { "nature-reserves": towns() } as never,
    past: [],
  });
  useUserData.setState({ contents: {} });
  usePicks.setState(fresh, true);
  found = {};
  isBroken = false;
});

describe("features are picked", () => {
  it("by an area, only those the map shows, as one step of undo", async () => {
    found = { "nature-reserves": ["a", "gone"] };
    const done = pickByArea(nextArea(), "touching", "new");
    expect(usePicks.getState().isBusy).toBe(true);
    await done;
    expect(usePicks.getState().isBusy).toBe(false);
    expect(picked()).toEqual([{ dataset: "nature-reserves", ids: ["a"] }]);
    expect(steps()).toBe(1);
    undoEdit();
    expect(picked()).toEqual([]);
  });

  it("from the layers that are shown, but not from the ground they lie on", () => {
    expect(listPickable(null).map(({ definition }) => definition.id)).toContain("nature-reserves");
    expect(listPickable(null).some(({ definition }) => roles.groundLayers.includes(definition.id))).toBe(
      false,
    );
    expect(listPickable("nature-reserves")).toHaveLength(1);
    showLayers(["nature-reserves"], false);
    expect(listPickable("nature-reserves")).toEqual([]);
  });

  it("is told where there are none, and is no step of undo then", async () => {
    await pickByArea(nextArea(), "touching", "new");
    expect(readMessages()).toEqual(["No feature lies in that area"]);
    expect(steps()).toBe(0);
    found = { "nature-reserves": ["a"] };
    await pickByArea(nextArea(), "touching", "new");
    found = {};
    await pickByArea(nextArea(), "touching", "add");
    expect(picked()).toHaveLength(1);
    await pickByArea(nextArea(), "touching", "new");
    expect(picked()).toEqual([]);
  });

  it("in the area of a selected one without itself; where it lies alone that is no area with features", async () => {
    useAtlas.setState(({ board }) => ({
      board: { ...board, selection: { dataset: "nature-reserves", id: "a" } },
    }));
    found = { "nature-reserves": ["a", "b"] };
    await pickInSelected();
    expect(picked()).toEqual([{ dataset: "nature-reserves", ids: ["b"] }]);
    expect(listAsked("pickFeatures").at(-1)?.input).toMatchObject({ relation: "centred" });
    clearPicked();
    useAtlas.setState({ datasets: { "nature-reserves": towns() } as never });
    const before = steps();
    found = { "nature-reserves": ["a"] };
    usePicks.setState({ mode: "new" });
    await pickInSelected();
    expect(steps()).toBe(before);
    expect(readMessages()).toContain("No feature lies in that area");
    useAtlas.setState(({ board }) => ({ board: { ...board, selection: null }, messages: [] }));
    await pickInSelected();
    expect(readMessages()).toEqual(["Select an area on the map first"]);
  });

  it("is told to have failed, and the selection stays", async () => {
    isBroken = true;
    await pickByArea(nextArea(), "touching", "new");
    expect(readMessages()).toEqual(["broken"]);
    expect(usePicks.getState().isBusy).toBe(false);
  });

  it("of own layers by place, without the classes that are switched off", async () => {
    withOwn();
    found = { "user-a": ["0", "1", "2"] };
    await pickByArea(nextArea(), "touching", "new");
    expect(picked()).toEqual([{ dataset: "user-a", ids: ["0", "1", "2"], content }]);
    useAtlas.setState(({ board }) => ({
      board: {
        ...board,
        layers: board.layers.map((layer) =>
          layer.id === "user-a" ? { ...layer, hidden: ["class-0"] } : layer,
        ),
      },
    }));
    await pickByArea(nextArea(), "within" as never, "new");
    expect(picked()[0]!.ids).toEqual(["1"]);
  });

  it("by a drawn shape as the keys say, and in view", async () => {
    found = { "nature-reserves": ["b"] };
    await pickByArea(nextArea(), "touching", "new");
    found = { "nature-reserves": ["a"] };
    startPicking("box");
    usePicks.setState({ held: "add", mode: "new" });
    useDrawing.getState().taker!(nextArea());
    await waitUntil(() => expect(picked()).toEqual([{ dataset: "nature-reserves", ids: ["b", "a"] }]));
    usePicks.setState({ held: null, mode: "take" });
    found = { "nature-reserves": ["a"] };
    await pickInView();
    expect(picked()).toEqual([{ dataset: "nature-reserves", ids: ["b"] }]);
    askForPicks();
    expect(usePicks.getState().wish).toBe(1);
  });

  it("past what a link keeps with a word, past what a page holds not at all", async () => {
    withOwn();
    const places = (count: number) => Array.from({ length: count }, (_, at) => String(at));
    found = { "user-a": places(mostKeptPicked + 1) };
    await pickByArea(nextArea(), "touching", "new");
    expect(readMessages()).toEqual([expect.stringMatching(/lasts while this page is open/)]);
    found = { "user-a": places(mostPicked + 1) };
    await pickByArea(nextArea(), "centred", "new");
    expect(readMessages().at(-1)).toMatch(/20001 features found, 20000 at most/);
    expect(picked()[0]!.ids).toHaveLength(mostKeptPicked + 1);
    dropGroup("user-a");
    expect(picked()).toEqual([]);
  });
});

describe("what is picked", () => {
  it("is measured for the newest selection only", async () => {
    const group = (...ids: string[]) => [{ dataset: "nature-reserves", ids }];
    const seen: unknown[] = [];
    const stop = usePicks.subscribe(({ measures }) => seen.push(measures));
    await Promise.all([measureGroups(group("a")), measureGroups(group("a", "b"))]);
    stop();
    expect(seen).not.toContainEqual([{ count: 1 }]);
    expect(usePicks.getState().measures).toEqual([{ count: 2 }]);
    await measureGroups([]);
    expect(usePicks.getState().measures).toBeNull();
  });

  it("opens its table, of the layer that is shown", () => {
    const group = { dataset: "nature-reserves", ids: ["a"] };
    showPickedTable(group);
    expect(useAtlas.getState().screen.tableLayer).toBe("nature-reserves");
    expect(usePicks.getState().tableOnly).toBe(true);
    expect(findLayerOf({ dataset: "no-such", ids: [] })).toBeUndefined();
  });

  it("is one file of one layer, and an archive of several whose names are alike", async () => {
    const options = { format: "csv" as const, epsg: null, encoding: "utf-8" as const };
    withOwn();
    const groups = [
      { dataset: "user-a", ids: ["0"], content },
      { dataset: "nature-reserves", ids: ["a"] },
    ];
    useAtlas.setState(({ board }) => ({ board: { ...board, picked: groups.slice(0, 1) } }));
    expect(await exportPicked(options)).toMatchObject({ value: { fileName: "layer.csv" } });
    useAtlas.setState(({ board }) => ({ board: { ...board, picked: groups } }));
    const packed = await exportPicked(options);
    if (!packed.ok) throw new Error(packed.error.en);
    expect(packed.value.fileName).toBe("selection.zip");
    const inside = unzipSync(new Uint8Array(packed.value.bytes));
    expect(Object.keys(inside)).toEqual(["layer.csv", "layer-nature-reserves.csv"]);
    expect(new TextDecoder().decode(inside["layer.csv"])).toBe(content);
    expect(listAsked("write").at(-1)?.input).toMatchObject({ ids: ["a"] });
  });

  it("is tested: features of the plan as they are, own ones as a layer of their own", async () => {
    checkPickedFeatures([{ dataset: "roads", ids: ["a", "b"] }]);
    expect(useAtlas.getState().board.check?.subjects).toEqual({
      kind: "features",
      features: [
        { dataset: "roads", id: "a" },
        { dataset: "roads", id: "b" },
      ],
    });
    withOwn();
    await checkPickedOwn([{ dataset: "user-a", ids: ["0", "2"], content }], (layer) => `${layer}, picked`);
    const { userLayers = [], check } = useAtlas.getState().board;
    expect(userLayers.map(({ name, count }) => [name, count])).toEqual([
      ["own", 3],
      ["own, picked", 2],
    ]);
    expect(check?.subjects).toEqual({ kind: "own", layers: [{ layer: userLayers[1]!.id, kindOf: "user" }] });
  });
});

it("what a phase does not have is not picked", async () => {
  const absent = {
    ...towns(),
    features: towns().features.map((one) => ({
      ...one,
      properties: { ...one.properties, [`status:${defaultBoard().phase}`]: "absent" },
    })),
  };
  useAtlas.setState({ datasets: { "nature-reserves": absent } as never });
  found = { "nature-reserves": ["a"] };
  await pickByArea(nextArea(), "touching", "new");
  expect(picked()).toEqual([]);
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import { dataWorker } from "../../../../src/compute/askData.ts";
import { keyOfOwn } from "../../../../src/domain/board/ownRequests.ts";
import type { Answers } from "../../../../src/domain/board/request.ts";
import { addUserLayers, type UserLayer } from "../../../../src/domain/board/userLayers.ts";
import { failure, type Result, success } from "../../../../src/domain/result.ts";
import { selectFeature, showBoard, showLayer, undoEdit } from "../../../../src/state/actions.ts";
import { useAnswers } from "../../../../src/state/answersStore.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import {
  bufferSource,
  findSources,
  overlaySources,
  selectionChoice,
} from "../../../../src/state/own/computeLayers.ts";
import { exportLayer, exportSystems } from "../../../../src/state/own/exportLayer.ts";
import { countOwnLayers } from "../../../../src/state/own/ownCounts.ts";
import {
  findNameColumn,
  findOwnEntries,
  nameOwnFeature,
  showOwnFeature,
} from "../../../../src/state/own/ownFeatures.ts";
import {
  compareDatum,
  confirmDatum,
  keepComparison,
  paintByColumn,
  removeLayer,
  renameLayer,
  zoomToLayer,
} from "../../../../src/state/own/ownLayers.ts";
import { asReport, useUserData } from "../../../../src/state/own/userData.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubStorage } from "../fakes/storage.ts";
import { stubWorkers, summarize } from "../fakes/workers.ts";

const content = "a".repeat(32);
const layer: UserLayer = {
  id: "user-a",
  name: "宗地",
  origin: "file",
  content,
  count: 3,
  bbox: [110, 40, 111, 41],
  shapes: ["Point"],
  columns: [
    { key: "面积", kind: "number" },
    { key: "地名", kind: "text" },
  ],
  paint: { by: "one", tone: 0 },
  label: null,
};
const report = asReport({
  read: 1,
  errors: [],
  warnings: [],
  repairs: [],
  files: [],
  decisions: [
    { about: "datum", value: "?" },
    { about: "encoding", value: "gbk" },
  ],
  questions: [{ about: "datum" }, { about: "columns" }],
});
const problem = { code: "x", zh: "坏", en: "broken" };
let written: ReturnType<typeof success> = success(null);
const point = { type: "Point", coordinates: [115, 45] };
let box = [100, 30, 120, 50];
const { listAsked, provided } = stubWorkers({
  data: {
    open: () => null,
    classify: () => ({ values: ["x", "y"], breaks: [1, 2] }),
    shift: () => ({ content: { ...summarize("b".repeat(32), [1, 2, 3]), bbox: box }, largestMetres: 512.3 }),
    measure: () => ({ geometry: point, areaSquareMetres: 0, lengthMetres: 0 }),
    find: ({ most }: { most: number }) => [2, 0].slice(0, most),
    rows: ({ indexes }: { indexes: number[] }) =>
      indexes.map((index) => ({
        properties: { 地名: index === 0 ? "" : `村${index}` },
        bbox: null,
        shape: null,
      })),
    write: () => written,
    keep: ({ name }: { name: string }) => summarize("c".repeat(32), [1, 2], { name }),
  },
  kernels: {
    bufferLayer: () => success({ geojson: new ArrayBuffer(2) }),
    overlayLayers: ({ relation }: { relation: string }) =>
      relation === "bad" ? failure(problem) : success({ geojson: new ArrayBuffer(2) }),
  },
});
vi.stubGlobal("addEventListener", () => undefined);
Object.assign(URL, { createObjectURL: () => "blob:x" });

const atlas = () => useAtlas.getState();
const own = () => atlas().board.userLayers ?? [];
const readMessages = () => atlas().messages.map(({ text }) => text.en);

beforeEach(() => {
  stubStorage();
  dataWorker.cancel();
  showBoard(addUserLayers(defaultBoard(), [layer]), { past: [], future: [] });
  useAtlas.setState({ messages: [], cameraRequest: null });
  useAnswers.setState({ answers: new Map(), latest: {}, underway: new Map() });
  useUserData.setState({
    contents: {
      [content]: { key: content, blob: new Blob(["{}"]), url: "", count: 3, isTiled: false, report },
    },
    features: {},
    problems: {},
    comparison: null,
    job: null,
  });
  box = [100, 30, 120, 50];
});

describe("an own layer", () => {
  it("is named, never without a name; its letters are one step", () => {
    for (const name of ["a", "ab", " abc "]) renameLayer("user-a", name);
    renameLayer("user-a", "  ");
    expect(own()[0]!.name).toBe("abc");
    expect(atlas().past).toHaveLength(1);
  });

  it("is coloured by the values of a column or by steps of its numbers", async () => {
    await paintByColumn(layer, "地名", "category");
    expect(own()[0]!.paint).toEqual({ by: "category", column: "地名", values: ["x", "y"] });
    await paintByColumn(layer, "面积", "number");
    expect(own()[0]!.paint).toEqual({ by: "number", column: "面积", breaks: [1, 2] });
    await paintByColumn({ ...layer, content: "9".repeat(32) }, "面积", "number");
    expect(readMessages()).toEqual([expect.stringContaining("import the file again")]);
  });

  it("goes with its comparison, one step of undo away", () => {
    useUserData.setState({ comparison: { layer: "user-a" } as never });
    removeLayer("user-a");
    expect(own()).toEqual([]);
    expect(useUserData.getState().comparison).toBeNull();
    undoEdit();
    expect(own()).toEqual([layer]);
    zoomToLayer(layer);
    expect(atlas().cameraRequest?.to).toMatchObject({ bbox: layer.bbox });
  });
});

describe("the datum of a layer", () => {
  it("is WGS 84 where the reader says so: the question is answered, others stay", () => {
    confirmDatum(layer);
    const kept = useUserData.getState().contents[content]!.report!;
    expect(kept.questions.map(({ about }) => about)).toEqual(["columns"]);
    expect(kept.decisions.map(({ about, value }) => [about, value])).toEqual([
      ["encoding", "gbk"],
      ["datum", "WGS 84"],
    ]);
  });

  it("is seen before and after, at a place where the shift shows, and taken as one step of undo", async () => {
    await compareDatum(layer, "gcj02");
    expect(own()[0]!.content).toBe(content);
    const { comparison, contents } = useUserData.getState();
    expect(comparison).toMatchObject({
      before: content,
      after: "b".repeat(32),
      layer: "user-a",
      datum: "GCJ-02",
    });
    expect(contents["b".repeat(32)]!.report).toMatchObject({ datum: "GCJ-02", questions: [] });
    const to = atlas().cameraRequest!.to as { bbox: number[] };
    const reach = (8 * 512.3) / 111_320;
    expect(to.bbox[0]).toBeCloseTo(115 - reach, 6);
    expect(to.bbox[3]).toBeCloseTo(45 + reach, 6);
    keepComparison();
    expect(own()[0]).toMatchObject({ content: "b".repeat(32), bbox: box });
    expect(useUserData.getState().comparison).toBeNull();
    undoEdit();
    expect(own()[0]!.content).toBe(content);
    keepComparison();
    expect(own()[0]!.content).toBe(content);
  });

  it("of a small layer is seen over all of it", async () => {
    box = [115, 45, 115.01, 45.01];
    await compareDatum(layer, "bd09");
    expect(atlas().cameraRequest!.to).toMatchObject({ bbox: box });
  });
});

describe("a feature of an own layer", () => {
  it("is called by its name column, else by its layer and its place", () => {
    expect(findNameColumn(layer)).toBe("地名");
    expect(findNameColumn({ ...layer, label: "面积" })).toBe("面积");
    expect(findNameColumn({ ...layer, columns: [{ key: "NAME", kind: "text" }, ...layer.columns] })).toBe(
      "NAME",
    );
    expect(findNameColumn({ ...layer, columns: [] })).toBeUndefined();
    const row = (name: unknown) => ({ properties: { 地名: name }, bbox: null, shape: null });
    expect(nameOwnFeature(layer, 0, row("村"))).toBe("村");
    for (const none of ["", null, undefined]) expect(nameOwnFeature(layer, 2, row(none))).toBe("宗地 3");
    expect(nameOwnFeature(layer, 2, undefined)).toBe("宗地 3");
  });

  it("is shown with its layer, as one step, and framed where its box is known", () => {
    showLayer("user-a", false);
    const before = atlas().board;
    const boxes = new Float64Array([1, 2, 3, 4, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    useAnswers.setState({ answers: new Map([[keyOfOwn("boxes", { key: content }), success(boxes)]]) });
    showOwnFeature({ dataset: "user-a", id: "0" });
    expect(atlas().board.selection).toEqual({ dataset: "user-a", id: "0" });
    expect(atlas().board.layers.find(({ id }) => id === "user-a")?.visible).toBe(true);
    expect(atlas().cameraRequest?.to).toMatchObject({ bbox: [1, 2, 3, 4] });
    undoEdit();
    expect(atlas().board).toBe(before);
    const { cameraRequest } = atlas();
    showOwnFeature({ dataset: "user-a", id: "1" });
    expect(atlas().cameraRequest).toBe(cameraRequest);
  });

  it("is found by a text, named, at most so many", async () => {
    const found = await findOwnEntries("村", 5);
    expect(found.map(({ id, name }) => [id, name.zh])).toEqual([
      ["2", "村2"],
      ["0", "宗地 1"],
    ]);
    expect(await findOwnEntries("村", 1)).toHaveLength(1);
    expect(listAsked("find")[0]!.input).toMatchObject({ nameColumn: "地名", most: 5 });
    useUserData.setState({ contents: {} });
    expect(await findOwnEntries("别", 5)).toEqual([]);
  });
});

describe("how many features are in view", () => {
  it("counts by class what has its box there, of layers that are shown and known", () => {
    const paint = { by: "category" as const, column: "地名", values: ["x"] };
    const board = addUserLayers(defaultBoard(), [{ ...layer, paint }]);
    const boxes = [
      110,
      40,
      110,
      40,
      120,
      40,
      120,
      40,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      110.5,
      40,
      130,
      40,
    ];
    const classes = new Uint8Array([0, 0, 1, 1]);
    const answers: Answers = new Map<string, Result<unknown>>([
      [keyOfOwn("boxes", { key: content }), success(new Float64Array(boxes))],
      [keyOfOwn("classes", { key: content, paint }), success(classes)],
    ]);
    const count = (board_ = board) => countOwnLayers(board_, [109, 39, 111, 41], answers);
    expect(count()).toEqual({ "user-a": { "class-0": 1, other: 1 } });
    classes[3] = 255;
    expect(count()).toEqual({ "user-a": { "class-0": 1, other: 0 } });
    expect(count({ ...board, layers: [] })).toEqual({});
    expect(countOwnLayers(board, [109, 39, 111, 41], new Map())).toEqual({});
  });
});

describe("a layer as a file", () => {
  const options = { format: "shapefile" as const, epsg: 4490, encoding: "gbk" as const };
  it("is asked of the content or of the plan's file, and what it could not hold is told", async () => {
    written = success({
      bytes: new ArrayBuffer(1),
      fileName: "a.zip",
      mime: "x",
      notes: [{ zh: "截", en: "cut" }],
    });
    expect(await exportLayer("user-a", options, ["1"])).toBe(written);
    expect(listAsked("write").at(-1)?.input).toMatchObject({
      ...options,
      source: content,
      title: "宗地",
      ids: ["1"],
    });
    expect(readMessages()).toEqual(["cut"]);
    await exportLayer("airports", options);
    expect(listAsked("write").at(-1)?.input).toMatchObject({
      source: "airports.geojson",
      dataUrl: "https://atlas.example/map/data/",
    });
    expect(useUserData.getState().job).toBeNull();
  });

  it("is told why not, and a layer without features is refused unasked", async () => {
    written = failure(problem) as never;
    expect(await exportLayer("user-a", options)).toMatchObject({ ok: false });
    expect(readMessages()).toEqual(["broken"]);
    const asked = listAsked("write").length;
    expect(await exportLayer("conflicts", options)).toMatchObject({ error: { code: "layer-unknown" } });
    expect(listAsked("write")).toHaveLength(asked);
  });

  it("may be in the grids of the country round the region, each by its code once", () => {
    expect(exportSystems.find(({ label }) => label.includes("3° zone 37"))?.epsg).toBe(4525);
    expect(exportSystems.find(({ label }) => label.includes("111°E"))?.epsg).toBe(4546);
    expect(exportSystems.find(({ label }) => label.includes("6° zone 19"))?.epsg).toBe(4497);
    expect(new Set(exportSystems.map(({ epsg }) => epsg)).size).toBe(exportSystems.length);
  });
});

describe("a layer that is computed", () => {
  const buffer = { distancesMetres: [500], dissolve: true, rings: false, name: "缓冲" };
  it("is of own layers first, of their features as the worker has them, and ends as a layer", async () => {
    const [first] = findSources();
    expect(first?.id).toBe("user-a");
    await bufferSource("user-a", buffer);
    expect(listAsked("bufferLayer").at(-1)?.input).toEqual({
      source: { file: `own/${content}.geojson` },
      distancesMetres: [500],
      dissolve: true,
      rings: false,
    });
    expect(provided.has(`own/${content}.geojson`)).toBe(true);
    expect(own().at(-1)).toMatchObject({ name: "缓冲", origin: "result", count: 2 });
    expect(readMessages()).toEqual(["Layer “缓冲” made: 2 features"]);
    expect(useUserData.getState().job).toBeNull();
  });

  it("is of what is selected alone, and told where nothing is", async () => {
    await bufferSource(selectionChoice, buffer);
    expect(readMessages()).toEqual([expect.stringContaining("nothing is selected")]);
    selectFeature({ dataset: "user-a", id: "2" });
    await bufferSource(selectionChoice, { ...buffer, distancesMetres: [501] });
    expect(listAsked("bufferLayer").at(-1)?.input).toMatchObject({
      source: { file: `own/${content}.geojson`, indexes: [2] },
    });
    selectFeature({ dataset: "airports", id: "x" });
    await bufferSource(selectionChoice, { ...buffer, distancesMetres: [502] });
    expect(listAsked("bufferLayer").at(-1)?.input).toMatchObject({
      source: { file: "airports.geojson", ids: ["x"] },
    });
  });

  it("of two is asked of the plan in the present phase; a failure makes none", async () => {
    await overlaySources("difference", { subjects: "user-a", masks: "airports" }, "bad" as never, "差");
    expect(listAsked("overlayLayers").at(-1)?.input).toMatchObject({
      operation: "difference",
      masks: { file: "airports.geojson", phase: defaultBoard().phase },
    });
    expect(readMessages()).toEqual(["broken"]);
    expect(own()).toHaveLength(1);
    useUserData.setState({ contents: {} });
    await overlaySources("union", { subjects: "user-a", masks: "airports" }, "bad" as never, "并");
    expect(readMessages().at(-1)).toMatch(/not here/);
  });
});

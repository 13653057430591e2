import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { standardCheck } from "../../../../src/domain/board/checkQuery.ts";
import type { RuleTable } from "../../../../src/domain/check/rules.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import { showBoard, undoEdit } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { useCheck } from "../../../../src/state/check/checkStore.ts";
import {
  buildCorridorRequest,
  changeKindWeight,
  changeWeight,
  clearCorridor,
  compareWays,
  findCorridors,
  frameWays,
  pickEnd,
  readCorridorReport,
  setEnd,
  swapEnds,
} from "../../../../src/state/check/corridor.ts";
import { emptyCorridor, useCorridor } from "../../../../src/state/check/corridorStore.ts";
import { findKeptKinds, keepKinds } from "../../../../src/state/check/keptKinds.ts";
import { dropTemplate, takeTemplate, useTemplate } from "../../../../src/state/check/reportTemplate.ts";
import { findToday } from "../../../../src/state/check/today.ts";
import { useDrawing } from "../../../../src/state/own/drawing.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { useTerrain } from "../../../../src/state/terrain/terrainStore.ts";
import { createRefusingStorage, createStorage } from "../fakes/storage.ts";
import { stubWorkers } from "../fakes/workers.ts";

const table = JSON.parse(readFileSync("public/data/rules.json", "utf8")) as RuleTable;
const way = (west: number) => ({
  coordinates: [
    [west, 40],
    [west + 1, 41],
  ],
});
const ways = { ways: [way(110), way(112)] };
let answer = () => success(ways) as unknown;
let slopes: () => unknown = () => new ArrayBuffer(2);
const { listAsked, provided } = stubWorkers({
  kernels: { corridor: () => answer() as never },
  terrain: { slopeCells: () => slopes() },
});
vi.stubGlobal("addEventListener", () => undefined);

const from = { lngLat: [110, 40], name: null } as const;
const state = () => useCorridor.getState();
const alternatives = () => useAtlas.getState().board.check?.alternatives ?? [];
let place = 0;

beforeEach(() => {
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [], cameraRequest: null });
  useCheck.setState({ shipped: table });
  useTerrain.setState({ summary: null });
  // Another question each time.
  place += 0.01;
  useCorridor.setState(
    { ...emptyCorridor, from: from as never, to: { lngLat: [111 + place, 41], name: null } },
    true,
  );
  answer = () => success(ways);
  slopes = () => new ArrayBuffer(2);
});

describe("a search for ways", () => {
  it("asks with the zones and rules of the board's check, but not its subjects", () => {
    showBoard({
      ...defaultBoard(),
      check: { ...standardCheck, zoneKinds: ["farmland"], subjects: { kind: "dataset", dataset: "roads" } },
    });
    const request = buildCorridorRequest(state(), "railway")!;
    expect(request.input).toMatchObject({
      activity: "railway",
      from: [110, 40],
      check: { zoneKinds: ["farmland"] },
    });
    expect(JSON.stringify(request.input)).not.toContain('"roads"');
    expect(buildCorridorRequest({ ...state(), to: null }, "railway")).toBeNull();
    useCheck.setState({ shipped: null });
    expect(buildCorridorRequest(state(), "railway")).toBeNull();
  });

  it("shows its ways, frames them, and tells what they are in the report", async () => {
    await findCorridors("railway");
    expect(state().answer).toEqual(success(ways));
    expect(useAtlas.getState().cameraRequest?.to).toMatchObject({ bbox: [110, 40, 113, 41] });
    expect(useAtlas.getState().board.layers.find(({ id }) => id === "check-alternatives")?.visible).toBe(
      true,
    );
    expect(readCorridorReport()).toMatchObject({ result: ways, from });
    frameWays(ways as never, 1);
    expect(useAtlas.getState().cameraRequest?.to).toMatchObject({ bbox: [112, 40, 113, 41] });
  });

  it("shows no answer of a question that has been changed or cleared meanwhile", async () => {
    const searching = findCorridors("railway");
    clearCorridor();
    await searching;
    expect(state().answer).toBeNull();
    expect(readCorridorReport()).toBeNull();
  });

  it("that fails shows why, frames nothing, and is no step of undo", async () => {
    answer = () => failure({ code: "x", zh: "x", en: "no way" });
    await findCorridors("railway");
    expect(state().answer).toMatchObject({ error: { en: "no way" } });
    expect(useAtlas.getState()).toMatchObject({ cameraRequest: null, past: [] });
    compareWays({ zh: "路", en: "Way" });
    expect(alternatives()).toEqual([]);
  });

  it("counts slope where a terrain is open and slope has a weight, as a file for the kernel", async () => {
    useTerrain.setState({
      summary: { id: 3, name: "dem", grainMetres: 30, bbox: [109, 39, 112, 42] } as never,
    });
    expect(buildCorridorRequest(state(), "railway")!.input).not.toHaveProperty("slope");
    useCorridor.setState({ slopeWeight: 2 });
    await findCorridors("railway");
    const { slope } = listAsked("corridor").at(-1)!.input as {
      slope: { file: string; weight: number; terrain: string };
    };
    expect(slope).toMatchObject({ weight: 2, terrain: "dem" });
    expect(provided.has(slope.file)).toBe(true);
    const asked = listAsked("corridor").length;
    slopes = () => {
      throw new Error("gone");
    };
    setEnd("to", { lngLat: [110.5, 40.5], name: null });
    await findCorridors("railway");
    expect(listAsked("corridor")).toHaveLength(asked);
    expect(useAtlas.getState().messages.at(-1)?.text.en).toContain("gone");
  });

  it("takes its ends from the map, and lets them be swapped and weights be put back", () => {
    pickEnd("from");
    useDrawing.getState().taker!({ type: "Point", coordinates: [109, 39] });
    expect(state().from).toEqual({ lngLat: [109, 39], name: null });
    swapEnds();
    expect(state().to?.lngLat).toEqual([109, 39]);
    const [verdict] = Object.keys(state().weights) as [keyof ReturnType<typeof state>["weights"]];
    changeWeight(verdict, 7);
    changeKindWeight("farmland", 3);
    changeKindWeight("wetland", 4);
    changeKindWeight("farmland", null);
    clearCorridor();
    expect(state()).toMatchObject({ weights: { [verdict]: 7 }, from: null });
    expect(state().kindWeights).toEqual({ wetland: 4 });
  });

  it("puts its ways beside the courses of the same activity, one step of undo away", async () => {
    await findCorridors("railway");
    compareWays({ zh: "方案", en: "Way" });
    expect(alternatives().map(({ id, name }) => [id, name])).toEqual([
      ["course-1", "方案 1"],
      ["course-2", "方案 2"],
    ]);
    compareWays({ zh: "再", en: "Again" });
    expect(alternatives().map(({ id }) => id)).toEqual(["course-1", "course-2", "course-3", "course-4"]);
    undoEdit();
    expect(alternatives()).toHaveLength(2);
    useCorridor.setState({ asked: { ...state().asked!, activity: "highway" } });
    compareWays({ zh: "路", en: "Road" });
    expect(alternatives().map(({ activity }) => activity)).toEqual(["highway", "highway"]);
  });
});

describe("kinds that values of a column were given", () => {
  it("are known again for a column of that name, the newest columns longest", () => {
    vi.stubGlobal("localStorage", createStorage());
    expect(findKeptKinds("zone", "DLMC")).toEqual({});
    keepKinds("zone", "DLMC", { 水田: "farmland" });
    keepKinds("zone", "DLMC", { 湖泊: "wetland" });
    expect(findKeptKinds("zone", "DLMC")).toEqual({ 水田: "farmland", 湖泊: "wetland" });
    expect(findKeptKinds("subject", "DLMC")).toEqual({});
    for (let at = 0; at < 50; at += 1) keepKinds("zone", `column ${at}`, { a: "b" });
    expect(findKeptKinds("zone", "DLMC")).toEqual({});
    expect(findKeptKinds("zone", "column 0")).toEqual({ a: "b" });
  });

  it.each(["{", "[]", "null", '{"zone DLMC":3}', '{"zone DLMC":{"a":3}}'])("kept as %s are none", (text) => {
    vi.stubGlobal("localStorage", createStorage({ "check-kinds": text }));
    expect(findKeptKinds("zone", "DLMC")).toEqual({});
  });

  it("are only of this visit's board where nothing can be kept", () => {
    vi.stubGlobal("localStorage", createRefusingStorage());
    expect(() => keepKinds("zone", "DLMC", { a: "b" })).not.toThrow();
    expect(findKeptKinds("zone", "DLMC")).toEqual({});
  });
});

describe("the office's own form of a report", () => {
  const docx = (size: number) => {
    const bytes = new Uint8Array(size);
    bytes.set([0x50, 0x4b]);
    return new File([bytes], "form.docx");
  };
  it("is kept for the next visit where it is small enough, and let go", async () => {
    vi.stubGlobal("localStorage", createStorage());
    expect(await takeTemplate(docx(20_000))).toMatchObject({
      ok: true,
      value: { name: "form.docx", isKept: true },
    });
    vi.resetModules();
    const again = await import("../../../../src/state/check/reportTemplate.ts");
    const { template } = again.useTemplate.getState();
    expect(template).toMatchObject({ name: "form.docx", isKept: true });
    expect([template!.bytes.length, template!.bytes[0], template!.bytes[1]]).toEqual([20_000, 0x50, 0x4b]);
    expect(await takeTemplate(docx(2_000_001))).toMatchObject({ value: { isKept: false } });
    expect(useTemplate.getState().template?.bytes.length).toBe(2_000_001);
    dropTemplate();
    expect(useTemplate.getState().template).toBeNull();
    expect(localStorage.getItem("check-template")).toBeNull();
  });

  it("is refused where it is no DOCX, and the one before stays", async () => {
    vi.stubGlobal("localStorage", createRefusingStorage());
    expect(await takeTemplate(docx(10))).toMatchObject({ value: { isKept: false } });
    expect(await takeTemplate(new File(["text"], "form.doc"))).toMatchObject({
      error: { code: "template-refused", zh: expect.stringContaining("form.doc") },
    });
    expect(useTemplate.getState().template?.name).toBe("form.docx");
    expect(dropTemplate).not.toThrow();
  });
});

it("today is the day by official time, wherever the machine stands", () => {
  expect(findToday(new Date("2024-02-28T15:59:59Z"))).toBe("2024-02-28");
  expect(findToday(new Date("2024-02-28T16:00:00Z"))).toBe("2024-02-29");
});

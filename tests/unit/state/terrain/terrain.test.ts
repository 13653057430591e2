import { beforeEach, describe, expect, it, vi } from "vitest";
import { dataWorker } from "../../../../src/compute/askData.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import { showBoard } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { useDrawing } from "../../../../src/state/own/drawing.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import {
  closeTerrain,
  drawProfileLine,
  keepContours,
  loadReliefTile,
  measureProfile,
  openTerrain,
  zoomToTerrain,
} from "../../../../src/state/terrain/terrain.ts";
import { useTerrain } from "../../../../src/state/terrain/terrainStore.ts";
import { stubStorage } from "../fakes/storage.ts";
import { waitUntil } from "../fakes/waitUntil.ts";
import { stubWorkers, summarize } from "../fakes/workers.ts";

const summary = { id: 1, name: "dem", bbox: [110, 40, 112, 42], grainMetres: 30 };
const camera = { longitude: 111, latitude: 41, zoom: 9, bearing: 0, pitch: 0 };
let opened: unknown = success(summary);
let contours: () => unknown = () => null;
const file = new File(["x"], "dem.tif");
let workers: ReturnType<typeof stubWorkers>;
const fresh = useTerrain.getState();
const read = () => useTerrain.getState();
const readMessages = () => useAtlas.getState().messages.map(({ text }) => text.en);

beforeEach(() => {
  closeTerrain();
  dataWorker.cancel();
  stubStorage();
  workers = stubWorkers({
    terrain: {
      open: () => opened,
      contours: () => contours(),
      tile: () => new ArrayBuffer(4),
      profile: () => {
        throw new Error("out of memory");
      },
    },
    data: { keep: ({ name }: { name: string }) => summarize("c".repeat(32), [1, 2, 3], { name }) },
  });
  Object.assign(URL, { createObjectURL: () => "blob:x" });
  opened = success(summary);
  useTerrain.setState(fresh, true);
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [], cameraRequest: null, viewport: { camera, bbox: [111, 39, 113, 41] } });
});

describe("a terrain", () => {
  it("is opened in place of the one before, and framed", async () => {
    const opening = openTerrain([file], 4490);
    expect(read().isOpening).toBe(true);
    await opening;
    expect(read()).toMatchObject({ isOpening: false, summary, isShown: true });
    expect(useAtlas.getState().cameraRequest?.to).toMatchObject({ bbox: summary.bbox });
    expect(workers.listAsked("open")[0]!.input).toMatchObject({ epsg: 4490, files: [{ name: "dem.tif" }] });
    useAtlas.setState({ cameraRequest: null });
    zoomToTerrain();
    expect(useAtlas.getState().cameraRequest).not.toBeNull();
    closeTerrain();
    expect(read().summary).toBeNull();
  });

  it("waits for its system to be named only where that is what is missing", async () => {
    opened = failure({ code: "terrain-crs", zh: "x", en: "which system" });
    await openTerrain([file]);
    expect(read()).toMatchObject({ waiting: [file], problem: { code: "terrain-crs" }, summary: null });
    opened = failure({ code: "terrain-format", zh: "x", en: "no terrain" });
    await openTerrain([file]);
    expect(read()).toMatchObject({ waiting: null, problem: { code: "terrain-format" }, isOpening: false });
  });

  it("that stops its worker is told what was said", async () => {
    expect(
      await measureProfile([
        [110, 40],
        [111, 41],
      ]),
    ).toMatchObject({ error: { code: "terrain-stopped", en: expect.stringContaining("out of memory") } });
    const opening = openTerrain([file]);
    await waitUntil(() => expect(workers.listAsked("open")).toHaveLength(1));
    closeTerrain();
    await opening;
    expect(read()).toMatchObject({ isOpening: false, summary: null });
  });

  it("is drawn tile by tile by address", async () => {
    await loadReliefTile("relief://1/9/400/190");
    expect(workers.listAsked("tile")[0]!.input).toEqual({ z: 9, x: 400, y: 190, size: 256 });
  });

  it("is measured along a line that is drawn, and by no other shape", () => {
    const take = vi.fn();
    drawProfileLine(take);
    useDrawing.getState().taker!({ type: "Point", coordinates: [110, 40] });
    expect(take).not.toHaveBeenCalled();
    drawProfileLine(take);
    useDrawing.getState().taker!({
      type: "LineString",
      coordinates: [
        [110, 40],
        [111, 41],
      ],
    });
    expect(take).toHaveBeenCalledWith([
      [110, 40],
      [111, 41],
    ]);
    expect(useDrawing.getState().tool).toBeNull();
  });
});

describe("contours", () => {
  it("of what is in view become an own layer by their height, with what has to be said of them", async () => {
    await openTerrain([file]);
    contours = () =>
      success({ geojson: new ArrayBuffer(2), stepMetres: 50, note: { zh: "粗", en: "coarser" } });
    await keepContours(null, (step) => `Contours ${step} m`);
    expect(workers.listAsked("contours")[0]!.input).toEqual({ bbox: [111, 40, 112, 41], stepMetres: null });
    expect(useAtlas.getState().board.userLayers).toMatchObject([
      { name: "Contours 50 m", label: "height", count: 3 },
    ]);
    expect(readMessages()).toEqual(["Layer “Contours 50 m” made: 3 contours; coarser"]);
  });

  it("that cannot be drawn make no layer", async () => {
    await openTerrain([file]);
    contours = () => failure({ code: "x", zh: "x", en: "flat" });
    // Of a view wider than the terrain, no more than the terrain.
    useAtlas.setState({ viewport: { camera, bbox: [100, 30, 120, 50] } });
    await keepContours(10, String);
    expect(workers.listAsked("contours").at(-1)!.input).toMatchObject({ bbox: summary.bbox });
    contours = () => {
      throw new Error("gone");
    };
    await keepContours(10, String);
    expect(readMessages()).toEqual(["flat", expect.stringContaining("gone")]);
    expect(useAtlas.getState().board.userLayers).toBeUndefined();
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { parseBoard } from "../../../../src/domain/board/parseBoard.ts";
import { success } from "../../../../src/domain/result.ts";
import {
  dismissMessage,
  fadeLayer,
  redoEdit,
  selectFeature,
  setPhase,
  setTheme,
  tell,
  undoEdit,
} from "../../../../src/state/actions.ts";
import { openParsedBoard } from "../../../../src/state/board/boardFile.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { boardScope, openBoard, presentBoard } from "../../../../src/state/board/openBoard.ts";
import { useAtlas } from "../../../../src/state/store.ts";

const atlas = () => useAtlas.getState();

beforeEach(() => {
  useAtlas.setState({
    board: defaultBoard(),
    past: [],
    future: [],
    messages: [],
    viewport: null,
    cameraRequest: null,
  });
});

describe("the open board", () => {
  it("every edit is one step back and one step forth", () => {
    const first = atlas().board;
    setPhase(phaseIds[1]!);
    setTheme("ink");
    const last = atlas().board;
    undoEdit();
    undoEdit();
    expect(atlas().board).toEqual(first);
    redoEdit();
    redoEdit();
    expect(atlas().board).toEqual(last);
  });

  it("a slider's whole drag is one step back", () => {
    const { id } = atlas().board.layers[0]!;
    for (const opacity of [0.9, 0.8, 0.7]) fadeLayer(id, opacity);
    expect(atlas().past).toHaveLength(1);
    undoEdit();
    expect(atlas().board.layers[0]!.opacity).toBe(1);
  });

  it("an edit that changes nothing is no step, and undo with no past does nothing", () => {
    setPhase(atlas().board.phase);
    selectFeature(null);
    undoEdit();
    expect(atlas().past).toHaveLength(0);
    expect(atlas().future).toHaveLength(0);
  });

  it("a new edit after undo ends the future", () => {
    setTheme("ink");
    undoEdit();
    setTheme("room");
    expect(atlas().future).toHaveLength(0);
  });

  it("opening a board takes its camera, and the one before is one step back", () => {
    const camera = { longitude: 110, latitude: 40, zoom: 8, bearing: 0, pitch: 0 };
    openBoard({ ...defaultBoard(), theme: "room", camera });
    expect(atlas().cameraRequest?.to).toEqual({ camera });
    undoEdit();
    expect(atlas().board.theme).toBe("paper");
  });

  it("a refused board leaves the open one and says why", () => {
    const before = atlas().board;
    openParsedBoard(parseBoard('{"version":99}', boardScope()));
    expect(atlas().board).toBe(before);
    expect(atlas().messages[0]?.kind).toBe("failure");
  });

  it("what is saved carries the map's present camera", () => {
    const camera = { longitude: 111, latitude: 41, zoom: 9, bearing: 10, pitch: 0 };
    useAtlas.setState({ viewport: { camera, bbox: [110, 40, 112, 42] } });
    expect(presentBoard().camera).toEqual(camera);
  });

  it("the shipped default board is the one the atlas starts with", () => {
    const text = readFileSync(join(import.meta.dirname, "../../../../public/boards/default.json"), "utf8");
    expect(parseBoard(text, boardScope())).toEqual(success({ board: defaultBoard(), notes: [] }));
  });
});

describe("messages and answers", () => {
  it("the same line twice is shown once, and can be dismissed", () => {
    tell("warning", { zh: "一", en: "one" });
    tell("warning", { zh: "一", en: "one" });
    expect(atlas().messages).toHaveLength(1);
    dismissMessage(atlas().messages[0]!.id);
    expect(atlas().messages).toHaveLength(0);
  });
});

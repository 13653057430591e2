import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { reportViewport, selectFeature, setPhase } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { serveEmbedding } from "../../../../src/state/page/embedding.ts";
import { useAtlas } from "../../../../src/state/store.ts";

const friend = "https://portal.example";
const stranger = "https://elsewhere.example";

beforeEach(() => {
  useAtlas.setState({ board: defaultBoard(), past: [], future: [], viewport: null, cameraRequest: null });
});

/** A page around the atlas: what it was sent, and a way to wait for the next message. */
function startHost() {
  const sent: { message: Record<string, unknown>; origin: string }[] = [];
  let take: (data: unknown, origin: string) => void = () => undefined;
  let wake: () => void = () => undefined;
  const stop = serveEmbedding(
    {
      send: (message, origin) => {
        sent.push({ message: { ...message }, origin });
        wake();
      },
      listen: (hear) => {
        take = hear;
        return () => {
          take = () => undefined;
        };
      },
    },
    [friend],
  );
  onTestFinished(stop);
  const ask = async (message: Record<string, unknown>, origin = friend) => {
    const answered = new Promise<void>((resolve) => {
      wake = () => {
        if (sent.some((one) => one.message.id === message.id)) resolve();
      };
    });
    take(message, origin);
    await answered;
    return sent.find((one) => one.message.id === message.id)!.message;
  };
  return { sent, ask, post: (message: unknown, origin: string) => take(message, origin), stop };
}

describe("a page around the atlas", () => {
  it("is answered once it is listed, and told what happens once it has greeted", async () => {
    const { ask, sent } = startHost();
    setPhase(phaseIds[1]!);
    expect(sent).toEqual([]);
    expect(await ask({ atlas: 1, id: 1, do: "hello" })).toEqual({ atlas: 1, id: 1, ok: true });
    expect(sent.at(-1)).toEqual({
      message: { atlas: 1, event: "ready", phases: phaseIds },
      origin: friend,
    });
    setPhase(phaseIds[2]!);
    expect(sent.at(-1)?.message).toEqual({ atlas: 1, event: "phase", phase: phaseIds[2] });
    const camera = { longitude: 111, latitude: 40, zoom: 7, bearing: 0, pitch: 0 };
    reportViewport({ camera, bbox: [110, 39, 112, 41] });
    expect(sent.at(-1)?.message).toEqual({ atlas: 1, event: "view", camera, bbox: [110, 39, 112, 41] });
  });

  it("of another origin is neither followed nor answered", async () => {
    const { ask, sent, post } = startHost();
    post({ atlas: 1, id: 7, do: "set-phase", phase: phaseIds[3] }, stranger);
    post({ atlas: 1, id: 8, do: "hello" }, stranger);
    await ask({ atlas: 1, id: 9, do: "hello" });
    expect(useAtlas.getState().board.phase).toBe(defaultBoard().phase);
    expect(sent.map(({ message }) => message.id).filter((id) => id !== undefined)).toEqual([9]);
    expect(new Set(sent.map(({ origin }) => origin))).toEqual(new Set([friend]));
  });

  it("opens a board, sets the phase, flies and selects, in the order it asks", async () => {
    const { ask } = startHost();
    const board = JSON.stringify({ ...defaultBoard(), phase: phaseIds[1], language: "en" });
    expect(await ask({ atlas: 1, id: "a", do: "open-board", board })).toMatchObject({ ok: true });
    expect(useAtlas.getState().board).toMatchObject({ phase: phaseIds[1], language: "en" });
    await ask({ atlas: 1, id: "b", do: "set-phase", phase: phaseIds[2] });
    expect(useAtlas.getState().board.phase).toBe(phaseIds[2]);
    await ask({ atlas: 1, id: "c", do: "fly", bbox: [110, 40, 111, 41] });
    expect(useAtlas.getState().cameraRequest?.to).toEqual({ bbox: [110, 40, 111, 41] });
    await ask({ atlas: 1, id: "d", do: "select", selection: { dataset: "places", id: "x" } });
    expect(useAtlas.getState().board.selection).toEqual({ dataset: "places", id: "x" });
  });

  it("is told why an order was not followed, and nothing changes", async () => {
    const { ask } = startHost();
    const before = useAtlas.getState().board;
    for (const [id, order] of [
      { do: "set-phase", phase: "1999" },
      { do: "set-phase" },
      { do: "fly", bbox: [111, 40, 110, 41] },
      { do: "fly", camera: { longitude: Number.NaN, latitude: 0, zoom: 1 } },
      { do: "select", selection: { dataset: "a/b", id: "x" } },
      { do: "open-board", board: "{" },
      { do: "eval", code: "1" },
    ].entries())
      expect(await ask({ atlas: 1, id, ...order })).toMatchObject({
        ok: false,
        error: { code: expect.any(String) },
      });
    expect(await ask({ atlas: 2, id: "later", do: "hello" })).toMatchObject({
      ok: false,
      error: { en: expect.stringContaining("version") },
    });
    expect(useAtlas.getState().board).toBe(before);
  });

  it("is told nothing of what the reader brought", async () => {
    const { ask, sent } = startHost();
    await ask({ atlas: 1, id: 1, do: "hello" });
    selectFeature({ dataset: "user-abc-1", id: "0" });
    expect(JSON.stringify(sent)).not.toContain("user-abc-1");
  });

  it("hears what is meant for others without a word", async () => {
    const { ask, sent, post } = startHost();
    for (const noise of [null, 3, "hello", { type: "webpackOk" }, []]) post(noise, friend);
    await ask({ atlas: 1, id: 1, do: "hello" });
    expect(sent).toHaveLength(2);
  });
});

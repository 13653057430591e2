import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Board } from "../../../../src/domain/board/board.ts";
import {
  compareViews,
  fitView,
  mostOthers,
  type OtherBoard,
} from "../../../../src/domain/board/compareQuery.ts";
import { decodeBoard, encodeBoard } from "../../../../src/domain/board/linkBoard.ts";
import { parseBoard } from "../../../../src/domain/board/parseBoard.ts";
import { buildSceneBoard, buildSceneView } from "../../../../src/domain/walk/sceneBoard.ts";
import { scope, standard } from "./boardScope.ts";

const side = (change: Partial<OtherBoard> = {}): OtherBoard => ({ ...standard, ...change });
const whole = side({
  phase: "after",
  theme: "ink",
  layers: standard.layers.map((layer) => ({
    ...layer,
    visible: layer.id === "towns",
    hidden: ["kind:city"],
  })),
  scenario: [{ kind: "without-line", line: "old" }],
  monitor: { asOf: "2023-06-30" },
});
const compared: Board = { ...standard, compare: { view: "swipe", at: 0.35, others: [whole] } };
const read = (value: unknown) => {
  const parsed = parseBoard(JSON.stringify(value), scope);
  if (!parsed.ok) throw new Error(parsed.error.en);
  return parsed.value;
};

describe("a comparison", () => {
  it("is kept whole in a file, a link and a scene", () => {
    expect(read(compared)).toEqual({ board: compared, notes: [] });
    const encoded = encodeBoard(compared, standard);
    if (!encoded.ok) throw new Error(encoded.error.en);
    const decoded = decodeBoard(encoded.value, scope);
    expect(decoded.ok && decoded.value).toEqual({ board: compared, notes: [] });
    const scene = buildSceneBoard(buildSceneView(compared, standard), scope, standard);
    // A scene is seen in the reader's theme and language, on both sides.
    const { theme, language } = standard;
    const seen = { ...compared.compare, others: [{ ...whole, theme, language }] };
    expect(scene.ok && scene.value.board).toEqual({ ...compared, compare: seen });
  });

  it("in a link, whatever its sides are, comes back the same", () => {
    const sides = fc
      .record({
        phase: fc.constantFrom("before", "after"),
        theme: fc.constantFrom("paper" as const, "ink" as const, "room" as const),
        shown: fc.subarray(["ground", "rails", "towns"]),
      })
      .map(({ phase, theme, shown }) =>
        side({
          phase,
          theme,
          layers: standard.layers.map((layer) => ({ ...layer, visible: shown.includes(layer.id) })),
        }),
      );
    const queries = fc
      .record({
        view: fc.constantFrom(...compareViews),
        at: fc.integer({ min: 0, max: 1_000 }).map((n) => n / 1_000),
        others: fc.array(sides, { minLength: 1, maxLength: mostOthers }),
      })
      .map((query) => ({ ...query, view: fitView(query.view, query.others.length) }));
    fc.assert(
      fc.property(queries, (compare) => {
        const encoded = encodeBoard({ ...standard, compare }, standard);
        const decoded = encoded.ok ? decodeBoard(encoded.value, scope) : undefined;
        expect(decoded?.ok && decoded.value.board.compare).toEqual(compare);
      }),
    );
  });

  it("speaks the language of the board, has its camera and its selection, and no sides of its own", () => {
    const camera = { longitude: 110, latitude: 40, zoom: 7, bearing: 0, pitch: 0 };
    const other = {
      ...whole,
      language: "en",
      camera,
      selection: { dataset: "towns", id: "a" },
      compare: compared.compare,
    };
    const { board, notes } = read({ ...standard, compare: { view: "lens", at: 0.5, others: [other] } });
    expect(board.compare?.others).toEqual([whole]);
    expect(notes).toEqual([]);
  });

  it("of more than two sides has no line and no lens", () => {
    const three = { view: "swipe", at: 0.5, others: [side(), whole] };
    expect(read({ ...standard, compare: three }).board.compare?.view).toBe("panes");
    expect(fitView("blink", 3)).toBe("blink");
  });

  it.each([
    ["no object", 7],
    ["no sides", { view: "swipe", at: 0.5, others: [] }],
    ["sides that are no boards", { view: "swipe", at: 0.5, others: [{ layers: [] }, 3] }],
    ["sides of a newer release", { view: "swipe", at: 0.5, others: [{ ...whole, version: 99 }] }],
  ])("is left out with a word where it has %s", (_, compare) => {
    const { board, notes } = read({ ...standard, compare });
    expect(board).toEqual(standard);
    expect(notes.map(({ code }) => code)).toEqual(["board-compare"]);
  });

  it("keeps what can be read, and says that something could not", () => {
    const { board, notes } = read({ ...standard, compare: { view: "fold", at: 9, others: [whole, null] } });
    expect(board.compare).toEqual({ view: "swipe", at: 0.5, others: [whole] });
    expect(notes.map(({ code }) => code)).toEqual(["board-compare"]);
  });

  it("notes what a side speaks of that this atlas does not know", () => {
    const foreign = {
      ...whole,
      layers: [...whole.layers, { id: "moon", visible: true, opacity: 1, hidden: [] }],
    };
    const { notes } = read({ ...standard, compare: { view: "swipe", at: 0.5, others: [foreign] } });
    expect(notes.map(({ code }) => code)).toEqual(["board-layer-unknown"]);
  });
});

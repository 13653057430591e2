import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boardVersion } from "../../../../src/domain/board/migrateBoard.ts";
import { parseBoard } from "../../../../src/domain/board/parseBoard.ts";
import { scope, standard } from "./boardScope.ts";

const parse = (document: unknown) => parseBoard(JSON.stringify(document), scope);
const opened = (document: unknown) => {
  const parsed = parse(document);
  if (!parsed.ok) throw new Error(parsed.error.en);
  return parsed.value;
};
const refused = (text: string) => {
  const parsed = parseBoard(text, scope);
  return parsed.ok ? "opened" : parsed.error.code;
};

describe("reading a board", () => {
  it("a board that was written is read back the same, without a note", () => {
    const board = {
      ...standard,
      phase: "after",
      theme: "ink" as const,
      layers: [
        standard.layers[1]!,
        { ...standard.layers[0]!, opacity: 0.4, hidden: ["dam"] },
        standard.layers[2]!,
      ],
      selection: { dataset: "towns", id: "town-1" },
      camera: { longitude: 110, latitude: 40, zoom: 6.5, bearing: -12, pitch: 30 },
    };
    expect(opened(board)).toEqual({ board, notes: [] });
  });

  it("a frozen board of release 1 still opens whole", () => {
    const text = readFileSync(join(import.meta.dirname, "../../../fixtures/board-1.json"), "utf8");
    const parsed = parseBoard(text, scope);
    expect(parsed.ok && parsed.value.notes).toEqual([]);
    expect(parsed.ok && parsed.value.board.camera).toEqual({
      longitude: 110.5,
      latitude: 40.25,
      zoom: 7,
      bearing: 0,
      pitch: 0,
    });
  });

  it("a newer version is refused, saying which", () => {
    expect(refused(JSON.stringify({ ...standard, version: boardVersion + 1 }))).toBe("board-newer");
    const parsed = parse({ ...standard, version: 99 });
    expect(!parsed.ok && parsed.error.en).toContain("99");
  });

  it.each([
    ["{", "board-not-json"],
    ["[]", "board-not-object"],
    ["null", "board-not-object"],
    ['{"layers":[]}', "board-version"],
    ['{"version":"1","layers":[]}', "board-version"],
    ['{"version":0,"layers":[]}', "board-version"],
    ['{"version":1}', "board-layers"],
    [`{"version":1,"layers":[${Array(1001).fill("{}").join(",")}]}`, "board-layers"],
    [`"${"x".repeat(4_000_001)}"`, "board-too-large"],
  ])("%.40s is refused as %s", (text, code) => {
    expect(refused(text)).toBe(code);
  });

  it("an unknown layer is dropped with a note that names it", () => {
    const { board, notes } = opened({ ...standard, layers: [{ id: "volcanoes" }, ...standard.layers] });
    expect(board.layers).toEqual(standard.layers);
    expect(notes.map((note) => note.code)).toEqual(["board-layer-unknown"]);
    expect(notes[0]!.zh).toContain("volcanoes");
  });

  it("a layer the board leaves out takes its standard place and state", () => {
    const { board } = opened({ ...standard, layers: [standard.layers[2], standard.layers[0]] });
    expect(board.layers.map((layer) => layer.id)).toEqual(["towns", "ground", "rails"]);
  });

  it("numbers outside their range are clamped", () => {
    const { board } = opened({
      ...standard,
      layers: [{ ...standard.layers[0], opacity: 7 }],
      camera: { longitude: 999, latitude: -999, zoom: 99, bearing: 1e9, pitch: -5 },
    });
    expect(board.layers[0]!.opacity).toBe(1);
    expect(board.camera).toEqual({ longitude: 180, latitude: -85, zoom: 22, bearing: 360, pitch: 0 });
  });

  it("an unknown phase becomes the standard one and is said", () => {
    const { board, notes } = opened({ ...standard, phase: "never" });
    expect(board.phase).toBe("before");
    expect(notes.map((note) => note.code)).toEqual(["board-phase-unknown"]);
  });

  it("a key named __proto__ pollutes nothing and is named", () => {
    const text = `{"__proto__":{"phase":"after"},${JSON.stringify(standard).slice(1)}`;
    const parsed = parseBoard(text.replace('"phase":"before",', ""), scope);
    expect(parsed.ok && parsed.value.board.phase).toBe("before");
    expect(parsed.ok && parsed.value.notes.map((note) => note.code)).toContain("board-field-unknown");
    expect(({} as Record<string, unknown>).phase).toBeUndefined();
  });

  it("whatever JSON it is given, it answers with a whole board or a reason", () => {
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom(1, "before", "ground", null));
    const document = fc.record(
      {
        version: fc.constantFrom(1, 2, "1"),
        phase: part,
        layers: fc.array(part),
        camera: part,
        selection: part,
      },
      { requiredKeys: ["version"] },
    );
    fc.assert(
      fc.property(fc.oneof(document, fc.jsonValue()), (value) => {
        const parsed = parse(value);
        if (!parsed.ok) return parsed.error.zh !== "" && parsed.error.en !== "";
        const again = parse(parsed.value.board);
        return again.ok && again.value.notes.length === 0 && parsed.value.board.layers.length === 3;
      }),
      { numRuns: 300 },
    );
  });
});

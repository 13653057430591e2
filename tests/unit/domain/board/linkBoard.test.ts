import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Board } from "../../../../src/domain/board/board.ts";
import { decodeBoard, encodeBoard } from "../../../../src/domain/board/linkBoard.ts";
import { scope, standard } from "./boardScope.ts";

const encode = (board: Board) => {
  const encoded = encodeBoard(board, standard);
  if (!encoded.ok) throw new Error(encoded.error.en);
  return encoded.value;
};
const decodeError = (code: string) => {
  const decoded = decodeBoard(code, scope);
  return decoded.ok ? "opened" : decoded.error.code;
};
const packJson = (value: unknown) => deflateRawSync(JSON.stringify(value)).toString("base64url");

describe("the board in a link", () => {
  it("the standard board is a few characters, and any deflate reader can read it", () => {
    const code = encode(standard);
    expect(code.length).toBeLessThan(30);
    expect(JSON.parse(inflateRawSync(Buffer.from(code, "base64url")).toString())).toEqual({ version: 1 });
  });

  it("whatever board is packed comes back the same", () => {
    const number = (min: number, max: number, digits: number) =>
      fc.double({ min, max, noNaN: true }).map((value) => Number(value.toFixed(digits)) + 0);
    const boards: fc.Arbitrary<Board> = fc.record({
      version: fc.constant(1 as const),
      phase: fc.constantFrom("before", "after"),
      language: fc.constantFrom("zh" as const, "en" as const),
      theme: fc.constantFrom("paper" as const, "ink" as const, "room" as const),
      layers: fc
        .tuple(
          fc.shuffledSubarray(["ground", "rails", "towns"], { minLength: 3 }),
          fc.array(
            fc.record({
              visible: fc.boolean(),
              opacity: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
              hidden: fc.uniqueArray(fc.constantFrom("a", "b-c", "d:e"), { maxLength: 3 }),
            }),
            { minLength: 3, maxLength: 3 },
          ),
        )
        .map(([ids, states]) => ids.map((id, index) => ({ id, ...states[index]! }))),
      selection: fc.option(fc.constant({ dataset: "towns", id: "town-1" })),
      camera: fc.option(
        fc.record({
          longitude: number(-180, 180, 6),
          latitude: number(-85, 85, 6),
          zoom: number(0, 22, 4),
          bearing: number(-180, 180, 2),
          pitch: number(0, 60, 2),
        }),
      ),
    });
    fc.assert(
      fc.property(boards, (board) => {
        const decoded = decodeBoard(encode(board), scope);
        expect(decoded).toEqual({ ok: true, value: { board, notes: [] } });
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    "",
    "!!!",
    "abc",
    "AAAA",
    encode({ ...standard, phase: "after" }).slice(0, -4),
    "x".repeat(30_000),
  ])("a broken code %.20s is refused", (code) => {
    expect(decodeError(code)).toBe("link-broken");
  });

  it("a newer link is refused as newer, whatever its other fields mean", () => {
    expect(decodeError(packJson({ version: 2, layers: "something else" }))).toBe("board-newer");
  });

  it("a link that unpacks to more than the limit is refused before it fills the memory", () => {
    expect(decodeError(deflateRawSync(Buffer.alloc(5_000_000, 32)).toString("base64url"))).toBe(
      "link-broken",
    );
  });

  it("an unknown layer in a link is left out with a note", () => {
    const decoded = decodeBoard(
      packJson({ version: 1, layers: [{ id: "volcanoes", visible: true }] }),
      scope,
    );
    expect(decoded.ok && decoded.value.notes.map((note) => note.code)).toEqual(["board-layer-unknown"]);
  });

  it("a board too large for a link is refused with advice", () => {
    const hidden = Array.from({ length: 200 }, (_, i) => `${Math.sin(i)}`.slice(3));
    const layers = Array.from({ length: 400 }, (_, i) => ({
      id: `l${i}`,
      visible: true,
      opacity: 1,
      hidden,
    }));
    const encoded = encodeBoard(
      { ...standard, layers: layers.map((l, i) => ({ ...l, hidden: hidden.map((h) => h + Math.cos(i)) })) },
      { ...standard, layers: layers.map((layer) => ({ ...layer, hidden: [] })) },
    );
    expect(!encoded.ok && encoded.error.code).toBe("link-too-long");
  });
});

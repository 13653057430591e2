import { describe, expect, it } from "vitest";
import { decodeWalk, encodeWalk } from "../../../../src/domain/walk/linkWalk.ts";
import { makeScene, makeWalk } from "./document.ts";

describe("a walk in a link", () => {
  it("comes out as it went in", () => {
    const code = encodeWalk(makeWalk());
    expect(code.ok && decodeWalk(code.value)).toEqual({ ok: true, value: makeWalk() });
  });

  it("a long walk is refused, to be sent as a file", () => {
    // Numbers of a linear congruence: text that cannot be pressed together.
    let seed = 1;
    const next = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed.toString(36);
    };
    const scenes = Array.from({ length: 100 }, (_, i) =>
      makeScene(`s${i}`, { narration: { zh: Array.from({ length: 80 }, next).join(" "), en: "" } }),
    );
    const code = encodeWalk(makeWalk(scenes));
    expect(!code.ok && code.error.code).toBe("walk-link-too-long");
  });

  it("a cut or foreign code is told, not guessed at", () => {
    const code = encodeWalk(makeWalk());
    if (!code.ok) throw new Error("no code");
    for (const bad of ["", "äö", code.value.slice(0, -9), "AAAA"]) expect(decodeWalk(bad).ok).toBe(false);
  });
});

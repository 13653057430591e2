import { expect, it } from "vitest";
import { cleanHash } from "../../../../src/state/page/cleanHash.ts";

it.each(["。", "%E3%80%82", "，", "%EF%BC%8C", ")", "）", "%EF%BC%89", " ", ".", "”", "%E2%80%9D。"])(
  "a link keeps working with %s behind it",
  (end) => {
    expect(cleanHash(`#b=aZ09-_x${end}`)).toBe("#b=aZ09-_x");
    expect(cleanHash("#board=name-1")).toBe("#board=name-1");
  },
);

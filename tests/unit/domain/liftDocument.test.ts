import { describe, expect, it } from "vitest";
import { liftDocument } from "../../../src/domain/liftDocument.ts";

const kind = {
  code: "sheet",
  name: { zh: "图纸", en: "sheet" },
  version: 3,
  steps: {
    1: (document: Record<string, unknown>) => ({ ...document, trail: [...(document.trail as []), "one"] }),
    2: (document: Record<string, unknown>) => ({ ...document, trail: [...(document.trail as []), "two"] }),
  },
};

describe("a kept document", () => {
  it("is lifted step by step to the present version, from wherever it stands", () => {
    const lift = (version: number) => liftDocument({ version, trail: [] }, kind);
    expect(lift(1)).toEqual({ ok: true, value: { version: 3, trail: ["one", "two"] } });
    expect(lift(2)).toEqual({ ok: true, value: { version: 3, trail: ["two"] } });
    expect(lift(3)).toEqual({ ok: true, value: { version: 3, trail: [] } });
  });

  it("is refused with the reason where its version is none or newer", () => {
    const codeOf = (document: Record<string, unknown>) => {
      const lifted = liftDocument(document, kind);
      return lifted.ok ? "lifted" : lifted.error.code;
    };
    const none = [{}, { version: "1" }, { version: 0 }, { version: 1.5 }, Object.create({ version: 1 })];
    expect(none.map(codeOf)).toEqual(none.map(() => "sheet-version"));
    expect(codeOf({ version: 4 })).toBe("sheet-newer");
  });
});

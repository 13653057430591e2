import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashBytes } from "../../../../src/compute/hashText.ts";
import { packCopy, unpackCopy } from "../../../../src/state/own/contentCopies.ts";
import { isWhole } from "../../../../src/state/own/contentStorage.ts";
import { parseDraft } from "../../../../src/state/own/keptDraft.ts";

describe("the second copy of own features", () => {
  it("gives back text, report and time, whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.json(), fc.nat(), async (text, json, savedAt) => {
        const report: unknown = JSON.parse(json);
        const blob = new Blob([text], { type: "application/geo+json" });
        const back = await unpackCopy(packCopy({ blob, report, savedAt }));
        expect(back && (await back.blob.text())).toBe(await blob.text());
        expect(back?.blob.type).toBe(blob.type);
        expect([back?.report, back?.savedAt]).toEqual([report, savedAt]);
      }),
      { numRuns: 50 },
    );
  });

  it("a copy that was cut off is none, at whatever place", async () => {
    const blob = new Blob(['{"type":"FeatureCollection","features":[]}']);
    const key = await hashBytes(new Uint8Array(await blob.arrayBuffer()));
    const whole = packCopy({ blob, report: { read: 0 }, savedAt: 1 });
    for (let size = 0; size < whole.size; size += 1) {
      const cut = await unpackCopy(whole.slice(0, size));
      expect(cut !== undefined && (await isWhole(key, cut.blob)), `cut at ${size}`).toBe(false);
    }
    const back = await unpackCopy(whole);
    expect(back && (await isWhole(key, back.blob))).toBe(true);
  });
});

describe("a kept draft", () => {
  it("is read as it was written, and anything else is none", () => {
    const draft = {
      tool: "polygon",
      positions: [
        [111, 40],
        [112, 41],
      ],
      target: "user-a",
    };
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
    for (const bad of [
      "",
      "[]",
      "null",
      JSON.stringify({ ...draft, tool: "square" }),
      JSON.stringify({ ...draft, positions: [] }),
      JSON.stringify({ ...draft, positions: [[111]] }),
      JSON.stringify({ ...draft, positions: [["111", 40]] }),
    ])
      expect(parseDraft(bad), bad).toBeUndefined();
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measures } from "../../../layers/answers/measures.ts";
import { buildDrawContext } from "../../../layers/grammar/drawContext.ts";
import { layers } from "../../../layers/index.ts";
import type { Board } from "../../../src/domain/board/board.ts";
import { differenceWords } from "../../../src/domain/compare/compareWords.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";
import { PdfFile } from "../../../src/sheet/pdf/pdfFile.ts";
import { SheetFont } from "../../../src/sheet/pdf/sheetFont.ts";
import { SheetPen } from "../../../src/sheet/pdf/sheetPen.ts";
import { sheetFontFiles } from "../../../src/sheet/sheetData.ts";

const root = join(import.meta.dirname, "../../../public");
const font = (file: string) => new SheetFont("test", new Uint8Array(readFileSync(join(root, file))));
const createPen = () =>
  new SheetPen(new PdfFile(), { regular: font(sheetFontFiles.regular), strong: font(sheetFontFiles.strong) });

/** Letters that stand as empty boxes when a text is written. */
function findMissing(texts: Iterable<string>): string {
  const pen = createPen();
  for (const text of texts) pen.write([{ text, font: "regular", size: 10, colour: [0, 0, 0], x: 0, y: 0 }]);
  return [...pen.missing].join("");
}

describe("the letters of a sheet", () => {
  it("are all there for every name on the map", () => {
    const names = readdirSync(join(root, "data"))
      .filter((file) => file.endsWith(".geojson"))
      .flatMap((file) =>
        (
          JSON.parse(readFileSync(join(root, "data", file), "utf8")) as PlanFeatureCollection
        ).features.flatMap(({ properties }) =>
          [properties["name:zh"], properties["name:en"]].map((name) => String(name ?? "")),
        ),
      );
    expect(names.length).toBeGreaterThan(1_000);
    // No cut of the typeface has the first character of 圐圙, an old word for an enclosure; the sheet says so.
    expect(findMissing(names)).toBe("圐");
  });

  it("are all there for every word of a legend, in every phase", () => {
    const standard = JSON.parse(readFileSync(join(root, "boards/default.json"), "utf8")) as Board;
    const words = ["2020", "plan-2025", "actual-2025", "2035"].flatMap((phase) => {
      const context = buildDrawContext({ ...standard, phase, monitor: { byState: true } });
      return layers.flatMap((layer) => [layer.title, ...layer.legend(context).map(({ label }) => label)]);
    });
    const others = [
      ...measures.flatMap(({ title, unit }) => [title, unit]),
      ...Object.values(differenceWords).map(({ name }) => name),
    ];
    const texts = [...words, ...others].flatMap(({ zh, en }) => [zh, en]);
    expect(texts.length).toBeGreaterThan(500);
    expect(findMissing([...texts, "在建 → 已有", "≥ 5 ≤ 9 ≈ √ ← ‰", "Ā ē ǔ"])).toBe("");
  });

  it("are spelt out where no font has them but they stand for others, and as wide as what is written", () => {
    const pen = createPen();
    const measure = (text: string) => pen.measure({ text, font: "strong", size: 10 });
    expect(measure("Ⅲ")).toBeCloseTo(measure("III"), 6);
    expect(findMissing(["Ⅱ Ⅲ Ⅴ"])).toBe("");
    expect(findMissing(["𠀀"])).toBe("𠀀");
  });
});

import type { EvaluatedMark } from "./evaluateMark.ts";
import { placeAlong } from "./placeAlong.ts";
import { type LabelGround, placeAt, shapeName } from "./placeLabels.ts";
import type { SheetFeature } from "./sheetFeatures.ts";

/** Places all signs and names of a mark. What is placed first has its place. */
export function placeMark(mark: EvaluatedMark, features: readonly SheetFeature[], ground: LabelGround) {
  const sorted =
    mark.layer.layout && "symbol-sort-key" in mark.layer.layout
      ? [...features]
          .map((feature, index) => ({ feature, index, key: mark.numberOf("symbol-sort-key", feature) }))
          .sort((a, b) => a.key - b.key || a.index - b.index)
          .map(({ feature }) => feature)
      : features;
  for (const feature of sorted) {
    const name = shapeName(mark, feature, ground);
    if (mark.wordOf("symbol-placement", feature) === "line") placeAlong(mark, feature, name, ground);
    else if (feature.kind === "Point")
      for (const [x, y] of feature.parts as [number, number][]) placeAt(mark, feature, [x, y], name, ground);
  }
}

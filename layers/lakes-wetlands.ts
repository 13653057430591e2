import { isKind, not } from "./grammar/conditions.ts";
import { labelMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";
import { areaMarks, sizedSignMark, strokeMarks } from "./grammar/strokes.ts";

export const lakesWetlands = defineLayer({
  id: "lakes-wetlands",
  title: { zh: "湖泊湿地", en: "Lakes and wetlands" },
  group: "ecology",
  data: { dataset: "lakes-wetlands" },
  shown: true,
  legend: (context) => [
    ...kindEntries(context, "lakes-wetlands", { kind: "lake", tone: "water", shape: "fill" }),
    ...kindEntries(context, "lakes-wetlands", {
      kind: "lake-historic",
      // Gone from the ground, so drawn as what is closed.
      tone: "closed",
      shape: "line",
    }),
    ...kindEntries(context, "lakes-wetlands", {
      kind: "dry-lake-bed",
      tone: "water",
      shape: "fill",
      schematic: true,
      saysSchematic: true,
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, {
      id: "lake",
      tone: "water",
      strength: 0.45,
      filter: not(isKind("lake-historic")),
      patternStrength: 0.8,
    }),
    ...strokeMarks(context, {
      id: "historic",
      tone: "water",
      filter: isKind("lake-historic"),
      minzoom: 7.5,
      opacity: 0.6,
      width: [
        [7, 0.7],
        [11, 1.4],
      ],
    }),
    sizedSignMark(context, { id: "sized", tone: "water", symbol: "waves", minzoom: 6.8 }),
    labelMark(context, {
      id: "name",
      inArea: true,
      minzoom: 6.8,
      size: [
        [6, 10.5],
        [11, 14],
      ],
      colour: context.theme.waterText,
      filter: not(isKind("lake-historic")),
    }),
  ],
  columns: [
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

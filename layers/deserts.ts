import { labelMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";
import { areaMarks } from "./grammar/strokes.ts";

export const deserts = defineLayer({
  id: "deserts",
  title: { zh: "沙漠沙地", en: "Deserts and sandy land" },
  group: "ecology",
  data: { dataset: "deserts" },
  shown: true,
  legend: (context) => [
    ...kindEntries(context, "deserts", {
      kind: "desert",
      tone: "sand",
      shape: "fill",
      schematic: true,
      saysSchematic: true,
    }),
    ...kindEntries(context, "deserts", {
      kind: "sandy-land",
      tone: "sand",
      shape: "fill",
      schematic: true,
      saysSchematic: true,
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, {
      id: "desert",
      tone: "sand",
      strength: 0.16,
      patternStrength: 0.5,
      opacity: 0.45,
    }),
    labelMark(context, {
      id: "name",
      inArea: true,
      minzoom: 5.8,
      size: [
        [5, 10.5],
        [9, 15],
      ],
      letterSpacing: 0.3,
      colour: context.theme.tone.sand,
    }),
  ],
  columns: [
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

import { labelMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";
import { areaMarks } from "./grammar/strokes.ts";

export const gasFields = defineLayer({
  id: "gas-fields",
  title: { zh: "天然气田", en: "Gas fields" },
  group: "energy",
  data: { dataset: "gas-fields" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "gas-fields", {
      kind: "gas-field",
      tone: "culture",
      shape: "fill",
      schematic: true,
      saysSchematic: true,
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "field", tone: "culture" }),
    labelMark(context, {
      id: "name",
      inArea: true,
      minzoom: 5.5,
      size: [
        [5, 11],
        [9, 14],
      ],
      colour: context.theme.muted,
    }),
  ],
});

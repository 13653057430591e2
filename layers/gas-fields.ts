import { areaMarks, kindEntry, labelMark } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const gasFields = defineLayer({
  id: "gas-fields",
  title: { zh: "天然气田", en: "Gas fields" },
  group: "energy",
  data: { dataset: "gas-fields" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "gas-field",
      zh: "天然气田（示意）",
      en: "Gas field (schematic)",
      kinds: ["gas-field"],
      tone: "culture",
      shape: "fill",
      hatch: true,
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

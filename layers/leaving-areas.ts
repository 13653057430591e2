import { labelMark, signMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { areaMarks } from "./grammar/strokes.ts";

export const leavingAreas = defineLayer({
  id: "leaving-areas",
  title: { zh: "人口有序退出区", en: "Areas people are to leave" },
  group: "towns",
  data: { dataset: "leaving-areas" },
  shown: false,
  legend: (context) => [
    {
      id: "leaving",
      label: { zh: "引导人口有序退出（示意）", en: "People are to leave in order (schematic)" },
      filter: ["has", "id"],
      swatch: { shape: "fill", colour: context.theme.tone.closed, pattern: "closed", isSoft: true },
    },
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "area", tone: "closed" }),
    signMark(context, { id: "sign", tone: "closed", symbol: "outward", labelZoom: 7.4 }),
    labelMark(context, {
      id: "name",
      inArea: true,
      minzoom: 7,
      size: [
        [7, 11],
        [10, 13],
      ],
      colour: context.theme.muted,
    }),
  ],
});

import { labelMark, signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";
import { areaMarks } from "./grammar/strokes.ts";

export const innovation = defineLayer({
  id: "innovation",
  title: { zh: "创新平台", en: "Innovation" },
  group: "industry",
  data: { dataset: "innovation" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "innovation", {
      kind: "national-centre",
      tone: "culture",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "innovation", {
      kind: "institute",
      tone: "culture",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "innovation", {
      kind: "innovation-zone",
      tone: "culture",
      shape: "symbol",
      existing: true,
    }),
    ...statusEntries(context, "culture", "symbol"),
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "area", tone: "culture", patternStrength: 0.3 }),
    labelMark(context, {
      id: "area-name",
      inArea: true,
      minzoom: 6,
      size: [
        [6, 11],
        [10, 14],
      ],
    }),
    signMark(context, {
      id: "sign",
      tone: "culture",
      symbol: symbolsOf("innovation", "bulb"),
      minzoom: 5.5,
      labelZoom: 7,
    }),
  ],
});

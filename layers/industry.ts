import { byKind } from "./grammar/conditions.ts";
import { labelMark, signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";
import { areaMarks } from "./grammar/strokes.ts";

export const industry = defineLayer({
  id: "industry",
  title: { zh: "产业", en: "Industry" },
  group: "industry",
  data: { dataset: "industry" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "industry", {
      kind: "high-tech-zone",
      tone: "industry",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "industrial-park",
      tone: "industry",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "material-base",
      tone: "industry",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "dairy-base",
      tone: "industry",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "bio-base",
      tone: "industry",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "textile-base",
      tone: "industry",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "mine",
      tone: "industry",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "service-base",
      tone: "industry",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "transfer-zone",
      tone: "industry",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "new-area",
      tone: "industry",
      shape: "fill",
      schematic: true,
      existing: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "cooperation-zone",
      tone: "industry",
      shape: "fill",
      schematic: true,
      existing: true,
      saysSchematic: true,
    }),
    ...kindEntries(context, "industry", {
      kind: "farm-belt",
      tone: "industry",
      shape: "fill",
      schematic: true,
      existing: true,
      saysSchematic: true,
    }),
    ...statusEntries(context, "industry", "symbol"),
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "area", tone: "industry", patternStrength: 0.3 }),
    labelMark(context, {
      id: "area-name",
      inArea: true,
      minzoom: 6.5,
      size: [
        [6, 11],
        [10, 14],
      ],
    }),
    signMark(context, {
      id: "sign",
      tone: "industry",
      symbol: symbolsOf("industry", "factory"),
      minzoom: 5.5,
      labelZoom: 7.4,
      sortKey: byKind(
        [
          ["high-tech-zone", 1],
          ["material-base", 2],
        ],
        3,
      ),
    }),
  ],
});

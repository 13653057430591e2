import { byKind, isPoint, not } from "./grammar/conditions.ts";
import { labelMark, signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";
import { strokeMarks } from "./grammar/strokes.ts";

export const culture = defineLayer({
  id: "culture",
  title: { zh: "文化旅游", en: "Culture and tourism" },
  group: "services",
  data: { dataset: "culture" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "culture", {
      kind: "archaeology-park",
      tone: "culture",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "culture", {
      kind: "grottoes",
      tone: "culture",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "culture", {
      kind: "tourism-base",
      tone: "culture",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "culture", {
      kind: "consumption-city",
      tone: "culture",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "culture", {
      kind: "cultural-park",
      tone: "culture",
      shape: "line",
      existing: true,
      width: 4,
      schematic: true,
      saysSchematic: true,
    }),
    ...kindEntries(context, "culture", {
      kind: "tourism-route",
      tone: "culture",
      shape: "line",
      existing: true,
      width: 1.6,
      schematic: true,
      saysSchematic: true,
    }),
    ...statusEntries(context, "culture", "symbol", undefined, isPoint),
    ...statusEntries(context, "culture", "line", undefined, not(isPoint)),
  ],
  draw: (context) => [
    ...strokeMarks(context, {
      id: "line",
      tone: "culture",
      width: [
        [5, byKind([["cultural-park", 2.4]], 1.2)],
        [9, byKind([["cultural-park", 4.5]], 2.2)],
      ],
      opacity: 0.8,
      linesOnly: true,
    }),
    labelMark(context, {
      id: "line-name",
      placement: "line",
      minzoom: 6.5,
      size: [
        [6, 10.5],
        [10, 13],
      ],
      colour: context.theme.muted,
      filter: not(isPoint),
    }),
    signMark(context, {
      id: "sign",
      tone: "culture",
      symbol: symbolsOf("culture", "pagoda"),
      minzoom: 5.5,
      labelZoom: 7,
    }),
  ],
});

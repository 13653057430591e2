import type { ExpressionSpecification } from "@maplibre/maplibre-gl-style-spec";
import { byKind, isKind, not } from "./grammar/conditions.ts";
import { labelMark } from "./grammar/labels.ts";
import { defineLayer, taperKey } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";
import { strokeMarks } from "./grammar/strokes.ts";

const branchZoom = 6.2;

/** A stream swells towards its mouth, and a gully of the desert stays thinner than a river. */
const taper = (pixels: number): ExpressionSpecification => [
  "*",
  byKind([["kongdui", pixels * 0.7]], pixels),
  ["+", 0.25, ["*", 0.75, ["to-number", ["get", taperKey], 0.7]]],
];

export const rivers = defineLayer({
  id: "rivers",
  title: { zh: "黄河与支流", en: "Yellow River and tributaries" },
  group: "ecology",
  data: { dataset: "rivers" },
  course: { tapering: ["tributary", "kongdui"] },
  shown: true,
  legend: (context) => [
    ...kindEntries(context, "rivers", {
      kind: "main-stem",
      tone: "water",
      shape: "line",
      width: 4.6,
    }),
    ...kindEntries(context, "rivers", {
      kind: "tributary",
      tone: "water",
      shape: "line",
      width: 1.4,
      fromZoom: branchZoom,
      saysSchematic: true,
    }),
    ...kindEntries(context, "rivers", {
      kind: "kongdui",
      tone: "water",
      shape: "line",
      width: 1,
      fromZoom: branchZoom,
      saysSchematic: true,
    }),
  ],
  draw: (context) => [
    ...strokeMarks(context, {
      id: "branch",
      tone: "water",
      filter: not(isKind("main-stem")),
      minzoom: branchZoom,
      opacity: 0.62,
      withoutBand: true,
      width: [
        [6, taper(1.1)],
        [9, taper(2.4)],
        [12, taper(4.6)],
      ],
    }),
    ...strokeMarks(context, {
      id: "main-stem",
      tone: "water",
      filter: isKind("main-stem"),
      width: [
        [5, 3],
        [8, 5.4],
        [12, 9],
      ],
    }),
    labelMark(context, {
      id: "main-stem-name",
      smooth: true,
      placement: "line",
      minzoom: 5.6,
      strong: true,
      size: [
        [5, 11],
        [8, 14],
        [12, 18],
      ],
      letterSpacing: 0.25,
      colour: context.theme.waterText,
      filter: isKind("main-stem"),
    }),
    labelMark(context, {
      id: "branch-name",
      placement: "line",
      smooth: true,
      minzoom: 8,
      size: [
        [8, 10.5],
        [12, 13],
      ],
      colour: context.theme.waterText,
      filter: not(isKind("main-stem")),
    }),
  ],
});

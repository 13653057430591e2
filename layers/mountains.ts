import { isKind, not } from "./grammar/conditions.ts";
import { labelMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";
import { areaMarks, strokeMarks } from "./grammar/strokes.ts";

export const mountains = defineLayer({
  id: "mountains",
  title: { zh: "山脉与平原", en: "Mountains and plain" },
  group: "ecology",
  data: { dataset: "mountains" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "mountains", {
      id: "range",
      kind: "mountain-range",
      tone: "nature",
      shape: "fill",
      schematic: true,
      pattern: "hachure",
      saysSchematic: true,
    }),
    ...kindEntries(context, "mountains", {
      id: "axis",
      kind: "mountain-axis",
      tone: "nature",
      shape: "line",
      width: 3,
      schematic: true,
      saysSchematic: true,
    }),
    ...kindEntries(context, "mountains", {
      kind: "plain",
      tone: "nature",
      shape: "fill",
      schematic: true,
      saysSchematic: true,
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, {
      id: "range",
      tone: "nature",
      filter: not(isKind("plain")),
      strength: 0.3,
      pattern: "hachure",
    }),
    ...areaMarks(context, {
      id: "plain",
      tone: "nature",
      filter: isKind("plain"),
      strength: 0.12,
      patternStrength: 0.25,
    }),
    ...strokeMarks(context, {
      id: "axis",
      tone: "nature",
      linesOnly: true,
      width: [
        [5, 2],
        [9, 4],
      ],
      opacity: 0.7,
    }),
    labelMark(context, {
      id: "name",
      inArea: true,
      minzoom: 5.8,
      size: [
        [5, 10.5],
        [9, 15],
      ],
      letterSpacing: 0.25,
      colour: context.theme.natureText,
      filter: not(isKind("mountain-axis")),
    }),
    labelMark(context, {
      id: "axis-name",
      placement: "line",
      minzoom: 6.4,
      size: [
        [6, 11],
        [9, 14],
      ],
      letterSpacing: 0.25,
      colour: context.theme.natureText,
      filter: isKind("mountain-axis"),
    }),
  ],
});

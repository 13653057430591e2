import { areaMarks, isKind, kindEntry, labelMark, not, strokeMarks } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const mountains = defineLayer({
  id: "mountains",
  title: { zh: "山脉与平原", en: "Mountains and plain" },
  group: "ecology",
  data: { dataset: "mountains" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "range",
      zh: "山地（示意）",
      en: "Mountain land (schematic)",
      kinds: ["mountain-range"],
      tone: "nature",
      shape: "fill",
      hatch: true,
    }),
    kindEntry(context, {
      id: "axis",
      zh: "山脊线（示意）",
      en: "Ridge line (schematic)",
      kinds: ["mountain-axis"],
      tone: "nature",
      shape: "line",
      width: 3,
      dash: [7, 1.8],
    }),
    kindEntry(context, {
      id: "plain",
      zh: "平原（示意）",
      en: "Plain (schematic)",
      kinds: ["plain"],
      tone: "nature",
      shape: "fill",
      hatch: true,
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, {
      id: "range",
      tone: "nature",
      filter: not(isKind("plain")),
      strength: 0.3,
    }),
    ...areaMarks(context, {
      id: "plain",
      tone: "nature",
      filter: isKind("plain"),
      strength: 0.12,
      hatchStrength: 0.25,
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

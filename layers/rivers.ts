import { isKind, kindEntry, labelMark, not, strokeMarks } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

const branchZoom = 6.2;

export const rivers = defineLayer({
  id: "rivers",
  title: { zh: "黄河与支流", en: "Yellow River and tributaries" },
  group: "ecology",
  data: { dataset: "rivers" },
  shown: true,
  legend: (context) => [
    kindEntry(context, {
      id: "main-stem",
      zh: "黄河干流",
      en: "Yellow River main stem",
      kinds: ["main-stem"],
      tone: "water",
      shape: "line",
      width: 3.4,
    }),
    kindEntry(context, {
      id: "tributary",
      zh: "支流（示意）",
      en: "Tributary (schematic)",
      kinds: ["tributary"],
      tone: "water",
      shape: "line",
      width: 1.4,
      dash: [7, 1.8],
      fromZoom: branchZoom,
    }),
    kindEntry(context, {
      id: "kongdui",
      zh: "十大孔兑（示意）",
      en: "Ten kongdui (schematic)",
      kinds: ["kongdui"],
      tone: "water",
      shape: "line",
      width: 1.2,
      dash: [7, 1.8],
      fromZoom: branchZoom,
    }),
  ],
  draw: (context) => [
    ...strokeMarks(context, {
      id: "branch",
      tone: "water",
      filter: not(isKind("main-stem")),
      minzoom: branchZoom,
      opacity: 0.85,
      width: [
        [6, 0.7],
        [9, 1.5],
        [12, 2.6],
      ],
    }),
    ...strokeMarks(context, {
      id: "main-stem",
      tone: "water",
      filter: isKind("main-stem"),
      width: [
        [5, 2.2],
        [8, 3.8],
        [12, 7],
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

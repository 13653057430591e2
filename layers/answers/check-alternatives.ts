import type { ExpressionSpecification } from "@maplibre/maplibre-gl-style-spec";
import { defineLayer } from "../grammar/layer.ts";
import { drawConflicts } from "./conflicts.ts";

/** Other courses of a project, and what the one being bent collides with. */
export const checkAlternatives = defineLayer({
  id: "check-alternatives",
  title: { zh: "生态核查：假设方案", en: "Ecology check: what if" },
  group: "ecology",
  data: { kernel: "alternatives" },
  shown: true,
  legend: ({ theme, showsAlternatives }) =>
    showsAlternatives
      ? [
          {
            id: "bent",
            label: { zh: "正在移动的方案", en: "Course being moved" },
            filter: ["==", ["get", "part"], "bent"],
            swatch: { shape: "line", colour: theme.accent, width: 3.5 },
          },
          {
            id: "course",
            label: { zh: "其他方案", en: "Other courses" },
            filter: ["==", ["get", "part"], "course"],
            swatch: { shape: "line", colour: theme.text, width: 1.6 },
          },
        ]
      : [],
  draw: (context) => {
    const { theme } = context;
    const isOf = (...parts: string[]): ExpressionSpecification => ["in", ["get", "part"], ["literal", parts]];
    return [
      {
        id: "band",
        type: "fill",
        filter: isOf("band"),
        paint: { "fill-color": theme.accent, "fill-opacity": 0.16 },
      },
      {
        id: "course-casing",
        type: "line",
        filter: isOf("bent", "course", "best", "way"),
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": theme.paper, "line-width": 6, "line-opacity": 0.85 },
      },
      {
        id: "course",
        type: "line",
        filter: isOf("course", "way"),
        layout: { "line-join": "round" },
        paint: { "line-color": theme.text, "line-width": 1.6 },
      },
      {
        id: "bent",
        type: "line",
        filter: isOf("bent", "best"),
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": theme.accent, "line-width": 3.5 },
      },
      {
        id: "course-title",
        type: "symbol",
        filter: isOf("course", "bent", "best", "way"),
        layout: {
          "symbol-placement": "line",
          "text-field": ["get", "title"],
          "text-font": ["Noto Sans SC Medium"],
          "text-size": 12,
          "text-offset": [0, -1],
          "text-max-angle": 35,
        },
        paint: { "text-color": theme.text, "text-halo-color": theme.paper, "text-halo-width": 2 },
      },
      ...drawConflicts(context, undefined),
    ];
  },
});

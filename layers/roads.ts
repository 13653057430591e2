import { byZoom, every, hasText, isDrawn, isKind, not } from "./grammar/conditions.ts";
import { fonts } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";
import { shieldImage, strokeMarks } from "./grammar/strokes.ts";

const trunkZoom = 6.6;

export const roads = defineLayer({
  id: "roads",
  title: { zh: "公路（走向示意）", en: "Roads (schematic courses)" },
  group: "transport",
  data: { dataset: "roads" },
  shown: true,
  legend: (context) => [
    ...kindEntries(context, "roads", {
      kind: "expressway",
      tone: "road",
      shape: "line",
      existing: true,
      width: 2.4,
    }),
    ...kindEntries(context, "roads", {
      kind: "trunk",
      tone: "road",
      shape: "line",
      existing: true,
      width: 1.2,
      fromZoom: trunkZoom,
    }),
    ...statusEntries(context, "road", "line"),
  ],
  draw: (context) => [
    ...strokeMarks(context, {
      id: "trunk",
      tone: "road",
      filter: isKind("trunk"),
      minzoom: trunkZoom,
      opacity: 0.7,
      withoutBand: true,
      width: [
        [6, 0.7],
        [9, 1.3],
        [12, 2.2],
      ],
    }),
    // A rim of paper parts the road from what it crosses and lets its own stretches meet without a gap.
    {
      id: "rim",
      type: "line",
      minzoom: trunkZoom,
      filter: every(isDrawn(context.phase), not(isKind("trunk"))),
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": context.theme.paper,
        "line-width": byZoom([
          [6, 2.6],
          [8, 4.2],
          [12, 7],
        ]),
        "line-opacity": 0.85,
      },
    },
    ...strokeMarks(context, {
      id: "expressway",
      tone: "road",
      filter: not(isKind("trunk")),
      opacity: 0.85,
      withoutBand: true,
      width: [
        [5, 0.9],
        [8, 2],
        [12, 4],
      ],
    }),
    {
      id: "number",
      type: "symbol",
      minzoom: trunkZoom,
      filter: every(isDrawn(context.phase), hasText("roadNumber")),
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 420,
        "text-field": ["get", "roadNumber"],
        "text-font": fonts.strong,
        "text-size": byZoom([
          [6, 8.5],
          [11, 10.5],
        ]),
        "text-rotation-alignment": "viewport",
        "icon-rotation-alignment": "viewport",
        "icon-image": shieldImage(context, "road"),
        "icon-text-fit": "both",
        "icon-text-fit-padding": [1, 2, 1, 2],
        "text-padding": 8,
      },
      paint: { "text-color": context.theme.text },
    },
  ],
  columns: [
    { key: "roadNumber", title: { zh: "编号", en: "Number" } },
    { key: "lengthKilometres", title: { zh: "长度", en: "Length" }, unit: { zh: "公里", en: "km" } },
    { key: "lanes", title: { zh: "车道", en: "Lanes" } },
  ],
});

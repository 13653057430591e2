import { defineLayer } from "../grammar/layer.ts";
import { listBandEntries } from "./reachLegend.ts";

/** The simple ring: circles of the minutes left at each station, as outlines over the surface or alone. */
export const reachRing = defineLayer({
  id: "reach-ring",
  title: { zh: "简易圈", en: "Simple ring" },
  group: "transport",
  data: { kernel: "reachRing" },
  shown: true,
  legend: (context) =>
    context.showsRing
      ? [
          ...(context.showsSurface || context.showsChange ? [] : listBandEntries(context)),
          {
            id: "ring",
            label: { zh: "车站周围直线圈", en: "Straight-line circles round stations" },
            filter: ["has", "minutes"],
            swatch: { shape: "line", colour: context.theme.reach.edge, width: 1 },
          },
        ]
      : [],
  draw: ({ theme, language }) => [
    {
      id: "area",
      type: "fill",
      filter: ["==", ["get", "part"], "area"],
      paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.72 },
    },
    {
      id: "outline",
      type: "line",
      filter: ["==", ["get", "part"], "outline"],
      layout: { "line-join": "round" },
      paint: { "line-color": theme.reach.edge, "line-width": 1 },
    },
    {
      id: "minutes",
      type: "symbol",
      filter: ["==", ["get", "part"], "outline"],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 300,
        "text-field": [
          "concat",
          language === "zh" ? "圈 " : "ring ",
          ["to-string", ["get", "minutes"]],
          language === "zh" ? " 分" : " min",
        ],
        "text-font": ["Noto Sans SC Regular"],
        "text-size": 11,
      },
      paint: { "text-color": theme.reach.edge, "text-halo-color": theme.paper, "text-halo-width": 1.8 },
    },
  ],
});

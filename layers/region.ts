import { byZoom } from "./grammar/conditions.ts";
import { ground } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { sayOnlyKind } from "./grammar/legend.ts";

export const region = defineLayer({
  id: "region",
  title: { zh: "规划范围", en: "Plan area" },
  group: "base",
  data: { dataset: "region" },
  shown: true,
  legend: ({ theme }) => [
    {
      id: "region",
      label: sayOnlyKind("region"),
      filter: ["has", "id"],
      swatch: { shape: "line", colour: theme.boundary, width: 2.4 },
    },
  ],
  draw: ({ theme }) => [
    {
      id: "land",
      type: "fill",
      metadata: ground,
      paint: { "fill-color": theme.paper, "fill-antialias": false },
    },
    {
      id: "edge",
      type: "line",
      layout: { "line-join": "round" },
      paint: {
        "line-color": theme.boundary,
        "line-width": byZoom([
          [5, 1.6],
          [10, 3],
        ]),
        "line-opacity": 0.8,
      },
    },
  ],
});

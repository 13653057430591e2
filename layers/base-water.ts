import { byZoom } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const baseWater = defineLayer({
  id: "base-water",
  title: { zh: "底图水系", en: "Base waters" },
  group: "base",
  data: { tiles: "base" },
  shown: true,
  legend: () => [],
  draw: ({ theme }) => [
    {
      id: "water",
      type: "fill",
      "source-layer": "water",
      paint: { "fill-color": theme.waterFill },
    },
    {
      id: "rivers",
      type: "line",
      "source-layer": "rivers",
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": theme.waterFill,
        "line-width": byZoom([
          [5, 1.2],
          [9, 2.4],
        ]),
      },
    },
  ],
});

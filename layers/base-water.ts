import { byZoom } from "./grammar/conditions.ts";
import { defineLayer } from "./grammar/layer.ts";
import { groundZoom } from "./neighbouring-land.ts";

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
      minzoom: groundZoom,
      "source-layer": "water",
      paint: { "fill-color": theme.waterFill },
    },
    {
      id: "rivers",
      type: "line",
      minzoom: groundZoom,
      "source-layer": "rivers",
      // Streams are the plan's own layer: straight below its curves they would be drawn twice.
      filter: ["==", ["get", "kind"], "main"],
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

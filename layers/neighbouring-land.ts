import { ground } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const neighbouringLand = defineLayer({
  id: "neighbouring-land",
  title: { zh: "周边陆地", en: "Neighbouring land" },
  group: "base",
  data: { tiles: "base" },
  shown: true,
  legend: () => [],
  draw: ({ theme }) => [
    {
      id: "land",
      type: "fill",
      metadata: ground,
      "source-layer": "land",
      paint: { "fill-color": theme.outside, "fill-antialias": false },
    },
    {
      id: "neighbours",
      type: "fill",
      metadata: ground,
      "source-layer": "neighbours",
      paint: { "fill-color": theme.outside, "fill-outline-color": theme.ribbon },
    },
  ],
});

import { byZoom, every, isKind, isValue } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const boundaries = defineLayer({
  id: "boundaries",
  title: { zh: "国界与政区界", en: "National and administrative borders" },
  group: "base",
  data: { tiles: "base" },
  shown: true,
  legend: () => [],
  draw: ({ theme }) => [
    {
      id: "neighbours",
      type: "line",
      "source-layer": "boundaries",
      filter: every(isKind("prefecture"), isValue("place", "outside")),
      layout: { "line-join": "round" },
      paint: {
        "line-color": theme.boundary,
        "line-width": byZoom([
          [5, 0.4],
          [10, 0.9],
        ]),
        "line-opacity": 0.55,
        "line-dasharray": [4, 2],
      },
    },
    {
      id: "national",
      type: "line",
      "source-layer": "boundaries",
      filter: isKind("national"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": theme.boundary,
        "line-width": byZoom([
          [4, 1],
          [10, 2.4],
        ]),
        "line-dasharray": [5, 1.4, 1.2, 1.4],
      },
    },
  ],
});

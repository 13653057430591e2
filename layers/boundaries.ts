import { byZoom, every, isKind, isValue } from "./grammar/conditions.ts";
import { defineLayer } from "./grammar/layer.ts";
import { groundZoom } from "./neighbouring-land.ts";

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
      minzoom: groundZoom,
      layout: { "line-join": "round" },
      paint: {
        "line-color": theme.boundary,
        "line-width": byZoom([
          [5, 0.4],
          [10, 0.9],
        ]),
        "line-opacity": 0.45,
      },
    },
    // A border of borders is told by its weight and its ribbon: dashes mean construction.
    {
      id: "national-ribbon",
      type: "line",
      "source-layer": "boundaries",
      minzoom: groundZoom,
      filter: isKind("national"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": theme.ribbon,
        "line-width": byZoom([
          [4, 4],
          [10, 12],
        ]),
      },
    },
    {
      id: "national",
      type: "line",
      "source-layer": "boundaries",
      minzoom: groundZoom,
      filter: isKind("national"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": theme.boundary,
        "line-width": byZoom([
          [4, 1.2],
          [10, 2.6],
        ]),
      },
    },
  ],
});

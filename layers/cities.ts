import { byZoom } from "./grammar/conditions.ts";
import { ground } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { sayOnlyKind } from "./grammar/legend.ts";

export const cities = defineLayer({
  id: "cities",
  title: { zh: "四市", en: "Four cities" },
  group: "towns",
  data: { dataset: "cities" },
  shown: true,
  legend: ({ theme }) => [
    {
      id: "city",
      label: sayOnlyKind("cities"),
      filter: ["has", "id"],
      swatch: { shape: "line", colour: theme.boundary, width: 1.2, rim: theme.ribbon },
    },
  ],
  draw: ({ theme }) => [
    { id: "land", type: "fill", metadata: ground, paint: { "fill-color": theme.paper } },
    {
      id: "ribbon",
      type: "line",
      layout: { "line-join": "round" },
      paint: {
        "line-color": theme.ribbon,
        "line-width": byZoom([
          [5, 4],
          [10, 12],
        ]),
        "line-opacity": 0.85,
      },
    },
    {
      id: "line",
      type: "line",
      layout: { "line-join": "round" },
      paint: {
        "line-color": theme.boundary,
        "line-width": byZoom([
          [5, 0.8],
          [10, 1.6],
        ]),
      },
    },
  ],
  columns: [
    {
      key: "population2020",
      title: { zh: "人口 2020", en: "Population 2020" },
      unit: { zh: "人", en: "people" },
    },
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

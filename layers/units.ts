import { byZoom } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const units = defineLayer({
  id: "units",
  title: { zh: "旗县区", en: "Banners, counties and districts" },
  group: "towns",
  data: { dataset: "units" },
  shown: true,
  legend: ({ theme }) => [
    {
      id: "unit",
      label: { zh: "旗县区", en: "County-level unit" },
      filter: ["has", "id"],
      swatch: { shape: "fill", colour: theme.boundary },
    },
  ],
  draw: ({ theme }) => [
    // Nothing to see, but something to point at: a click anywhere finds its unit.
    { id: "ground", type: "fill", paint: { "fill-color": theme.paper, "fill-opacity": 0 } },
    {
      id: "line",
      type: "line",
      minzoom: 6,
      layout: { "line-join": "round" },
      paint: {
        "line-color": theme.boundary,
        "line-width": byZoom([
          [6, 0.4],
          [10, 1],
        ]),
        "line-opacity": 0.75,
        "line-dasharray": [4, 2],
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

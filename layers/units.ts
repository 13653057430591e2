import { byZoom } from "./grammar/conditions.ts";
import { labelMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { seatZoom } from "./towns.ts";

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
      swatch: { shape: "line", colour: theme.boundary, width: 0.8 },
    },
  ],
  draw: (context) => {
    const { theme } = context;
    return [
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
          "line-opacity": 0.7,
        },
      },
      // From afar every unit has its name; nearer, its seat has it.
      labelMark(context, {
        id: "name",
        inArea: true,
        minzoom: 4.9,
        maxzoom: seatZoom,
        size: [
          [5, 9],
          [6.6, 11],
        ],
        letterSpacing: 0.12,
        maxWidthEms: 5,
        padding: 0,
        colour: theme.muted,
        sortKey: ["-", 0, ["to-number", ["get", "areaSquareKilometres"], 0]],
      }),
    ];
  },
  columns: [
    {
      key: "population2020",
      title: { zh: "人口 2020", en: "Population 2020" },
      unit: { zh: "人", en: "people" },
    },
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

import { byZoom, every, isDrawn, isPoint, labelMark } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const cityCentres = defineLayer({
  id: "city-centres",
  title: { zh: "中心城市", en: "City centres" },
  group: "towns",
  data: { dataset: "city-centres" },
  shown: true,
  legend: ({ theme }) => [
    {
      id: "centre",
      label: { zh: "中心城市及定位", en: "City centre and its role" },
      filter: ["has", "id"],
      swatch: { shape: "circle", colour: theme.text },
    },
  ],
  draw: (context) => [
    {
      id: "dot",
      type: "circle",
      filter: every(isDrawn(context.phase), isPoint),
      paint: {
        "circle-radius": byZoom([
          [5, 4],
          [9, 7],
        ]),
        "circle-color": context.theme.paper,
        "circle-stroke-color": context.theme.text,
        "circle-stroke-width": byZoom([
          [5, 2.4],
          [9, 3.6],
        ]),
      },
    },
    labelMark(context, {
      id: "name",
      strong: true,
      size: [
        [5, 14],
        [7, 18],
        [10, 24],
      ],
      letterSpacing: 0.06,
      filter: isPoint,
      anchors: ["bottom", "top", "right", "left"],
      sortKey: 0,
    }),
  ],
});

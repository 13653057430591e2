import { isPoint, labelMark, ringImage } from "./grammar.ts";
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
    labelMark(context, {
      id: "centre",
      strong: true,
      icon: ringImage(context),
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

import { isPoint } from "./grammar/conditions.ts";
import { labelMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { sayOnlyKind } from "./grammar/legend.ts";
import { ringImage } from "./grammar/strokes.ts";

export const cityCentres = defineLayer({
  id: "city-centres",
  title: { zh: "中心城市", en: "City centres" },
  group: "towns",
  data: { dataset: "city-centres" },
  shown: true,
  legend: ({ theme }) => [
    {
      id: "centre",
      label: sayOnlyKind("city-centres"),
      filter: ["has", "id"],
      swatch: { shape: "symbol", icon: "ring", colour: theme.text, paper: theme.paper },
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

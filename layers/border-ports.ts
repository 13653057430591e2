import { kindEntry, signMark, symbolByKind } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const borderPorts = defineLayer({
  id: "border-ports",
  title: { zh: "边境口岸", en: "Border ports" },
  group: "logistics",
  data: { dataset: "border-ports" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "rail-and-road-port",
      zh: "铁路公路口岸",
      en: "Rail and road port",
      kinds: ["rail-and-road-port"],
      tone: "logistics",
      shape: "symbol",
      icon: "gate",
    }),
    kindEntry(context, {
      id: "road-port",
      zh: "公路口岸",
      en: "Road port",
      kinds: ["road-port"],
      tone: "logistics",
      shape: "symbol",
      icon: "gate",
    }),
  ],
  draw: (context) => [
    signMark(context, {
      id: "sign",
      tone: "logistics",
      symbol: symbolByKind(
        [
          ["rail-and-road-port", "gate"],
          ["road-port", "gate"],
        ],
        "gate",
      ),
      minzoom: 5,
      labelZoom: 5.6,
      sortKey: 1,
    }),
  ],
  columns: [{ key: "oppositePort", title: { zh: "对方口岸", en: "Opposite port" } }],
});

import { byKind, kindEntry, signMark, statusEntries, symbolByKind } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const airports = defineLayer({
  id: "airports",
  title: { zh: "机场", en: "Airports" },
  group: "transport",
  data: { dataset: "airports" },
  shown: true,
  legend: (context) => [
    kindEntry(context, {
      id: "airport",
      zh: "运输机场",
      en: "Airport",
      kinds: ["airport"],
      tone: "logistics",
      shape: "symbol",
      icon: "plane",
      existing: true,
    }),
    kindEntry(context, {
      id: "general-airport",
      zh: "通用机场",
      en: "General-aviation airport",
      kinds: ["general-airport"],
      tone: "logistics",
      shape: "symbol",
      icon: "propeller",
      existing: true,
    }),
    ...statusEntries(context, "logistics", "symbol"),
  ],
  draw: (context) => [
    signMark(context, {
      id: "sign",
      tone: "logistics",
      symbol: symbolByKind(
        [
          ["airport", "plane"],
          ["general-airport", "propeller"],
        ],
        "plane",
      ),
      minzoom: 5.5,
      labelZoom: 7,
      sortKey: byKind([["airport", 1]], 4),
    }),
  ],
  columns: [{ key: "iataCode", title: { zh: "三字码", en: "IATA code" } }],
});

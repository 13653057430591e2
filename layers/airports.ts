import { isKind, kindEntry, not, signMark, statusEntries } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

const generalZoom = 6.8;

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
      fromZoom: generalZoom,
    }),
    ...statusEntries(context, "logistics", "symbol"),
  ],
  draw: (context) => [
    signMark(context, {
      id: "general",
      tone: "logistics",
      symbol: "propeller",
      filter: isKind("general-airport"),
      minzoom: generalZoom,
      labelZoom: 8,
    }),
    signMark(context, {
      id: "sign",
      tone: "logistics",
      symbol: "plane",
      filter: not(isKind("general-airport")),
      minzoom: 5.2,
      labelZoom: 7,
    }),
  ],
  columns: [{ key: "iataCode", title: { zh: "三字码", en: "IATA code" } }],
});

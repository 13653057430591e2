import { isKind, not } from "./grammar/conditions.ts";
import { signMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";

const generalZoom = 6.8;

export const airports = defineLayer({
  id: "airports",
  title: { zh: "机场", en: "Airports" },
  group: "transport",
  data: { dataset: "airports" },
  shown: true,
  legend: (context) => [
    ...kindEntries(context, "airports", {
      kind: "airport",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "airports", {
      kind: "general-airport",
      tone: "logistics",
      shape: "symbol",
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
      isLifted: true,
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

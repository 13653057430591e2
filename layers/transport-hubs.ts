import { signMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";

export const transportHubs = defineLayer({
  id: "transport-hubs",
  title: { zh: "综合交通枢纽", en: "Transport hubs" },
  group: "transport",
  data: { dataset: "transport-hubs" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "transport-hubs", {
      id: "national",
      kind: "national-hub",
      tone: "rail",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "transport-hubs", {
      id: "regional",
      kind: "regional-hub",
      tone: "rail",
      shape: "symbol",
      existing: true,
    }),
    ...statusEntries(context, "rail", "symbol"),
  ],
  draw: (context) => [
    signMark(context, {
      id: "sign",
      tone: "rail",
      symbol: "hub",
      minzoom: 5,
      labelZoom: 6.4,
      sortKey: 2,
    }),
  ],
});

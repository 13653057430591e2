import { kindEntry, signMark, statusEntries } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const transportHubs = defineLayer({
  id: "transport-hubs",
  title: { zh: "综合交通枢纽", en: "Transport hubs" },
  group: "transport",
  data: { dataset: "transport-hubs" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "national",
      zh: "全国性综合交通枢纽",
      en: "National transport hub",
      kinds: ["national-hub"],
      tone: "rail",
      shape: "symbol",
      icon: "hub",
      existing: true,
    }),
    kindEntry(context, {
      id: "regional",
      zh: "区域性综合交通枢纽",
      en: "Regional transport hub",
      kinds: ["regional-hub"],
      tone: "rail",
      shape: "symbol",
      icon: "hub",
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

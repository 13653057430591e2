import { byKind, kindEntry, signMark, statusEntries, symbolByKind } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const dataCentres = defineLayer({
  id: "data-centres",
  title: { zh: "数据中心与数字平台", en: "Data centres and digital platforms" },
  group: "industry",
  data: { dataset: "data-centres" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "data-cluster",
      zh: "数据中心集群",
      en: "Data-centre cluster",
      kinds: ["data-cluster"],
      tone: "water",
      shape: "symbol",
      icon: "server",
      existing: true,
    }),
    kindEntry(context, {
      id: "data-centre",
      zh: "数据中心",
      en: "Data centre",
      kinds: ["data-centre"],
      tone: "water",
      shape: "symbol",
      icon: "server",
      existing: true,
    }),
    kindEntry(context, {
      id: "digital-platform",
      zh: "数字平台",
      en: "Digital platform",
      kinds: ["digital-platform"],
      tone: "water",
      shape: "symbol",
      icon: "chip",
      existing: true,
    }),
    ...statusEntries(context, "water", "symbol"),
  ],
  draw: (context) => [
    signMark(context, {
      id: "sign",
      tone: "water",
      symbol: symbolByKind(
        [
          ["data-cluster", "server"],
          ["data-centre", "server"],
          ["digital-platform", "chip"],
        ],
        "server",
      ),
      minzoom: 5.5,
      labelZoom: 7.2,
      sortKey: byKind([["data-cluster", 1]], 3),
    }),
  ],
});

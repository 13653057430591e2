import { byKind } from "./grammar/conditions.ts";
import { signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";

export const dataCentres = defineLayer({
  id: "data-centres",
  title: { zh: "数据中心与数字平台", en: "Data centres and digital platforms" },
  group: "industry",
  data: { dataset: "data-centres" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "data-centres", {
      kind: "data-cluster",
      tone: "water",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "data-centres", {
      kind: "data-centre",
      tone: "water",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "data-centres", {
      kind: "digital-platform",
      tone: "water",
      shape: "symbol",
      existing: true,
    }),
    ...statusEntries(context, "water", "symbol"),
  ],
  draw: (context) => [
    signMark(context, {
      id: "sign",
      tone: "water",
      symbol: symbolsOf("data-centres", "server"),
      minzoom: 5.5,
      labelZoom: 7.2,
      sortKey: byKind([["data-cluster", 1]], 3),
    }),
  ],
});

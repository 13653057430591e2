import { byKind } from "./grammar/conditions.ts";
import { signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";

export const logistics = defineLayer({
  id: "logistics",
  title: { zh: "物流与开放平台", en: "Logistics and open platforms" },
  group: "logistics",
  data: { dataset: "logistics" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "logistics", {
      kind: "logistics-hub",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "logistics", {
      kind: "logistics-park",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "logistics", {
      kind: "bonded-zone",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "logistics", {
      kind: "bonded-centre",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "logistics", {
      kind: "rail-freight-centre",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "logistics", {
      kind: "air-port",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "logistics", {
      kind: "air-express",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "logistics", {
      kind: "policy-zone",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "logistics", {
      kind: "expo",
      tone: "logistics",
      shape: "symbol",
      existing: true,
    }),
    ...statusEntries(context, "logistics", "symbol"),
  ],
  draw: (context) => [
    signMark(context, {
      id: "sign",
      tone: "logistics",
      symbol: symbolsOf("logistics", "crate"),
      minzoom: 5.5,
      labelZoom: 7.4,
      sortKey: byKind([["logistics-hub", 2]], 5),
    }),
  ],
  columns: [
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

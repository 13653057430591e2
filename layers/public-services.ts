import { signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";

export const publicServices = defineLayer({
  id: "public-services",
  title: { zh: "公共服务", en: "Public services" },
  group: "services",
  data: { dataset: "public-services" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "public-services", {
      kind: "medical-centre",
      tone: "rail",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "public-services", {
      kind: "elderly-care",
      tone: "rail",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "public-services", {
      kind: "talent-community",
      tone: "rail",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "public-services", {
      kind: "service-window",
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
      symbol: symbolsOf("public-services", "cross"),
      minzoom: 5.5,
      labelZoom: 7,
    }),
  ],
});

import { signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";

export const borderPorts = defineLayer({
  id: "border-ports",
  title: { zh: "边境口岸", en: "Border ports" },
  group: "logistics",
  data: { dataset: "border-ports" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "border-ports", {
      kind: "rail-and-road-port",
      tone: "logistics",
      shape: "symbol",
    }),
    ...kindEntries(context, "border-ports", {
      kind: "road-port",
      tone: "logistics",
      shape: "symbol",
    }),
  ],
  draw: (context) => [
    signMark(context, {
      id: "sign",
      tone: "logistics",
      symbol: symbolsOf("border-ports", "gate"),
      minzoom: 5,
      labelZoom: 5.6,
      sortKey: 1,
    }),
  ],
  columns: [{ key: "oppositePort", title: { zh: "对方口岸", en: "Opposite port" } }],
});

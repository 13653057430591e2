import { areaMarks, signMark } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const growingTowns = defineLayer({
  id: "growing-towns",
  title: { zh: "培育扩容的城镇", en: "Towns to be enlarged" },
  group: "towns",
  data: { dataset: "growing-towns" },
  shown: false,
  legend: (context) => [
    {
      id: "growing",
      label: { zh: "培育扩容的城镇", en: "Town to be enlarged" },
      filter: ["has", "id"],
      swatch: { shape: "symbol", colour: context.theme.tone.culture, icon: "upward" },
    },
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "area", tone: "culture" }),
    signMark(context, {
      id: "sign",
      tone: "culture",
      symbol: "upward",
      labelZoom: 7.4,
      labelSize: 12,
      always: true,
    }),
  ],
});

import { signMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { sayOnlyKind } from "./grammar/legend.ts";
import { areaMarks } from "./grammar/strokes.ts";

export const growingTowns = defineLayer({
  id: "growing-towns",
  title: { zh: "培育扩容的城镇", en: "Towns to be enlarged" },
  group: "towns",
  data: { dataset: "growing-towns" },
  shown: false,
  legend: (context) => [
    {
      id: "growing",
      label: sayOnlyKind("growing-towns"),
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

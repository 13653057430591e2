import { signMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { sayOnlyKind } from "./grammar/legend.ts";
import { areaMarks } from "./grammar/strokes.ts";

export const statisticalZones = defineLayer({
  id: "statistical-zones",
  title: { zh: "统计单列区", en: "Statistical zones" },
  group: "towns",
  data: { dataset: "statistical-zones" },
  shown: false,
  legend: ({ theme }) => [
    {
      id: "zone",
      label: sayOnlyKind("statistical-zones"),
      filter: ["has", "id"],
      swatch: { shape: "symbol", colour: theme.tone.industry, icon: "people" },
    },
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "zone", tone: "industry" }),
    signMark(context, { id: "sign", tone: "industry", symbol: "people", labelZoom: 7.5 }),
  ],
  columns: [
    {
      key: "population2020",
      title: { zh: "人口 2020", en: "Population 2020" },
      unit: { zh: "人", en: "people" },
    },
  ],
});

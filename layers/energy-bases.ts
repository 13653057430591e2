import { labelMark, signMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";
import { areaMarks } from "./grammar/strokes.ts";

export const energyBases = defineLayer({
  id: "energy-bases",
  title: { zh: "新能源基地", en: "New-energy bases" },
  group: "energy",
  data: { dataset: "energy-bases" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "energy-bases", {
      id: "base",
      kind: "new-energy-base",
      tone: "energy",
      shape: "fill",
      schematic: true,
      existing: true,
    }),
    ...statusEntries(context, "energy", "fill"),
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "base", tone: "energy" }),
    signMark(context, { id: "sign", tone: "energy", symbol: "bolt", labelZoom: 5.5 }),
    labelMark(context, {
      id: "name",
      inArea: true,
      minzoom: 5,
      strong: true,
      size: [
        [5, 11],
        [9, 15],
      ],
      colour: context.theme.tone.energy,
    }),
  ],
  columns: [
    { key: "capacityMegawatts", title: { zh: "装机规模", en: "Capacity" }, unit: { zh: "兆瓦", en: "MW" } },
  ],
});

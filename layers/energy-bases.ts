import { areaMarks, kindEntry, labelMark, signMark, statusEntries } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const energyBases = defineLayer({
  id: "energy-bases",
  title: { zh: "新能源基地", en: "New-energy bases" },
  group: "energy",
  data: { dataset: "energy-bases" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "base",
      zh: "千万千瓦级新能源基地",
      en: "10-GW new-energy base",
      kinds: ["new-energy-base"],
      tone: "energy",
      shape: "fill",
      hatch: true,
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

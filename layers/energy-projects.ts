import { signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";
import { areaMarks } from "./grammar/strokes.ts";

export const energyProjects = defineLayer({
  id: "energy-projects",
  title: { zh: "新能源项目", en: "New-energy projects" },
  group: "energy",
  data: { dataset: "energy-projects" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "energy-projects", {
      kind: "solar",
      tone: "energy",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "energy-projects", {
      kind: "wind",
      tone: "energy",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "energy-projects", {
      kind: "wind-solar",
      tone: "energy",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "energy-projects", {
      kind: "green-hydrogen",
      tone: "energy",
      shape: "symbol",
      existing: true,
    }),
    ...kindEntries(context, "energy-projects", {
      kind: "desert-base",
      tone: "energy",
      shape: "symbol",
      existing: true,
    }),
    ...statusEntries(context, "energy", "symbol"),
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "area", tone: "energy" }),
    signMark(context, {
      id: "sign",
      tone: "energy",
      symbol: symbolsOf("energy-projects", "bolt"),
      minzoom: 5.5,
      labelZoom: 7.4,
      sortKey: ["-", 0, ["to-number", ["get", "capacityMegawatts"], 0]],
    }),
  ],
  columns: [
    { key: "capacityMegawatts", title: { zh: "装机规模", en: "Capacity" }, unit: { zh: "兆瓦", en: "MW" } },
  ],
});

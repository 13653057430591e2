import { labelMark, signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";
import { areaMarks, sizedSignMark, strokeMarks } from "./grammar/strokes.ts";

export const waterWorks = defineLayer({
  id: "water-works",
  title: { zh: "水利与蓄滞洪区", en: "Water works and flood detention" },
  group: "ecology",
  data: { dataset: "water-works" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "water-works", {
      kind: "flood-detention",
      tone: "water",
      shape: "fill",
      schematic: true,
      saysSchematic: true,
    }),
    ...kindEntries(context, "water-works", {
      kind: "reservoir",
      tone: "water",
      shape: "symbol",
    }),
    ...kindEntries(context, "water-works", {
      kind: "dam",
      tone: "water",
      shape: "symbol",
    }),
    ...kindEntries(context, "water-works", {
      kind: "intake",
      tone: "water",
      shape: "symbol",
    }),
    ...kindEntries(context, "water-works", {
      kind: "water-plant",
      tone: "water",
      shape: "symbol",
    }),
    ...kindEntries(context, "water-works", {
      kind: "water-transfer",
      tone: "water",
      shape: "line",
      width: 2,
      schematic: true,
      saysSchematic: true,
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "area", tone: "water", strength: 0.4, patternStrength: 0.9 }),
    ...strokeMarks(context, {
      id: "transfer",
      tone: "water",
      linesOnly: true,
      width: [
        [6, 1.4],
        [11, 3],
      ],
    }),
    sizedSignMark(context, { id: "sized", tone: "water", symbol: "waves", minzoom: 6 }),
    labelMark(context, {
      id: "area-name",
      inArea: true,
      minzoom: 7.2,
      size: [
        [7, 10.5],
        [11, 13],
      ],
      colour: context.theme.waterText,
    }),
    signMark(context, {
      id: "sign",
      tone: "water",
      symbol: symbolsOf("water-works", "waves"),
      minzoom: 5.5,
      labelZoom: 7.4,
      labelColour: context.theme.waterText,
    }),
  ],
  columns: [
    {
      key: "storageMillionCubicMetres",
      title: { zh: "库容", en: "Storage" },
      unit: { zh: "百万 m³", en: "million m³" },
    },
    {
      key: "flowCubicMetresPerDay",
      title: { zh: "日供水量", en: "Supply" },
      unit: { zh: "m³/日", en: "m³ a day" },
    },
    { key: "capacityMegawatts", title: { zh: "装机容量", en: "Power" }, unit: { zh: "MW", en: "MW" } },
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

import {
  byKind,
  isPoint,
  kindEntry,
  labelMark,
  not,
  signMark,
  statusEntries,
  strokeMarks,
} from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const uhvLines = defineLayer({
  id: "uhv-lines",
  title: { zh: "特高压外送通道", en: "UHV transmission outlets" },
  group: "energy",
  data: { dataset: "uhv-lines" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "uhv-ac",
      zh: "特高压交流（示意）",
      en: "UHV alternating current (schematic)",
      kinds: ["uhv-ac"],
      tone: "energy",
      shape: "line",
      existing: true,
      dash: [7, 1.8],
      width: 2,
    }),
    kindEntry(context, {
      id: "uhv-dc",
      zh: "特高压直流（示意）",
      en: "UHV direct current (schematic)",
      kinds: ["uhv-dc"],
      tone: "energy",
      shape: "line",
      existing: true,
      dash: [7, 1.8],
      width: 3,
    }),
    kindEntry(context, {
      id: "direction",
      zh: "送电方向（示意）",
      en: "Direction of supply (schematic)",
      kinds: ["direction"],
      tone: "energy",
      shape: "line",
      existing: true,
      dash: [7, 1.8],
      width: 1.2,
    }),
    kindEntry(context, {
      id: "substation",
      zh: "特高压变电站",
      en: "UHV substation",
      kinds: ["substation"],
      tone: "energy",
      shape: "symbol",
      existing: true,
      icon: "pylon",
    }),
    ...statusEntries(context, "energy", "line"),
  ],
  draw: (context) => [
    ...strokeMarks(context, {
      id: "line",
      tone: "energy",
      width: [
        [
          5,
          byKind(
            [
              ["uhv-dc", 2],
              ["direction", 1],
            ],
            1.4,
          ),
        ],
        [
          9,
          byKind(
            [
              ["uhv-dc", 3.4],
              ["direction", 1.8],
            ],
            2.4,
          ),
        ],
      ],
      linesOnly: true,
    }),
    labelMark(context, {
      id: "name",
      placement: "line",
      minzoom: 6,
      size: [
        [6, 10.5],
        [10, 12.5],
      ],
      colour: context.theme.tone.energy,
      filter: not(isPoint),
    }),
    signMark(context, { id: "sign", tone: "energy", symbol: "pylon", labelZoom: 7.4 }),
  ],
  columns: [
    { key: "capacityMegawatts", title: { zh: "输电能力", en: "Capacity" }, unit: { zh: "兆瓦", en: "MW" } },
  ],
});

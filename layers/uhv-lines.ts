import { byKind, isPoint, not } from "./grammar/conditions.ts";
import { labelMark, signMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";
import { strokeMarks } from "./grammar/strokes.ts";

export const uhvLines = defineLayer({
  id: "uhv-lines",
  title: { zh: "特高压外送通道", en: "UHV transmission outlets" },
  group: "energy",
  data: { dataset: "uhv-lines" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "uhv-lines", {
      kind: "uhv-ac",
      tone: "energy",
      shape: "line",
      existing: true,
      schematic: true,
      width: 2,
      saysSchematic: true,
    }),
    ...kindEntries(context, "uhv-lines", {
      kind: "uhv-dc",
      tone: "energy",
      shape: "line",
      existing: true,
      schematic: true,
      width: 3,
      saysSchematic: true,
    }),
    ...kindEntries(context, "uhv-lines", {
      kind: "direction",
      tone: "energy",
      shape: "line",
      existing: true,
      schematic: true,
      width: 1.2,
      saysSchematic: true,
    }),
    ...kindEntries(context, "uhv-lines", {
      kind: "substation",
      tone: "energy",
      shape: "symbol",
      existing: true,
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

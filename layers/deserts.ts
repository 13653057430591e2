import { areaMarks, kindEntry, labelMark } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const deserts = defineLayer({
  id: "deserts",
  title: { zh: "沙漠沙地", en: "Deserts and sandy land" },
  group: "ecology",
  data: { dataset: "deserts" },
  shown: true,
  legend: (context) => [
    kindEntry(context, {
      id: "desert",
      zh: "沙漠（示意）",
      en: "Desert (schematic)",
      kinds: ["desert"],
      tone: "sand",
      shape: "fill",
      hatch: true,
    }),
    kindEntry(context, {
      id: "sandy-land",
      zh: "沙地（示意）",
      en: "Sandy land (schematic)",
      kinds: ["sandy-land"],
      tone: "sand",
      shape: "fill",
      hatch: true,
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, {
      id: "desert",
      tone: "sand",
      strength: 0.16,
      hatchStrength: 0.5,
      opacity: 0.45,
    }),
    labelMark(context, {
      id: "name",
      inArea: true,
      minzoom: 5.8,
      size: [
        [5, 10.5],
        [9, 15],
      ],
      letterSpacing: 0.3,
      colour: context.theme.tone.sand,
    }),
  ],
  columns: [
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

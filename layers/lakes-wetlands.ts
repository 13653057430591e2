import { areaMarks, isKind, kindEntry, labelMark, not, strokeMarks } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const lakesWetlands = defineLayer({
  id: "lakes-wetlands",
  title: { zh: "湖泊湿地", en: "Lakes and wetlands" },
  group: "ecology",
  data: { dataset: "lakes-wetlands" },
  shown: true,
  legend: (context) => [
    kindEntry(context, { id: "lake", zh: "湖泊", en: "Lake", kinds: ["lake"], tone: "water", shape: "fill" }),
    kindEntry(context, {
      id: "lake-historic",
      zh: "历史湖面",
      en: "Historic shoreline",
      kinds: ["lake-historic"],
      // Gone from the ground, so drawn as what is closed.
      tone: "closed",
      shape: "line",
    }),
    kindEntry(context, {
      id: "dry-lake-bed",
      zh: "干涸湖盆、湿地（示意）",
      en: "Dry lake bed, wetland (schematic)",
      kinds: ["dry-lake-bed", "lake-wetland"],
      tone: "water",
      shape: "fill",
      hatch: true,
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, {
      id: "lake",
      tone: "water",
      strength: 0.45,
      filter: not(isKind("lake-historic")),
      hatchStrength: 0.8,
    }),
    ...strokeMarks(context, {
      id: "historic",
      tone: "water",
      filter: isKind("lake-historic"),
      minzoom: 7.5,
      opacity: 0.6,
      width: [
        [7, 0.7],
        [11, 1.4],
      ],
    }),
    labelMark(context, {
      id: "name",
      inArea: true,
      minzoom: 6.8,
      size: [
        [6, 10.5],
        [11, 14],
      ],
      colour: context.theme.waterText,
      filter: not(isKind("lake-historic")),
    }),
  ],
  columns: [
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

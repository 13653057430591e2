import { areaMarks, kindEntry, labelMark, signMark, strokeMarks, symbolByKind } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const waterWorks = defineLayer({
  id: "water-works",
  title: { zh: "水利与蓄滞洪区", en: "Water works and flood detention" },
  group: "ecology",
  data: { dataset: "water-works" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "flood-detention",
      zh: "蓄滞洪区（示意）",
      en: "Flood-detention area (schematic)",
      kinds: ["flood-detention"],
      tone: "water",
      shape: "fill",
      hatch: true,
    }),
    kindEntry(context, {
      id: "reservoir",
      zh: "水库",
      en: "Reservoir",
      kinds: ["reservoir"],
      tone: "water",
      shape: "symbol",
      icon: "waves",
    }),
    kindEntry(context, {
      id: "dam",
      zh: "水利枢纽",
      en: "Dam",
      kinds: ["dam"],
      tone: "water",
      shape: "symbol",
      icon: "dam",
    }),
    kindEntry(context, {
      id: "intake",
      zh: "取水口",
      en: "Intake",
      kinds: ["intake"],
      tone: "water",
      shape: "symbol",
      icon: "intake",
    }),
    kindEntry(context, {
      id: "water-plant",
      zh: "净水厂",
      en: "Water plant",
      kinds: ["water-plant"],
      tone: "water",
      shape: "symbol",
      icon: "drop",
    }),
    kindEntry(context, {
      id: "water-transfer",
      zh: "引调水工程（示意）",
      en: "Water transfer (schematic)",
      kinds: ["water-transfer"],
      tone: "water",
      shape: "line",
      width: 2,
      dash: [7, 1.8],
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "area", tone: "water", strength: 0.4, hatchStrength: 0.9 }),
    ...strokeMarks(context, {
      id: "transfer",
      tone: "water",
      linesOnly: true,
      width: [
        [6, 1.4],
        [11, 3],
      ],
    }),
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
      symbol: symbolByKind(
        [
          ["reservoir", "waves"],
          ["dam", "dam"],
          ["intake", "intake"],
          ["water-plant", "drop"],
        ],
        "waves",
      ),
      minzoom: 5.5,
      labelZoom: 7.4,
      labelColour: context.theme.waterText,
    }),
  ],
  columns: [
    { key: "capacity", title: { zh: "规模", en: "Capacity" } },
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

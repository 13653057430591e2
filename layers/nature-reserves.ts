import { areaMarks, isKind, kindEntry, labelMark, not, signMark, symbolByKind } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const natureReserves = defineLayer({
  id: "nature-reserves",
  title: { zh: "自然保护地", en: "Nature reserves and parks" },
  group: "ecology",
  data: { dataset: "nature-reserves" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "nature-reserve",
      zh: "自然保护区",
      en: "Nature reserve",
      kinds: ["nature-reserve"],
      tone: "nature",
      shape: "symbol",
      icon: "leaf",
    }),
    kindEntry(context, {
      id: "wetland-park",
      zh: "湿地公园",
      en: "Wetland park",
      kinds: ["wetland-park"],
      tone: "nature",
      shape: "symbol",
      icon: "reeds",
    }),
    kindEntry(context, {
      id: "geopark",
      zh: "地质公园",
      en: "Geopark",
      kinds: ["geopark"],
      tone: "nature",
      shape: "symbol",
      icon: "peaks",
    }),
    kindEntry(context, {
      id: "forest-park",
      zh: "森林公园",
      en: "Forest park",
      kinds: ["forest-park"],
      tone: "nature",
      shape: "symbol",
      icon: "tree",
    }),
    kindEntry(context, {
      id: "national-park-idea",
      zh: "国家公园（设想）",
      en: "National park (idea)",
      kinds: ["national-park-idea"],
      tone: "nature",
      shape: "symbol",
      icon: "bird",
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, {
      id: "idea",
      tone: "nature",
      filter: isKind("national-park-idea"),
      strength: 0.1,
      hatchStrength: 0.2,
    }),
    ...areaMarks(context, {
      id: "reserve",
      tone: "nature",
      filter: not(isKind("national-park-idea")),
      strength: 0.35,
    }),
    labelMark(context, {
      id: "area-name",
      inArea: true,
      minzoom: 7,
      size: [
        [7, 10.5],
        [11, 13],
      ],
      colour: context.theme.natureText,
    }),
    signMark(context, {
      id: "sign",
      tone: "nature",
      symbol: symbolByKind(
        [
          ["nature-reserve", "leaf"],
          ["wetland-park", "reeds"],
          ["geopark", "peaks"],
          ["forest-park", "tree"],
          ["national-park-idea", "bird"],
        ],
        "leaf",
      ),
      minzoom: 5.5,
      labelZoom: 7.8,
      labelColour: context.theme.natureText,
    }),
  ],
  columns: [
    { key: "level", title: { zh: "级别", en: "Level" } },
    { key: "areaSquareKilometres", title: { zh: "面积", en: "Area" }, unit: { zh: "km²", en: "km²" } },
  ],
});

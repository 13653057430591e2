import { isKind, not } from "./grammar/conditions.ts";
import { labelMark, signMark, symbolsOf } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";
import { areaMarks, sizedSignMark } from "./grammar/strokes.ts";

const signs = symbolsOf("nature-reserves", "leaf");

export const natureReserves = defineLayer({
  id: "nature-reserves",
  title: { zh: "自然保护地", en: "Nature reserves and parks" },
  group: "ecology",
  data: { dataset: "nature-reserves" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "nature-reserves", {
      kind: "nature-reserve",
      tone: "nature",
      shape: "symbol",
    }),
    ...kindEntries(context, "nature-reserves", {
      kind: "wetland-park",
      tone: "nature",
      shape: "symbol",
    }),
    ...kindEntries(context, "nature-reserves", {
      kind: "geopark",
      tone: "nature",
      shape: "symbol",
    }),
    ...kindEntries(context, "nature-reserves", {
      kind: "forest-park",
      tone: "nature",
      shape: "symbol",
    }),
    ...kindEntries(context, "nature-reserves", {
      kind: "national-park-idea",
      tone: "nature",
      shape: "symbol",
    }),
  ],
  draw: (context) => [
    ...areaMarks(context, {
      id: "idea",
      tone: "nature",
      filter: isKind("national-park-idea"),
      strength: 0.1,
      patternStrength: 0.2,
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
    sizedSignMark(context, {
      id: "sized",
      tone: "nature",
      symbol: signs,
      minzoom: 5.5,
    }),
    signMark(context, {
      id: "sign",
      tone: "nature",
      symbol: signs,
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

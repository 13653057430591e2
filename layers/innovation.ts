import { areaMarks, kindEntry, labelMark, signMark, statusEntries, symbolByKind } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const innovation = defineLayer({
  id: "innovation",
  title: { zh: "创新平台", en: "Innovation" },
  group: "industry",
  data: { dataset: "innovation" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "national-centre",
      zh: "国家创新中心",
      en: "National innovation centre",
      kinds: ["national-centre"],
      tone: "culture",
      shape: "symbol",
      icon: "bulb",
      existing: true,
    }),
    kindEntry(context, {
      id: "institute",
      zh: "研究院所",
      en: "Research institute",
      kinds: ["institute"],
      tone: "culture",
      shape: "symbol",
      icon: "mortarboard",
      existing: true,
    }),
    kindEntry(context, {
      id: "innovation-zone",
      zh: "创新示范区",
      en: "Innovation demonstration zone",
      kinds: ["innovation-zone"],
      tone: "culture",
      shape: "symbol",
      icon: "star",
      existing: true,
    }),
    ...statusEntries(context, "culture", "symbol"),
  ],
  draw: (context) => [
    ...areaMarks(context, { id: "area", tone: "culture", hatchStrength: 0.3 }),
    labelMark(context, {
      id: "area-name",
      inArea: true,
      minzoom: 6,
      size: [
        [6, 11],
        [10, 14],
      ],
    }),
    signMark(context, {
      id: "sign",
      tone: "culture",
      symbol: symbolByKind(
        [
          ["national-centre", "bulb"],
          ["institute", "mortarboard"],
          ["innovation-zone", "star"],
        ],
        "bulb",
      ),
      minzoom: 5.5,
      labelZoom: 7,
    }),
  ],
});

import { isKind, kindEntry, labelMark, not, statusEntries, strokeMarks } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

const trunkZoom = 6.6;

export const roads = defineLayer({
  id: "roads",
  title: { zh: "公路", en: "Roads" },
  group: "transport",
  data: { dataset: "roads" },
  shown: true,
  legend: (context) => [
    kindEntry(context, {
      id: "expressway",
      zh: "高速公路（走向示意）",
      en: "Expressway (schematic course)",
      kinds: ["expressway"],
      tone: "road",
      shape: "line",
      existing: true,
      width: 2.4,
      dash: [7, 1.8],
    }),
    kindEntry(context, {
      id: "trunk",
      zh: "国道（走向示意）",
      en: "Trunk road (schematic course)",
      kinds: ["trunk"],
      tone: "road",
      shape: "line",
      existing: true,
      width: 1.2,
      dash: [7, 1.8],
      fromZoom: trunkZoom,
    }),
    ...statusEntries(context, "road", "line"),
  ],
  draw: (context) => [
    ...strokeMarks(context, {
      id: "trunk",
      tone: "road",
      filter: isKind("trunk"),
      minzoom: trunkZoom,
      opacity: 0.75,
      width: [
        [6, 0.6],
        [9, 1.3],
        [12, 2.2],
      ],
    }),
    ...strokeMarks(context, {
      id: "expressway",
      tone: "road",
      filter: not(isKind("trunk")),
      width: [
        [5, 0.9],
        [8, 1.8],
        [12, 3.6],
      ],
    }),
    labelMark(context, {
      id: "number",
      onLine: true,
      placement: "line",
      field: ["get", "roadNumber"],
      minzoom: 6.6,
      strong: true,
      size: [
        [6, 9.5],
        [11, 12],
      ],
      colour: context.theme.muted,
    }),
  ],
  columns: [
    { key: "roadNumber", title: { zh: "编号", en: "Number" } },
    { key: "lengthKilometres", title: { zh: "长度", en: "Length" }, unit: { zh: "公里", en: "km" } },
    { key: "lanes", title: { zh: "车道", en: "Lanes" } },
  ],
});

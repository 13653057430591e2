import { kindEntry, labelMark, strokeMarks } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const outwardCorridors = defineLayer({
  id: "outward-corridors",
  title: { zh: "对外通道", en: "Outward corridors" },
  group: "logistics",
  data: { dataset: "outward-corridors" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "northward",
      zh: "向北通道",
      en: "Northward corridor",
      kinds: ["northward"],
      tone: "road",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "china-europe-train",
      zh: "中欧班列通道",
      en: "China–Europe trains",
      kinds: ["china-europe-train"],
      tone: "road",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "city-cluster",
      zh: "通往城市群",
      en: "To other city clusters",
      kinds: ["city-cluster"],
      tone: "road",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "land-sea",
      zh: "陆海通道",
      en: "Land–sea corridor",
      kinds: ["land-sea"],
      tone: "road",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "energy-import",
      zh: "能源进口通道",
      en: "Energy imports",
      kinds: ["energy-import"],
      tone: "road",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "air-route",
      zh: "航线",
      en: "Air route",
      kinds: ["air-route"],
      tone: "road",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "hinterland-axis",
      zh: "腹地轴线",
      en: "Hinterland axis",
      kinds: ["hinterland-axis"],
      tone: "road",
      shape: "arc",
    }),
  ],
  draw: (context) => [
    // The course on the ground; the arcs above it are deck.gl's.
    ...strokeMarks(context, {
      id: "course",
      tone: "road",
      opacity: 0.35,
      width: [
        [4, 0.9],
        [9, 1.8],
      ],
      schematicDash: [5, 2.4],
    }),
    labelMark(context, {
      id: "name",
      placement: "line",
      minzoom: 5.5,
      size: [
        [4, 10],
        [9, 12.5],
      ],
      colour: context.theme.muted,
    }),
  ],
  rise: { kind: "arc", colour: (theme) => theme.tone.road },
});

import { labelMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";
import { strokeMarks, thinning } from "./grammar/strokes.ts";

export const outwardCorridors = defineLayer({
  id: "outward-corridors",
  title: { zh: "对外通道", en: "Outward corridors" },
  group: "logistics",
  data: { dataset: "outward-corridors" },
  course: { tapering: "all", isBundled: true },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "outward-corridors", {
      kind: "northward",
      tone: "road",
      shape: "arc",
    }),
    ...kindEntries(context, "outward-corridors", {
      kind: "china-europe-train",
      tone: "road",
      shape: "arc",
    }),
    ...kindEntries(context, "outward-corridors", {
      kind: "city-cluster",
      tone: "road",
      shape: "arc",
    }),
    ...kindEntries(context, "outward-corridors", {
      kind: "land-sea",
      tone: "road",
      shape: "arc",
    }),
    ...kindEntries(context, "outward-corridors", {
      kind: "energy-import",
      tone: "road",
      shape: "arc",
    }),
    ...kindEntries(context, "outward-corridors", {
      kind: "air-route",
      tone: "road",
      shape: "arc",
    }),
    ...kindEntries(context, "outward-corridors", {
      kind: "hinterland-axis",
      tone: "road",
      shape: "arc",
    }),
  ],
  draw: (context) => [
    // Bundled by direction, and thinner towards their ends: what they lead to matters less than where they leave.
    ...strokeMarks(context, {
      id: "course",
      tone: "road",
      opacity: 0.85,
      withoutBand: true,
      width: [
        [4, thinning(2.6)],
        [9, thinning(4.6)],
      ],
    }),
    labelMark(context, {
      id: "name",
      placement: "line",
      minzoom: 5.5,
      smooth: true,
      size: [
        [4, 10],
        [9, 12.5],
      ],
      colour: context.theme.muted,
    }),
  ],
});

import { isKind, not } from "./grammar/conditions.ts";
import { labelMark, nameLabel } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";
import { strokeMarks, thinning } from "./grammar/strokes.ts";

export const cooperation = defineLayer({
  id: "cooperation",
  title: { zh: "区域合作", en: "Regional cooperation" },
  group: "logistics",
  data: { dataset: "cooperation" },
  course: { tapering: "all", isBundled: true },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "cooperation", {
      kind: "city-cluster",
      tone: "logistics",
      shape: "arc",
    }),
    ...kindEntries(context, "cooperation", {
      kind: "port",
      tone: "logistics",
      shape: "arc",
    }),
    ...kindEntries(context, "cooperation", {
      kind: "innovation",
      tone: "logistics",
      shape: "arc",
    }),
    ...kindEntries(context, "cooperation", {
      kind: "inner-mongolia",
      tone: "logistics",
      shape: "arc",
    }),
    ...kindEntries(context, "cooperation", {
      kind: "border",
      tone: "logistics",
      shape: "arc",
    }),
    ...kindEntries(context, "cooperation", {
      kind: "internal",
      tone: "logistics",
      shape: "arc",
    }),
  ],
  draw: (context) => [
    // Bundled by direction, and thinner towards their ends: what they lead to matters less than where they leave.
    ...strokeMarks(context, {
      id: "course",
      tone: "logistics",
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
      smooth: true,
      minzoom: 7,
      size: [
        [4, 10],
        [9, 12.5],
      ],
      colour: context.theme.muted,
    }),
    // Whom a curve leads to, at its far end; the four cities have their names already.
    labelMark(context, {
      id: "goal",
      filter: not(isKind("internal")),
      inArea: true,
      strong: true,
      field: nameLabel(context, { zh: "toName:zh", en: "toName:en" }),
      anchors: ["bottom", "top", "right", "left"],
      size: [
        [4, 12],
        [9, 15],
      ],
      colour: context.theme.tone.logistics,
    }),
  ],
});

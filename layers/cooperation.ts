import { isKind, kindEntry, labelMark, nameLabel, not, strokeMarks } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const cooperation = defineLayer({
  id: "cooperation",
  title: { zh: "区域合作", en: "Regional cooperation" },
  group: "logistics",
  data: { dataset: "cooperation" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "city-cluster",
      zh: "与城市群合作",
      en: "With other city clusters",
      kinds: ["city-cluster"],
      tone: "logistics",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "port",
      zh: "与港口合作",
      en: "With sea ports",
      kinds: ["port"],
      tone: "logistics",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "innovation",
      zh: "创新合作",
      en: "Innovation",
      kinds: ["innovation"],
      tone: "logistics",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "inner-mongolia",
      zh: "自治区内合作",
      en: "Within Inner Mongolia",
      kinds: ["inner-mongolia"],
      tone: "logistics",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "border",
      zh: "边境合作",
      en: "Across the border",
      kinds: ["border"],
      tone: "logistics",
      shape: "arc",
    }),
    kindEntry(context, {
      id: "internal",
      zh: "四市之间",
      en: "Among the four cities",
      kinds: ["internal"],
      tone: "logistics",
      shape: "arc",
    }),
  ],
  draw: (context) => [
    // The course on the ground; the arcs above it are deck.gl's.
    ...strokeMarks(context, {
      id: "course",
      tone: "logistics",
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
      minzoom: 7,
      size: [
        [4, 10],
        [9, 12.5],
      ],
      colour: context.theme.muted,
    }),
    // Whom an arc leads to, at its far end; the four cities have their names already.
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
  rise: { kind: "arc", colour: (theme) => theme.tone.logistics },
});

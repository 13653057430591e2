import { byKind, byZoom, every, hasStatus, isKind, not } from "./grammar/conditions.ts";
import { labelMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";
import { strokeMarks } from "./grammar/strokes.ts";

export const railLines = defineLayer({
  id: "rail-lines",
  title: { zh: "铁路", en: "Railways" },
  group: "transport",
  data: { dataset: "rail-lines" },
  shown: true,
  legend: (context) => [
    ...kindEntries(context, "rail-lines", {
      kind: "high-speed",
      tone: "rail",
      shape: "line",
      existing: true,
      width: 3.6,
      core: context.theme.paper,
    }),
    ...kindEntries(context, "rail-lines", {
      kind: "intercity",
      tone: "rail",
      shape: "line",
      existing: true,
      width: 2.4,
    }),
    ...kindEntries(context, "rail-lines", {
      kind: "conventional",
      tone: "rail",
      shape: "line",
      existing: true,
      width: 1.4,
    }),
    ...kindEntries(context, "rail-lines", {
      kind: "freight",
      tone: "closed",
      shape: "line",
      existing: true,
      width: 1.4,
    }),
    ...kindEntries(context, "rail-lines", {
      kind: "urban-transit",
      tone: "culture",
      shape: "line",
      existing: true,
      width: 2,
    }),
    ...statusEntries(context, "rail", "line"),
  ],
  draw: (context) => [
    ...strokeMarks(context, {
      id: "minor",
      tone: "rail",
      filter: isKind("conventional", "freight"),
      colour: byKind([["freight", context.theme.tone.closed]], context.theme.tone.rail),
      opacity: 0.8,
      width: [
        [5, byKind([["freight", 0.7]], 0.9)],
        [8, byKind([["freight", 1.1]], 1.4)],
        [12, 2.2],
      ],
    }),
    // A pale core makes the fast lines the only double stroke of the map.
    ...strokeMarks(context, {
      id: "fast",
      tone: "rail",
      filter: isKind("high-speed", "intercity", "urban-transit"),
      colour: byKind([["urban-transit", context.theme.tone.culture]], context.theme.tone.rail),
      width: [
        [5, byKind([["high-speed", 2.2]], 1.6)],
        [8, byKind([["high-speed", 3.4]], 2.6)],
        [12, byKind([["high-speed", 5.5]], 4)],
      ],
    }),
    {
      id: "core",
      type: "line",
      filter: every(hasStatus(context.phase, "existing"), isKind("high-speed")),
      paint: {
        "line-color": context.theme.paper,
        "line-width": byZoom([
          [5, 0.6],
          [8, 1.1],
          [12, 2.2],
        ]),
        "line-opacity": 0.9,
      },
    },
    labelMark(context, {
      id: "fast-name",
      placement: "line",
      minzoom: 7,
      size: [
        [7, 10.5],
        [11, 13],
      ],
      colour: context.theme.tone.rail,
      filter: isKind("high-speed", "intercity"),
    }),
    labelMark(context, {
      id: "minor-name",
      placement: "line",
      minzoom: 8.6,
      size: [
        [8, 10],
        [12, 12.5],
      ],
      colour: context.theme.muted,
      filter: not(isKind("high-speed", "intercity")),
    }),
  ],
  columns: [
    { key: "lengthKilometres", title: { zh: "长度", en: "Length" }, unit: { zh: "公里", en: "km" } },
    {
      key: "designKilometresPerHour",
      title: { zh: "设计速度", en: "Design speed" },
      unit: { zh: "公里/小时", en: "km/h" },
    },
    {
      key: "operatingKilometresPerHour",
      title: { zh: "运营速度", en: "Operating speed" },
      unit: { zh: "公里/小时", en: "km/h" },
    },
  ],
});

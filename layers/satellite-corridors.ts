import { byZoom, hasStatus, isDrawn } from "./grammar/conditions.ts";
import { labelMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { sayOnlyKind } from "./grammar/legend.ts";
import { strokeMarks } from "./grammar/strokes.ts";

export const satelliteCorridors = defineLayer({
  id: "satellite-corridors",
  title: { zh: "卫星城镇走廊", en: "Satellite-town corridors" },
  group: "towns",
  data: { dataset: "satellite-corridors" },
  shown: true,
  legend: (context) => [
    {
      id: "corridor",
      label: sayOnlyKind("satellite-corridors", true),
      filter: isDrawn(context.phase),
      swatch: { shape: "line", colour: context.theme.tone.culture, width: 2, isSoft: true },
    },
    {
      id: "ahead",
      label: { zh: "规划提出的走廊（此时尚无）", en: "Corridor the plan proposes (not there yet)" },
      filter: hasStatus(context.phase, "absent"),
      ofAbsent: true,
      swatch: {
        shape: "line",
        colour: context.theme.tone.culture,
        width: 1.2,
        isSoft: true,
        status: "planned",
      },
    },
  ],
  draw: (context) => [
    // Before its time a corridor is an intention: paler than what is planned, and still in sight.
    {
      id: "ahead",
      type: "line",
      filter: hasStatus(context.phase, "absent"),
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": context.theme.tone.culture,
        "line-width": byZoom([
          [5, 7],
          [8, 16],
          [11, 30],
        ]),
        "line-opacity": 0.14,
        "line-blur": 2,
      },
    },
    // A band, not a line: it joins towns, it is no road between them.
    {
      id: "band",
      type: "line",
      filter: isDrawn(context.phase),
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": context.theme.tone.culture,
        "line-width": byZoom([
          [5, 7],
          [8, 16],
          [11, 30],
        ]),
        "line-opacity": 0.2,
      },
    },
    ...strokeMarks(context, {
      id: "axis",
      tone: "culture",
      width: [
        [5, 0.8],
        [9, 1.6],
      ],
      opacity: 0.7,
    }),
    labelMark(context, {
      id: "name",
      onLine: true,
      placement: "line",
      minzoom: 8.6,
      size: [
        [8, 11],
        [11, 14],
      ],
      colour: context.theme.muted,
    }),
  ],
});

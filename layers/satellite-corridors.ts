import { byZoom, isDrawn, labelMark, strokeMarks } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const satelliteCorridors = defineLayer({
  id: "satellite-corridors",
  title: { zh: "卫星城镇走廊", en: "Satellite-town corridors" },
  group: "towns",
  data: { dataset: "satellite-corridors" },
  shown: true,
  legend: (context) => [
    {
      id: "corridor",
      label: { zh: "卫星城镇走廊（示意）", en: "Satellite-town corridor (schematic)" },
      filter: ["has", "id"],
      swatch: { shape: "line", colour: context.theme.tone.culture, width: 6 },
    },
  ],
  draw: (context) => [
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
      schematicDash: [5, 2.4],
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

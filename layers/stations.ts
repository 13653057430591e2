import {
  byZoom,
  every,
  hasStatus,
  isDrawn,
  isKind,
  isSchematic,
  kindEntry,
  labelMark,
  statusEntries,
} from "./grammar.ts";
import { defineLayer } from "./layer.ts";

const stationZoom = 7;
const haltZoom = 8;

export const stations = defineLayer({
  id: "stations",
  title: { zh: "车站", en: "Stations" },
  group: "transport",
  data: { dataset: "stations" },
  shown: true,
  legend: (context) => [
    kindEntry(context, {
      id: "station",
      zh: "客运车站",
      en: "Passenger station",
      kinds: ["station"],
      tone: "rail",
      shape: "circle",
      existing: true,
      fromZoom: stationZoom,
    }),
    kindEntry(context, {
      id: "halt",
      zh: "乘降所、小站",
      en: "Halt or small station",
      kinds: ["halt"],
      tone: "rail",
      shape: "circle",
      existing: true,
      icon: "ring",
      fromZoom: haltZoom,
    }),
    ...statusEntries(context, "rail", "circle", ["under-construction", "planned", "closed"]),
  ],
  draw: (context) => [
    {
      id: "halt",
      type: "circle",
      minzoom: haltZoom,
      filter: every(isDrawn(context.phase), isKind("halt")),
      paint: {
        "circle-radius": byZoom([
          [8, 1.6],
          [12, 3.6],
        ]),
        "circle-color": context.theme.paper,
        "circle-stroke-color": context.theme.tone.rail,
        "circle-stroke-width": 1,
        "circle-opacity": 0.9,
      },
    },
    {
      id: "station",
      type: "circle",
      minzoom: stationZoom,
      filter: every(isDrawn(context.phase), isKind("station")),
      paint: {
        "circle-radius": byZoom([
          [6, 1.8],
          [8, 3],
          [12, 6],
        ]),
        "circle-color": [
          "case",
          hasStatus(context.phase, "existing"),
          context.theme.tone.rail,
          context.theme.paper,
        ],
        "circle-stroke-color": [
          "case",
          hasStatus(context.phase, "existing"),
          context.theme.paper,
          context.theme.tone.rail,
        ],
        "circle-stroke-width": 1.2,
        "circle-opacity": ["case", isSchematic, 0.7, 1],
      },
    },
    labelMark(context, {
      id: "station-name",
      minzoom: 8.4,
      size: [
        [8, 10.5],
        [12, 14],
      ],
      colour: context.theme.muted,
      filter: isKind("station"),
      anchors: ["left", "right", "top", "bottom"],
    }),
    labelMark(context, {
      id: "halt-name",
      minzoom: 10.2,
      size: [
        [10, 10],
        [12, 12],
      ],
      colour: context.theme.muted,
      filter: isKind("halt"),
      anchors: ["left", "right", "top", "bottom"],
    }),
  ],
  columns: [{ key: "stationCode", title: { zh: "电报码", en: "Station code" } }],
});

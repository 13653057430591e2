import { isKind } from "./grammar/conditions.ts";
import { labelMark, stationName, stopMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";

const stationZoom = 7;
const haltZoom = 8;

export const stations = defineLayer({
  id: "stations",
  title: { zh: "车站", en: "Stations" },
  group: "transport",
  data: { dataset: "stations" },
  shown: true,
  legend: (context) => [
    ...kindEntries(context, "stations", {
      kind: "station",
      tone: "rail",
      shape: "stop",
      existing: true,
      fromZoom: stationZoom,
    }),
    ...kindEntries(context, "stations", {
      kind: "halt",
      tone: "rail",
      shape: "stop",
      existing: true,
      isHalt: true,
      fromZoom: haltZoom,
    }),
    ...statusEntries(context, "rail", "stop", ["under-construction", "planned", "closed"]),
  ],
  draw: (context) => [
    stopMark(context, {
      id: "halt",
      kind: "halt",
      minzoom: haltZoom,
      size: [
        [8, 8],
        [12, 13],
      ],
    }),
    stopMark(context, {
      id: "station",
      kind: "station",
      minzoom: stationZoom,
      size: [
        [6, 6],
        [8, 9],
        [12, 16],
      ],
    }),
    labelMark(context, {
      id: "station-name",
      minzoom: 8.4,
      size: [
        [8, 10.5],
        [12, 14],
      ],
      // A station is often called like its town: its colour and its last word tell them apart.
      field: stationName(context),
      colour: context.theme.tone.rail,
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
      field: stationName(context),
      colour: context.theme.tone.rail,
      filter: isKind("halt"),
      anchors: ["left", "right", "top", "bottom"],
    }),
  ],
  columns: [{ key: "stationCode", title: { zh: "电报码", en: "Station code" } }],
});

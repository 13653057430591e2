import { byZoom, isKind } from "./grammar/conditions.ts";
import { labelMark } from "./grammar/labels.ts";
import { defineLayer, type Mark } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";

const neighbourZoom = 5.8;
/** From here on the seats have their names, which are those of their units. */
export const seatZoom = 6.6;
const townZoom = 8.5;

export const towns = defineLayer({
  id: "towns",
  title: { zh: "城镇地名", en: "Towns" },
  group: "base",
  data: { dataset: "towns" },
  shown: true,
  legend: (context) => [
    ...kindEntries(context, "towns", {
      kind: "seat",
      tone: "industry",
      shape: "circle",
      isHalt: true,
      fromZoom: seatZoom,
    }),
    ...kindEntries(context, "towns", {
      kind: "town",
      tone: "closed",
      shape: "circle",
      fromZoom: townZoom,
    }),
    ...kindEntries(context, "towns", {
      kind: "neighbour",
      tone: "closed",
      shape: "circle",
      isHalt: true,
      fromZoom: neighbourZoom,
    }),
  ],
  draw: (context) => [
    {
      id: "town-dot",
      type: "circle",
      minzoom: townZoom,
      filter: isKind("town"),
      paint: {
        "circle-radius": byZoom([
          [8, 1.2],
          [12, 2.6],
        ]),
        "circle-color": context.theme.muted,
        "circle-opacity": 0.8,
      },
    },
    ...(["neighbour", "seat"] as const).map(
      (kind): Mark => ({
        id: `${kind}-dot`,
        type: "circle",
        minzoom: kind === "seat" ? seatZoom : neighbourZoom,
        filter: isKind(kind),
        paint: {
          "circle-radius": byZoom([
            [5, 1.2],
            [7, 2],
            [12, 4],
          ]),
          "circle-color": context.theme.paper,
          "circle-stroke-color": kind === "seat" ? context.theme.text : context.theme.muted,
          "circle-stroke-width": byZoom([
            [5, 0.8],
            [12, 1.6],
          ]),
        },
      }),
    ),
    labelMark(context, {
      id: "town-name",
      minzoom: 9,
      filter: isKind("town"),
      size: [
        [9, 10],
        [12, 13],
      ],
      colour: context.theme.muted,
      anchors: ["left", "right", "top", "bottom"],
    }),
    labelMark(context, {
      id: "neighbour-name",
      minzoom: neighbourZoom,
      filter: isKind("neighbour"),
      size: [
        [5, 10],
        [10, 13],
      ],
      colour: context.theme.muted,
      anchors: ["left", "right", "top", "bottom"],
    }),
    labelMark(context, {
      id: "seat-name",
      minzoom: seatZoom,
      filter: isKind("seat"),
      size: [
        [6, 10.5],
        [8, 12],
        [12, 16],
      ],
      anchors: ["left", "right", "top", "bottom"],
    }),
  ],
});

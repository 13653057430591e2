import { byZoom } from "./grammar/conditions.ts";
import { fonts, ground, nameLabel } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";

/** Nearer than this the lands round the region are drawn; from farther off a view is a diagram of directions. */
export const groundZoom = 4.6;

export const neighbouringLand = defineLayer({
  id: "neighbouring-land",
  title: { zh: "周边陆地", en: "Neighbouring land" },
  group: "base",
  data: { tiles: "base" },
  shown: true,
  legend: () => [],
  draw: (context) => {
    const { theme } = context;
    return [
      {
        id: "neighbours",
        type: "fill",
        minzoom: groundZoom,
        metadata: ground,
        "source-layer": "neighbours",
        filter: ["!=", ["get", "id"], "neighbour-mng"],
        paint: { "fill-color": theme.outside, "fill-antialias": false },
      },
      {
        id: "abroad",
        type: "fill",
        minzoom: groundZoom,
        metadata: ground,
        "source-layer": "neighbours",
        filter: ["==", ["get", "id"], "neighbour-mng"],
        paint: { "fill-color": theme.abroad, "fill-antialias": false },
      },
      // From afar no land is drawn, for half a country would be worse than none: circles of distance say how far an end lies.
      {
        id: "ring",
        type: "line",
        maxzoom: groundZoom,
        "source-layer": "distance-rings",
        paint: { "line-color": theme.boundary, "line-width": 0.7, "line-opacity": 0.6 },
      },
      {
        id: "ring-name",
        type: "symbol",
        maxzoom: groundZoom,
        "source-layer": "distance-rings",
        layout: {
          "symbol-placement": "line",
          "symbol-spacing": 420,
          "text-field": [
            "concat",
            ["to-string", ["get", "kilometres"]],
            context.language === "zh" ? " 公里" : " km",
          ],
          "text-font": fonts.regular,
          "text-size": 11,
        },
        paint: { "text-color": theme.muted, "text-halo-color": theme.outside, "text-halo-width": 2 },
      },
      {
        id: "name",
        type: "symbol",
        minzoom: groundZoom,
        maxzoom: 9,
        "source-layer": "land-names",
        filter: ["<=", ["get", "fromZoom"], ["zoom"]],
        layout: {
          "text-field": nameLabel(context),
          "text-font": fonts.regular,
          "text-size": byZoom([
            [5, 12],
            [8, 16],
          ]),
          "text-letter-spacing": 0.35,
          "text-max-width": 12,
          "text-padding": 6,
        },
        paint: {
          "text-color": theme.muted,
          "text-opacity": 0.75,
          "text-halo-color": ["match", ["get", "kind"], "country", theme.abroad, theme.outside],
          "text-halo-width": 1.2,
        },
      },
    ];
  },
});

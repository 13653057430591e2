import type { DrawContext, LegendEntry, Mark } from "../grammar/layer.ts";

type Filter = LegendEntry["filter"];
const kindIs = (kind: string): Filter => ["==", ["get", "kind"], kind];
const partIs = (part: string): Filter => ["==", ["get", "part"], part];

/** A line that the scenario closes is painted over and crossed out; a new one is a soft band, for nobody has surveyed it. */
export function drawScenarioMarks({ theme, language }: DrawContext): Mark[] {
  const { origin } = theme.reach;
  const line = (id: string, filter: Filter, colour: string, width: number, softness = 0): Mark => ({
    id,
    type: "line",
    filter,
    layout: { "line-join": "round", "line-cap": softness > 0 ? "round" : "butt" },
    paint: {
      "line-color": colour,
      "line-width": width,
      ...(softness > 0 ? { "line-blur": softness, "line-opacity": 0.32 } : {}),
    },
  });
  const isLink = ["all", ["has", "firm"], ["!=", ["get", "firm"], true], ["!", kindIs("closed")]] as Filter;
  // Only lines have it: taken bare, a missing value is a warning for every point.
  const isFirm: Filter = ["==", ["get", "firm"], true];
  return [
    line("scenario-casing", ["has", "firm"], theme.paper, 7.5),
    line("closed", kindIs("closed"), theme.muted, 1.4),
    line("opened", isFirm, origin, 3.2),
    line("link-band", isLink, origin, 9, 2.5),
    line("link", isLink, origin, 2.2),
    {
      id: "link-end",
      type: "circle",
      filter: partIs("end"),
      paint: {
        "circle-radius": 5.5,
        "circle-color": theme.paper,
        "circle-stroke-color": origin,
        "circle-stroke-width": 2.6,
      },
    },
    {
      id: "closed-sign",
      type: "symbol",
      filter: kindIs("closed"),
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 90,
        "text-field": "×",
        "text-font": ["Noto Sans SC Medium"],
        "text-size": 17,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": theme.muted, "text-halo-color": theme.paper, "text-halo-width": 2 },
    },
    {
      // At a point, because a name longer than its link would not be written along it.
      id: "link-name",
      type: "symbol",
      filter: partIs("name"),
      layout: {
        "text-field": ["get", `name:${language}`],
        "text-font": ["Noto Sans SC Medium"],
        "text-size": 12,
        "text-variable-anchor": ["bottom", "top", "left", "right"],
        "text-radial-offset": 0.6,
        "text-justify": "auto",
      },
      paint: { "text-color": theme.text, "text-halo-color": theme.paper, "text-halo-width": 2 },
    },
  ];
}

import type { DrawContext, LegendEntry, Mark } from "./layer.ts";
import { closedDash, linkDash } from "./scenarioLegend.ts";

type Filter = LegendEntry["filter"];
const kindIs = (kind: string): Filter => ["==", ["get", "kind"], kind];
const partIs = (part: string): Filter => ["==", ["get", "part"], part];

/** A line that the scenario closes is painted over and dotted; a new one is dashed, for nobody has surveyed it. */
export function drawScenarioMarks({ theme, language }: DrawContext): Mark[] {
  const { origin } = theme.reach;
  const line = (id: string, filter: Filter, colour: string, width: number, dash?: number[]): Mark => ({
    id,
    type: "line",
    filter,
    layout: { "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": width,
      ...(dash ? { "line-dasharray": dash } : {}),
    },
  });
  const isFirm = ["get", "firm"] as unknown as Filter;
  return [
    line("scenario-casing", ["has", "firm"], theme.paper, 7.5),
    line("closed", kindIs("closed"), theme.muted, 2.4, closedDash),
    line("opened", isFirm, origin, 3.2),
    line(
      "link",
      ["all", ["has", "firm"], ["!", isFirm], ["!", kindIs("closed")]] as Filter,
      origin,
      3.2,
      linkDash,
    ),
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

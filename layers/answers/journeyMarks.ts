import type { DrawContext, Mark } from "../grammar/layer.ts";
import { originImage } from "../grammar/strokes.ts";
import { drawScenarioMarks } from "./scenarioMarks.ts";

/** The drawing of `reach-route`: what a scenario does to the railway, and one journey over it. */
export const drawJourneyMarks = (context: DrawContext): Mark[] => {
  const { theme, language } = context;
  return [
    ...drawScenarioMarks(context),
    {
      id: "casing",
      type: "line",
      filter: ["in", ["get", "kind"], ["literal", ["ride", "road"]]],
      layout: { "line-join": "round", "line-cap": "round" },
      paint: { "line-color": theme.paper, "line-width": 7, "line-opacity": 0.9 },
    },
    {
      id: "road",
      type: "line",
      filter: ["==", ["get", "kind"], "road"],
      layout: { "line-join": "round", "line-cap": "round" },
      paint: { "line-color": theme.reach.origin, "line-width": 7, "line-blur": 2, "line-opacity": 0.3 },
    },
    {
      id: "road-core",
      type: "line",
      filter: ["==", ["get", "kind"], "road"],
      layout: { "line-join": "round", "line-cap": "round" },
      paint: { "line-color": theme.reach.origin, "line-width": 1.8, "line-opacity": 0.8 },
    },
    {
      id: "ride",
      type: "line",
      filter: ["==", ["get", "kind"], "ride"],
      layout: { "line-join": "round", "line-cap": "round" },
      paint: { "line-color": theme.reach.origin, "line-width": 4 },
    },
    {
      id: "stop",
      type: "circle",
      filter: ["==", ["get", "kind"], "stop"],
      paint: {
        "circle-radius": 5,
        "circle-color": theme.paper,
        "circle-stroke-color": theme.reach.origin,
        "circle-stroke-width": 2.2,
      },
    },
    {
      id: "end",
      type: "circle",
      filter: ["==", ["get", "kind"], "destination"],
      paint: {
        "circle-radius": 7,
        "circle-color": theme.paper,
        "circle-stroke-color": theme.reach.origin,
        "circle-stroke-width": 3,
      },
    },
    {
      id: "number",
      type: "symbol",
      filter: ["==", ["get", "kind"], "origin"],
      layout: {
        // An image, not a circle: signs of towns are drawn over circles, and this lies over them.
        "icon-image": originImage(context),
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "text-field": ["get", "label:zh"],
        "text-font": ["Noto Sans SC Medium"],
        "text-size": 12,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": theme.text },
    },
    {
      id: "label",
      type: "symbol",
      filter: [
        "all",
        ["has", `label:${language}`],
        ["!", ["in", ["get", "kind"], ["literal", ["origin", "destination"]]]],
      ],
      layout: {
        "text-field": ["get", `label:${language}`],
        "text-font": ["Noto Sans SC Medium"],
        "text-size": 12,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.9,
        "text-justify": "auto",
      },
      paint: { "text-color": theme.text, "text-halo-color": theme.paper, "text-halo-width": 2 },
    },
  ];
};

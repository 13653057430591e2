import type { DrawContext, LegendEntry, Mark } from "./layer.ts";

const kindIs = (kind: string): NonNullable<LegendEntry["filter"]> => ["==", ["get", "kind"], kind];
const linkDash = [2.2, 1.3];
const closedDash = [0.6, 2.2];
const lineLayout = { "line-join": "round" } as const;

/** What a scenario adds to the railway and takes off it, one legend entry each where the board has such an edit. */
export function listScenarioEntries({ theme, showsLinks, showsOpened, showsClosed }: DrawContext) {
  const entry = (id: string, zh: string, en: string, swatch: LegendEntry["swatch"]): LegendEntry => ({
    id,
    label: { zh, en },
    filter: kindIs(id),
    swatch,
  });
  const { origin } = theme.reach;
  return [
    ...(showsLinks
      ? [
          entry("link", "情景新线（示意）", "Scenario: new link (schematic)", {
            shape: "line",
            colour: origin,
            dash: linkDash,
            width: 3.2,
          }),
        ]
      : []),
    ...(showsOpened
      ? [
          entry("opened", "情景中通车（虚线为示意）", "Scenario: open (dashed: schematic)", {
            shape: "line",
            colour: origin,
            width: 3.2,
          }),
        ]
      : []),
    ...(showsClosed
      ? [
          entry("closed", "情景中不通车", "Scenario: not open", {
            shape: "line",
            colour: theme.muted,
            dash: closedDash,
            width: 2.4,
          }),
        ]
      : []),
  ];
}

/** A line that the scenario closes is painted over and dotted; a new one is dashed, for nobody has surveyed it. */
export const drawScenarioMarks = ({ theme, language }: DrawContext): Mark[] => [
  {
    id: "closed-cover",
    type: "line",
    filter: kindIs("closed"),
    layout: lineLayout,
    paint: {
      "line-color": theme.paper,
      "line-width": ["interpolate", ["linear"], ["zoom"], 5, 4, 8, 6, 12, 9],
      "line-opacity": 0.88,
    },
  },
  {
    id: "closed",
    type: "line",
    filter: kindIs("closed"),
    layout: { ...lineLayout, "line-cap": "round" },
    paint: { "line-color": theme.muted, "line-width": 2.4, "line-dasharray": closedDash },
  },
  {
    id: "opened-casing",
    type: "line",
    filter: ["in", ["get", "kind"], ["literal", ["opened", "link"]]],
    layout: { ...lineLayout, "line-cap": "round" },
    paint: { "line-color": theme.paper, "line-width": 6.4, "line-opacity": 0.9 },
  },
  {
    id: "opened",
    type: "line",
    filter: ["all", kindIs("opened"), ["!", ["get", "schematic"]]] as LegendEntry["filter"],
    layout: lineLayout,
    paint: { "line-color": theme.reach.origin, "line-width": 3.2 },
  },
  {
    id: "link",
    type: "line",
    filter: ["any", kindIs("link"), ["all", kindIs("opened"), ["get", "schematic"]]] as LegendEntry["filter"],
    layout: lineLayout,
    paint: { "line-color": theme.reach.origin, "line-width": 3.2, "line-dasharray": linkDash },
  },
  {
    id: "link-end",
    type: "circle",
    filter: ["==", ["get", "part"], "end"],
    paint: {
      "circle-radius": 5.5,
      "circle-color": theme.paper,
      "circle-stroke-color": theme.reach.origin,
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
    id: "opened-name",
    type: "symbol",
    filter: kindIs("opened"),
    layout: {
      "symbol-placement": "line-center",
      "text-field": ["get", `name:${language}`],
      "text-font": ["Noto Sans SC Medium"],
      "text-size": 12,
      "text-offset": [0, -1],
    },
    paint: { "text-color": theme.text, "text-halo-color": theme.paper, "text-halo-width": 2 },
  },
  {
    // At a point, because a name longer than its link would not be written along it.
    id: "link-name",
    type: "symbol",
    filter: ["==", ["get", "part"], "name"],
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

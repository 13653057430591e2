import { defineLayer } from "./layer.ts";
import { findBandColours } from "./reachColours.ts";

/** How far one gets: the numbers along the lines of equal time. The surface itself is painted by the map. */
export const reachBands = defineLayer({
  id: "reach-bands",
  title: { zh: "可达时间", en: "Travel time" },
  group: "transport",
  data: { kernel: "reachBands" },
  shown: true,
  legend: ({ theme, cutoffs = [] }) =>
    cutoffs.map((minutes, index) => ({
      id: `within-${minutes}`,
      label: {
        zh: index === 0 ? `${minutes} 分钟内` : `${cutoffs[index - 1]}—${minutes} 分钟`,
        en: index === 0 ? `within ${minutes} min` : `${cutoffs[index - 1]}–${minutes} min`,
      },
      filter: ["==", ["get", "minutes"], minutes],
      swatch: {
        shape: "fill",
        colour: findBandColours(theme.reach.ramp, cutoffs.length)[index]!,
        solid: true,
      },
    })),
  draw: ({ theme, language }) => [
    {
      id: "minutes",
      type: "symbol",
      filter: ["==", ["get", "part"], "edge"],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 260,
        "text-field": ["concat", ["to-string", ["get", "minutes"]], language === "zh" ? " 分" : " min"],
        "text-font": ["Noto Sans SC Medium"],
        "text-size": 12,
        "text-max-angle": 40,
        "text-padding": 4,
        "text-keep-upright": true,
      },
      paint: {
        "text-color": theme.reach.edge,
        "text-halo-color": theme.paper,
        "text-halo-width": 2,
      },
    },
  ],
});

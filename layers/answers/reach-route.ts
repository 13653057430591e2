import { defineLayer, type LegendEntry } from "../grammar/layer.ts";
import { listScenarioEntries } from "./scenarioLegend.ts";

/**
 * One journey, part by part: trains as a full line, roads as a soft band, waits and changes as rings; below it
 * what the reader's scenario adds to the railway and takes off it.
 */
export const reachRoute = defineLayer({
  id: "reach-route",
  title: { zh: "行程与情景", en: "Journey and scenario" },
  group: "transport",
  data: { kernel: "reachPath" },
  shown: true,
  legend: (context): LegendEntry[] => {
    const { theme, showsRoute } = context;
    const route: LegendEntry[] = showsRoute
      ? [
          {
            id: "ride",
            label: { zh: "乘车", en: "By train" },
            filter: ["==", ["get", "kind"], "ride"],
            swatch: { shape: "line", colour: theme.reach.origin, width: 3.5 },
          },
          {
            id: "road",
            label: { zh: "道路（示意）", en: "By road (schematic)" },
            filter: ["==", ["get", "kind"], "road"],
            swatch: { shape: "line", colour: theme.reach.origin, isSoft: true, width: 1.8 },
          },
          {
            id: "stop",
            label: { zh: "进出站、候车、换乘", en: "Entry, wait, change, exit" },
            filter: ["==", ["geometry-type"], "Point"],
            swatch: { shape: "circle", colour: theme.reach.origin, paper: theme.paper, isHalt: true },
          },
        ]
      : [];
    return [...route, ...listScenarioEntries(context)];
  },
  // Answers are drawn only where there is a map, and legends are needed before: the map adds `journeyMarks.ts`.
  draw: () => [],
});

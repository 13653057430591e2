import { defineLayer, type LegendEntry } from "./layer.ts";
import { listBandEntries } from "./reachLegend.ts";

/** How far one gets: the numbers along the lines of equal time. The surface itself is painted by the map. */
export const reachBands = defineLayer({
  id: "reach-bands",
  title: { zh: "可达时间", en: "Travel time" },
  group: "transport",
  data: { kernel: "reachBands" },
  shown: true,
  legend: (context) => {
    const { showsSurface, showsSoft, showsChange } = context;
    const { gained, lost, faster, edge } = context.theme.reach;
    const bands = showsSurface ? listBandEntries(context) : [];
    const entry = (id: string, zh: string, en: string, colour: string, hatch: boolean): LegendEntry => ({
      id,
      label: { zh, en },
      filter: ["==", ["get", "change"], id],
      swatch: { shape: "fill", colour, ...(hatch ? { hatch } : {}) },
    });
    return [
      ...bands,
      ...(showsSoft && !showsChange
        ? [entry("soft", "软边：略快、略慢之间", "soft edge: between quicker and slower", edge, true)]
        : []),
      ...(showsChange
        ? [
            entry("gained", "新进圈内", "newly within", gained, true),
            entry("lost", "退出圈外", "no longer within", lost, true),
            entry("faster", "圈内更快", "within, and faster", faster, false),
          ]
        : []),
    ];
  },
  draw: ({ theme, language }) => [
    {
      id: "minutes",
      type: "symbol",
      filter: ["==", ["get", "part"], "edge"],
      layout: {
        "text-field": ["concat", ["to-string", ["get", "minutes"]], language === "zh" ? " 分" : " min"],
        "text-font": ["Noto Sans SC Medium"],
        "text-size": 12,
        "text-padding": 12,
        "symbol-sort-key": ["get", "order"],
      },
      paint: {
        "text-color": theme.reach.edge,
        "text-halo-color": theme.paper,
        "text-halo-width": 2,
      },
    },
  ],
});

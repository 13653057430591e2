import { defineLayer, type LegendEntry } from "../grammar/layer.ts";
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
    const entry = (id: string, zh: string, en: string, colour: string, isSlanted: boolean): LegendEntry => ({
      id,
      label: { zh, en },
      filter: ["==", ["get", "change"], id],
      swatch: { shape: "fill", colour, ...(isSlanted ? { pattern: "slant" as const } : {}) },
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
            entry("faster", "圈内更快（越深越多）", "within, and faster (darker: more)", faster, false),
            entry("slower", "圈内更慢", "within, and slower", lost, false),
            entry("same", "圈内不变", "within, unchanged", edge, false),
          ]
        : []),
      ...(showsSurface || showsChange
        ? [
            {
              ...entry("unreached", "时限外或到不了（留白）", "later or not reachable (blank)", edge, false),
              swatch: { shape: "fill" as const, colour: context.theme.muted, isEmpty: true },
            },
            {
              ...entry("untested", "未测算（点纹）", "not computed (dotted)", edge, false),
              swatch: { shape: "fill" as const, colour: edge, pattern: "sand" as const },
            },
          ]
        : []),
    ];
  },
  draw: ({ theme, language }) => [
    {
      id: "changed",
      type: "symbol",
      filter: ["==", ["get", "part"], "changed"],
      layout: {
        "text-field": ["get", `label:${language}`],
        "text-font": ["Noto Sans SC Medium"],
        "text-size": 13,
        // What the sentence names must be there to be found, whatever else wants the place.
        "text-variable-anchor": ["top", "bottom", "left", "right", "top-left", "bottom-right"],
        "text-radial-offset": 1.1,
        "text-allow-overlap": true,
      },
      paint: {
        "text-color": ["match", ["get", "change"], "lost", theme.reach.lost, theme.reach.gained],
        "text-halo-color": theme.paper,
        "text-halo-width": 2.5,
      },
    },
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

import {
  byKind,
  byZoom,
  every,
  hasStatus,
  isDrawn,
  isKind,
  isPoint,
  kindEntry,
  signMark,
  statusEntries,
} from "./grammar.ts";
import { defineLayer } from "./layer.ts";
import type { SymbolId } from "./symbols.ts";
import type { Tone } from "./theme.ts";

const fuels: readonly (readonly [kind: string, symbol: SymbolId, tone: Tone])[] = [
  ["coal", "chimney", "industry"],
  ["gas", "flame", "energy"],
  ["wind", "windmill", "logistics"],
  ["solar", "sun", "road"],
  ["hydro", "drop", "water"],
  ["pumped-storage", "storage", "water"],
];

/** Radius in pixels whose circle grows in area with the capacity, small ones kept visible. */
const capacityRadius = (factor: number) =>
  ["*", factor, ["max", 3, ["*", 0.24, ["sqrt", ["to-number", ["get", "capacityMegawatts"]]]]]] as [
    "*",
    number,
    ["max", number, ["*", number, ["sqrt", ["to-number", ["get", string]]]]],
  ];

export const powerPlants = defineLayer({
  id: "power-plants",
  title: { zh: "电站", en: "Power stations" },
  group: "energy",
  data: { dataset: "power-plants" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "coal",
      zh: "燃煤电站",
      en: "Coal power station",
      kinds: ["coal"],
      tone: "industry",
      shape: "circle",
      icon: "chimney",
      existing: true,
    }),
    kindEntry(context, {
      id: "gas",
      zh: "燃气电站",
      en: "Gas power station",
      kinds: ["gas"],
      tone: "energy",
      shape: "circle",
      icon: "flame",
      existing: true,
    }),
    kindEntry(context, {
      id: "wind",
      zh: "风电场",
      en: "Wind farm",
      kinds: ["wind"],
      tone: "logistics",
      shape: "circle",
      icon: "windmill",
      existing: true,
    }),
    kindEntry(context, {
      id: "solar",
      zh: "光伏电站",
      en: "Solar power station",
      kinds: ["solar"],
      tone: "road",
      shape: "circle",
      icon: "sun",
      existing: true,
    }),
    kindEntry(context, {
      id: "hydro",
      zh: "水电站",
      en: "Hydropower station",
      kinds: ["hydro"],
      tone: "water",
      shape: "circle",
      icon: "drop",
      existing: true,
    }),
    kindEntry(context, {
      id: "pumped-storage",
      zh: "抽水蓄能电站",
      en: "Pumped-storage station",
      kinds: ["pumped-storage"],
      tone: "water",
      shape: "circle",
      icon: "storage",
      existing: true,
    }),
    ...statusEntries(context, "energy", "circle"),
  ],
  draw: (context) => [
    {
      id: "size",
      type: "circle",
      filter: every(isDrawn(context.phase), isPoint),
      layout: { "circle-sort-key": ["-", 0, ["to-number", ["get", "capacityMegawatts"]]] },
      paint: {
        "circle-radius": byZoom([
          [5, capacityRadius(0.55)],
          [8, capacityRadius(1)],
          [12, capacityRadius(2)],
        ]),
        "circle-color": [
          "case",
          hasStatus(context.phase, "closed"),
          context.theme.tone.closed,
          byKind(
            fuels.map(([kind, , tone]) => [kind, context.theme.tone[tone]]),
            context.theme.tone.energy,
          ),
        ],
        "circle-opacity": ["case", hasStatus(context.phase, "existing"), 0.62, 0.2],
        "circle-stroke-color": context.theme.paper,
        "circle-stroke-width": 1,
      },
    },
    ...fuels.map(([kind, symbol, tone]) =>
      signMark(context, {
        id: kind,
        tone,
        symbol,
        filter: isKind(kind),
        minzoom: 7.6,
        labelZoom: 8.4,
        size: [
          [7, 13],
          [12, 20],
        ],
        sortKey: ["-", 0, ["to-number", ["get", "capacityMegawatts"]]],
      }),
    ),
  ],
  rise: {
    kind: "column",
    colour: (theme, kind) => theme.tone[fuels.find(([fuel]) => fuel === kind)?.[2] ?? "energy"],
    valueKey: "capacityMegawatts",
  },
  columns: [
    { key: "capacityMegawatts", title: { zh: "装机容量", en: "Capacity" }, unit: { zh: "兆瓦", en: "MW" } },
    { key: "commissioningYear", title: { zh: "投产年份", en: "Commissioned" } },
  ],
});

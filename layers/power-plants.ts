import { phases } from "../geodata/plan/phases.ts";
import {
  byKind,
  byZoom,
  type Condition,
  condition,
  every,
  hasStatus,
  isDrawn,
  isKind,
  isPoint,
  not,
} from "./grammar/conditions.ts";
import { signMark } from "./grammar/labels.ts";
import { type DrawContext, defineLayer, type LegendEntry } from "./grammar/layer.ts";
import { kindEntries, statusEntries } from "./grammar/legend.ts";
import type { SymbolId } from "./grammar/symbols.ts";
import type { Tone } from "./grammar/theme.ts";

const fuels: readonly (readonly [kind: string, symbol: SymbolId, tone: Tone])[] = [
  ["coal", "chimney", "industry"],
  ["gas", "flame", "energy"],
  ["wind", "windmill", "logistics"],
  ["solar", "sun", "road"],
  ["hydro", "drop", "water"],
  ["pumped-storage", "storage", "water"],
  ["wind-solar", "battery", "energy"],
  ["new-energy", "bolt", "energy"],
  ["storage", "battery", "energy"],
];

/** Known only from a database of stations, which ends years before the plan does. */
const isStock = condition("has", "lastSeenYear");
/** What was last seen before the plan must not pass for the stock of a later year. */
const isLater = ({ phase }: DrawContext) => phase !== phases[0].id;

/** Stations of known kinds, and in a later phase those nobody has followed since as an entry of their own. */
function separateStock(entries: readonly LegendEntry[], context: DrawContext): LegendEntry[] {
  if (!isLater(context)) return [...entries];
  return [
    ...entries.map((entry) => ({ ...entry, filter: every(entry.filter as Condition, not(isStock)) })),
    {
      id: "stock",
      label: { zh: "2018 年存量，其后未查", en: "Stock of 2018, not followed since" },
      filter: every(isDrawn(context.phase), isStock),
      swatch: { shape: "bubble", colour: context.theme.tone.closed },
    },
  ];
}

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
  legend: (context) =>
    separateStock(
      [
        ...fuels.flatMap(([kind, , tone]) =>
          kindEntries(context, "power-plants", { kind, tone, shape: "circle", existing: true }),
        ),
        ...statusEntries(context, "energy", "circle"),
      ],
      context,
    ),
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
        "circle-opacity": [
          "case",
          isLater(context) ? isStock : false,
          0.24,
          hasStatus(context.phase, "existing"),
          0.62,
          0.2,
        ],
        "circle-stroke-color": context.theme.paper,
        "circle-stroke-width": 1,
      },
    },
    ...fuels.map(([kind, symbol, tone]) =>
      signMark(context, {
        id: kind,
        tone,
        symbol,
        filter: isLater(context) ? every(isKind(kind), not(isStock)) : isKind(kind),
        minzoom: 7.6,
        labelZoom: 8.4,
        size: [
          [7, 13],
          [12, 20],
        ],
        sortKey: ["-", 0, ["to-number", ["get", "capacityMegawatts"]]],
      }),
    ),
    ...(isLater(context)
      ? [
          signMark(context, {
            id: "stock",
            tone: "closed",
            symbol: "bolt",
            filter: isStock,
            minzoom: 7.6,
            labelZoom: 9,
            labelColour: context.theme.muted,
            size: [
              [7, 11],
              [12, 16],
            ],
          }),
        ]
      : []),
  ],
  deck: {
    colour: (theme, kind) => theme.tone[fuels.find(([fuel]) => fuel === kind)?.[2] ?? "energy"],
    valueKey: "capacityMegawatts",
  },
  columns: [
    { key: "capacityMegawatts", title: { zh: "装机容量", en: "Capacity" }, unit: { zh: "兆瓦", en: "MW" } },
    { key: "commissioningYear", title: { zh: "投产年份", en: "Commissioned" } },
  ],
});

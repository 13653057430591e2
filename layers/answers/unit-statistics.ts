import type { ExpressionSpecification, FilterSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { StatisticsQuery } from "../../src/domain/board/statisticsQuery.ts";
import { fonts } from "../grammar/labels.ts";
import { type DrawContext, defineLayer, type LegendEntry, type Mark } from "../grammar/layer.ts";
import { findBandColours } from "./reachColours.ts";

/** Radius in pixels of the circle of the greatest value, by zoom. */
const circleRadius = [
  [5, 16],
  [9, 48],
] as const;
const legendCircles = 3;
const swatchRadius = 7;

const written = (value: number) => new Intl.NumberFormat("en", { maximumSignificantDigits: 4 }).format(value);

/** Colours of the classes, light to dark; the lightest of the ramp would be lost on the sheet. */
export const classColours = ({ theme }: Pick<DrawContext, "theme">, classes: number): string[] =>
  findBandColours(theme.reach.ramp, Math.max(2, classes + 1)).slice(1);

export const mostOf = ({ values }: StatisticsQuery): number =>
  Math.max(...Object.values(values).map(Math.abs), Number.MIN_VALUE);

const readValue = (values: Record<string, number>): ExpressionSpecification =>
  ["to-number", ["get", ["get", "id"], ["literal", values]], 0] as unknown as ExpressionSpecification;

const isBetween = (values: Record<string, number>, from?: number, to?: number): FilterSpecification =>
  [
    "all",
    ["in", ["get", "id"], ["literal", Object.keys(values)]],
    ...(from === undefined ? [] : [[">=", readValue(values), from]]),
    ...(to === undefined ? [] : [["<", readValue(values), to]]),
  ] as unknown as FilterSpecification;

function listClasses(context: DrawContext, { breaks, values }: StatisticsQuery): LegendEntry[] {
  const colours = classColours(context, breaks.length + 1);
  return colours.slice(0, breaks.length + 1).map((colour, index): LegendEntry => {
    const [from, to] = [breaks[index - 1], breaks[index]];
    const label =
      from === undefined
        ? to === undefined
          ? { zh: "全部", en: "all" }
          : { zh: `小于 ${written(to)}`, en: `below ${written(to)}` }
        : to === undefined
          ? { zh: `${written(from)} 及以上`, en: `${written(from)} and more` }
          : { zh: `${written(from)}—${written(to)}`, en: `${written(from)} – ${written(to)}` };
    return {
      id: `class-${index}`,
      label,
      filter: isBetween(values, from, to),
      swatch: { shape: "fill", colour, solid: true },
    };
  });
}

/** Circles of round values, with their size: area grows with the value. */
function listCircles({ theme }: DrawContext, statistics: StatisticsQuery): LegendEntry[] {
  const most = mostOf(statistics);
  return Array.from({ length: legendCircles }, (_, index): LegendEntry => {
    const share = (index + 1) / legendCircles;
    const power = 10 ** Math.floor(Math.log10(most * share));
    const value = Math.max(power, Math.round((most * share) / power) * power);
    return {
      id: `circle-${index}`,
      label: { zh: written(value), en: written(value) },
      filter: ["==", ["get", "class"], index],
      swatch: {
        shape: "bubble",
        colour: theme.tone.culture,
        width: Math.max(1.5, swatchRadius * Math.sqrt(value / most)),
      },
    };
  }).filter((entry, index, all) => all.findIndex((other) => other.label.en === entry.label.en) === index);
}

/** A number by unit: tinted areas in classes, or circles whose area grows with the value. */
export const unitStatistics = defineLayer({
  id: "unit-statistics",
  title: { zh: "分区统计", en: "Statistics by unit" },
  group: "towns",
  data: { kernel: "unitStatistics" },
  shown: true,
  legend: (context) =>
    context.statistics
      ? context.statistics.form === "areas"
        ? listClasses(context, context.statistics)
        : listCircles(context, context.statistics)
      : [],
  draw: (context): Mark[] => {
    const { theme, statistics } = context;
    const values = statistics?.values ?? {};
    const isShown: FilterSpecification = [
      "in",
      ["get", "id"],
      ["literal", Object.keys(values)],
    ] as unknown as FilterSpecification;
    if (statistics?.form === "circles") {
      const radius = (pixels: number) => [
        "*",
        pixels,
        ["sqrt", ["/", ["abs", readValue(values)], mostOf(statistics)]],
      ];
      return [
        {
          id: "circle",
          type: "circle",
          filter: ["all", isShown, ["==", ["geometry-type"], "Point"]] as FilterSpecification,
          paint: {
            "circle-radius": [
              "interpolate",
              ["linear"],
              ["zoom"],
              ...circleRadius.flatMap(([zoom, pixels]) => [zoom, radius(pixels)]),
            ] as unknown as ExpressionSpecification,
            "circle-color": theme.tone.culture,
            "circle-opacity": 0.35,
            "circle-stroke-color": theme.tone.culture,
            "circle-stroke-width": 1.2,
          },
        },
        {
          id: "value",
          type: "symbol",
          minzoom: 6.6,
          filter: ["all", isShown, ["==", ["geometry-type"], "Point"]] as FilterSpecification,
          layout: {
            "text-field": ["number-format", readValue(values), { "max-fraction-digits": 1 }],
            "text-font": fonts.strong,
            "text-size": 11,
          },
          paint: { "text-color": theme.text, "text-halo-color": theme.paper, "text-halo-width": 1.6 },
        },
      ];
    }
    const breaks = statistics?.breaks ?? [];
    const colours = classColours(context, breaks.length + 1);
    return [
      {
        id: "area",
        type: "fill",
        filter: isShown,
        paint: {
          "fill-color":
            breaks.length === 0
              ? colours[0]!
              : ([
                  "step",
                  readValue(values),
                  colours[0]!,
                  ...breaks.flatMap((limit, index) => [limit, colours[index + 1]!]),
                ] as unknown as ExpressionSpecification),
          "fill-opacity": 0.72,
          "fill-outline-color": theme.paper,
        },
      },
    ];
  },
});

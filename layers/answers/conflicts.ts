import type { ExpressionSpecification } from "@maplibre/maplibre-gl-style-spec";
import { type DrawContext, defineLayer, type LegendEntry, type Mark } from "../grammar/layer.ts";
import { type VerdictId, verdictIds } from "../grammar/theme.ts";

const words: Record<VerdictId, { zh: string; en: string }> = {
  prohibited: { zh: "禁止", en: "Prohibited" },
  restricted: { zh: "限制", en: "Restricted" },
  assessment: { zh: "需论证", en: "Assessment needed" },
  notice: { zh: "提示", en: "Notice" },
  unverified: { zh: "待核实", en: "To be verified" },
};

export const conflictPattern = (verdict: VerdictId, theme: string) =>
  `pattern/${verdict}/${verdict}/${theme}`;

const isPart = (...parts: string[]): ExpressionSpecification => ["in", ["get", "part"], ["literal", parts]];

/** The marks of conflicts; `focusedConflict`: the one that stands out, undefined for all alike. */
export function drawConflicts({ theme, language }: DrawContext, focusedConflict: string | undefined): Mark[] {
  const colour = [
    "match",
    ["get", "verdict"],
    ...verdictIds.slice(1).flatMap((verdict) => [verdict, theme.verdict[verdict]]),
    theme.verdict.prohibited,
  ] as unknown as ExpressionSpecification;
  /** With one conflict in focus the others step back. */
  const strength = (full: number, back: number, front = 1) =>
    focusedConflict === undefined
      ? full
      : (["case", ["==", ["get", "conflict"], focusedConflict], front, back] as ExpressionSpecification);
  const only: ExpressionSpecification = ["==", ["get", "conflict"], focusedConflict ?? ""];
  return [
    {
      id: "area",
      type: "fill",
      filter: isPart("area"),
      paint: { "fill-color": colour, "fill-opacity": strength(0.14, 0.04, 0.18) },
    },
    ...verdictIds.map((verdict) => ({
      id: `pattern-${verdict}`,
      type: "fill" as const,
      filter: ["all", isPart("area"), ["==", ["get", "verdict"], verdict]] as ExpressionSpecification,
      paint: {
        "fill-pattern": conflictPattern(verdict, theme.id),
        "fill-opacity": strength(0.7, 0.14),
      },
    })),
    {
      id: "edge",
      type: "line",
      filter: isPart("area"),
      paint: {
        "line-color": colour,
        "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.8, 10, 2],
        "line-opacity": strength(0.85, 0.2),
      },
    },
    {
      id: "casing",
      type: "line",
      filter: isPart("line"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": theme.paper,
        "line-width": ["interpolate", ["linear"], ["zoom"], 5, 5, 10, 10],
        "line-opacity": strength(0.85, 0.2),
      },
    },
    {
      id: "line",
      type: "line",
      filter: isPart("line"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": colour,
        "line-width": ["interpolate", ["linear"], ["zoom"], 5, 3.2, 10, 6.5],
        "line-opacity": strength(0.95, 0.25),
      },
    },
    {
      id: "gap",
      type: "line",
      filter: isPart("gap"),
      ...(focusedConflict === undefined ? { minzoom: 8 } : {}),
      paint: {
        "line-color": colour,
        "line-width": 1.4,
        "line-opacity": strength(0.9, 0.2),
      },
    },
    {
      id: "crossing",
      type: "circle",
      filter: isPart("crossing"),
      ...(focusedConflict === undefined ? { minzoom: 6.5 } : {}),
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 6, 3, 10, 5.5],
        "circle-color": theme.paper,
        "circle-stroke-color": colour,
        "circle-stroke-width": 2.4,
        "circle-opacity": strength(1, 0.2),
        "circle-stroke-opacity": strength(1, 0.25),
      },
    },
    {
      id: "place",
      type: "circle",
      filter: isPart("place"),
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 5, 10, 12],
        "circle-color": colour,
        "circle-opacity": strength(0.16, 0.03, 0.2),
        "circle-stroke-color": colour,
        "circle-stroke-width": 2,
        "circle-stroke-opacity": strength(0.9, 0.2),
      },
    },
    {
      id: "name",
      type: "symbol",
      filter: focusedConflict === undefined ? isPart("name") : ["all", isPart("name"), only],
      ...(focusedConflict === undefined ? { minzoom: 8.5 } : {}),
      layout: {
        "text-field": ["get", `name:${language}`],
        "text-font": ["Noto Sans SC Medium"],
        "text-size": 12,
        "text-max-width": 14,
        "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": 1.1,
        "text-justify": "auto",
        "symbol-sort-key": ["get", "rank"],
        ...(focusedConflict === undefined ? {} : { "text-allow-overlap": true }),
      },
      paint: { "text-color": theme.text, "text-halo-color": theme.paper, "text-halo-width": 2.4 },
    },
  ];
}

/** Where projects meet zones: shared ground hatched, stretches of line thick, crossings as points. */
export const conflicts = defineLayer({
  id: "conflicts",
  title: { zh: "生态核查：冲突", en: "Ecology check: conflicts" },
  group: "ecology",
  data: { kernel: "conflicts" },
  shown: true,
  legend: ({ theme, showsConflicts }) =>
    showsConflicts
      ? [
          ...verdictIds.map(
            (verdict): LegendEntry => ({
              id: verdict,
              label: words[verdict],
              filter: ["==", ["get", "verdict"], verdict],
              swatch: { shape: "fill", colour: theme.verdict[verdict], pattern: verdict },
            }),
          ),
          {
            id: "crossing",
            label: { zh: "跨越、进出边界", en: "Crossing" },
            filter: ["==", ["get", "part"], "crossing"],
            swatch: { shape: "circle", colour: theme.verdict.prohibited, paper: theme.paper, isHalt: true },
          },
          {
            id: "gap",
            label: { zh: "最近距离", en: "Nearest distance" },
            filter: ["==", ["get", "part"], "gap"],
            swatch: { shape: "line", colour: theme.verdict.notice, width: 1.4 },
          },
        ]
      : [],
  draw: (context) => drawConflicts(context, context.focusedConflict),
});

import type { ExpressionSpecification, FilterSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { UserLayer, UserPaint } from "../../src/domain/board/userLayers.ts";
import type { LayerDefinition, LegendEntry, Mark } from "./layer.ts";
import { type Theme, type Tone, tones } from "./theme.ts";

/** Colours of a user's layers: the categories of the map, less the grey of what is closed. */
const palette = tones.filter((tone): tone is Tone => tone !== "closed");
export const paletteSize = palette.length;

export const paletteColour = (theme: Theme, place: number): string =>
  theme.tone[palette[place % palette.length]!];

interface PaintClass {
  id: string;
  label: { zh: string; en: string };
  filter: FilterSpecification;
  colour: string;
}

const everything: FilterSpecification = ["==", 1, 1];
const written = (value: number) => String(Number(value.toPrecision(6)));

/** The classes of a paint with what each stands for; the last takes in the rest. */
function buildClasses(paint: UserPaint, theme: Theme): PaintClass[] {
  const rest = (filter: FilterSpecification): PaintClass => ({
    id: "other",
    label: { zh: "其他", en: "other" },
    filter,
    colour: theme.tone.closed,
  });
  if (paint.by === "category") {
    const text: ExpressionSpecification = ["to-string", ["get", paint.column]];
    return [
      ...paint.values.map(
        (value, index): PaintClass => ({
          id: `class-${index}`,
          label: { zh: value, en: value },
          filter: ["==", text, value],
          colour: paletteColour(theme, index),
        }),
      ),
      rest(["!", ["in", text, ["literal", [...paint.values]]]]),
    ];
  }
  if (paint.by === "number") {
    const isNumber: ExpressionSpecification = ["==", ["typeof", ["get", paint.column]], "number"];
    const value: ExpressionSpecification = ["to-number", ["get", paint.column], 0];
    const { breaks } = paint;
    const ramp = theme.reach.ramp;
    return [
      ...Array.from({ length: breaks.length + 1 }, (_, index): PaintClass => {
        const [from, to] = [breaks[index - 1], breaks[index]];
        const en =
          from === undefined
            ? to === undefined
              ? "all"
              : `< ${written(to)}`
            : to === undefined
              ? `≥ ${written(from)}`
              : `${written(from)} – ${written(to)}`;
        return {
          id: `class-${index}`,
          label: { zh: en === "all" ? "全部" : en, en },
          filter: [
            "all",
            isNumber,
            ...(from === undefined ? [] : [[">=", value, from]]),
            ...(to === undefined ? [] : [["<", value, to]]),
          ] as unknown as FilterSpecification,
          // The lightest of the ramp is lost on the sheet; few classes take the darker end.
          colour: ramp[Math.max(0, ramp.length - breaks.length - 1) + index]!,
        };
      }),
      rest(["!", isNumber] as FilterSpecification),
    ];
  }
  return [
    {
      id: "all",
      label: { zh: "全部要素", en: "all features" },
      filter: everything,
      colour: paletteColour(theme, paint.tone),
    },
  ];
}

function swatchOf(layer: UserLayer, colour: string): LegendEntry["swatch"] {
  const shape = layer.shapes.includes("Polygon")
    ? "fill"
    : layer.shapes.includes("LineString")
      ? "line"
      : "circle";
  return { shape, colour, width: 2.4 };
}

/** Past so many areas, outlines closer than this many pixels are a solid mass, and dear to draw. */
const manyAreas = 5_000;
const outlinePixels = 10;

/** The zoom from which the outlines of a layer's areas can be told apart, were they spread evenly. */
function findOutlineZoom({ bbox, count, shapes }: UserLayer): number {
  if (!bbox || count <= manyAreas || !shapes.includes("Polygon")) return 0;
  const cellDegrees = Math.sqrt(((bbox[2] - bbox[0]) * (bbox[3] - bbox[1])) / count);
  // 512 pixels for 360 degrees at zoom 0.
  const zoom = Math.log2((outlinePixels * 360) / (512 * Math.max(cellDegrees, 1e-9)));
  return Math.min(12, Math.max(0, Math.round(zoom * 10) / 10));
}

/** The definition of a user's layer: points, lines and areas in the colour of their class. */
export function buildUserLayer(layer: UserLayer): LayerDefinition {
  const colourOf = (theme: Theme): ExpressionSpecification | string => {
    const classes = buildClasses(layer.paint, theme);
    if (layer.paint.by === "one") return classes[0]!.colour;
    return [
      "case",
      ...classes.slice(0, -1).flatMap((entry) => [entry.filter, entry.colour]),
      classes.at(-1)!.colour,
    ] as unknown as ExpressionSpecification;
  };
  return {
    id: layer.id,
    title: { zh: layer.name, en: layer.name },
    group: "own",
    data: { dataset: layer.id },
    shown: true,
    legend: ({ theme }) =>
      buildClasses(layer.paint, theme).map((entry) => ({
        id: entry.id,
        label: entry.label,
        filter: entry.filter,
        swatch: swatchOf(layer, entry.colour),
      })),
    draw: ({ theme }) => {
      const colour = colourOf(theme) as string;
      const scale = theme.id === "room" ? 1.3 : 1;
      const has = (shape: UserLayer["shapes"][number]) => layer.shapes.includes(shape);
      const outlineZoom = findOutlineZoom(layer);
      // Marks for shapes that are not there would still cost a pass over every feature.
      const marks: (Mark | false)[] = [
        has("Polygon") && {
          id: "area",
          type: "fill",
          filter: ["==", ["geometry-type"], "Polygon"],
          paint:
            outlineZoom > 0
              ? {
                  "fill-color": colour,
                  // Without outlines the tint alone must carry.
                  "fill-opacity": ["step", ["zoom"], 0.5, outlineZoom, 0.28],
                  "fill-antialias": ["step", ["zoom"], false, outlineZoom, true],
                }
              : { "fill-color": colour, "fill-opacity": 0.28 },
        },
        (has("Polygon") || has("LineString")) && {
          id: "edge",
          type: "line",
          ...(outlineZoom > 0 ? { minzoom: outlineZoom } : {}),
          filter: ["!=", ["geometry-type"], "Point"],
          layout: { "line-join": "round", "line-cap": "round" },
          paint: { "line-color": colour, "line-width": 2.2 },
        },
        has("Point") && {
          id: "point",
          type: "circle",
          filter: ["==", ["geometry-type"], "Point"],
          paint: {
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 3.4 * scale, 10, 5.5 * scale],
            "circle-color": colour,
            "circle-stroke-color": theme.paper,
            "circle-stroke-width": 1.2,
          },
        },
        layer.label !== null && {
          id: "label",
          type: "symbol",
          layout: {
            "text-field": ["to-string", ["get", layer.label]],
            "text-font": ["Noto Sans SC Regular"],
            "text-size": 12,
            "text-offset": [0, 0.9],
            "text-anchor": "top",
            "text-optional": true,
          },
          paint: { "text-color": theme.text, "text-halo-color": theme.paper, "text-halo-width": 1.6 },
        },
      ];
      return marks.filter((mark) => mark !== false);
    },
  };
}

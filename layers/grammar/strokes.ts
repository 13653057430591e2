import type { ExpressionSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { Status } from "../../src/domain/plan.ts";
import {
  type ByZoom,
  byZoom,
  type Condition,
  condition,
  every,
  hasStatus,
  isArea,
  isDrawn,
  isLine,
  isSchematic,
  isTown,
  isUnknownOutline,
  not,
} from "./conditions.ts";
import { dashes, type PatternId } from "./ink.ts";
import { areaLabel } from "./labels.ts";
import { type DrawContext, type Mark, taperKey } from "./layer.ts";
import type { Tone } from "./theme.ts";

interface StrokeOptions {
  id: string;
  tone: Tone;
  width: ByZoom;
  filter?: Condition;
  minzoom?: number;
  opacity?: number;
  /** Colour that depends on the feature, instead of the tone's. */
  colour?: ExpressionSpecification;
  /** Draws lines only, leaving the outlines of areas to `areaMarks`. */
  linesOnly?: boolean;
  /** Leaves out the soft band of schematic lines, where a whole layer is schematic and says so once. */
  withoutBand?: boolean;
}

/** What is there, whatever is done to it. */
const standing: readonly Status[] = ["existing", "upgrade-done", "upgrade-planned", "upgrade-under-way"];

/** A width that shrinks along a tapering course to a third at its end. */
export const thinning = (pixels: number): ExpressionSpecification =>
  condition("*", pixels, condition("-", 1, condition("*", 0.66, ["to-number", ["get", taperKey], 0])));

/** A size times a factor and more, at every zoom. */
const widen = (stops: ByZoom, factor: number, more: number): ByZoom =>
  stops.map(([zoom, size]) => [
    zoom,
    typeof size === "number" ? size * factor + more : condition("+", more, condition("*", factor, size)),
  ]);

/**
 * One mark for each status, since dashes cannot follow the data; below them the soft, wider band of
 * what is only roughly placed, whatever its status.
 */
export function strokeMarks({ theme, phase }: DrawContext, options: StrokeOptions): Mark[] {
  const { id, tone, width, filter, minzoom, opacity = 1 } = options;
  const only = every(filter, options.linesOnly ? isLine : undefined);
  const zoomed = minzoom === undefined ? {} : { minzoom };
  const colour = options.colour ?? theme.tone[tone];
  const stroke = (
    name: string,
    status: Status | readonly Status[],
    paint: { factor?: number; dash?: number[] | undefined; colour?: string; opacity?: number } = {},
  ): Mark => ({
    id: `${id}-${name}`,
    type: "line",
    ...zoomed,
    filter: every(hasStatus(phase, ...[status].flat()), only),
    layout: {
      "line-join": "round",
      "line-cap": name === "planned" || name === "study" ? "round" : "butt",
    },
    paint: {
      "line-color": paint.colour ?? colour,
      "line-width": byZoom(width, paint.factor ?? 1),
      "line-opacity": condition(
        "case",
        isSchematic,
        (paint.opacity ?? opacity) * 0.78,
        isTown,
        (paint.opacity ?? opacity) * 0.85,
        paint.opacity ?? opacity,
      ),
      ...(paint.dash ? { "line-dasharray": paint.dash } : {}),
    },
  });
  const beside = (status: Status, dash: number[]): Mark => ({
    id: `${id}-${status}`,
    type: "line",
    ...zoomed,
    filter: every(hasStatus(phase, status), only),
    layout: { "line-join": "round", "line-cap": dash[0]! < 0.5 ? "round" : "butt" },
    paint: {
      "line-color": colour,
      "line-gap-width": byZoom(widen(width, 1, 1.6)),
      "line-width": 1.2,
      "line-opacity": opacity,
      "line-dasharray": dash,
    },
  });
  const band: Mark = {
    id: `${id}-band`,
    type: "line",
    ...zoomed,
    filter: every(isDrawn(phase), not(hasStatus(phase, "closed")), only, isSchematic),
    layout: { "line-join": "round", "line-cap": "round" },
    paint: {
      "line-color": colour,
      "line-width": byZoom(widen(width, 2, 3)),
      "line-blur": byZoom(widen(width, 0.5, 1)),
      "line-opacity": opacity * (theme.id === "ink" ? 0.3 : 0.24),
    },
  };
  return [
    ...(options.withoutBand ? [] : [band]),
    stroke("closed", "closed", { colour: theme.tone.closed, opacity: 0.7 }),
    stroke("study", "study", { factor: 0.8, dash: dashes.study }),
    stroke("planned", "planned", { dash: dashes.planned }),
    stroke("under-construction", "under-construction", { dash: dashes["under-construction"] }),
    stroke("existing", standing),
    // Work on what stands already is told beside it: the line itself is there and open.
    beside("upgrade-planned", dashes.planned!),
    beside("upgrade-under-way", dashes["under-construction"]!),
  ];
}

export const originImage = ({ theme }: DrawContext) => `origin/${theme.id}`;
export const ringImage = ({ theme }: DrawContext) => `ring/${theme.id}`;
export const shieldImage = ({ theme }: DrawContext, tone: Tone) => `shield/${tone}/${theme.id}`;
export const patternImage = ({ theme }: DrawContext, pattern: PatternId, tone: Tone) =>
  `pattern/${pattern}/${tone}/${theme.id}`;

interface AreaOptions extends Omit<StrokeOptions, "width" | "linesOnly"> {
  width?: ByZoom;
  /** Opacity of the plain fill of a surveyed area. */
  strength?: number;
  /** Texture of a schematic area, where it is not its theme's. */
  pattern?: PatternId;
  /** Opacity of that texture. */
  patternStrength?: number;
}

/**
 * A tinted area with its outline; a schematic one is stippled with the marks of its theme and has a soft
 * edge. A circle that only stands for an area is left to a sign: it would read as a boundary.
 */
export function areaMarks(context: DrawContext, options: AreaOptions): Mark[] {
  const { theme, phase } = context;
  const { id, tone, filter, minzoom, strength = 0.2 } = options;
  // Light marks on dark paper glare; the same share of ink needs less of it.
  const patternStrength = (options.patternStrength ?? 0.6) * (theme.id === "ink" ? 0.7 : 1);
  const zoomed = minzoom === undefined ? {} : { minzoom };
  const drawn = every(isDrawn(phase), isArea, not(isUnknownOutline), filter);
  return [
    {
      id: `${id}-fill`,
      type: "fill",
      ...zoomed,
      filter: drawn,
      paint: {
        "fill-color": condition("case", hasStatus(phase, "closed"), theme.tone.closed, theme.tone[tone]),
        "fill-opacity": condition("case", isSchematic, strength * 0.36, isTown, strength * 0.7, strength),
        "fill-antialias": false,
      },
    },
    {
      id: `${id}-pattern`,
      type: "fill",
      ...zoomed,
      filter: every(drawn, isSchematic),
      paint: {
        "fill-pattern": patternImage(context, options.pattern ?? tone, tone),
        "fill-opacity": patternStrength,
      },
    },
    ...strokeMarks(context, {
      ...options,
      id: `${id}-outline`,
      filter: every(isArea, not(isUnknownOutline), filter),
      opacity: (options.opacity ?? 1) * 0.8,
      width: options.width ?? [
        [5, 0.6],
        [10, 1.2],
      ],
    }),
  ];
}

/** The sign of a thing whose size is known and whose outline is not: larger for a larger area, in no scale of the ground. */
export function sizedSignMark(
  context: DrawContext,
  {
    id,
    tone,
    symbol,
    filter,
    minzoom,
  }: {
    id: string;
    tone: Tone;
    symbol: ExpressionSpecification | string;
    filter?: Condition;
    minzoom?: number;
  },
): Mark {
  const root: ExpressionSpecification = ["sqrt", ["to-number", ["get", "areaSquareKilometres"], 0]];
  const size = (least: number, perKilometre: number): ExpressionSpecification => [
    "/",
    ["min", least * 2.4, ["+", least, ["*", perKilometre, root]]],
    24,
  ];
  return {
    id,
    type: "symbol",
    metadata: areaLabel,
    ...(minzoom === undefined ? {} : { minzoom }),
    filter: every(isDrawn(context.phase), isUnknownOutline, filter),
    layout: {
      "icon-image": condition(
        "concat",
        "sign/",
        symbol,
        `/${tone}/`,
        ["get", `status:${context.phase}`],
        `/schematic/${context.theme.id}`,
      ),
      "icon-size": byZoom([
        [5, size(13, 0.25)],
        [9, size(18, 0.5)],
        [12, size(24, 0.6)],
      ]),
      "icon-overlap": "always",
      "icon-padding": 0,
    },
  };
}

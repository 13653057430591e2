import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
} from "@maplibre/maplibre-gl-style-spec";
import type { Status } from "../src/domain/plan.ts";
import type { DrawContext, LegendEntry, Mark } from "./layer.ts";
import type { SymbolId } from "./symbols.ts";
import type { Tone } from "./theme.ts";

/**
 * The one grammar of the map, for every line, area and sign. Status is the stroke: existing solid, under
 * construction dash and gap, planned dotted, study finer dotted, closed grey. Certainty is the body:
 * surveyed full, town lighter, schematic long dashes, hatching or a hollow sign.
 */
export type Condition = ExpressionSpecification;

const condition = (...parts: unknown[]) => parts as unknown as Condition;

export const statusKey = (phase: string) => `status:${phase}`;
export const hasStatus = (phase: string, ...wanted: Status[]): Condition =>
  condition("in", ["get", statusKey(phase)], ["literal", wanted]);
/** Whether there is anything to draw in this phase. */
export const isDrawn = (phase: string): Condition =>
  condition("!", ["in", ["get", statusKey(phase)], ["literal", ["absent"]]]);
export const isKind = (...kinds: string[]): Condition => condition("in", ["get", "kind"], ["literal", kinds]);
export const isValue = (key: string, ...values: (string | number)[]): Condition =>
  condition("in", ["get", key], ["literal", values]);
export const isSchematic: Condition = condition("==", ["get", "confidence"], "schematic");
const isTown: Condition = condition("==", ["get", "confidence"], "town");
const isArea: Condition = condition("==", ["geometry-type"], "Polygon");
const isLine: Condition = condition("==", ["geometry-type"], "LineString");
export const isPoint: Condition = condition("==", ["geometry-type"], "Point");
export const every = (...conditions: (Condition | undefined)[]): Condition =>
  condition("all", ...conditions.filter((c) => c !== undefined));
export const not = (other: Condition): Condition => condition("!", other);

/** A width or size that grows with zoom, given at a few zooms; it may depend on the feature. */
export type ByZoom = readonly (readonly [zoom: number, size: number | ExpressionSpecification])[];
export const byZoom = (stops: ByZoom, factor = 1): ExpressionSpecification =>
  condition(
    "interpolate",
    ["linear"],
    ["zoom"],
    ...stops.flatMap(([zoom, size]) => [
      zoom,
      typeof size === "number" ? size * factor : factor === 1 ? size : ["*", factor, size],
    ]),
  );
/** A value picked by kind: `[kind, value]` pairs and the value otherwise. */
export const byKind = (
  pairs: readonly (readonly [kind: string, value: string | number])[],
  otherwise: string | number,
): ExpressionSpecification => condition("match", ["get", "kind"], ...pairs.flat(), otherwise);

export const dashes: Partial<Record<Status | "schematic", number[]>> = {
  schematic: [7, 1.8],
  "under-construction": [2.6, 1.8],
  planned: [0.02, 2.2],
  study: [0.02, 3.6],
};

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
  /** Dashes of an existing schematic stroke, where the common ones are too long. */
  schematicDash?: number[];
}

/** One mark for each status, since dashes cannot follow the data. */
export function strokeMarks({ theme, phase }: DrawContext, options: StrokeOptions): Mark[] {
  const { id, tone, width, filter, minzoom, opacity = 1 } = options;
  const only = every(filter, options.linesOnly ? isLine : undefined);
  const stroke = (
    name: string,
    status: Status[],
    paint: { factor?: number; dash?: number[]; colour?: string; opacity?: number },
    more?: Condition,
  ): Mark => ({
    id: `${id}-${name}`,
    type: "line",
    ...(minzoom === undefined ? {} : { minzoom }),
    filter: every(hasStatus(phase, ...status), only, more),
    layout: {
      "line-join": "round",
      "line-cap": name === "planned" || name === "study" ? "round" : "butt",
    },
    paint: {
      "line-color": paint.colour ?? options.colour ?? theme.tone[tone],
      "line-width": byZoom(width, paint.factor ?? 1),
      "line-opacity": condition(
        "case",
        isSchematic,
        (paint.opacity ?? opacity) * 0.8,
        isTown,
        (paint.opacity ?? opacity) * 0.75,
        paint.opacity ?? opacity,
      ),
      ...(paint.dash ? { "line-dasharray": paint.dash } : {}),
    },
  });
  return [
    stroke("closed", ["closed"], { colour: theme.tone.closed, opacity: 0.7 }),
    stroke("study", ["study"], { factor: 0.8, dash: dashes.study! }),
    stroke("planned", ["planned"], { dash: dashes.planned! }),
    stroke("under-construction", ["under-construction"], { dash: dashes["under-construction"]! }),
    stroke("schematic", ["existing"], { dash: options.schematicDash ?? dashes.schematic! }, isSchematic),
    stroke("existing", ["existing"], {}, not(isSchematic)),
  ];
}

export const originImage = ({ theme }: DrawContext) => `origin/${theme.id}`;
export const ringImage = ({ theme }: DrawContext) => `ring/${theme.id}`;
export const hatchImage = ({ theme }: DrawContext, tone: Tone) => `hatch/${tone}/${theme.id}`;

interface AreaOptions extends Omit<StrokeOptions, "width" | "linesOnly"> {
  width?: ByZoom;
  /** Opacity of the plain fill of a surveyed area. */
  strength?: number;
  /** Fill colour other than the tone. */
  fill?: string;
  /** Opacity of the hatching of a schematic area. */
  hatchStrength?: number;
}

/** A tinted or hatched area with its outline. */
export function areaMarks(context: DrawContext, options: AreaOptions): Mark[] {
  const { theme, phase } = context;
  const { id, tone, filter, minzoom, strength = 0.2, fill } = options;
  // Light hatching on dark paper glares; the same share of ink needs less of it.
  const hatchStrength = (options.hatchStrength ?? 0.55) * (theme.id === "ink" ? 0.6 : 1);
  const zoomed = minzoom === undefined ? {} : { minzoom };
  const drawn = every(isDrawn(phase), isArea, filter);
  return [
    {
      id: `${id}-fill`,
      type: "fill",
      ...zoomed,
      filter: drawn,
      paint: {
        "fill-color": condition(
          "case",
          hasStatus(phase, "closed"),
          theme.tone.closed,
          fill ?? theme.tone[tone],
        ),
        "fill-opacity": condition("case", isSchematic, strength * 0.45, isTown, strength * 0.7, strength),
        "fill-antialias": false,
      },
    },
    {
      id: `${id}-hatch`,
      type: "fill",
      ...zoomed,
      filter: every(drawn, isSchematic),
      paint: { "fill-pattern": hatchImage(context, tone), "fill-opacity": hatchStrength },
    },
    ...strokeMarks(context, {
      ...options,
      id: `${id}-outline`,
      filter: every(isArea, filter),
      width: options.width ?? [
        [5, 0.7],
        [10, 1.6],
      ],
      schematicDash: [4, 2],
    }),
  ];
}

/** Chinese type sets this apostrophe a full square wide, and the fonts of the map are Chinese. */
const plainApostrophe = (name: unknown): Condition => condition("join", ["split", name, "’"], "'");

/** Names without what stands in brackets at their end: the inspector gives the whole. Brackets in the middle stay. */
const shortName = (key: string): ExpressionSpecification => {
  const name = ["var", "name"];
  const cutAt = (open: string, close: string) => [
    ["==", ["slice", name, -1], close],
    ["slice", name, 0, ["index-of", open, name]],
  ];
  return condition(
    "let",
    "name",
    key.endsWith(":en") ? plainApostrophe(["to-string", ["get", key]]) : ["to-string", ["get", key]],
    ["case", ...cutAt("（", "）"), ...cutAt("(", ")"), name],
  );
};

/** The name in Chinese, with English under it where the reader wants English. */
export const nameLabel = (
  { language }: DrawContext,
  keys: { zh: string; en: string } = { zh: "name:zh", en: "name:en" },
): ExpressionSpecification =>
  language === "zh"
    ? shortName(keys.zh)
    : condition("format", shortName(keys.zh), {}, "\n", {}, shortName(keys.en), { "font-scale": 0.84 });

/** The name on one line, to run along a line: two languages in a row are longer than most lines. */
export const runningName = ({ language }: DrawContext): ExpressionSpecification =>
  shortName(`name:${language}`);

export const fonts = { regular: ["Noto Sans SC Regular"], strong: ["Noto Sans SC Medium"] };

interface LabelOptions {
  id: string;
  size: ByZoom;
  colour?: string;
  strong?: boolean;
  filter?: Condition;
  minzoom?: number;
  maxzoom?: number;
  letterSpacing?: number;
  placement?: "point" | "line";
  /** Writes on the line instead of beside it. */
  onLine?: boolean;
  /** An image under the name, drawn whatever stands there; other names keep clear of it. */
  icon?: string;
  /** Sharpest bend in degrees a running name may take. */
  maxAngle?: number;
  /** Writes the name once inside each area, at a point the map finds, rather than once in every tile. */
  inArea?: boolean;
  /** Writes along the smoothed course of a line too winding to carry letters. */
  smooth?: boolean;
  field?: ExpressionSpecification;
  sortKey?: DataDrivenPropertyValueSpecification<number>;
  anchors?: Side[];
}

type Side = "top" | "bottom" | "left" | "right";

/** Ems from the middle of an image to its name, and to where the name may go before it is given up. */
const nearEms = 0.62;
const farEms = 1.9;

/** Places of a name beside an image: close on each side, then farther above and below, clear of other names. */
function besideImage(sides: readonly Side[]): (Side | [number, number])[] {
  const place = (side: Side, ems: number): (Side | [number, number])[] => [
    side,
    side === "top" ? [0, ems] : side === "bottom" ? [0, -ems] : side === "left" ? [ems, 0] : [-ems, 0],
  ];
  const far = sides.filter((side) => side === "top" || side === "bottom");
  return [...sides.flatMap((side) => place(side, nearEms)), ...far.flatMap((side) => place(side, farEms))];
}

/** Marks a label whose source is the label points of its dataset. */
export const areaLabel = { "atlas:area-label": true };
/** Marks the sheet's own colour, which gives way to a basemap of the deployment. */
export const ground = { "atlas:ground": true };

/** Text alone: names of areas and lines. */
export function labelMark(context: DrawContext, options: LabelOptions): Mark {
  const { theme, phase } = context;
  const along = options.placement === "line";
  return {
    id: options.id,
    type: "symbol",
    ...(options.inArea || options.smooth ? { metadata: areaLabel } : {}),
    ...(options.minzoom === undefined ? {} : { minzoom: options.minzoom }),
    ...(options.maxzoom === undefined ? {} : { maxzoom: options.maxzoom }),
    // Label points are points for areas and courses for lines, whatever the feature itself is.
    filter: every(
      isDrawn(phase),
      options.inArea ? isPoint : options.smooth ? isLine : undefined,
      options.filter,
    ),
    layout: {
      "symbol-placement": options.placement ?? "point",
      "text-field": options.field ?? (along ? runningName(context) : nameLabel(context)),
      "text-font": options.strong ? fonts.strong : fonts.regular,
      "text-size": byZoom(options.size),
      "text-letter-spacing": options.letterSpacing ?? 0.02,
      "text-max-width": options.inArea ? 12 : 9,
      "text-padding": 3,
      ...(options.icon
        ? {
            "icon-image": options.icon,
            "icon-overlap": "always" as const,
            // Where there is no room for the name, the image alone still says where the place is.
            "text-optional": true,
            "icon-size": byZoom([
              [5, 0.55],
              [9, 0.9],
            ]),
          }
        : {}),
      "text-line-height": 1.15,
      ...(along
        ? {
            // Beside the line rather than on it, as atlases write; road numbers stay on theirs.
            "text-offset": options.onLine ? [0, 0] : [0, -0.85],
            "symbol-spacing": 360,
            "text-max-angle": options.maxAngle ?? 35,
            "text-keep-upright": true,
          }
        : options.inArea
          ? { "text-variable-anchor": ["center", "top", "bottom"], "text-radial-offset": 1.2 }
          : options.anchors && options.icon
            ? { "text-variable-anchor-offset": besideImage(options.anchors), "text-justify": "auto" }
            : options.anchors
              ? { "text-variable-anchor": options.anchors, "text-radial-offset": 0.7, "text-justify": "auto" }
              : {}),
      ...(options.sortKey === undefined ? {} : { "symbol-sort-key": options.sortKey }),
    },
    paint: {
      "text-color": options.colour ?? theme.text,
      "text-halo-color": theme.paper,
      "text-halo-width": 1.5,
      "text-halo-blur": 0.4,
    },
  };
}

interface SignOptions {
  id: string;
  tone: Tone;
  symbol: SymbolId | ExpressionSpecification;
  /** Size in pixels by zoom. */
  size?: ByZoom;
  filter?: Condition;
  minzoom?: number;
  /** Zoom from which the name stands beside the sign. */
  labelZoom: number;
  labelSize?: number;
  labelColour?: string;
  strong?: boolean;
  sortKey?: DataDrivenPropertyValueSpecification<number>;
  /** Draws every sign at every zoom; for the few that the text counts. */
  always?: boolean;
}

/** Zoom from which signs may touch: below it the map shows what there is room for. */
const crowdedZoom = 9;
/** Signs are drawn 24 px wide. */
const signPixels = 24;

/** A point's sign with its name beside it. */
export function signMark(context: DrawContext, options: SignOptions): Mark {
  const { theme, phase } = context;
  const labelSize = options.labelSize ?? 11.5;
  return {
    id: options.id,
    type: "symbol",
    ...(options.minzoom === undefined ? {} : { minzoom: options.minzoom }),
    filter: every(isDrawn(phase), isPoint, options.filter),
    layout: {
      "icon-image": condition(
        "concat",
        "sign/",
        options.symbol,
        `/${options.tone}/`,
        ["get", statusKey(phase)],
        "/",
        ["get", "confidence"],
        `/${theme.id}`,
      ),
      "icon-size": byZoom(
        options.size ?? [
          [5, 14],
          [8, 18],
          [12, 24],
        ],
        1 / signPixels,
      ),
      "icon-overlap": options.always ? "always" : condition("step", ["zoom"], "never", crowdedZoom, "always"),
      "icon-padding": 1,
      "text-field": condition("step", ["zoom"], "", options.labelZoom, nameLabel(context)),
      "text-font": options.strong ? fonts.strong : fonts.regular,
      "text-size": byZoom([
        [6, labelSize - 0.5],
        [12, labelSize + 2],
      ]),
      "text-variable-anchor": ["left", "right", "top", "bottom"],
      "text-radial-offset": byZoom([
        [5, 0.85],
        [12, 1.15],
      ]),
      "text-justify": "auto",
      "text-max-width": 10,
      "text-line-height": 1.15,
      "text-optional": true,
      "text-padding": 2,
      ...(options.sortKey === undefined ? {} : { "symbol-sort-key": options.sortKey }),
    },
    paint: {
      "text-color": options.labelColour ?? theme.text,
      "text-halo-color": theme.paper,
      "text-halo-width": 1.4,
      "text-halo-blur": 0.4,
    },
  };
}

/** Picks a sign by kind: `[kind, symbol]` pairs and what to draw otherwise. */
export const symbolByKind = (
  pairs: readonly (readonly [kind: string, symbol: SymbolId])[],
  otherwise: SymbolId,
): ExpressionSpecification => byKind(pairs, otherwise);

const statusLabels: Record<Exclude<Status, "existing" | "absent">, { zh: string; en: string }> = {
  "under-construction": { zh: "在建", en: "Under construction" },
  planned: { zh: "规划", en: "Planned" },
  study: { zh: "研究", en: "Under study" },
  closed: { zh: "停用", en: "Closed" },
};

/**
 * Legend entries for what is not yet, or no longer, there; of every kind in the layer. With entries for
 * the existing kinds they share the features out, so that hiding one never hides part of another.
 */
export function statusEntries(
  { theme, phase }: DrawContext,
  tone: Tone,
  shape: LegendEntry["swatch"]["shape"],
  wanted: readonly (keyof typeof statusLabels)[] = ["under-construction", "planned", "study", "closed"],
  /** Where a layer has signs and lines, each has its own entries: an entry shows what it stands for. */
  only?: Condition,
): LegendEntry[] {
  return wanted.map((status) => ({
    id: only ? `${status}-${shape}` : status,
    label: statusLabels[status],
    filter: only ? every(hasStatus(phase, status), only) : hasStatus(phase, status),
    swatch: {
      shape,
      colour: status === "closed" ? theme.tone.closed : theme.tone[tone],
      ...(dashes[status] ? { dash: dashes[status] } : {}),
      width: status === "study" ? 1.6 : 2,
    },
  }));
}

/** Legend entry for kinds as they stand in the phase; with `existing`, only those that exist. */
export function kindEntry(
  { theme, phase }: DrawContext,
  options: {
    id: string;
    zh: string;
    en: string;
    kinds: readonly string[];
    tone: Tone;
    shape: LegendEntry["swatch"]["shape"];
    icon?: SymbolId;
    hatch?: boolean;
    width?: number;
    dash?: readonly number[];
    existing?: boolean;
    fromZoom?: number;
  },
): LegendEntry {
  const { id, zh, en, kinds, tone, shape, existing, fromZoom, ...swatch } = options;
  return {
    id,
    label: { zh, en },
    filter: existing ? every(isKind(...kinds), hasStatus(phase, "existing")) : isKind(...kinds),
    ...(fromZoom === undefined ? {} : { fromZoom }),
    swatch: { shape, colour: theme.tone[tone], ...swatch },
  };
}

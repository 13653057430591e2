import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
} from "@maplibre/maplibre-gl-style-spec";
import {
  type ByZoom,
  byKind,
  byZoom,
  type Condition,
  condition,
  every,
  isDrawn,
  isKind,
  isLine,
  isPoint,
  isUnknownOutline,
  statusIn,
} from "./conditions.ts";
import { listKinds } from "./kinds.ts";
import type { DrawContext, Mark } from "./layer.ts";
import type { SymbolId } from "./symbols.ts";
import type { Tone } from "./theme.ts";

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

/** The name of a station with the word that says so, in the reader's language. */
export const stationName = (context: DrawContext): ExpressionSpecification =>
  condition("concat", runningName(context), context.language === "zh" ? "站" : " stn");

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
  maxWidthEms?: number;
  /** Pixels kept free round the name. */
  padding?: number;
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

/** A name stands in its area; where a sign stands for the area, beside that. */
const inAreaPlaces = condition(
  "case",
  isUnknownOutline,
  ["literal", ["top", [0, 1.3], "bottom", [0, -1.3], "left", [1.3, 0], "right", [-1.3, 0]]],
  ["literal", ["center", [0, 0], "top", [0, 1.2], "bottom", [0, -1.2]]],
) as unknown as DataDrivenPropertyValueSpecification<(string | [number, number])[]>;

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
      "text-max-width": options.maxWidthEms ?? (options.inArea ? 12 : 9),
      "text-padding": options.padding ?? 3,
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
          ? { "text-variable-anchor-offset": inAreaPlaces, "text-justify": "auto" }
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
  /** Stands the sign above its place, whose own mark and name stay in sight. */
  isLifted?: boolean;
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
        statusIn(phase),
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
      // Signs may touch each other where there is room to tell them apart; none stands on a name.
      "icon-overlap": options.always
        ? "always"
        : condition("step", ["zoom"], "never", crowdedZoom, "cooperative"),
      "icon-padding": 1,
      ...(options.isLifted
        ? { "icon-anchor": "bottom" as const, "icon-offset": [0, -6] as [number, number] }
        : {}),
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

/** Stops of a kind on a line, drawn by their status. */
export function stopMark(
  { theme, phase }: DrawContext,
  { id, kind, minzoom, size }: { id: string; kind: "station" | "halt"; minzoom: number; size: ByZoom },
): Mark {
  return {
    id,
    type: "symbol",
    minzoom,
    filter: every(isDrawn(phase), isKind(kind)),
    layout: {
      "icon-image": condition("concat", `stop/${kind}/rail/`, statusIn(phase), `/${theme.id}`),
      "icon-size": byZoom(size, 1 / signPixels),
      "icon-overlap": "always",
      "icon-padding": 0,
    },
  };
}

/** Picks the sign the table of kinds gives each kind of a dataset, or what to draw otherwise. */
export function symbolsOf(dataset: string, otherwise: SymbolId): ExpressionSpecification | SymbolId {
  const pairs = listKinds(dataset).flatMap(([kind, { symbol }]) => (symbol ? [[kind, symbol] as const] : []));
  return pairs.length === 0 ? otherwise : byKind(pairs, otherwise);
}

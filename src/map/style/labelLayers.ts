import type {
  ExpressionFilterSpecification,
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from "@maplibre/maplibre-gl-style-spec";
import { fonts, nameLabel, runningName } from "../../../layers/grammar/labels.ts";
import type { DrawContext } from "../../../layers/grammar/layer.ts";
import type { Selection } from "../../domain/board/board.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { LitFeature } from "../../domain/walk/walk.ts";
import { narrowKey } from "./labelPoints.ts";

/** Whether the last row has to read it: the theme of a room on anything larger than a phone. */
export const isRoomSized = ({ theme, isHandheld }: Pick<DrawContext, "theme" | "isHandheld">): boolean =>
  theme.id === "room" && isHandheld !== true;

/** Prefix of the layers that name what is lit. */
export const namePrefix = "named/";
/** In a room the last row reads them; on a page the reader holds it in his hands. */
const namePixels = { room: 24, page: 13 };
/** Whether a layer writes the names of lines. */
export const isLineName = ({ id }: LayerSpecification) => id.startsWith(namePrefix) && id.endsWith("/line");

/** Ending of the layers of signs of what is lit. */
const litSign = "/lit";
export const isLitSign = ({ id }: LayerSpecification) => id.endsWith(litSign);

/**
 * Names again that may stand in one place only, for those that a sign kept from it. `cooperative` passes over signs,
 * which always stand, and gives way to every name that was written the first time. Undefined for names with a choice.
 */
export function allowOverlap(mark: LayerSpecification): LayerSpecification | undefined {
  if (mark.type !== "symbol" || mark.layout?.["text-variable-anchor"]) return;
  return { ...mark, id: `${mark.id}/again`, layout: { ...mark.layout, "text-overlap": "cooperative" } };
}

/** Ids to be named by dataset. */
export type NamedFeatures = ReadonlyMap<string, readonly string[]>;

export function groupNamed(named: readonly Selection[]): NamedFeatures {
  const groups = new Map<string, string[]>();
  for (const { dataset, id } of named) groups.set(dataset, [...(groups.get(dataset) ?? []), id]);
  return groups;
}

const isOneOf = (ids: readonly string[]): ExpressionFilterSpecification => [
  "in",
  ["get", "id"],
  ["literal", [...ids]],
];

/**
 * Takes the everyday names of features off a mark, because they are about to be written large, and has the
 * signs of those features drawn whatever stands there: a ring round nothing is a riddle.
 * @returns the marks to be drawn in its stead; undefined where the mark always writes its names itself.
 */
export function silenceNames(
  mark: LayerSpecification,
  dataset: string,
  named: NamedFeatures,
): LayerSpecification[] | undefined {
  const ids = named.get(dataset);
  if (!ids || mark.type !== "symbol") return [mark];
  const { layout = {} } = mark;
  if (layout["text-field"] === undefined) return [mark];
  const narrow = (only: ExpressionFilterSpecification) =>
    (mark.filter ? ["all", mark.filter, only] : only) as unknown as FilterSpecification;
  const others = narrow(["!", isOneOf(ids)]);
  if (layout["icon-image"] === undefined) return [{ ...mark, filter: others }];
  const field = layout["text-field"] as unknown;
  // The number on a road's shield is no name: the room hears of the road by its name.
  if (Array.isArray(field) && field[0] === "get" && !String(field[1]).startsWith("name:")) return [mark];
  if (!Array.isArray(field) || field[0] !== "step") return undefined;
  const { "text-field": _, ...signs } = layout;
  const { minzoom: __, ...everywhere } = mark;
  return [
    { ...mark, filter: others },
    {
      ...everywhere,
      id: `${mark.id}${litSign}`,
      filter: narrow(isOneOf(ids)),
      layout: { ...signs, "icon-overlap": "always" },
    },
  ];
}

/** What is written under the names of a dataset's lit features, by id. */
export const listSaid = (lit: readonly LitFeature[], dataset: string): ReadonlyMap<string, Bilingual> =>
  new Map(lit.flatMap(({ dataset: of, id, said }) => (of === dataset && said ? [[id, said]] : [])));

/** A name and, in a row of its own, the number said of the feature: in the colour of what is lit, a little larger. */
function withSaid(
  field: ExpressionSpecification,
  said: ReadonlyMap<string, Bilingual>,
  { language, theme }: DrawContext,
): ExpressionSpecification {
  if (said.size === 0) return field;
  const told = ["match", ["get", "id"], ...[...said].flatMap(([id, text]) => [id, text[language]]), ""];
  const named = field[0] === "format" ? field.slice(1) : [field, {}];
  const size = { "font-scale": 1.15, "text-color": theme.accent };
  const rows = ["format", ...named, ["case", ["==", told, ""], "", "\n"], {}, told, size];
  return rows as ExpressionSpecification;
}

/** Sources of names beyond the features themselves. */
interface NameSources {
  said: ReadonlyMap<string, Bilingual>;
  /** One point for each area. */
  areas?: string | undefined;
  /** One point for each of these lines; without it names run along the lines as far as the map finds room. */
  lines?: { source: string; ids: readonly string[] } | undefined;
}

/** Names of lit features, large enough for a room: beside points, along or beside lines, inside areas. */
export function buildNameLayers(
  dataset: string,
  ids: readonly string[],
  { said, areas, lines }: NameSources,
  context: DrawContext,
): LayerSpecification[] {
  const { theme } = context;
  const common = (id: string, source: string, geometry: string, of = ids): SymbolLayerSpecification => ({
    id: `${namePrefix}${dataset}/${id}`,
    type: "symbol",
    source,
    filter: ["all", isOneOf(of), ["==", ["geometry-type"], geometry]],
    layout: {
      "text-font": fonts.strong,
      "text-size": isRoomSized(context) ? namePixels.room : namePixels.page,
      "text-max-width": 11,
      "text-line-height": 1.15,
      "text-padding": 2,
    },
    paint: { "text-color": theme.text, "text-halo-color": theme.paper, "text-halo-width": 2.4 },
  });
  const withLayout = (
    mark: SymbolLayerSpecification,
    layout: SymbolLayerSpecification["layout"],
  ): SymbolLayerSpecification => ({ ...mark, layout: { ...mark.layout, ...layout } });
  // A line that has its name beside it needs no second one where it ends.
  const outlined = ids.filter((id) => !lines?.ids.includes(id));
  const area = withLayout(common("area", areas ?? dataset, areas ? "Point" : "Polygon", outlined), {
    "text-field": withSaid(nameLabel(context), said, context),
  });
  return [
    withLayout(common("line", lines?.source ?? dataset, lines ? "Point" : "LineString"), {
      "text-field": withSaid(runningName(context), said, context),
      // English names of railways are long: in two rows they stay beside their line.
      "text-max-width": context.language === "zh" ? 40 : 12,
      ...(lines
        ? {
            "text-anchor": "bottom",
            "text-offset": [0, -0.35],
            "text-rotate": ["get", "turn"],
            "text-rotation-alignment": "map",
          }
        : {
            "symbol-placement": "line",
            "symbol-spacing": 1_000,
            "text-offset": [0, -0.9],
            "text-max-angle": 40,
          }),
    }),
    {
      ...area,
      filter: ["all", area.filter, ["!", ["has", narrowKey]]] as unknown as FilterSpecification,
    },
    {
      ...withLayout(area, {
        "text-variable-anchor": ["bottom", "top", "left", "right"],
        "text-radial-offset": 0.9,
        "text-justify": "auto",
      }),
      id: `${area.id}-narrow`,
      filter: ["all", area.filter, ["has", narrowKey]] as unknown as FilterSpecification,
    },
    withLayout(common("point", dataset, "Point"), {
      "text-field": withSaid(nameLabel(context), said, context),
      "text-variable-anchor": ["left", "right", "top", "bottom"],
      // Clear of the ring, which is the same for smaller letters.
      "text-radial-offset": isRoomSized(context) ? 0.95 : 1.35,
      "text-justify": "auto",
    }),
  ];
}

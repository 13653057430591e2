import type {
  FilterSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from "@maplibre/maplibre-gl-style-spec";
import { fonts, nameLabel, runningName } from "../../layers/grammar.ts";
import type { DrawContext } from "../../layers/layer.ts";
import type { Selection } from "../domain/board.ts";

/** Prefix of the layers that name what is lit. */
export const namePrefix = "named/";
const namePixels = 19;

/** Ids to be named by dataset. */
export type NamedFeatures = ReadonlyMap<string, readonly string[]>;

export function groupNamed(named: readonly Selection[]): NamedFeatures {
  const groups = new Map<string, string[]>();
  for (const { dataset, id } of named) groups.set(dataset, [...(groups.get(dataset) ?? []), id]);
  return groups;
}

const isOneOf = (ids: readonly string[]) => ["in", ["get", "id"], ["literal", ids]];

/** An expression whose outputs are replaced; zoom may only stand at the top, so its outputs are changed one by one. */
function changeOutputs(value: unknown, change: (output: unknown) => unknown): unknown {
  if (Array.isArray(value) && value[0] === "step")
    return value.map((part, index) => (index >= 2 && index % 2 === 0 ? change(part) : part));
  return change(value);
}

/**
 * Takes the everyday names of features off a mark, because they are about to be written large.
 * @returns undefined where the mark always writes its names itself.
 */
export function silenceNames(
  mark: LayerSpecification,
  dataset: string,
  named: NamedFeatures,
): LayerSpecification | undefined {
  const ids = named.get(dataset);
  if (!ids || mark.type !== "symbol") return mark;
  const { layout = {} } = mark;
  if (layout["text-field"] === undefined) return mark;
  if (layout["icon-image"] === undefined) {
    const others = ["!", isOneOf(ids)];
    return {
      ...mark,
      filter: (mark.filter ? ["all", mark.filter, others] : others) as FilterSpecification,
    };
  }
  const field = layout["text-field"] as unknown;
  if (!Array.isArray(field) || field[0] !== "step") return undefined;
  const silent = changeOutputs(field, (output) => (output === "" ? "" : ["case", isOneOf(ids), "", output]));
  return { ...mark, layout: { ...layout, "text-field": silent } } as LayerSpecification;
}

/**
 * Names of lit features, large enough for a room: beside points, along lines, inside areas.
 * @param areaSource the source with one point for each area, where there is one.
 */
export function buildNameLayers(
  dataset: string,
  ids: readonly string[],
  areaSource: string | undefined,
  context: DrawContext,
): LayerSpecification[] {
  const { theme } = context;
  const common = (id: string, source: string, geometry: string): SymbolLayerSpecification => ({
    id: `${namePrefix}${dataset}/${id}`,
    type: "symbol",
    source,
    filter: ["all", isOneOf(ids), ["==", ["geometry-type"], geometry]] as unknown as FilterSpecification,
    layout: {
      "text-font": fonts.strong,
      "text-size": namePixels,
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
  return [
    withLayout(common("line", dataset, "LineString"), {
      // Two languages in a row are longer than most lines.
      "text-field": context.language === "zh" ? runningName(context) : ["get", "name:en"],
      "symbol-placement": "line",
      "symbol-spacing": 1_000,
      "text-offset": [0, -0.9],
      "text-max-angle": 40,
    }),
    withLayout(common("area", areaSource ?? dataset, areaSource ? "Point" : "Polygon"), {
      "text-field": nameLabel(context),
    }),
    withLayout(common("point", dataset, "Point"), {
      "text-field": nameLabel(context),
      "text-variable-anchor": ["left", "right", "top", "bottom"],
      "text-radial-offset": 0.95,
      "text-justify": "auto",
    }),
  ];
}

import {
  type Color,
  expression,
  type Feature,
  type FilterSpecification,
  type Formatted,
  featureFilter,
  type LayerSpecification,
  type StylePropertySpecification,
  v8,
} from "@maplibre/maplibre-gl-style-spec";
import type { SheetFeature } from "./sheetFeatures.ts";

/** A mark of the style, ready to be asked what it says of a feature at the sheet's zoom. */
export interface EvaluatedMark {
  layer: LayerSpecification;
  takes: (feature: SheetFeature) => boolean;
  numberOf: (key: string, feature: SheetFeature) => number;
  wordOf: (key: string, feature: SheetFeature) => string;
  colourOf: (key: string, feature: SheetFeature) => Color;
  listOf: (key: string, feature: SheetFeature) => readonly unknown[] | undefined;
  textOf: (key: string, feature: SheetFeature) => Formatted | undefined;
  flagOf: (key: string, feature: SheetFeature) => boolean;
}

const geometryNumbers = { Point: 1, LineString: 2, Polygon: 3 } as const;

const toFeature = ({ id, properties, kind }: SheetFeature): Feature => ({
  type: geometryNumbers[kind],
  id: id ?? undefined,
  properties,
});

interface Evaluator {
  evaluate: (globals: { zoom: number }, feature: Feature, state: object) => unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The specification of a property, from the style specification itself. */
function findSpecification(layer: LayerSpecification, key: string): StylePropertySpecification {
  const tables: unknown = v8;
  if (isRecord(tables))
    for (const group of [`paint_${layer.type}`, `layout_${layer.type}`]) {
      const table = tables[group];
      if (isRecord(table) && isRecord(table[key])) return table[key] as StylePropertySpecification;
    }
  throw new Error(`a ${layer.type} mark has no property '${key}'`);
}

/**
 * Compiles a mark with the evaluator of the style specification, the very one the map uses.
 *
 * @param stateOf what of the map's own state a feature has, such as being selected.
 */
export function evaluateMark(
  layer: LayerSpecification,
  zoom: number,
  stateOf: (feature: SheetFeature) => object,
): EvaluatedMark {
  const filter = "filter" in layer ? (layer.filter as FilterSpecification | undefined) : undefined;
  const compiled = featureFilter(filter, `layers[${layer.id}].filter`);
  const evaluators = new Map<string, Evaluator>();
  const values: Record<string, unknown> = { ...layer.layout, ...layer.paint };
  const evaluatorOf = (key: string): Evaluator => {
    let known = evaluators.get(key);
    if (known) return known;
    const specification = findSpecification(layer, key);
    const value = values[key] ?? specification.default;
    const made: Evaluator = expression.normalizePropertyExpression(
      value as never,
      `layers[${layer.id}].${key}`,
      specification,
    );
    known = made;
    evaluators.set(key, known);
    return known;
  };
  const ask = (key: string, feature: SheetFeature): unknown =>
    evaluatorOf(key).evaluate({ zoom }, toFeature(feature), stateOf(feature));
  return {
    layer,
    takes: (feature) => compiled.filter({ zoom }, toFeature(feature)),
    numberOf: (key, feature) => Number(ask(key, feature) ?? 0),
    wordOf: (key, feature) => String(ask(key, feature) ?? ""),
    colourOf: (key, feature) => ask(key, feature) as Color,
    listOf: (key, feature) => {
      if (values[key] === undefined) return undefined;
      const value = ask(key, feature);
      if (Array.isArray(value)) return value;
      return isRecord(value) && Array.isArray(value.values) ? value.values : undefined;
    },
    textOf: (key, feature) => {
      if (values[key] === undefined) return undefined;
      const value = ask(key, feature);
      return isRecord(value) && Array.isArray(value.sections) ? (value as object as Formatted) : undefined;
    },
    flagOf: (key, feature) => ask(key, feature) === true,
  };
}

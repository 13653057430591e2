import type { Feature, FeatureCollection, Geometry } from "geojson";
import { type ColumnFilter, passesConditions } from "../domain/board/columnFilter.ts";
import {
  findClass,
  listClasses,
  mostBreaks,
  mostCategories,
  noClass,
  type ShapeKind,
  shapeKinds,
  type UserColumn,
  type UserPaint,
} from "../domain/board/userLayers.ts";
import { type Bbox, findBoundingBox } from "../domain/place/boundingBox.ts";
import type { ColumnClasses, ContentRow, RowQuery } from "./dataProtocol.ts";

export type ContentCollection = FeatureCollection<Geometry>;

const shapeOf = (geometry: Geometry | null): ShapeKind | null =>
  geometry === null
    ? null
    : geometry.type === "GeometryCollection"
      ? shapeOf(geometry.geometries[0] ?? null)
      : geometry.type.endsWith("Point")
        ? "Point"
        : geometry.type.endsWith("LineString")
          ? "LineString"
          : "Polygon";

const shapesIn = (geometry: Geometry | null): ShapeKind[] =>
  geometry?.type === "GeometryCollection"
    ? geometry.geometries.flatMap(shapesIn)
    : geometry
      ? [shapeOf(geometry)!]
      : [];

/** Kinds of shape, columns and box of some features. */
export function describeFeatures(collection: ContentCollection): {
  count: number;
  bbox: Bbox | null;
  shapes: ShapeKind[];
  columns: UserColumn[];
} {
  const shapes = new Set<ShapeKind>();
  const columns = new Map<string, { numbers: number; others: number }>();
  const geometries: Geometry[] = [];
  for (const feature of collection.features) {
    if (feature.geometry) {
      geometries.push(feature.geometry);
      for (const shape of shapesIn(feature.geometry)) shapes.add(shape);
    }
    const { properties } = feature;
    for (const key in properties) {
      const value = properties[key];
      let seen = columns.get(key);
      if (!seen) {
        seen = { numbers: 0, others: 0 };
        columns.set(key, seen);
      }
      if (value === null || value === undefined || value === "") continue;
      if (typeof value === "number") seen.numbers += 1;
      else seen.others += 1;
    }
  }
  return {
    count: collection.features.length,
    bbox: findBoundingBox(geometries) ?? null,
    shapes: shapeKinds.filter((shape) => shapes.has(shape)),
    columns: [...columns].map(([key, seen]) => ({
      key,
      kind: seen.numbers > 0 && seen.others === 0 ? "number" : "text",
    })),
  };
}

/** What table, search and inspector need of a feature: everything but its positions. */
export const describeRow = (feature: Feature<Geometry | null>): ContentRow => ({
  properties: feature.properties ?? {},
  bbox: (feature.geometry && findBoundingBox([feature.geometry])) ?? null,
  shape: shapeOf(feature.geometry),
});

export const writeCell = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

/** Classes of a column: its most frequent values, and breaks that share its numbers out evenly. */
export function classifyColumn(collection: ContentCollection, column: string): ColumnClasses {
  const counts = new Map<string, number>();
  const numbers: number[] = [];
  for (const feature of collection.features) {
    const value: unknown = feature.properties?.[column];
    if (typeof value === "number" && Number.isFinite(value)) numbers.push(value);
    const written = writeCell(value);
    if (written !== "") counts.set(written, (counts.get(written) ?? 0) + 1);
  }
  const values = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostCategories)
    .map(([value]) => value);
  const sorted = Float64Array.from(numbers).sort();
  const breaks: number[] = [];
  for (let i = 1; i <= mostBreaks && sorted.length > 0; i += 1) {
    const at = sorted[Math.floor((sorted.length * i) / (mostBreaks + 1))]!;
    if (at > (breaks.at(-1) ?? sorted[0]!)) breaks.push(at);
  }
  return { values, breaks };
}

/** Distinct values of a column, the most frequent first; empty cells are "". */
export function listValues(collection: ContentCollection, column: string, most: number) {
  const counts = new Map<string, number>();
  for (const feature of collection.features) {
    const written = writeCell(feature.properties?.[column]).trim();
    counts.set(written, (counts.get(written) ?? 0) + 1);
  }
  const values = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([value, count]) => ({ value, count }));
  return { values, total: counts.size };
}

/** Boxes of features, four numbers each; NaN where there is no shape. */
export function boxFeatures(collection: ContentCollection): Float64Array {
  const boxes = new Float64Array(collection.features.length * 4).fill(Number.NaN);
  collection.features.forEach(({ geometry }, index) => {
    const box = geometry && findBoundingBox([geometry]);
    if (box) boxes.set(box, index * 4);
  });
  return boxes;
}

/** The class of each feature under a paint, as a place in `listClasses`; `noClass` where it does not meet the conditions. */
export function classifyFeatures(
  collection: ContentCollection,
  paint: UserPaint,
  where: ColumnFilter = [],
): Uint8Array {
  const places = new Map(listClasses(paint).map((id, place) => [id, place]));
  return Uint8Array.from(collection.features, ({ properties }) =>
    passesConditions(properties, where) ? places.get(findClass(paint, properties ?? {}))! : noClass,
  );
}

/** All cells of a feature as one text in lower case, to filter by. */
export const writeRow = ({ properties }: Feature<Geometry | null>): string =>
  Object.values(properties ?? {})
    .map(writeCell)
    .join("\n")
    .toLowerCase();

/** Whether a box of `boxFeatures` meets a view; never where there is no shape, as NaN compares false. */
export const boxMeets = (boxes: Float64Array, index: number, [west, south, east, north]: Bbox): boolean =>
  boxes[index * 4]! <= east &&
  boxes[index * 4 + 2]! >= west &&
  boxes[index * 4 + 1]! <= north &&
  boxes[index * 4 + 3]! >= south;

/** Ranks of texts in a language's order, so that a sort compares numbers and each text is collated once a value. */
function rankTexts(texts: readonly string[], language: RowQuery["language"]): Uint32Array {
  const distinct = [...new Set(texts)].sort(
    new Intl.Collator(language === "zh" ? "zh-CN" : "en", { numeric: true }).compare,
  );
  const ranks = new Map(distinct.map((text, rank) => [text, rank]));
  return Uint32Array.from(texts, (text) => ranks.get(text)!);
}

/** Features with what is made of them once it is asked for. */
export interface QueriedRows {
  features: readonly Pick<Feature<Geometry | null>, "properties">[];
  boxes: () => Float64Array;
  /** One text a row to filter by, as `writeRow` makes it. */
  texts: () => readonly string[];
}

/**
 * Places of the rows to show, in order; empty cells come last in either direction. Ties keep the order of
 * the file.
 */
export function queryRows(
  { features, boxes, texts }: QueriedRows,
  { filter, sorting, view, language, where }: Omit<RowQuery, "key">,
): Uint32Array {
  const wanted = filter.trim().toLowerCase();
  const inView = view && boxes();
  const written = wanted === "" ? null : texts();
  const kept: number[] = [];
  for (let index = 0; index < features.length; index += 1) {
    if (inView && !boxMeets(inView, index, view)) continue;
    if (where && !passesConditions(features[index]!.properties, where)) continue;
    if (!written || written[index]!.includes(wanted)) kept.push(index);
  }
  if (!sorting) return Uint32Array.from(kept);
  const cells = kept.map((index) => features[index]!.properties?.[sorting.key] as unknown);
  const areNumbers = cells.every((cell) => typeof cell === "number" || cell === null || cell === undefined);
  const spelt = areNumbers ? [] : cells.map(writeCell);
  const ranks: ArrayLike<number> = areNumbers ? (cells as number[]) : rankTexts(spelt, language);
  const isEmpty = (at: number) =>
    areNumbers ? cells[at] === null || cells[at] === undefined : spelt[at] === "";
  const turn = sorting.direction === "ascending" ? 1 : -1;
  const order = kept.map((_, at) => at);
  order.sort((a, b) => {
    const [x, y] = [isEmpty(a), isEmpty(b)];
    if (x || y) return Number(x) - Number(y) || a - b;
    return turn * (ranks[a]! - ranks[b]!) || a - b;
  });
  return Uint32Array.from(order, (at) => kept[at]!);
}

import type { Feature, FeatureCollection, Geometry } from "geojson";
import {
  mostBreaks,
  mostCategories,
  type ShapeKind,
  shapeKinds,
  type UserColumn,
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
    for (const [key, value] of Object.entries(feature.properties ?? {})) {
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

const meets = (a: Bbox, b: Bbox) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** Ranks of texts in a language's order, so that a sort compares numbers and each text is collated once a value. */
function rankTexts(texts: readonly string[], language: RowQuery["language"]): Uint32Array {
  const distinct = [...new Set(texts)].sort(
    new Intl.Collator(language === "zh" ? "zh-CN" : "en", { numeric: true }).compare,
  );
  const ranks = new Map(distinct.map((text, rank) => [text, rank]));
  return Uint32Array.from(texts, (text) => ranks.get(text)!);
}

/**
 * Places of the rows to show, in order; empty cells come last in either direction. Ties keep the order of
 * the file.
 * @param texts one text a row to filter by, in lower case.
 */
export function queryRows(
  rows: readonly ContentRow[],
  texts: readonly string[],
  { filter, sorting, view, language }: Omit<RowQuery, "key">,
): Uint32Array {
  const wanted = filter.trim().toLowerCase();
  const kept: number[] = [];
  rows.forEach((row, index) => {
    if (view && !(row.bbox && meets(row.bbox, view))) return;
    if (wanted === "" || texts[index]!.includes(wanted)) kept.push(index);
  });
  if (!sorting) return Uint32Array.from(kept);
  const cells = kept.map((index) => rows[index]!.properties[sorting.key]);
  const areNumbers = cells.every((cell) => typeof cell === "number" || cell === null || cell === undefined);
  const written = areNumbers ? [] : cells.map(writeCell);
  const ranks: ArrayLike<number> = areNumbers ? (cells as number[]) : rankTexts(written, language);
  const isEmpty = (at: number) =>
    areNumbers ? cells[at] === null || cells[at] === undefined : written[at] === "";
  const turn = sorting.direction === "ascending" ? 1 : -1;
  const order = kept.map((_, at) => at);
  order.sort((a, b) => {
    const [x, y] = [isEmpty(a), isEmpty(b)];
    if (x || y) return Number(x) - Number(y) || a - b;
    return turn * (ranks[a]! - ranks[b]!) || a - b;
  });
  return Uint32Array.from(order, (at) => kept[at]!);
}

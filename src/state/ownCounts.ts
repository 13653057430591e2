import { findClass, listClasses, type UserPaint } from "../domain/board/userLayers.ts";
import type { Board } from "../domain/board.ts";
import type { Bbox } from "../domain/place/boundingBox.ts";
import type { ContentRow } from "./userData.ts";

const classesOf = new WeakMap<readonly ContentRow[], { paint: UserPaint; classes: readonly string[] }>();

/** The class of each row, found once a paint. */
function findClasses(rows: readonly ContentRow[], paint: UserPaint): readonly string[] {
  const known = classesOf.get(rows);
  if (known?.paint === paint) return known.classes;
  const classes = rows.map((row) => findClass(paint, row.properties));
  classesOf.set(rows, { paint, classes });
  return classes;
}

/**
 * How many features of each class of the reader's own layers have their box in view: counts[layer][class].
 * Boxes rather than shapes, because there may be a hundred thousand of them at each rest of the map.
 */
export function countOwnLayers(
  board: Board,
  rows: Readonly<Record<string, readonly ContentRow[]>>,
  [west, south, east, north]: Bbox,
): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const layer of board.userLayers ?? []) {
    const own = rows[layer.content];
    if (!own || !board.layers.some((state) => state.id === layer.id && state.visible)) continue;
    const classes = findClasses(own, layer.paint);
    const found = Object.fromEntries(listClasses(layer.paint).map((id) => [id, 0]));
    own.forEach(({ bbox }, index) => {
      if (bbox && bbox[0] <= east && bbox[2] >= west && bbox[1] <= north && bbox[3] >= south)
        found[classes[index]!]! += 1;
    });
    counts[layer.id] = found;
  }
  return counts;
}

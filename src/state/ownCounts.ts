import { listClasses, type UserPaint } from "../domain/board/userLayers.ts";
import type { Board } from "../domain/board.ts";
import type { Bbox } from "../domain/place/boundingBox.ts";
import { askOf, useUserData } from "./userData.ts";

/** The class of each feature of a content under the last paint asked for. */
const classesOf = new Map<string, { paint: UserPaint; classes: Uint8Array | null }>();

/** The classes where they are here; asks for them where not, and `onCome` is called when they are. */
function findClasses(key: string, paint: UserPaint, onCome: () => void): Uint8Array | null {
  const known = classesOf.get(key);
  if (known && JSON.stringify(known.paint) === JSON.stringify(paint)) return known.classes;
  const asked: { paint: UserPaint; classes: Uint8Array | null } = { paint, classes: null };
  classesOf.set(key, asked);
  void askOf(key, "classes", { key, paint }).then((found) => {
    if (!found.ok) {
      // Asked again at the next count.
      if (classesOf.get(key) === asked) classesOf.delete(key);
      return;
    }
    asked.classes = found.value;
    onCome();
  });
  return null;
}

/**
 * How many features of each class of the reader's own layers have their box in view: counts[layer][class].
 * Boxes rather than shapes, because there may be a hundred thousand of them at each rest of the map. A layer
 * whose classes are still being found is left out; `onCome` tells when to count again.
 */
export function countOwnLayers(
  board: Board,
  [west, south, east, north]: Bbox,
  onCome: () => void,
): Record<string, Record<string, number>> {
  const { boxes: known } = useUserData.getState();
  const counts: Record<string, Record<string, number>> = {};
  for (const { id, content, paint } of board.userLayers ?? []) {
    const boxes = known[content];
    if (!boxes || !board.layers.some((state) => state.id === id && state.visible)) continue;
    const classes = findClasses(content, paint, onCome);
    if (!classes) continue;
    const found = listClasses(paint).map(() => 0);
    // A feature without a shape has a box of NaN, which meets nothing.
    for (let index = 0; index < classes.length; index += 1) {
      const at = index * 4;
      if (boxes[at]! <= east && boxes[at + 2]! >= west && boxes[at + 1]! <= north && boxes[at + 3]! >= south)
        found[classes[index]!]! += 1;
    }
    counts[id] = Object.fromEntries(listClasses(paint).map((name, place) => [name, found[place]!]));
  }
  return counts;
}

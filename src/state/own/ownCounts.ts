import type { Board } from "../../domain/board/board.ts";
import { classesQuestion, keyOfOwn } from "../../domain/board/ownRequests.ts";
import type { Answers } from "../../domain/board/request.ts";
import { listClasses, noClass, type UserLayer } from "../../domain/board/userLayers.ts";
import type { Bbox } from "../../domain/place/boundingBox.ts";

/** An answer of the worker of own files; its key says what it is of. */
function findGoodOwn<T>(answers: Answers, key: string): T | undefined {
  const answer = answers.get(key);
  return answer?.ok ? (answer.value as T) : undefined;
}

/** Boxes of the features of a content, four numbers each; undefined until they have come over. */
export const findBoxes = (answers: Answers, key: string): Float64Array | undefined =>
  findGoodOwn(answers, keyOfOwn("boxes", { key }));

/** The class of each feature of an own layer; undefined until they have come over. */
export const findClasses = (answers: Answers, board: Board, layer: UserLayer): Uint8Array | undefined =>
  findGoodOwn(answers, keyOfOwn("classes", classesQuestion(board, layer)));

/**
 * How many features of each class of the reader's own layers have their box in view: counts[layer][class].
 * Boxes rather than shapes, because there may be a hundred thousand of them at each rest of the map. A layer
 * whose boxes or classes are still being found is left out.
 */
export function countOwnLayers(
  board: Board,
  [west, south, east, north]: Bbox,
  answers: Answers,
): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const layer of board.userLayers ?? []) {
    const { id, content: key, paint } = layer;
    const boxes = findBoxes(answers, key);
    const classes = findClasses(answers, board, layer);
    if (!boxes || !classes || !board.layers.some((state) => state.id === id && state.visible)) continue;
    const found = listClasses(paint).map(() => 0);
    // A feature without a shape has a box of NaN, which meets nothing.
    for (let index = 0; index < classes.length; index += 1) {
      const at = index * 4;
      if (classes[index] === noClass) continue;
      if (boxes[at]! <= east && boxes[at + 2]! >= west && boxes[at + 1]! <= north && boxes[at + 3]! >= south)
        found[classes[index]!]! += 1;
    }
    counts[id] = Object.fromEntries(listClasses(paint).map((name, place) => [name, found[place]!]));
  }
  return counts;
}

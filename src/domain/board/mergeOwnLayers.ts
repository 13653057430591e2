import type { Board } from "./board.ts";
import { addUserLayers, type UserLayer } from "./userLayers.ts";

const isSame = (a: UserLayer | undefined, b: UserLayer | undefined) =>
  JSON.stringify(a) === JSON.stringify(b);

/** What stands behind the name of a layer that two windows changed, each its own way. */
const otherSuffix = { zh: "（另一窗口）", en: " (other window)" } as const;

/**
 * Brings own layers of another window into a board, by three ways: what one side alone changed is as that side has
 * it; what both changed is there twice; what one side took away and the other left alone is gone. All else of the
 * board stays.
 *
 * @param base the board both began with; a layer it lacks counts as added by whoever has it.
 * @param createId gives the id of a layer that is there twice.
 */
export function mergeOwnLayers(base: Board, mine: Board, theirs: Board, createId: () => string): Board {
  const find = (board: Board, id: string) => board.userLayers?.find((layer) => layer.id === id);
  const taken: UserLayer[] = [];
  const replaced = new Map<string, UserLayer>();
  const dropped = new Set<string>();
  for (const layer of theirs.userLayers ?? []) {
    const [before, own] = [find(base, layer.id), find(mine, layer.id)];
    if (isSame(layer, own) || isSame(layer, before)) continue;
    if (!own) taken.push(layer);
    else if (isSame(own, before)) replaced.set(layer.id, layer);
    else {
      const name = `${layer.name}${otherSuffix[mine.language]}`.slice(0, 200);
      taken.push({ ...layer, id: createId(), name });
    }
  }
  for (const layer of base.userLayers ?? [])
    if (!find(theirs, layer.id) && isSame(find(mine, layer.id), layer)) dropped.add(layer.id);
  if (taken.length + replaced.size + dropped.size === 0) return mine;
  const kept = (mine.userLayers ?? [])
    .filter((layer) => !dropped.has(layer.id))
    .map((layer) => replaced.get(layer.id) ?? layer);
  const { userLayers: _mine, ...rest } = mine;
  return addUserLayers(
    {
      ...rest,
      layers: mine.layers.filter((layer) => !dropped.has(layer.id)),
      selection: mine.selection && dropped.has(mine.selection.dataset) ? null : mine.selection,
      ...(kept.length > 0 ? { userLayers: kept } : {}),
    },
    taken,
  );
}

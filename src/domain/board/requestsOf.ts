import type { Board, Selection } from "../board.ts";
import type { KernelInput, KernelName } from "../kernels.ts";
import type { NeighboursInput } from "../place/neighboursWithin.ts";
import type { DatasetId } from "../plan.ts";

/** Something the board asks the kernels. A newer request with the same purpose makes the older one idle. */
export type Request = {
  [K in KernelName]: { purpose: string; kernel: K; input: KernelInput<K> };
}[KernelName];

/** The key an answer is kept under: the same question always has the same key. */
export const keyOfRequest = (request: { kernel: KernelName; input: unknown }): string =>
  JSON.stringify([request.kernel, request.input]);

/** Straight-line reach of "what lies nearby". */
export const neighbourKilometres = 10;

/** The question what lies near a feature. */
export const neighboursInput = (subject: Selection, datasets: readonly DatasetId[]): NeighboursInput => ({
  subject: { dataset: subject.dataset, id: subject.id },
  kilometres: neighbourKilometres,
  datasets,
});

/**
 * Everything that must be computed for a board to be shown whole.
 * @param datasets ids of the datasets neighbours are looked for in.
 */
export function requestsOf(board: Board, datasets: readonly DatasetId[]): Request[] {
  const requests: Request[] = [];
  if (board.selection && datasets.includes(board.selection.dataset)) {
    requests.push({
      purpose: "neighbours",
      kernel: "neighboursWithin",
      input: neighboursInput(board.selection, datasets),
    });
  }
  return requests;
}

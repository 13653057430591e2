import type { ContentRow, Measures } from "../../compute/dataProtocol.ts";
import { keyOfOwn } from "../../domain/board/ownRequests.ts";
import type { Answers } from "../../domain/board/request.ts";
import { useAnswers } from "../answersStore.ts";

/** A row that has come over, undefined while it has not. */
export function findRow(answers: Answers, key: string, index: number): ContentRow | undefined {
  const answer = answers.get(keyOfOwn("row", { key, index }));
  // Rows are kept under the key of their question.
  return answer?.ok ? (answer.value as ContentRow) : undefined;
}

/** Shape, area and length of one feature on the ellipsoid; undefined until they have come over. */
export function findMeasures(answers: Answers, key: string, index: number): Measures | null | undefined {
  const answer = answers.get(keyOfOwn("measure", { key, index }));
  // Measures are kept under the key of their question.
  return answer && (answer.ok ? (answer.value as Measures | null) : null);
}

/** A row for a panel, undefined until it has come over. */
export const useRow = (key: string | undefined, index: number): ContentRow | undefined =>
  useAnswers(({ answers }) => (key === undefined ? undefined : findRow(answers, key, index)));

import type { Board } from "./board.ts";
import type { ColumnFilter } from "./columnFilter.ts";
import type { Answers, Request } from "./request.ts";
import { findUserLayer, type UserLayer, type UserPaint } from "./userLayers.ts";

/** What the open table of an own layer shows of it. */
export interface OwnTableQuestion {
  /** The content of the layer. */
  key: string;
  filter: string;
  sorting: { key: string; direction: "ascending" | "descending" } | null;
  view: [number, number, number, number] | null;
  language: "zh" | "en";
  /** Conditions of the layer. */
  where?: ColumnFilter;
}

/** How one reader sits at their own layers now. */
export interface OwnPage {
  /** How many features the contents have that are here, by key. */
  counts: Readonly<Record<string, number>>;
  table: OwnTableQuestion | null;
  /** Rows of the table that are looked at. */
  looked: { key: string; indexes: readonly number[] } | null;
  /** Features whose exact shape is wanted, such as those a drawing pointer is near. */
  near: readonly { key: string; index: number }[];
}

/** Rows asked for at once: copied in a few milliseconds. */
const rowsAtOnce = 400;

/** The class of each feature of a content; those that do not meet the conditions have none. */
export interface ClassesQuestion {
  key: string;
  paint: UserPaint;
  where?: ColumnFilter;
}

/** What the worker of the reader's own files answers, by the name of its task. */
interface OwnQuestions {
  query: OwnTableQuestion;
  row: { key: string; index: number };
  measure: { key: string; index: number };
  boxes: { key: string };
  classes: ClassesQuestion;
}

/** The question into which classes a board divides an own layer. */
export function classesQuestion(
  { layers }: Pick<Board, "layers">,
  { id, content, paint }: Pick<UserLayer, "id" | "content" | "paint">,
): ClassesQuestion {
  const where = layers.find((state) => state.id === id)?.filter;
  return { key: content, paint, ...(where ? { where } : {}) };
}

/** The key of a question about the reader's own features. */
export const keyOfOwn = <T extends keyof OwnQuestions>(task: T, question: OwnQuestions[T]): string =>
  JSON.stringify([task, question]);

const buildOwnRequest = <T extends Exclude<keyof OwnQuestions, "row">>(
  task: T,
  input: OwnQuestions[T],
  purpose?: string,
): Request => ({ key: keyOfOwn(task, input), kernel: task, input, ...(purpose ? { purpose } : {}) });

/** Rows that are not here yet, in one question, each kept by itself. */
export function listRows(
  key: string,
  indexes: readonly number[],
  count: number,
  answers: Answers,
): Request[] {
  const known = (index: number) => answers.get(keyOfOwn("row", { key, index }));
  const missing = indexes.filter((index) => index < count && !known(index)).slice(0, rowsAtOnce);
  // Rows that could not be had are kept as such; asking for the next would fail as well.
  if (missing.length === 0 || indexes.some((index) => known(index)?.ok === false)) return [];
  return [
    {
      key: keyOfOwn("row", { key, index: missing[0]! }),
      kernel: "rows",
      input: { key, indexes: missing },
      unpack: (value) =>
        // The rows, in the order they were asked for.
        (value as readonly unknown[]).map((row, place) => [
          keyOfOwn("row", { key, index: missing[place]! }),
          row,
        ]),
    },
  ];
}

/** What the board and the page show of the reader's own layers. */
export function listOwnRequests(board: Board, page: OwnPage, answers: Answers): Request[] {
  const { counts, table, looked, near } = page;
  const isHere = (key: string) => Object.hasOwn(counts, key);
  const selected = board.selection && findUserLayer(board, board.selection.dataset);
  const index = Number(board.selection?.id);
  const layers = (board.userLayers ?? []).filter(({ content }) => isHere(content));
  return [
    ...(selected && isHere(selected.content)
      ? [
          ...listRows(selected.content, [index], counts[selected.content]!, answers),
          buildOwnRequest("measure", { key: selected.content, index }),
        ]
      : []),
    ...(table && isHere(table.key) ? [buildOwnRequest("query", table, "own-table")] : []),
    ...(looked && isHere(looked.key)
      ? listRows(looked.key, looked.indexes, counts[looked.key]!, answers)
      : []),
    ...near.filter(({ key }) => isHere(key)).map((place) => buildOwnRequest("measure", place)),
    ...layers.flatMap((own) => [
      buildOwnRequest("boxes", { key: own.content }),
      ...(board.layers.some((layer) => layer.id === own.id && layer.visible)
        ? [buildOwnRequest("classes", classesQuestion(board, own))]
        : []),
    ]),
  ];
}

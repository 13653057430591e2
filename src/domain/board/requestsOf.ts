import type { EffectsInput } from "../monitor/effectKernel.ts";
import type { NeighboursInput } from "../place/neighboursWithin.ts";
import type { DatasetId, PhaseId } from "../plan.ts";
import { type AnswerSource, readPath } from "../walk/readPath.ts";
import type { LiveNumber } from "../walk/walk.ts";
import type { Board, Selection } from "./board.ts";
import {
  buildAlternativeInput,
  buildCheckInput,
  buildCumulativeInput,
  buildPlanInput,
  type CheckSources,
} from "./checkRequests.ts";
import { listReachRequests, type ReachPage } from "./listReachRequests.ts";
import { listOwnRequests, type OwnPage } from "./ownRequests.ts";
import { type Answers, buildRequest, type Request } from "./request.ts";

/** What passes: how one reader sits at the board now. It asks too, and is not part of the board. */
export interface Page extends ReachPage {
  own: OwnPage;
  /** Datasets that neighbours of the selected feature are looked for in. */
  datasets: readonly DatasetId[];
  /** What a check needs beside the board, once it is there. */
  check: CheckSources | null;
  /** Phases that are added up one by one. */
  phases: readonly PhaseId[];
  /** Whether something open tells of the check of the whole plan. */
  wantsPlanCheck: boolean;
  /** Questions what projects of the evaluation touch, whose details are open. */
  effects: readonly EffectsInput[];
  /** Live numbers of the walk that are on the screen or on paper. */
  numbers: readonly LiveNumber[];
}

/** A page on which nothing is open and nothing moves. */
export const stillPage: Page = {
  datasets: [],
  check: null,
  phases: [],
  wantsPlanCheck: false,
  effects: [],
  numbers: [],
  own: { counts: {}, table: null, looked: null, near: [] },
  dragged: null,
  movedCutoffs: null,
  panel: null,
};

/** Straight-line reach of "what lies nearby". */
export const neighbourKilometres = 10;

/** The question what lies near a feature. */
export const neighboursInput = (subject: Selection, datasets: readonly DatasetId[]): NeighboursInput => ({
  subject: { dataset: subject.dataset, id: subject.id },
  kilometres: neighbourKilometres,
  datasets,
});

const listNeighbours = ({ selection }: Board, { datasets }: Page): Request[] =>
  selection && datasets.includes(selection.dataset)
    ? [buildRequest("neighboursWithin", neighboursInput(selection, datasets))]
    : [];

function listChecks(board: Board, { check: sources, wantsPlanCheck, phases }: Page): Request[] {
  const { check } = board;
  if (!sources) return [];
  return [
    ...(check ? [buildRequest("conflicts", buildCheckInput(board, check, sources), "check")] : []),
    ...(check?.alternatives ?? []).map((alternative) =>
      buildRequest(
        "conflicts",
        buildAlternativeInput(board, check!, alternative, sources),
        `check-alternative ${alternative.id}`,
      ),
    ),
    ...(check && check.cumulativeThreshold !== null
      ? [buildRequest("cumulative", buildCumulativeInput(board, check, phases, sources), "check-cumulative")]
      : []),
    ...(wantsPlanCheck ? [buildRequest("conflicts", buildPlanInput(board, sources), "check-plan")] : []),
  ];
}

/** The key of a number found in an answer; only the number is kept, not the answer. */
export const keyOfNumber = ({ kernel, input, path }: AnswerSource): string =>
  JSON.stringify(["number", kernel, input, path]);

/** Each kernel is asked once, however many numbers are read from its answer. */
function listNumbers(numbers: readonly LiveNumber[], answers: Answers): Request[] {
  const byQuestion = new Map<string, AnswerSource[]>();
  for (const { source } of numbers) {
    if (source.kind !== "answer") continue;
    const question = JSON.stringify([source.kernel, source.input]);
    byQuestion.set(question, [...(byQuestion.get(question) ?? []), source]);
  }
  return [...byQuestion.values()].map((sources) => {
    const keys = sources.map(keyOfNumber);
    return {
      key: keys.find((key) => !answers.has(key)) ?? keys[0]!,
      kernel: sources[0]!.kernel,
      input: sources[0]!.input,
      unpack: (value) => sources.map((source) => [keyOfNumber(source), readPath(value, source.path)]),
    };
  });
}

/**
 * Everything that must be computed for a board to be shown whole, the most urgent first. What rests on an answer
 * is among it once that answer is there.
 */
export const requestsOf = (board: Board, page: Page, answers: Answers): Request[] => [
  ...listNeighbours(board, page),
  ...listOwnRequests(board, page.own, answers),
  ...listReachRequests(board, page, answers),
  ...listChecks(board, page),
  ...page.effects.map((input) => buildRequest("projectEffects", input)),
  ...listNumbers(page.numbers, answers),
];

import type { Board } from "../../domain/board/board.ts";
import { findRouteInput } from "../../domain/board/listReachRequests.ts";
import {
  againstRequest,
  matrixInput,
  pathInputs,
  rangeInput,
  ringInputs,
  surfaceRequest,
} from "../../domain/board/reachRequests.ts";
import { type Answers, findAnswer, findGood } from "../../domain/board/request.ts";
import type { KernelOutput } from "../../domain/kernels.ts";
import type { MatrixCell, RailMatrix } from "../../domain/reach/buildRailMatrix.ts";
import type { ReachPart, ReachPath } from "../../domain/reach/explainReach.ts";
import type {
  Bands,
  DifferenceAnswer,
  ReachRequest,
  SurfaceAnswer,
} from "../../domain/reach/reachKernels.ts";
import type { ReachSummary } from "../../domain/reach/summarizeSurface.ts";
import type { Problem, Result } from "../../domain/result.ts";
import type { AnswersState } from "../answerEngine.ts";
import type { ReachState } from "./reachStore.ts";

/** What there is to show for a board's analysis at this moment. */
export interface ReachView {
  /** The surface to draw: the board's own, or the one before it while that is being computed. */
  surface: SurfaceAnswer | null;
  /** True while `surface` is not what the board asks for. */
  isStale: boolean;
  problem: Problem | null;
  cutoffs: readonly number[];
  bands: Bands | null;
  summary: ReachSummary | null;
  /** The surface compared with, once it is there. */
  before: SurfaceAnswer | null;
  difference: Result<DifferenceAnswer> | null;
  range: KernelOutput<"reachRange"> | null;
  /** The rings of each origin. */
  rings: readonly KernelOutput<"reachRing">[];
  path: Result<ReachPath> | null;
  /** The journey of the chosen cell of the matrix. */
  route: { cell: MatrixCell; path: ReachPath | null } | null;
}

/** Of the ways from several origins: the quickest for a union, the slowest for an intersection. */
function choosePath(board: Board, answers: Answers): Result<ReachPath> | null {
  const found = pathInputs(board).map((input) => findAnswer(answers, "reachPath", input));
  if (found.length === 0 || found.some((answer) => answer === undefined)) return null;
  const results = found as Result<ReachPath>[];
  const takesSlowest = board.reach?.combine === "intersection";
  const failed = results.find((result) => !result.ok);
  if (failed && (takesSlowest || results.every((result) => !result.ok))) return failed;
  const reached = results.filter((result) => result.ok);
  return reached.reduce((best, result) =>
    result.value.minutes < best.value.minutes !== takesSlowest ? result : best,
  );
}

/** A journey of the matrix in the shape of a way over the ground. */
export function pathOfJourney(
  cell: MatrixCell,
  stationOf: (id: string) => { name: { zh: string; en: string }; lngLat: [number, number] } | undefined,
  lineName: (zh: string) => { zh: string; en: string },
): ReachPath | null {
  if (!cell.journey) return null;
  const parts = cell.journey.legs.flatMap((leg): ReachPart[] => {
    const course = leg.stops.flatMap((stop) => stationOf(stop.stationId)?.lngLat ?? []);
    const lngLats: [number, number][] = [];
    for (let at = 0; at + 1 < course.length; at += 2) lngLats.push([course[at]!, course[at + 1]!]);
    const [from, to] = [stationOf(leg.stops[0]!.stationId), stationOf(leg.stops.at(-1)!.stationId)];
    if (!from || !to) return [];
    const still = (kind: "change" | "wait", minutes: number): ReachPart[] =>
      minutes > 0
        ? [
            {
              kind,
              minutes,
              name: { zh: "", en: "" },
              from: from.name,
              to: from.name,
              course: [from.lngLat],
              schematic: false,
            },
          ]
        : [];
    const names = [...new Set(leg.stops.slice(1).map((stop) => stop.line))].map(lineName);
    return [
      ...still("change", leg.changeMinutes),
      ...still("wait", leg.waitMinutes),
      {
        kind: "ride",
        minutes: leg.rideMinutes,
        name: { zh: names.map((n) => n.zh).join("、"), en: names.map((n) => n.en).join(", ") },
        from: from.name,
        to: to.name,
        course: lngLats,
        schematic: cell.confidence === "schematic",
        basis: leg.basis,
      },
    ];
  });
  return { minutes: cell.journey.minutes, parts, schematic: cell.confidence === "schematic" };
}

/** The journey of the chosen cell, as far as it is there. */
function findRoute(
  board: Board,
  { sources }: ReachState,
  answers: Answers,
): { cell: MatrixCell; path: ReachPath | null } | null {
  const route = board.reach?.route;
  if (!board.reach || !route || !sources) return null;
  const matrix = findGood(answers, "railMatrix", matrixInput(board, board.reach, board.phase, route.columns));
  const cell = matrix && findCell(matrix, route.from, route.to);
  if (!cell) return null;
  if (board.reach.definition === "door") {
    const input = findRouteInput(board, answers);
    return { cell, path: input && findGood(answers, "reachPath", input) };
  }
  const path = pathOfJourney(
    cell,
    (id) => sources.rail.stations.find((station) => station.id === id),
    (zh) => sources.rail.lines.find((line) => line.name.zh === zh)?.name ?? { zh, en: zh },
  );
  return { cell, path };
}

export function findCell(matrix: RailMatrix, from: string, to: string): MatrixCell | undefined {
  const [a, b] = [
    matrix.rows.find((place) => place.id === from),
    matrix.columns.find((place) => place.id === to),
  ];
  return matrix.cells.find((cell) => cell.from === a?.name.zh && cell.to === b?.name.zh);
}

/** The request whose surface stands on the map: the board's own, or the last one while that is being computed. */
function findShown(own: ReachRequest, { answers, latest }: AnswersState): ReachRequest | null {
  const answer = findAnswer(answers, "travelMinutes", own);
  if (answer) return answer.ok ? own : null;
  // The key is the question, so the question is in the key.
  return latest.surface ? (JSON.parse(latest.surface) as [string, ReachRequest])[1] : null;
}

/** Puts together what is to be shown now. A pure function of board and answers. */
export function buildReachView(board: Board, state: ReachState, given: AnswersState): ReachView {
  const { dragged } = state;
  const { answers } = given;
  const { reach } = board;
  const request = surfaceRequest(board, dragged);
  const cutoffs = state.movedCutoffs ?? reach?.cutoffs ?? [];
  const empty: ReachView = {
    surface: null,
    isStale: false,
    problem: null,
    cutoffs,
    bands: null,
    summary: null,
    before: null,
    difference: null,
    range: null,
    rings: [],
    path: null,
    route: dragged ? null : findRoute(board, state, answers),
  };
  if (!reach || !request) return empty;
  const answer = findAnswer(answers, "travelMinutes", request);
  const of = findShown(request, given);
  const surface = of && findGood(answers, "travelMinutes", of);
  const moving = {
    ...empty,
    surface,
    isStale: answer === undefined,
    problem: answer && !answer.ok ? answer.error : null,
    bands: surface && findGood(answers, "reachBands", { of, cutoffs }),
    summary:
      surface &&
      (findGood(answers, "reachSummary", { of, cutoffs }) ??
        findGood(answers, "reachSummary", { of, cutoffs: reach.cutoffs })),
  };
  if (dragged) return moving;
  const before = againstRequest(board);
  const range = rangeInput(board);
  return {
    ...moving,
    before: before && findGood(answers, "travelMinutes", before),
    difference:
      (before &&
        findAnswer(answers, "reachDifference", {
          before,
          after: request,
          cutoffMinutes: reach.focusMinutes,
        })) ??
      null,
    range: range && findGood(answers, "reachRange", range),
    rings: ringInputs(board).flatMap((input) => {
      const rings = findGood(answers, "reachRing", input);
      return rings ? [rings] : [];
    }),
    path: choosePath(board, answers),
  };
}

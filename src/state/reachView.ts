import {
  againstRequest,
  matrixInput,
  pathInputs,
  rangeInput,
  ringInputs,
  surfaceRequest,
} from "../domain/board/reachRequests.ts";
import type { Board } from "../domain/board.ts";
import type { KernelOutput } from "../domain/kernels.ts";
import type { MatrixCell, RailMatrix } from "../domain/reach/buildRailMatrix.ts";
import type { ReachPart, ReachPath } from "../domain/reach/explainReach.ts";
import type { Bands, DifferenceAnswer, SurfaceAnswer } from "../domain/reach/reachKernels.ts";
import type { ReachSummary } from "../domain/reach/summarizeSurface.ts";
import type { Problem, Result } from "../domain/result.ts";
import {
  findReachAnswer,
  findRouteInput,
  keyOfBands,
  keyOfDifference,
  keyOfSummary,
  keyOfSurface,
} from "./reachAnswers.ts";
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

const okOf = <T>(result: Result<T> | undefined): T | null => (result?.ok ? result.value : null);

/** Of the ways from several origins: the quickest for a union, the slowest for an intersection. */
function choosePath(board: Board, answers: ReachState["answers"]): Result<ReachPath> | null {
  const found = pathInputs(board).map((input) => findReachAnswer(answers, "reachPath", input));
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
      },
    ];
  });
  return { minutes: cell.journey.minutes, parts, schematic: cell.confidence === "schematic" };
}

/** The journey of the chosen cell, as far as it is there. */
function findRoute(board: Board, state: ReachState): { cell: MatrixCell; path: ReachPath | null } | null {
  const route = board.reach?.route;
  const { sources, answers } = state;
  if (!board.reach || !route || !sources) return null;
  const matrix = okOf(
    findReachAnswer(answers, "railMatrix", matrixInput(board, board.reach, board.phase, route.columns)),
  );
  const cell = matrix && findCell(matrix, route.from, route.to);
  if (!cell) return null;
  if (board.reach.definition === "door") {
    const input = findRouteInput(board);
    return { cell, path: input ? okOf(findReachAnswer(answers, "reachPath", input)) : null };
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

/** Puts together what is to be shown now. A pure function of board and answers. */
export function buildReachView(board: Board, state: ReachState): ReachView {
  const { surfaces, answers, details, dragged } = state;
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
    route: dragged ? null : findRoute(board, state),
  };
  if (!reach || !request) return empty;
  const key = keyOfSurface(request);
  const answer = surfaces.get(key);
  const shownKey = answer?.ok ? key : state.shownKey;
  const shown = answer?.ok ? answer.value : answer || !shownKey ? null : okOf(surfaces.get(shownKey));
  const against = againstRequest(board);
  const beforeKey = against && keyOfSurface(against);
  const range = rangeInput(board);
  const bands = shownKey && okOf(details.get(keyOfBands(shownKey, cutoffs)) as Result<Bands> | undefined);
  const summary =
    shownKey &&
    okOf(
      (details.get(keyOfSummary(shownKey, cutoffs)) ?? details.get(keyOfSummary(shownKey, reach.cutoffs))) as
        | Result<ReachSummary>
        | undefined,
    );
  return {
    ...empty,
    surface: shown,
    isStale: answer === undefined,
    problem: answer && !answer.ok ? answer.error : null,
    bands: (shown && bands) || null,
    summary: (shown && summary) || null,
    before: dragged ? null : beforeKey ? okOf(surfaces.get(beforeKey)) : null,
    difference:
      dragged || !beforeKey
        ? null
        : ((answers.get(keyOfDifference(beforeKey, key, reach.focusMinutes)) as
            | Result<DifferenceAnswer>
            | undefined) ?? null),
    range: dragged || !range ? null : okOf(findReachAnswer(answers, "reachRange", range)),
    rings: dragged
      ? []
      : ringInputs(board).flatMap((input) => {
          const rings = okOf(findReachAnswer(answers, "reachRing", input));
          return rings ? [rings] : [];
        }),
    path: dragged ? null : choosePath(board, answers),
  };
}

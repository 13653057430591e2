import type { PhaseId } from "../plan.ts";
import type { FrameAnswer, RailMatrixInput, ReachPathInput, ReachRequest } from "../reach/reachKernels.ts";
import type { Board } from "./board.ts";
import { standardQuery } from "./reachQuery.ts";
import {
  againstEquity,
  againstRequest,
  type DeparturesQuestion,
  type DraggedOrigin,
  departuresInput,
  equityInput,
  hasTimetable,
  matrixInput,
  pathInputs,
  rangeInput,
  ringInputs,
  scenarioOf,
  shiftInputs,
  surfaceRequest,
  withoutLineInput,
  worthInputs,
} from "./reachRequests.ts";
import { type Answers, buildRequest, findAnswer, findGood, keyOf, type Request } from "./request.ts";

/** How one reader sits at the reach analysis now. */
export interface ReachPage {
  /** An origin on its way from one place to another. */
  dragged: DraggedOrigin | null;
  /** Cut-offs while a slider moves, before it is let go. */
  movedCutoffs: readonly number[] | null;
  /** What the panel of the analysis shows; null while it is closed. */
  panel: {
    phases: readonly PhaseId[];
    columns: RailMatrixInput["columns"];
    /** Lines of the railway as edited that do not stand in every phase, once the railway is there. */
    lines: readonly string[];
    /** Whether the evenness of access, and the worth of a change, are asked for. */
    wantsEquity: boolean;
    wantsWorth: boolean;
    /** What is asked of an imported timetable. */
    departures: DeparturesQuestion | null;
  } | null;
}

/** Surface, bands and people in one call, each kept under its own question. */
function buildFrameRequest(of: ReachRequest, cutoffs: readonly number[], isFleeting: boolean): Request {
  return {
    key: keyOf("travelMinutes", of),
    kernel: "reachFrame",
    input: { ...of, cutoffs },
    purpose: "surface",
    isFleeting,
    unpack: (value) => {
      // The answer of that kernel.
      const { bands, summary, ...surface } = value as FrameAnswer;
      return [
        [keyOf("travelMinutes", of), surface],
        [keyOf("reachBands", { of, cutoffs }), bands],
        [keyOf("reachSummary", { of, cutoffs }), summary],
      ];
    },
  };
}

/** Other cut-offs of a surface that is there: the surface itself is not computed again. */
function listCutoffs(of: ReachRequest, cutoffs: readonly number[], answers: Answers): Request[] {
  const surface = findGood(answers, "travelMinutes", of)?.surface;
  if (!surface) return [];
  const input = { surface, scenario: of.scenario, cutoffs };
  return [
    {
      key: keyOf("reachBands", { of, cutoffs }),
      kernel: "reachBands",
      input: { ...input, wantsPolygons: false },
    },
    { key: keyOf("reachSummary", { of, cutoffs }), kernel: "reachSummary", input },
  ];
}

/** The surface the present one is held against, and once both are there their difference. */
function listComparison(board: Board, after: ReachRequest | null, answers: Answers): Request[] {
  const before = againstRequest(board);
  if (!before || !after) return [];
  const [a, b] = [before, after].map((of) => findGood(answers, "travelMinutes", of)?.surface);
  const cutoffMinutes = board.reach!.focusMinutes;
  return [
    buildRequest("travelMinutes", before),
    ...(a && b
      ? [
          {
            key: keyOf("reachDifference", { before, after, cutoffMinutes }),
            kernel: "reachDifference",
            input: { scenario: after.scenario, before: a, after: b, cutoffMinutes },
          },
        ]
      : []),
  ];
}

/** The door-to-door way of a cell of the matrix; the others have their journey in the matrix itself. */
export function findRouteInput(board: Board, answers: Answers): ReachPathInput | null {
  const { reach } = board;
  if (!reach?.route || reach.definition !== "door") return null;
  const { from, to, columns } = reach.route;
  const matrix = findGood(answers, "railMatrix", matrixInput(board, reach, board.phase, columns));
  const start = matrix?.rows.find((place) => place.id === from);
  const end = matrix?.columns.find((place) => place.id === to);
  return start && end
    ? {
        scenario: scenarioOf(board, board.phase),
        origin: { kind: "place", lngLat: start.lngLat },
        to: end.lngLat,
        definition: reach.definition,
        trains: reach.trains,
      }
    : null;
}

/** The journey of a chosen cell: its matrix, then its way. */
function listRoute(board: Board, answers: Answers): Request[] {
  const { reach } = board;
  if (!reach?.route) return [];
  const way = findRouteInput(board, answers);
  return [
    buildRequest("railMatrix", matrixInput(board, reach, board.phase, reach.route.columns)),
    ...(way ? [buildRequest("reachPath", way)] : []),
  ];
}

/** The matrices of the open panel: its table, the table of all phases, and what each line adds. */
function listMatrices(board: Board, panel: NonNullable<ReachPage["panel"]>): Request[] {
  const query = board.reach ?? standardQuery;
  const inputs = [
    matrixInput(board, query, board.phase, panel.columns),
    ...(board.scenario ? [matrixInput(board, query, board.phase, panel.columns, false)] : []),
    ...panel.phases.map((phase) => matrixInput(board, query, phase, "cities")),
    ...panel.lines.map((line) => withoutLineInput(board, query, board.phase, line)),
  ];
  return inputs.map((input) => buildRequest("railMatrix", input));
}

/** The present phase with its soft edge, what it is held against, then the other phases, and last their soft edges. */
function listEquity(board: Board, phases: readonly PhaseId[]): Request[] {
  const own = equityInput(board, board.phase);
  const others = phases.map((phase) => equityInput(board, phase));
  return [
    own,
    ...shiftInputs(own),
    ...(againstEquity(board) ?? []),
    ...others,
    ...others.filter(({ scenario }) => scenario.phase !== board.phase).flatMap(shiftInputs),
  ].map((input) => buildRequest("reachEquity", input));
}

/** Everything the reach analysis of a board needs. While an origin is dragged: only its surface. */
export function listReachRequests(board: Board, page: ReachPage, answers: Answers): Request[] {
  const { reach } = board;
  const { dragged, movedCutoffs, panel } = page;
  const of = surfaceRequest(board, dragged);
  const cutoffs = movedCutoffs ?? reach?.cutoffs ?? [];
  const surface = of ? [buildFrameRequest(of, cutoffs, dragged !== null)] : [];
  if (dragged || (of && !findAnswer(answers, "travelMinutes", of))) return surface;
  const range = rangeInput(board);
  return [
    ...surface,
    // The map colours by a moving slider itself; lines and people follow when it is let go.
    ...(of && !movedCutoffs ? listCutoffs(of, cutoffs, answers) : []),
    ...listComparison(board, of, answers),
    ...(range ? [buildRequest("reachRange", range)] : []),
    ...ringInputs(board).map((input) => buildRequest("reachRing", input)),
    ...pathInputs(board).map((input) => buildRequest("reachPath", input)),
    ...listRoute(board, answers),
    ...(panel ? listMatrices(board, panel) : []),
    ...(panel?.departures && hasTimetable(board)
      ? [buildRequest("railDepartures", departuresInput(board, panel.departures), "departures")]
      : []),
    ...(panel?.wantsEquity ? listEquity(board, panel.phases) : []),
    ...(panel?.wantsWorth
      ? (worthInputs(board) ?? []).map((input) => buildRequest("reachWorth", input))
      : []),
  ];
}

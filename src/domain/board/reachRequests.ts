import type { PhaseId } from "../plan.ts";
import type { RailEdit } from "../rail/editRail.ts";
import type { EquityInput } from "../reach/equityKernel.ts";
import type { ReachOrigin } from "../reach/findOrigin.ts";
import type { RailMatrixInput, RangeInput, ReachPathInput, ReachRequest } from "../reach/reachKernels.ts";
import { plainScenario, type Scenario } from "../reach/reachModel.ts";
import type { RingInput } from "../reach/ringKernel.ts";
import type { DeparturesInput } from "../reach/timetableKernel.ts";
import type { WorthInput } from "../reach/worthKernel.ts";
import type { Board } from "./board.ts";
import { type NamedOrigin, type ReachQuery, standardQuery } from "./reachQuery.ts";

/** An origin on its way from one place to another, before it is let go. */
export interface DraggedOrigin {
  index: number;
  lngLat: [number, number];
}

/** How far speeds and changes are off either way in the soft edge. */
export const softness = { speedShare: 0.1, changeMinutes: 5 } as const;

/** Numbers of people that the dual measure asks for: how long until so many are within reach. */
export const peopleGoals: readonly number[] = [1_000_000, 2_000_000, 3_000_000];

/** The scenario of a phase, with the board's edits or without. */
export const scenarioOf = (board: Board, phase: PhaseId, edited = true): Scenario => ({
  ...plainScenario(phase),
  edits: edited ? (board.scenario ?? []) : [],
});

const withoutName = (origin: NamedOrigin): ReachOrigin =>
  origin.kind === "station"
    ? { kind: "station", station: origin.station }
    : { kind: "place", lngLat: origin.lngLat };

/** The origins of a query, one of them where it is being dragged. */
export const placeOrigins = (query: ReachQuery, dragged: DraggedOrigin | null): NamedOrigin[] =>
  query.origins.map((origin, index) =>
    dragged?.index === index ? { kind: "place", lngLat: dragged.lngLat } : origin,
  );

const requestFor = (scenario: Scenario, query: ReachQuery, dragged: DraggedOrigin | null): ReachRequest => {
  const origins = placeOrigins(query, dragged).map(withoutName);
  return {
    scenario,
    origins,
    // With one origin both are the same, so they share one answer.
    combine: origins.length > 1 ? query.combine : "union",
    definition: query.definition,
    trains: query.trains,
  };
};

/** The surface a board asks for; null where it has no origin. */
export function surfaceRequest(board: Board, dragged: DraggedOrigin | null = null): ReachRequest | null {
  const { reach } = board;
  return reach && reach.origins.length > 0
    ? requestFor(scenarioOf(board, board.phase), reach, dragged)
    : null;
}

/** The surface the present one is held against; null where nothing is compared. */
export function againstRequest(board: Board, dragged: DraggedOrigin | null = null): ReachRequest | null {
  const { reach } = board;
  if (!reach?.against || reach.origins.length === 0) return null;
  return requestFor(scenarioOf(board, reach.against.phase, reach.against.edited), reach, dragged);
}

/** The two surfaces of the soft edge; null where it is not asked for. */
export function rangeInput(board: Board): RangeInput | null {
  const request = board.reach?.soft ? surfaceRequest(board) : null;
  return request && { ...request, ...softness };
}

/** One question for each origin: the way to the place the reader pointed at. */
export function pathInputs(board: Board): ReachPathInput[] {
  const { reach } = board;
  if (!reach?.place) return [];
  const to: [number, number] = [reach.place[0], reach.place[1]];
  const scenario = scenarioOf(board, board.phase);
  return reach.origins.map((origin) => ({
    scenario,
    origin: withoutName(origin),
    to,
    definition: reach.definition,
    trains: reach.trains,
  }));
}

/** One question for each origin: its simple ring. */
export function ringInputs(board: Board): RingInput[] {
  const { reach } = board;
  if (!reach || reach.view === "surface") return [];
  const scenario = scenarioOf(board, board.phase);
  return reach.origins.map((origin) => ({
    scenario,
    origin: withoutName(origin),
    definition: reach.definition,
    trains: reach.trains,
    cutoffs: reach.cutoffs,
  }));
}

/** The matrix of a phase by the definition and the trains of the board. */
export const matrixInput = (
  board: Board,
  query: Pick<ReachQuery, "definition" | "trains">,
  phase: PhaseId,
  columns: RailMatrixInput["columns"],
  edited = true,
): RailMatrixInput => ({
  scenario: scenarioOf(board, phase, edited),
  definition: query.definition,
  trains: query.trains,
  columns,
});

/** The city matrix of a phase without one of its lines: what that line adds. */
export function withoutLineInput(
  board: Board,
  query: Pick<ReachQuery, "definition" | "trains">,
  phase: PhaseId,
  line: string,
): RailMatrixInput {
  const input = matrixInput(board, query, phase, "cities");
  const edit: RailEdit = { kind: "without-line", line };
  return { ...input, scenario: { ...input.scenario, edits: [...input.scenario.edits, edit] } };
}

/** What a reader asks of a timetable: ids of stations, minutes after midnight. */
export type DeparturesQuestion = Omit<DeparturesInput, "scenario">;

/** Whether the trains of the board's phase are those of an imported timetable. */
export const hasTimetable = ({ scenario, phase }: Board): boolean =>
  Boolean(scenario?.some((edit) => edit.kind === "timetable" && edit.phase === phase));

export const departuresInput = (board: Board, question: DeparturesQuestion): DeparturesInput => ({
  scenario: scenarioOf(board, board.phase),
  ...question,
});

/** How far the people of each unit get in a phase, by the definition and the trains of the board. */
export const equityInput = (board: Board, phase: PhaseId, edited = true): EquityInput => {
  const { definition, trains, focusMinutes } = board.reach ?? standardQuery;
  return {
    scenario: scenarioOf(board, phase, edited),
    definition,
    trains,
    cutoffMinutes: focusMinutes,
    goals: peopleGoals,
  };
};

/** A scenario with everything a little quicker, and a little slower. */
const shiftScenario = (scenario: Scenario): [quicker: Scenario, slower: Scenario] => {
  const shifted = (sign: 1 | -1): Scenario => ({
    ...scenario,
    speedFactor: scenario.speedFactor * (1 + sign * softness.speedShare),
    changeShiftMinutes: scenario.changeShiftMinutes - sign * softness.changeMinutes,
  });
  return [shifted(1), shifted(-1)];
};

/** The same question with everything a little quicker, and a little slower. */
export const shiftInputs = (input: EquityInput): [quicker: EquityInput, slower: EquityInput] => {
  const [quicker, slower] = shiftScenario(input.scenario);
  return [
    { ...input, scenario: quicker },
    { ...input, scenario: slower },
  ];
};

/** What the present phase is held against, with its soft edge; null where nothing is compared. */
export function againstEquity(board: Board): [EquityInput, EquityInput, EquityInput] | null {
  const against = board.reach?.against;
  if (!against) return null;
  const input = equityInput(board, against.phase, against.edited);
  return [input, ...shiftInputs(input)];
}

/**
 * What the board's changes of the railway are worth in its phase: as it is, a little quicker, a little slower. Without
 * changes, the phase against the one it is compared with; null where there is neither.
 */
export function worthInputs(board: Board): [WorthInput, WorthInput, WorthInput] | null {
  const { definition, trains, against } = board.reach ?? standardQuery;
  const before = board.scenario
    ? scenarioOf(board, board.phase, false)
    : against && scenarioOf(board, against.phase, against.edited);
  if (!before) return null;
  const after = scenarioOf(board, board.phase);
  const [befores, afters] = [shiftScenario(before), shiftScenario(after)];
  const question = (a: Scenario, b: Scenario): WorthInput => ({ before: a, after: b, definition, trains });
  return [question(before, after), question(befores[0], afters[0]), question(befores[1], afters[1])];
}

import { ask } from "../compute/ask.ts";
import {
  againstRequest,
  matrixInput,
  pathInputs,
  rangeInput,
  ringInputs,
  scenarioOf,
  surfaceRequest,
} from "../domain/board/reachRequests.ts";
import { keyOfRequest } from "../domain/board/requestsOf.ts";
import type { Board } from "../domain/board.ts";
import type { KernelInput, KernelName, KernelOutput } from "../domain/kernels.ts";
import type { ReachRequest, SurfaceAnswer } from "../domain/reach/reachKernels.ts";
import { type Result, success } from "../domain/result.ts";
import { keepAnswer } from "./answers.ts";
import { type ReachState, useReach } from "./reachStore.ts";
import { useAtlas } from "./store.ts";

/** A surface is 1.5 MB; these are enough for the four phases, a comparison and a step back. */
const mostSurfaces = 10;
const mostAnswers = 160;
const mostDetails = 24;

export const keyOfSurface = (request: ReachRequest) =>
  keyOfRequest({ kernel: "travelMinutes", input: request });
export const keyOfBands = (surfaceKey: string, cutoffs: readonly number[]) =>
  `bands ${cutoffs.join(",")} ${surfaceKey}`;
export const keyOfSummary = (surfaceKey: string, cutoffs: readonly number[]) =>
  `summary ${cutoffs.join(",")} ${surfaceKey}`;
export const keyOfDifference = (before: string, after: string, minutes: number) =>
  `difference ${minutes} ${before} ${after}`;

const asked = new Set<string>();
/** The last surface of a drag: the next takes its place, so that a drag does not empty the shelf. */
let draggedKey: string | null = null;

const isSuperseded = (result: Result<unknown>) => !result.ok && result.error.code === "superseded";

const keep = (change: (state: ReachState) => Partial<ReachState>) => useReach.setState(change);

function keepSurface(key: string, answer: Result<SurfaceAnswer>, isMain: boolean, isDragged: boolean) {
  keep((state) => {
    const surfaces = new Map(state.surfaces);
    if (draggedKey && draggedKey !== key) surfaces.delete(draggedKey);
    return {
      surfaces: keepAnswer(surfaces, key, answer, mostSurfaces) as ReadonlyMap<string, Result<SurfaceAnswer>>,
      ...(isMain && answer.ok ? { shownKey: key } : {}),
    };
  });
  draggedKey = isDragged ? key : null;
}

/** Asks once for what is not there; a newer question of the same purpose leaves this one unanswered. */
async function askOnce<K extends KernelName>(
  key: string,
  kernel: K,
  input: () => KernelInput<K>,
  purpose: string,
): Promise<Result<KernelOutput<K>> | null> {
  if (asked.has(key)) return null;
  asked.add(key);
  const answer = await ask(kernel, input(), purpose);
  asked.delete(key);
  return isSuperseded(answer) ? null : answer;
}

/** Asks a kernel and keeps the answer under the key of the question, where `findReachAnswer` finds it. */
export async function askReach<K extends KernelName>(kernel: K, input: KernelInput<K>, purpose: string) {
  const key = keyOfRequest({ kernel, input });
  if (useReach.getState().answers.has(key)) return;
  const answer = await askOnce(key, kernel, () => input, purpose);
  if (answer) keep((state) => ({ answers: keepAnswer(state.answers, key, answer, mostAnswers) }));
}

export function findReachAnswer<K extends KernelName>(
  answers: ReadonlyMap<string, Result<unknown>>,
  kernel: K,
  input: KernelInput<K>,
): Result<KernelOutput<K>> | undefined {
  // Answers are kept under the key of their question, so the kernel gives their type.
  return answers.get(keyOfRequest({ kernel, input })) as Result<KernelOutput<K>> | undefined;
}

/** Surface, bands and people in one call. */
async function askFrame(request: ReachRequest, cutoffs: readonly number[], isDragged: boolean) {
  const key = keyOfSurface(request);
  const answer = await askOnce(key, "reachFrame", () => ({ ...request, cutoffs }), "reach-frame");
  if (!answer) return;
  if (!answer.ok) {
    keepSurface(key, answer, true, isDragged);
    return;
  }
  const { bands, summary, ...surface } = answer.value;
  keep((state) => {
    const withBands = keepAnswer(state.details, keyOfBands(key, cutoffs), success(bands), mostDetails);
    return { details: keepAnswer(withBands, keyOfSummary(key, cutoffs), success(summary), mostDetails) };
  });
  keepSurface(key, success(surface), true, isDragged);
}

/** Other cut-offs of a surface that is there: the surface itself is not computed again. */
async function askCutoffs(
  key: string,
  request: ReachRequest,
  surface: SurfaceAnswer,
  cutoffs: readonly number[],
) {
  const { details } = useReach.getState();
  const input = { surface: surface.surface, scenario: request.scenario, cutoffs };
  const bandsKey = keyOfBands(key, cutoffs);
  const summaryKey = keyOfSummary(key, cutoffs);
  if (!details.has(bandsKey)) {
    const bands = await askOnce(
      bandsKey,
      "reachBands",
      () => ({ ...input, wantsPolygons: false }),
      "reach-bands",
    );
    if (bands) keep((state) => ({ details: keepAnswer(state.details, bandsKey, bands, mostDetails) }));
  }
  if (!details.has(summaryKey)) {
    const summary = await askOnce(summaryKey, "reachSummary", () => input, "reach-summary");
    if (summary) keep((state) => ({ details: keepAnswer(state.details, summaryKey, summary, mostDetails) }));
  }
}

async function askAgainst(request: ReachRequest) {
  const key = keyOfSurface(request);
  if (useReach.getState().surfaces.has(key)) return;
  const answer = await askOnce(key, "travelMinutes", () => request, "reach-against");
  if (answer) keepSurface(key, answer, false, false);
}

async function askDifference(before: string, after: string, request: ReachRequest, cutoffMinutes: number) {
  const { surfaces, answers } = useReach.getState();
  const [a, b] = [surfaces.get(before), surfaces.get(after)];
  const key = keyOfDifference(before, after, cutoffMinutes);
  if (!a?.ok || !b?.ok || answers.has(key)) return;
  const input = {
    scenario: request.scenario,
    before: a.value.surface,
    after: b.value.surface,
    cutoffMinutes,
  };
  const answer = await askOnce(key, "reachDifference", () => input, "reach-difference");
  if (answer) keep((state) => ({ answers: keepAnswer(state.answers, key, answer, mostAnswers) }));
}

/** Everything a board wants beside its own surface. */
function askRest(board: Board, key: string, request: ReachRequest, purpose: string): Promise<void>[] {
  const { reach } = board;
  if (!reach) return [];
  const asking: Promise<void>[] = [];
  const against = againstRequest(board);
  if (against) {
    asking.push(askAgainst(against));
    asking.push(askDifference(keyOfSurface(against), key, request, reach.focusMinutes));
  }
  const range = rangeInput(board);
  if (range) asking.push(askReach("reachRange", range, `reach-range${purpose}`));
  for (const [index, input] of ringInputs(board).entries())
    asking.push(askReach("reachRing", input, `reach-ring-${index}${purpose}`));
  for (const [index, input] of pathInputs(board).entries())
    asking.push(askReach("reachPath", input, `reach-path-${index}${purpose}`));
  if (reach.route) {
    const matrix = matrixInput(board, reach, board.phase, reach.route.columns);
    asking.push(askReach("railMatrix", matrix, `reach-route-matrix${purpose}`));
  }
  const route = findRouteInput(board);
  if (route) asking.push(askReach("reachPath", route, `reach-route${purpose}`));
  return asking;
}

/** Asks for whatever the board wants and is not there yet. While an origin is dragged: only its surface. */
function advance() {
  const { board } = useAtlas.getState();
  const { dragged, surfaces, movedCutoffs } = useReach.getState();
  const { reach } = board;
  if (!reach) return;
  const request = surfaceRequest(board, dragged);
  if (!request) {
    void askRest(board, "", { ...emptyRequest, scenario: scenarioOf(board, board.phase) }, "");
    return;
  }
  const cutoffs = movedCutoffs ?? reach.cutoffs;
  const key = keyOfSurface(request);
  const surface = surfaces.get(key);
  if (!surface) void askFrame(request, cutoffs, dragged !== null);
  else {
    if (surface.ok && useReach.getState().shownKey !== key) keep(() => ({ shownKey: key }));
    if (surface.ok && !movedCutoffs) void askCutoffs(key, request, surface.value, cutoffs);
  }
  if (!dragged && surface) void askRest(board, key, request, "");
}

const emptyRequest = { origins: [], combine: "union", definition: "train", trains: "fastest" } as const;

/** Has every answer of a board there, for a picture of it; what cannot be answered is left out of the picture. */
export async function completeReach(board: Board): Promise<void> {
  const { reach } = board;
  if (!reach) return;
  const request = surfaceRequest(board);
  const key = request ? keyOfSurface(request) : "";
  if (request && !useReach.getState().surfaces.has(key)) {
    const answer = await ask("reachFrame", { ...request, cutoffs: reach.cutoffs }, "reach-picture");
    if (answer.ok) {
      const { bands, summary: _summary, ...surface } = answer.value;
      keep((state) => ({
        details: keepAnswer(state.details, keyOfBands(key, reach.cutoffs), success(bands), mostDetails),
      }));
      keepSurface(key, success(surface), false, false);
    }
  }
  const standing = request ?? { ...emptyRequest, scenario: scenarioOf(board, board.phase) };
  // A difference needs both surfaces, a door-to-door way the ends of its cell: they come in the second round.
  await Promise.all(askRest(board, key, standing, "-picture"));
  await Promise.all(askRest(board, key, standing, "-picture"));
}

/** The door-to-door way of a cell of the matrix; the others have their journey in the matrix itself. */
export function findRouteInput(board: Board): KernelInput<"reachPath"> | null {
  const { reach } = board;
  if (!reach?.route || reach.definition !== "door") return null;
  const { answers } = useReach.getState();
  const { from, to, columns } = reach.route;
  const answer = findReachAnswer(answers, "railMatrix", matrixInput(board, reach, board.phase, columns));
  if (!answer?.ok) return null;
  const start = answer.value.rows.find((place) => place.id === from);
  const end = answer.value.columns.find((place) => place.id === to);
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

let started = false;
let isQueued = false;

/** Keeps the answers in step with the board, from the first call on. */
export function startReach() {
  if (started) return;
  started = true;
  const queue = () => {
    if (isQueued) return;
    isQueued = true;
    queueMicrotask(() => {
      isQueued = false;
      advance();
    });
  };
  queue();
  useAtlas.subscribe((state, before) => {
    if (state.board !== before.board) queue();
  });
  useReach.subscribe((state, before) => {
    if (
      state.dragged !== before.dragged ||
      state.surfaces !== before.surfaces ||
      state.movedCutoffs !== before.movedCutoffs ||
      state.answers !== before.answers
    )
      queue();
  });
}

/** Forgets what failed, so that it is asked again. */
export function retryReach() {
  keep((state) => ({
    surfaces: new Map([...state.surfaces].filter(([, answer]) => answer.ok)),
    answers: new Map([...state.answers].filter(([, answer]) => answer.ok)),
    details: new Map([...state.details].filter(([, answer]) => answer.ok)),
  }));
}

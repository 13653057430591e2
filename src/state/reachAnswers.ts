import { ask } from "../compute/ask.ts";
import {
  againstRequest,
  pathInputs,
  rangeInput,
  ringInputs,
  scenarioOf,
  surfaceRequest,
} from "../domain/board/reachRequests.ts";
import { keyOfRequest } from "../domain/board/requestsOf.ts";
import type { KernelInput, KernelName, KernelOutput } from "../domain/kernels.ts";
import type { ReachRequest, SurfaceAnswer } from "../domain/reach/reachKernels.ts";
import { type Result, success } from "../domain/result.ts";
import { keepAnswer } from "./answers.ts";
import { type ReachState, useReach } from "./reachStore.ts";
import { useAtlas } from "./store.ts";

/** A surface is 1.5 MB; these are enough for the four phases, a comparison and a step back. */
const mostSurfaces = 10;
const mostAnswers = 160;

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
    const withBands = keepAnswer(state.answers, keyOfBands(key, cutoffs), success(bands), mostAnswers);
    return { answers: keepAnswer(withBands, keyOfSummary(key, cutoffs), success(summary), mostAnswers) };
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
  const { answers } = useReach.getState();
  const input = { surface: surface.surface, scenario: request.scenario, cutoffs };
  const bandsKey = keyOfBands(key, cutoffs);
  const summaryKey = keyOfSummary(key, cutoffs);
  if (!answers.has(bandsKey)) {
    const bands = await askOnce(
      bandsKey,
      "reachBands",
      () => ({ ...input, wantsPolygons: false }),
      "reach-bands",
    );
    if (bands) keep((state) => ({ answers: keepAnswer(state.answers, bandsKey, bands, mostAnswers) }));
  }
  if (!answers.has(summaryKey)) {
    const summary = await askOnce(summaryKey, "reachSummary", () => input, "reach-summary");
    if (summary) keep((state) => ({ answers: keepAnswer(state.answers, summaryKey, summary, mostAnswers) }));
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

/** Asks for whatever the board wants and is not there yet. While an origin is dragged: only its surface. */
function advance() {
  const { board } = useAtlas.getState();
  const { dragged, surfaces, movedCutoffs } = useReach.getState();
  const { reach } = board;
  const request = surfaceRequest(board, dragged);
  if (!reach || !request) return;
  const cutoffs = movedCutoffs ?? reach.cutoffs;
  const key = keyOfSurface(request);
  const surface = surfaces.get(key);
  if (!surface) void askFrame(request, cutoffs, dragged !== null);
  else {
    if (surface.ok && useReach.getState().shownKey !== key) keep(() => ({ shownKey: key }));
    if (surface.ok && !movedCutoffs) void askCutoffs(key, request, surface.value, cutoffs);
  }
  if (dragged || !surface) return;
  const against = againstRequest(board);
  if (against) {
    void askAgainst(against);
    void askDifference(keyOfSurface(against), key, request, reach.focusMinutes);
  }
  const range = rangeInput(board);
  if (range) void askReach("reachRange", range, "reach-range");
  for (const [index, input] of ringInputs(board).entries())
    void askReach("reachRing", input, `reach-ring-${index}`);
  for (const [index, input] of pathInputs(board).entries())
    void askReach("reachPath", input, `reach-path-${index}`);
  const route = routeInput();
  if (route) void askReach("reachPath", route, "reach-route");
}

/** The door-to-door way of a cell of the matrix; the others have their journey in the matrix itself. */
export function routeInput(): KernelInput<"reachPath"> | null {
  const { board } = useAtlas.getState();
  const { reach } = board;
  if (!reach?.route || reach.definition !== "door") return null;
  const places = findRouteEnds(useReach.getState(), board.phase);
  return (
    places && {
      scenario: scenarioOf(board, board.phase),
      origin: { kind: "place", lngLat: places.from },
      to: places.to,
      definition: reach.definition,
      trains: reach.trains,
    }
  );
}

/** Where the two ends of the chosen cell lie, from any matrix that has been computed. */
function findRouteEnds({ answers }: ReachState, _phase: string) {
  const { reach } = useAtlas.getState().board;
  if (!reach?.route) return null;
  for (const [key, answer] of answers) {
    if (!key.startsWith('["railMatrix"') || !answer.ok) continue;
    const matrix = answer.value as KernelOutput<"railMatrix">;
    const from = matrix.rows.find((place) => place.id === reach.route!.from);
    const to = matrix.columns.find((place) => place.id === reach.route!.to);
    if (from && to) return { from: from.lngLat, to: to.lngLat };
  }
  return null;
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
  }));
}

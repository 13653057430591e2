import { phases } from "../../geodata/plan/phases.ts";
import { findLane, sendToKernel } from "../compute/askKernel.ts";
import type { Board } from "../domain/board/board.ts";
import { buildEffectsInput } from "../domain/board/effectRequests.ts";
import type { Answers, Request } from "../domain/board/request.ts";
import { type Page, requestsOf, stillPage } from "../domain/board/requestsOf.ts";
import { listChangingLines } from "../domain/rail/listChangingLines.ts";
import { failure, type Problem, type Result } from "../domain/result.ts";
import { createAnswerEngine } from "./answerEngine.ts";
import { useAnswers } from "./answersStore.ts";
import { useCheck } from "./check/checkStore.ts";
import { readCheckSources } from "./check/checkView.ts";
import { loadRules } from "./check/loadRules.ts";
import { loadDataset } from "./loadData.ts";
import { useMonitor } from "./monitor/monitorStore.ts";
import { neighbourDatasets } from "./neighbours.ts";
import { useOwnPage } from "./own/ownPage.ts";
import { isOwnTask, sendToOwn } from "./own/sendToOwn.ts";
import { useUserData } from "./own/userData.ts";
import { readEditedRail } from "./reach/editedRail.ts";
import { loadReachSources } from "./reach/loadReachSources.ts";
import { useReach } from "./reach/reachStore.ts";
import { useAtlas } from "./store.ts";
import { loadWalkRail } from "./walk/loadWalkRail.ts";
import { useWalk } from "./walk/walk.ts";

/**
 * Answers of a kernel kept beyond those that are asked now, so that undo and phase switches are instant. Surfaces
 * are 1.5 MB each, results of a check up to 1 MB; a layer that was computed is kept elsewhere.
 */
const caps: Readonly<Record<string, number>> = {
  travelMinutes: 10,
  reachRange: 4,
  reachDifference: 4,
  reachBands: 24,
  reachSummary: 24,
  conflicts: 24,
  bufferLayer: 0,
  overlayLayers: 0,
  pickFeatures: 0,
  conflictFile: 0,
  ruleTest: 0,
  number: 500,
  row: 4_000,
  measure: 400,
  query: 6,
  boxes: 12,
  classes: 12,
};
const usualCap = 100;

const send = ({ kernel, input }: Request, onProgress: Parameters<typeof sendToKernel>[2]) =>
  sendToKernel(kernel, input, onProgress);

const engine = createAnswerEngine({
  // One is computed while the next waits in the worker; long work takes turns there.
  lanes: {
    quick: { send, mostAtOnce: 2 },
    long: { send, mostAtOnce: 3 },
    report: { send, mostAtOnce: 1 },
    own: { send: sendToOwn, mostAtOnce: 1, isDeaf: true },
  },
  findLane: (kernel) => (isOwnTask(kernel) ? "own" : findLane(kernel)),
  findCap: (kernel) => caps[kernel] ?? usualCap,
  onChange: (state) => useAnswers.setState(state),
  onAnswer: ({ purpose, isFleeting }, milliseconds) => {
    if (!purpose || isFleeting) return;
    const end = performance.now();
    performance.measure(purpose, { start: end - milliseconds, end });
  },
});

const phaseIds = phases.map((phase) => phase.id);

/** How the reader sits at the board now. */
function readPage(board: Board): Page {
  const { dragged, movedCutoffs, isOpen, matrixColumns, sources } = useReach.getState();
  const { wantsEquity, wantsWorth, departures } = useReach.getState();
  const { shipped, wantsPlan } = useCheck.getState();
  const { monitor, openProjects } = useMonitor.getState();
  return {
    datasets: neighbourDatasets,
    check: shipped && readCheckSources(shipped),
    phases: phaseIds,
    wantsPlanCheck: wantsPlan,
    effects:
      monitor && shipped
        ? openProjects.flatMap((project) => buildEffectsInput(monitor, [project], shipped, phaseIds) ?? [])
        : [],
    numbers: [...useWalk.getState().shownNumbers].flat(),
    own: { ...useOwnPage.getState(), counts: readCounts() },
    dragged,
    movedCutoffs,
    panel: isOpen
      ? {
          phases: phaseIds,
          columns: matrixColumns,
          wantsEquity,
          wantsWorth,
          departures,
          lines: sources
            ? listChangingLines(sources.rail, readEditedRail(sources.rail, board), board.phase).map(
                ({ id }) => id,
              )
            : [],
        }
      : null,
  };
}

/** How many features the contents have that are here. */
const readCounts = () =>
  Object.fromEntries(Object.entries(useUserData.getState().contents).map(([key, { count }]) => [key, count]));

/** Loads the files that the page itself reads for what a board and the page ask. */
function loadFiles(board: Board, page: Page) {
  const { isOpen, shipped, shippedProblem, isInspected } = useCheck.getState();
  const wantsRules = board.check || isOpen || isInspected || useMonitor.getState().openProjects.length > 0;
  if (wantsRules && !shipped && !shippedProblem) void loadRules();
  const reach = useReach.getState();
  if (
    (board.reach || board.scenario || reach.isOpen || reach.linkFrom) &&
    !reach.sources &&
    !reach.sourcesProblem
  )
    void loadReachSources();
  for (const { source } of page.numbers)
    if (source.kind === "features") void loadDataset(source.dataset);
    else if (source.kind === "rail") void loadWalkRail();
}

/** Questions asked beside those of the open board, until they are answered: for pictures, files and new layers. */
const others = new Set<(answers: Answers) => readonly Request[]>();

/** Everything the requests are made of; where none of it has changed they are the same. */
const readSources = (): unknown[] => {
  const { dragged, movedCutoffs, isOpen, matrixColumns, sources, linkFrom } = useReach.getState();
  const { wantsEquity, wantsWorth, departures } = useReach.getState();
  const { shipped, wantsPlan, isInspected, isOpen: isCheckOpen } = useCheck.getState();
  return [
    useAtlas.getState().board,
    useAnswers.getState().answers,
    useUserData.getState().contents,
    useOwnPage.getState(),
    useWalk.getState().shownNumbers,
    ...[useMonitor.getState().monitor, useMonitor.getState().openProjects],
    ...[dragged, movedCutoffs, isOpen, matrixColumns, sources, linkFrom],
    ...[wantsEquity, wantsWorth, departures],
    ...[shipped, wantsPlan, isInspected, isCheckOpen],
  ];
};

let before: unknown[] = [];

function advance() {
  const sources = readSources();
  if (sources.every((source, at) => source === before[at])) return;
  before = sources;
  wantAll();
}

function wantAll() {
  const { board } = useAtlas.getState();
  const { answers } = useAnswers.getState();
  const page = readPage(board);
  loadFiles(board, page);
  engine.want([...requestsOf(board, page, answers), ...[...others].flatMap((list) => list(answers))]);
}

let isStarted = false;
let isQueued = false;

function queue() {
  if (isQueued) return;
  isQueued = true;
  queueMicrotask(() => {
    isQueued = false;
    advance();
  });
}

/** Keeps the answers in step with the board and the page, from the first call on. */
export function startAnswering() {
  if (isStarted) return;
  isStarted = true;
  for (const store of [
    useAtlas,
    useReach,
    useCheck,
    useUserData,
    useOwnPage,
    useWalk,
    useMonitor,
    useAnswers,
  ])
    store.subscribe(queue);
  // What could not be fetched may be there now.
  if (typeof addEventListener === "function") addEventListener("online", () => retryAnswers());
  queue();
}

/** Waits until all of a list is answered, well or not, with what the answers themselves make it ask. */
export async function completeRequests(list: (answers: Answers) => readonly Request[]): Promise<Answers> {
  startAnswering();
  others.add(list);
  await new Promise<void>((resolve) => {
    const check = () => {
      const { answers } = useAnswers.getState();
      if (!list(answers).every(({ key }) => answers.has(key))) return;
      stop();
      others.delete(list);
      resolve();
      // Let go only after whoever waited has read them.
      setTimeout(wantAll, 0);
    };
    const stop = useAnswers.subscribe(check);
    wantAll();
    check();
  });
  return useAnswers.getState().answers;
}

/** Has every answer of a board there, for a picture or a file of it. Its own numbers, not those of a drag. */
export async function completeBoard(board: Board): Promise<void> {
  await Promise.all([
    board.check ? loadRules() : undefined,
    board.reach || board.scenario ? loadReachSources() : undefined,
  ]);
  const { shipped } = useCheck.getState();
  const page: Page = {
    ...stillPage,
    check: shipped && readCheckSources(shipped),
    phases: phaseIds,
    own: { ...stillPage.own, counts: readCounts() },
  };
  // What a picture shows must be of its own board, so that none of it stands for the open board meanwhile.
  await completeRequests((answers) =>
    requestsOf(board, page, answers).map(({ purpose: _purpose, ...request }) => request),
  );
}

/** Asks one question beside the board, as the making of a layer does. */
export async function answerRequest<T>(request: Request): Promise<Result<T>> {
  const answers = await completeRequests(() => [request]);
  // The answer to a question is of the kind its kernel gives.
  const answer = answers.get(request.key) as Result<T> | undefined;
  return answer ?? failure(goneProblem);
}

const goneProblem: Problem = {
  code: "answer-gone",
  zh: "结果已不在，请重试",
  en: "The result is gone; try again",
};

/** Stops a computation; it is not asked again before `retryAnswers`. */
export const stopAnswer = (key: string) => engine.stop(key);

/** Forgets what failed or was stopped, files too, so that it is asked again. */
export function retryAnswers() {
  useCheck.setState({ shippedProblem: null });
  useReach.setState({ sourcesProblem: null });
  engine.retry();
  wantAll();
}

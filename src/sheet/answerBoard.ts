import type { Feature, FeatureCollection } from "geojson";
import { datedPhase, phases } from "../../geodata/plan/phases.ts";
import { roles } from "../../geodata/roles.ts";
import { projectStatesLayer } from "../../layers/answers/project-states.ts";
import { reachBands as bandsLayer } from "../../layers/answers/reach-bands.ts";
import { reachRing as ringLayer } from "../../layers/answers/reach-ring.ts";
import { reachRoute as routeLayer } from "../../layers/answers/reach-route.ts";
import { findBandColours } from "../../layers/answers/reachColours.ts";
import { themes } from "../../layers/grammar/theme.ts";
import type { Board } from "../domain/board/board.ts";
import { buildCheckInput, type CheckSources } from "../domain/board/checkRequests.ts";
import {
  againstRequest,
  pathInputs,
  rangeInput,
  ringInputs,
  surfaceRequest,
} from "../domain/board/reachRequests.ts";
import { type Answers, findAnswer, findGood, type Request } from "../domain/board/request.ts";
import { requestsOf, stillPage } from "../domain/board/requestsOf.ts";
import type { DataFiles, Kernel } from "../domain/kernel.ts";
import { kernels } from "../domain/kernels.ts";
import { readBoardRows } from "../domain/monitor/boardRows.ts";
import { evaluatePlan, type Monitor } from "../domain/monitor/monitor.ts";
import type { Plan, PlanFeatureCollection } from "../domain/plan.ts";
import { type RailSource, railFile } from "../domain/rail/railSource.ts";
import { reachBands } from "../domain/reach/reachKernels.ts";
import { listReachFiles } from "../domain/reach/reachModel.ts";
import type { Problem, Result } from "../domain/result.ts";
import { buildConflictMarks } from "../map/check/checkFeatures.ts";
import { buildStateFeatures, findPromisedThings } from "../map/monitor/stateFeatures.ts";
import { buildBandFeatures, type Contour } from "../map/reach/bandFeatures.ts";
import {
  buildChangedFeatures,
  buildEdgeFeatures,
  buildOriginFeatures,
  buildRingFeatures,
  buildRouteFeatures,
} from "../map/reach/reachFeatures.ts";
import { buildScenarioFeatures } from "../map/reach/scenarioFeatures.ts";
import { createCourseTrace } from "../map/reach/traceCourses.ts";

/** What answering a board needs beside it. */
export interface AnswerSources {
  /** Files below `public/data` by name, as the kernels ask for them. */
  readFiles: (names: readonly string[]) => DataFiles;
  check: CheckSources;
  /** The plan and what is known of how it went, as shipped. */
  readPromises: () => { plan: Plan; monitor: Monitor };
}

interface BoardAnswers {
  /** Features of each answer, by kernel. */
  answers: Record<string, FeatureCollection>;
  /** Why something could not be answered. */
  problems: Problem[];
}

/** Answers lead to further questions; no board has asked for more rounds than three. */
const mostRounds = 10;
/** What is told in tables, not on the map. */
const offTheMap: readonly string[] = ["cumulative", "reachSummary", "neighboursWithin"];

/** Asks the kernels all that a board asks, here and now. */
function answerAll(board: Board, { readFiles, check }: AnswerSources): Map<string, Result<unknown>> {
  const page = { ...stillPage, check, phases: phases.map(({ id }) => id) };
  const answers = new Map<string, Result<unknown>>();
  for (let round = 0; round < mostRounds; round += 1) {
    const open = requestsOf(board, page, answers).filter(
      ({ key, kernel }) => !answers.has(key) && kernel in kernels && !offTheMap.includes(kernel),
    );
    if (open.length === 0) break;
    for (const request of open) answerOne(request, answers, readFiles);
  }
  return answers;
}

function answerOne(
  { key, kernel, input, unpack }: Request,
  answers: Map<string, Result<unknown>>,
  readFiles: AnswerSources["readFiles"],
) {
  // A request is built with the input of its own kernel.
  const found = kernels[kernel as keyof typeof kernels] as Kernel<unknown, unknown>;
  const answer = found.run(input, readFiles(found.files(input)));
  answers.set(key, answer);
  if (answer.ok && unpack)
    for (const [part, value] of unpack(answer.value)) answers.set(part, { ok: true, value });
}

async function collectBands(board: Board, answers: Answers, files: DataFiles): Promise<Feature[]> {
  const { reach } = board;
  const of = surfaceRequest(board);
  if (!reach || !of) return [];
  const surface = findGood(answers, "travelMinutes", of)?.surface;
  const bands = findGood(answers, "reachBands", { of, cutoffs: reach.cutoffs });
  if (!surface || !bands || reach.view === "ring") return [];
  const before = againstRequest(board);
  const range = rangeInput(board);
  const difference =
    before && findGood(answers, "reachDifference", { before, after: of, cutoffMinutes: reach.focusMinutes });
  const contour: Contour = async (mixed, cutoffs) => {
    const { scenario } = of;
    const found = reachBands.run({ surface: mixed, scenario, cutoffs, wantsPolygons: false }, files);
    return found.ok ? found.value : null;
  };
  return [
    ...(await buildBandFeatures(
      {
        reach,
        bands,
        surface,
        before: before && (findGood(answers, "travelMinutes", before)?.surface ?? null),
        range: range && findGood(answers, "reachRange", range),
        colours: findBandColours(themes.paper.reach.ramp, reach.cutoffs.length),
      },
      contour,
    )),
    ...buildEdgeFeatures(bands, reach.against ? reach.focusMinutes : null).features,
    ...(difference ? buildChangedFeatures(difference) : []),
  ];
}

/** Of the ways from several origins: the quickest for a union, the slowest for an intersection. */
function findPath(board: Board, answers: Answers) {
  const found = pathInputs(board).flatMap((input) => findGood(answers, "reachPath", input) ?? []);
  const sign = board.reach?.combine === "intersection" ? -1 : 1;
  return found.sort((a, b) => sign * (a.minutes - b.minutes))[0];
}

/** The way to the place looked at, what a scenario opens and closes, and where the journeys begin. */
function collectJourney(board: Board, answers: Answers, files: DataFiles): Feature[] {
  // As the railway is shipped and drawn.
  const rail = files[railFile] as RailSource;
  const courses = roles.railLines && (files[`${roles.railLines}.geojson`] as PlanFeatureCollection);
  const path = findPath(board, answers);
  const route = path && buildRouteFeatures(path, courses ? createCourseTrace(courses) : undefined);
  return [
    ...buildScenarioFeatures(board, rail, courses || undefined),
    ...(route?.features ?? []),
    ...buildOriginFeatures(board, { sources: { rail } }),
  ];
}

async function collectReach(
  board: Board,
  answers: Answers,
  readFiles: AnswerSources["readFiles"],
): Promise<Record<string, FeatureCollection>> {
  const files = readFiles([...listReachFiles(), ...(roles.railLines ? [`${roles.railLines}.geojson`] : [])]);
  const bands = await collectBands(board, answers, files);
  const rings = ringInputs(board).flatMap((input) => {
    const own = findGood(answers, "reachRing", input);
    return own ? [own] : [];
  });
  const { ramp } = themes.paper.reach;
  const cutoffs = board.reach?.cutoffs ?? [];
  const colours = findBandColours(ramp, cutoffs.length);
  const colourOf = (minutes: number) => colours[cutoffs.indexOf(minutes)] ?? ramp[0]!;
  const journey = collectJourney(board, answers, files);
  return {
    ...(bands.length > 0 ? { [bandsLayer.data.kernel]: { type: "FeatureCollection", features: bands } } : {}),
    ...(rings.length > 0
      ? { [ringLayer.data.kernel]: buildRingFeatures(rings, colourOf, board.reach?.view === "ring") }
      : {}),
    ...(journey.length > 0
      ? { [routeLayer.data.kernel]: { type: "FeatureCollection", features: journey } }
      : {}),
  };
}

/** The promised things in their states on the day of the board. */
function collectStates(board: Board, { readFiles, readPromises }: AnswerSources): FeatureCollection {
  const { plan, monitor } = readPromises();
  const own = readBoardRows(board.monitor, monitor);
  const things = findPromisedThings(plan, evaluatePlan(monitor, own, board.monitor?.asOf ?? datedPhase.day));
  const files = readFiles([...new Set(things.map(({ dataset }) => `${dataset}.geojson`))]);
  const datasets = Object.fromEntries(
    things.map(({ dataset }) => [dataset, files[`${dataset}.geojson`] as PlanFeatureCollection]),
  );
  return buildStateFeatures(things, datasets);
}

/** The features of the answers of a board, computed here: for a sheet made without a page. */
export async function answerBoard(board: Board, sources: AnswerSources): Promise<BoardAnswers> {
  const answers = answerAll(board, sources);
  const problems = [...answers.values()].flatMap((answer) => (answer.ok ? [] : [answer.error]));
  const { check } = board;
  const result = check && findAnswer(answers, "conflicts", buildCheckInput(board, check, sources.check));
  return {
    answers: {
      ...(board.reach || board.scenario ? await collectReach(board, answers, sources.readFiles) : {}),
      ...(board.monitor?.byState ? { [projectStatesLayer.data.kernel]: collectStates(board, sources) } : {}),
      ...(result?.ok ? { conflicts: buildConflictMarks(result.value) } : {}),
    },
    problems,
  };
}

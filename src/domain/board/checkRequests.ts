import type { CumulativeInput } from "../check/cumulate.ts";
import type { ConflictsInput } from "../check/kernels.ts";
import type { OwnLayerFile } from "../check/ownParties.ts";
import type { RuleTable } from "../check/rules.ts";
import { findCheckDatasets } from "../check/rules.ts";
import type { DatasetId, PhaseId } from "../plan.ts";
import type { Board } from "./board.ts";
import type { OwnLayer } from "./checkLayers.ts";
import { type CheckAlternative, type CheckQuery, standardCheck } from "./checkQuery.ts";

/** Where the features of a layer of the reader's own are, for the kernels, and its name; undefined while they are not there. */
export type FindOwnFile = (layer: string) => { file: string; name: string } | undefined;

/** What a question needs beside the board. */
export interface CheckSources {
  /** The rule table of the atlas, for its classes. */
  shipped: RuleTable;
  find: FindOwnFile;
  /** ISO date: the decision day of a board that names none. */
  today: string;
}

/** Own layers as the check reads them; a layer whose features are not there yet gives none. */
const collectOwn = (layers: readonly OwnLayer[], find: FindOwnFile): OwnLayerFile[] =>
  layers.flatMap(({ layer, kindOf, ...said }) => {
    const own = find(layer);
    return own ? [{ file: own.file, layer, name: own.name, kind: kindOf, ...said }] : [];
  });

/** Datasets whose features can be of one of these zone kinds. */
const findZoneDatasets = (table: RuleTable, kinds: readonly string[] | null): DatasetId[] => [
  ...new Set(
    table.zoneClasses
      .filter((entry) => kinds === null || kinds.includes(entry.kindOf))
      .map(({ dataset }) => dataset),
  ),
];

const shared = (board: Board, query: CheckQuery, { find, today }: CheckSources) => ({
  phase: board.phase,
  decisionDate: query.decisionDate ?? today,
  planZones: true,
  ...(query.zoneKinds ? { zoneKinds: query.zoneKinds } : {}),
  ownZones: collectOwn(query.ownZones, find),
  rules: query.rules,
  parameters: query.parameters,
  // The time is put in when a run is taken away: it must not make another question of the same one.
  time: "",
});

/** The question a board asks of the check. The same board gives the same question on a day, whatever else it shows. */
export function buildCheckInput(board: Board, query: CheckQuery, sources: CheckSources): ConflictsInput {
  const table = query.rules ?? sources.shipped;
  const zones = findZoneDatasets(table, query.zoneKinds);
  const { subjects } = query;
  const activityDatasets = findCheckDatasets(table).subjects;
  const tested =
    subjects.kind === "plan"
      ? activityDatasets
      : subjects.kind === "dataset"
        ? [subjects.dataset]
        : subjects.kind === "features"
          ? [...new Set(subjects.features.map(({ dataset }) => dataset))]
          : [];
  return {
    ...shared(board, query, sources),
    datasets: [...new Set([...tested, ...zones])],
    subjects:
      subjects.kind === "plan" || subjects.kind === "dataset"
        ? null
        : subjects.kind === "features"
          ? subjects.features.map(({ dataset, id }) => ({ dataset, id }))
          : [],
    ownSubjects: subjects.kind === "own" ? collectOwn(subjects.layers, sources.find) : [],
  };
}

/**
 * What the projects of a board's check take of each zone together: the plan's in every phase, own layers and chosen
 * features in the board's own.
 */
export const buildCumulativeInput = (
  board: Board,
  query: CheckQuery,
  phases: readonly PhaseId[],
  sources: CheckSources,
): CumulativeInput => ({
  check: buildCheckInput(board, query, sources),
  phases: query.subjects.kind === "own" ? [board.phase] : phases,
  threshold: query.cumulativeThreshold ?? 0,
});

/** The whole plan against every zone by the board's rules: what the inspector shows of one feature. */
export const buildPlanInput = (board: Board, sources: Omit<CheckSources, "find">): ConflictsInput =>
  buildCheckInput(
    board,
    {
      ...standardCheck,
      decisionDate: board.check?.decisionDate ?? null,
      rules: board.check?.rules ?? null,
    },
    { ...sources, find: () => undefined },
  );

const courseId = "course";

/** The question for one alternative, against the same zones by the same rules. */
export function buildAlternativeInput(
  board: Board,
  query: CheckQuery,
  alternative: CheckAlternative,
  sources: CheckSources,
): ConflictsInput {
  const table = query.rules ?? sources.shipped;
  return {
    ...shared(board, query, sources),
    datasets: findZoneDatasets(table, query.zoneKinds),
    subjects: [],
    ownSubjects: [
      {
        // The same for every course, so that their conflicts can be held against each other pair by pair.
        id: courseId,
        name: { zh: alternative.name, en: alternative.name },
        kind: alternative.activity,
        geometry: alternative.geometry,
        schematic: alternative.schematic,
        source: "",
      },
    ],
  };
}

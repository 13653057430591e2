import type { Board } from "../board.ts";
import type { ConflictsInput } from "../ecology/collectCheck.ts";
import type { OwnLayerFile } from "../ecology/ownParties.ts";
import type { RuleTable } from "../ecology/rules.ts";
import { findCheckDatasets } from "../ecology/rules.ts";
import type { DatasetId } from "../plan.ts";
import { type CheckAlternative, type CheckQuery, type OwnLayer, standardCheck } from "./checkQuery.ts";

/** Where the features of a layer of the reader's own are, for the kernels, and its name; undefined while they are not there. */
export type FindOwnFile = (layer: string) => { file: string; name: string } | undefined;

/** Own layers as the check reads them; a layer whose features are not there yet gives none. */
const collectOwn = (layers: readonly OwnLayer[], find: FindOwnFile): OwnLayerFile[] =>
  layers.flatMap(({ layer, kindOf }) => {
    const own = find(layer);
    return own ? [{ file: own.file, layer, name: own.name, kind: kindOf }] : [];
  });

/** Datasets whose features can be of one of these zone kinds. */
const findZoneDatasets = (table: RuleTable, kinds: readonly string[] | null): DatasetId[] => [
  ...new Set(
    table.zoneClasses
      .filter((entry) => kinds === null || kinds.includes(entry.kindOf))
      .map(({ dataset }) => dataset),
  ),
];

const shared = (board: Board, query: CheckQuery, find: FindOwnFile) => ({
  phase: board.phase,
  planZones: true,
  ...(query.zoneKinds ? { zoneKinds: query.zoneKinds } : {}),
  ownZones: collectOwn(query.ownZones, find),
  rules: query.rules,
  parameters: query.parameters,
  // The time is put in when a run is taken away: it must not make another question of the same one.
  time: "",
});

/**
 * The question a board asks of the check. `shipped`: the rule table of the atlas, for its classes.
 * The same board gives the same question, whatever else it shows.
 */
export function buildCheckInput(
  board: Board,
  query: CheckQuery,
  shipped: RuleTable,
  find: FindOwnFile,
): ConflictsInput {
  const table = query.rules ?? shipped;
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
    ...shared(board, query, find),
    datasets: [...new Set([...tested, ...zones])],
    subjects:
      subjects.kind === "plan" || subjects.kind === "dataset"
        ? null
        : subjects.kind === "features"
          ? subjects.features.map(({ dataset, id }) => ({ dataset, id }))
          : [],
    ownSubjects: subjects.kind === "own" ? collectOwn(subjects.layers, find) : [],
  };
}

/** The whole plan against every zone by the board's rules: what the inspector shows of one feature. */
export const buildPlanInput = (board: Board, shipped: RuleTable): ConflictsInput =>
  buildCheckInput(board, { ...standardCheck, rules: board.check?.rules ?? null }, shipped, () => undefined);

const courseId = "course";

/** The question for one alternative, against the same zones by the same rules. */
export function buildAlternativeInput(
  board: Board,
  query: CheckQuery,
  alternative: CheckAlternative,
  shipped: RuleTable,
  find: FindOwnFile,
): ConflictsInput {
  const table = query.rules ?? shipped;
  return {
    ...shared(board, query, find),
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

import type { Feature, Geometry } from "geojson";
import type { Board } from "../board.ts";
import type { ConflictsInput, OwnParty } from "../ecology/collectCheck.ts";
import type { RuleTable } from "../ecology/rules.ts";
import { findCheckDatasets } from "../ecology/rules.ts";
import type { DatasetId } from "../plan.ts";
import { type CheckAlternative, type CheckQuery, type OwnLayer, standardCheck } from "./checkQuery.ts";

/** A layer of the reader's own, as the check needs it. */
export interface OwnFeatures {
  name: string;
  features: readonly Feature<Geometry | null>[];
}
export type FindOwnFeatures = (layer: string) => OwnFeatures | undefined;

const nameKeys = ["name:zh", "name_zh", "名称", "项目名称", "NAME", "Name", "name", "title"];

function nameFeature(properties: Record<string, unknown>, otherwise: string): { zh: string; en: string } {
  const read = (keys: readonly string[]) => {
    for (const key of keys) {
      const value = properties[key];
      if (typeof value === "string" && value.trim() !== "") return value.trim();
      if (typeof value === "number") return String(value);
    }
    return undefined;
  };
  const zh = read(nameKeys) ?? otherwise;
  return { zh, en: read(["name:en", "name_en"]) ?? zh };
}

/** Features of own layers as parties of the check; a layer whose features are not there yet gives none. */
const collectOwn = (layers: readonly OwnLayer[], find: FindOwnFeatures): OwnParty[] =>
  layers.flatMap(({ layer, kindOf }) => {
    const own = find(layer);
    return (own?.features ?? []).map((feature, index) => {
      const properties = (feature.properties ?? {}) as Record<string, unknown>;
      return {
        id: `${layer}:${index + 1}`,
        name: nameFeature(properties, `${own!.name} ${index + 1}`),
        kind: kindOf,
        geometry: feature.geometry,
        schematic: properties.confidence === "schematic",
        source: own!.name,
      };
    });
  });

/** Datasets whose features can be of one of these zone kinds. */
const findZoneDatasets = (table: RuleTable, kinds: readonly string[] | null): DatasetId[] => [
  ...new Set(
    table.zoneClasses
      .filter((entry) => kinds === null || kinds.includes(entry.kindOf))
      .map(({ dataset }) => dataset),
  ),
];

const shared = (board: Board, query: CheckQuery, find: FindOwnFeatures) => ({
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
  find: FindOwnFeatures,
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
  find: FindOwnFeatures,
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

import type { DataFiles, Kernel } from "../kernel.ts";
import type { DatasetId, FeatureId, PhaseId, PlanFeature, PlanFeatureCollection, Status } from "../plan.ts";
import { success } from "../result.ts";
import {
  type Check,
  type CheckParameters,
  type CheckParty,
  type CheckResult,
  checkParameters,
  type NotTested,
} from "./conflict.ts";
import { cutResult, mostOnPage } from "./cutResult.ts";
import { findConflicts } from "./findConflicts.ts";
import { collectOwnParties, listOwnFiles, type OwnSource } from "./ownParties.ts";
import { findKind, hashText, type KindClass, type RuleTable, type UntestedZone } from "./rules.ts";

/** What the check is asked. Plain, so that a board can hold it. */
export interface ConflictsInput {
  phase: PhaseId;
  /** Datasets of the plan to load: those of `findCheckDatasets`, or fewer. */
  datasets: readonly DatasetId[];
  /** Plan features to test; null for all that have an activity kind in the datasets. */
  subjects: readonly { dataset: DatasetId; id: FeatureId }[] | null;
  ownSubjects: readonly OwnSource[];
  /** Whether the plan's zones are tested against. */
  planZones: boolean;
  /** Kinds of the plan's zones tested against; left out for every kind. */
  zoneKinds?: readonly string[];
  ownZones: readonly OwnSource[];
  /** The office's own table; null for the shipped one. */
  rules: RuleTable | null;
  parameters: CheckParameters | null;
  /** ISO 8601; kept with the result and not part of its id. */
  time: string;
}

/** Dataset names the user's own parties stand under in results. */
export const ownSubjectDataset = "own-subjects";
export const ownZoneDataset = "own-zones";

const rulesFile = "rules.json";
const untestedZonesFile = "untested-zones.json";
const fileOf = (dataset: DatasetId) => `${dataset}.geojson`;

function createParty(feature: PlanFeature, dataset: DatasetId, kind: string, phase: PhaseId): CheckParty {
  const { properties, geometry } = feature;
  return {
    dataset,
    id: properties.id,
    name: { zh: properties["name:zh"], en: properties["name:en"] },
    kind,
    geometry,
    schematic: properties.confidence === "schematic",
    status: (properties[`status:${phase}`] as Status | undefined) ?? "absent",
    source: properties.source,
  };
}

function collectParties(
  collections: ReadonlyMap<DatasetId, PlanFeatureCollection>,
  classes: readonly KindClass[],
  phase: PhaseId,
): CheckParty[] {
  return [...collections].flatMap(([dataset, collection]) =>
    collection.features.flatMap((feature) => {
      const level = feature.properties.level;
      const kind = findKind(
        classes,
        dataset,
        feature.properties.kind,
        typeof level === "string" ? level : "",
      );
      return kind === undefined ? [] : [createParty(feature, dataset, kind, phase)];
    }),
  );
}

const versions = new WeakMap<object, string>();

function hashCollection(collection: object): string {
  const kept = versions.get(collection) ?? hashText(JSON.stringify(collection));
  versions.set(collection, kept);
  return kept;
}

/** Gathers what a run depends on from the input and the files below `data/`. */
export function collectCheck(input: ConflictsInput, files: DataFiles): Check {
  const rules = input.rules ?? (files[rulesFile] as RuleTable);
  const collections = new Map(
    input.datasets.map((dataset) => [dataset, files[fileOf(dataset)] as PlanFeatureCollection]),
  );
  const all = collectParties(collections, rules.activityClasses, input.phase);
  const leftOut: NotTested[] = [];
  let subjects = all;
  if (input.subjects) {
    const byKey = new Map(all.map((party) => [`${party.dataset}/${party.id}`, party]));
    subjects = input.subjects.flatMap(({ dataset, id }) => {
      const party = byKey.get(`${dataset}/${id}`);
      if (party) return [party];
      const feature = collections.get(dataset)?.features.find((f) => f.properties.id === id);
      leftOut.push({
        kind: "no-rule",
        about: `${dataset}/${id}`,
        name: { zh: feature?.properties["name:zh"] ?? id, en: feature?.properties["name:en"] ?? id },
        reason: feature
          ? {
              zh: "这类要素不属于规则表的任何活动类别",
              en: "Features of this kind are no activity of the rule table",
            }
          : { zh: "数据中没有这个要素", en: "The data hold no such feature" },
      });
      return [];
    });
  }
  const planZones = input.planZones ? collectParties(collections, rules.zoneClasses, input.phase) : [];
  // A zone left out by choice is still a zone that was not tested.
  for (const kind of input.planZones && input.zoneKinds ? rules.zoneKinds : []) {
    if (input.zoneKinds!.includes(kind.id) || !rules.zoneClasses.some(({ kindOf }) => kindOf === kind.id))
      continue;
    leftOut.push({
      kind: "zone-left-out",
      about: kind.id,
      name: kind.title,
      reason: { zh: "按用户的选择未对照这一类生态区", en: "Zones of this kind were left out by choice" },
    });
  }
  const readOwn = (dataset: DatasetId, sources: readonly OwnSource[]): CheckParty[] =>
    collectOwnParties(sources, files).map((party) => ({ ...party, dataset, status: null }));
  return {
    phase: input.phase,
    subjects: [...subjects, ...readOwn(ownSubjectDataset, input.ownSubjects)],
    zones: [
      ...planZones.filter(({ kind }) => input.zoneKinds?.includes(kind) ?? true),
      ...readOwn(ownZoneDataset, input.ownZones),
    ],
    rules,
    untestedZones: input.planZones ? (files[untestedZonesFile] as UntestedZone[]) : [],
    leftOut,
    dataVersions: Object.fromEntries(
      [...collections].map(([dataset, collection]) => [dataset, hashCollection(collection)]),
    ),
    parameters: input.parameters ?? checkParameters,
    time: input.time,
  };
}

/** The ecology check as a kernel: of a very large run the strictest part, as much as a page can take in one go. */
export const conflicts: Kernel<ConflictsInput, CheckResult> = {
  files: (input) => [
    ...(input.rules ? [] : [rulesFile]),
    ...(input.planZones ? [untestedZonesFile] : []),
    ...input.datasets.map(fileOf),
    ...listOwnFiles([...input.ownSubjects, ...input.ownZones]),
  ],
  run: (input, files) => success(cutResult(findConflicts(collectCheck(input, files)), mostOnPage)),
};

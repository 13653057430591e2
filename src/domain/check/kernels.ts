import { fileOf, roles } from "../../../geodata/roles.ts";
import { type DataFiles, type Kernel, runSteps, type Steps } from "../kernel.ts";
import type {
  Confidence,
  DatasetId,
  FeatureId,
  PhaseId,
  PlanFeature,
  PlanFeatureCollection,
  Status,
} from "../plan.ts";
import { type Result, success } from "../result.ts";
import {
  type BasinArea,
  type Check,
  type CheckParameters,
  type CheckParty,
  type CheckResult,
  checkParameters,
  type NotTested,
} from "./conflict.ts";
import { mostOnPage } from "./cutResult.ts";
import { noEvidence, type Outline, outlines, type PartyEvidence } from "./evidence.ts";
import { findConflictsInSteps } from "./findConflicts.ts";
import { collectOwnParties, listOwnFiles, type OwnSource } from "./ownParties.ts";
import { findKind, type KindClass, type RuleTable, type UntestedZone } from "./rules.ts";
import { hashText } from "./traceHash.ts";

/** What the check is asked. Plain, so that a board can hold it. */
export interface ConflictsInput {
  phase: PhaseId;
  /** ISO date: the law in force on this day is cited. */
  decisionDate: string;
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
/** The area whose zones the atlas holds, and its counties. */
const testedAreaFile = fileOf(roles.region);
const countiesFile = fileOf(roles.units);

/** How far a place of the data may be off, by the word it is marked with; null where nothing is said. */
const accuracyMetres: Readonly<Record<Confidence, number | null>> = {
  surveyed: 1_000,
  town: 5_000,
  schematic: null,
};

/**
 * Whether a project is new works. What a phase to come calls existing is new to the law as long as it does not
 * stand in fact.
 */
function findWorks(properties: PlanFeature["properties"], status: Status): PartyEvidence["works"] {
  if (status === "planned" || status === "under-construction") return "new";
  if (status !== "existing") return "unknown";
  const inFact = roles.factualPhase === undefined ? status : properties[`status:${roles.factualPhase}`];
  return inFact === "existing" || inFact === "upgrade-done" ? "existing" : "new";
}

function readEvidence({ properties }: PlanFeature, status: Status): PartyEvidence {
  const { confidence, outline, approval } = properties;
  return {
    ...noEvidence,
    outline:
      outlines.find((known): known is Outline => known === outline) ??
      (confidence === "schematic" ? "sketch" : "mapped"),
    approval: typeof approval === "string" ? approval : "",
    accuracyMetres: accuracyMetres[confidence],
    works: findWorks(properties, status),
  };
}

function createParty(feature: PlanFeature, dataset: DatasetId, kind: string, phase: PhaseId): CheckParty {
  const { properties, geometry } = feature;
  const status = (properties[`status:${phase}`] as Status | undefined) ?? "absent";
  return {
    dataset,
    id: properties.id,
    name: { zh: properties["name:zh"], en: properties["name:en"] },
    kind,
    geometry,
    schematic: properties.confidence === "schematic",
    evidence: readEvidence(feature, status),
    status,
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

/** Counties of the basin list with their shapes, then ground of the office's own that is of a basin or surely not. */
function collectBasins(rules: RuleTable, files: DataFiles, ownZones: readonly CheckParty[]): BasinArea[] {
  const counties = files[countiesFile] as PlanFeatureCollection | undefined;
  const byId = new Map(counties?.features.map((feature) => [feature.properties.id, feature]));
  const listed = rules.basinUnits.flatMap((entry): BasinArea[] => {
    const county = byId.get(entry.unit);
    if (!county) return [];
    const { properties, geometry } = county;
    return [{ ...entry, name: { zh: properties["name:zh"], en: properties["name:en"] }, geometry }];
  });
  const own = ownZones.flatMap(({ id, kind, name, geometry, source }): BasinArea[] => {
    const basin = rules.zoneKinds.find((known) => known.id === kind)?.basin;
    return basin && geometry
      ? [
          {
            basin: basin.id,
            unit: id,
            state: basin.state,
            basis: { zh: source, en: source },
            name,
            geometry,
          },
        ]
      : [];
  });
  return [...listed, ...own];
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
  const ownZones = readOwn(ownZoneDataset, input.ownZones);
  const area = files[testedAreaFile] as PlanFeatureCollection | undefined;
  return {
    phase: input.phase,
    decisionDate: input.decisionDate,
    testedArea: area
      ? { type: "GeometryCollection", geometries: area.features.map(({ geometry }) => geometry) }
      : null,
    basinAreas: collectBasins(rules, files, ownZones),
    subjects: [...subjects, ...readOwn(ownSubjectDataset, input.ownSubjects)],
    zones: [...planZones.filter(({ kind }) => input.zoneKinds?.includes(kind) ?? true), ...ownZones],
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

function* checkInSteps(input: ConflictsInput, files: DataFiles): Steps<Result<CheckResult>> {
  return success(yield* findConflictsInSteps(collectCheck(input, files), mostOnPage));
}

/** The ecology check as a kernel: of a very large run the strictest part, as much as a page can take in one go. */
export const conflicts: Kernel<ConflictsInput, CheckResult> = {
  files: (input) => [
    ...(input.rules ? [] : [rulesFile]),
    ...(input.planZones ? [untestedZonesFile, testedAreaFile] : []),
    countiesFile,
    ...input.datasets.map(fileOf),
    ...listOwnFiles([...input.ownSubjects, ...input.ownZones]),
  ],
  run: (input, files) => runSteps(checkInSteps(input, files)),
  steps: checkInSteps,
};

import { roles } from "../../../geodata/roles.ts";
import type { CheckAlternative } from "../board/checkQuery.ts";
import { type Bilingual, type PhaseId, type PlanFeature, readStatus, type Status } from "../plan.ts";
import type { RailEdit } from "../rail/editRail.ts";
import { type ComparedThing, type Difference, listDifferences } from "./listDifferences.ts";

/** One side of a comparison, as far as things and their state follow from it. */
export interface ComparedSide {
  /** Statuses are looked up by it: a phase, or `phase@day`; see `readStatus`. */
  phaseKey: string;
  /** Phase of the side, and all phases in their order: what a scenario's openings are held against. */
  phase: PhaseId;
  phases: readonly PhaseId[];
  scenario?: readonly RailEdit[];
  alternatives?: readonly CheckAlternative[];
  /** Layers of the reader's own. */
  own?: readonly ComparedThing[];
}

/** Features of a dataset that are shown on either side. */
export interface ComparedCollection {
  dataset: string;
  features: readonly PlanFeature[];
}

/** Datasets that things without a feature are listed under. */
export const scenarioDataset = "scenario";
export const alternativesDataset = "alternatives";

const isOpenBy = (phases: readonly PhaseId[], opening: PhaseId, phase: PhaseId) =>
  phases.indexOf(opening) <= phases.indexOf(phase);

/** What a scenario makes of a line's status; a later edit of the same thing has taken an earlier one's place. */
function editStatus(status: Status, id: string, { scenario, phases, phase }: ComparedSide): Status {
  let edited = status;
  for (const edit of scenario ?? []) {
    if (edit.kind === "without-line" && edit.line === id) edited = "absent";
    if (edit.kind !== "opening-phase" || edit.line !== id) continue;
    if (edit.phase !== null && isOpenBy(phases, edit.phase, phase)) edited = "existing";
    // A line kept closed is still meant to come, unless it is never to open.
    else edited = edit.phase === null ? "absent" : "planned";
  }
  return edited;
}

function readValues(id: string, { scenario }: ComparedSide): ComparedThing["values"] {
  const speed = scenario?.find((edit) => edit.kind === "line-speed" && edit.line === id);
  return speed?.kind === "line-speed" ? { speedKmh: speed.speedKmh } : undefined;
}

function listFeatures(collections: readonly ComparedCollection[], side: ComparedSide): ComparedThing[] {
  return collections.flatMap(({ dataset, features }) =>
    features.map(({ properties, geometry }): ComparedThing => {
      const { id } = properties;
      const isLine = dataset === roles.railLines;
      const status = readStatus(properties, side.phaseKey);
      const values = isLine ? readValues(id, side) : undefined;
      return {
        dataset,
        id,
        name: { zh: properties["name:zh"], en: properties["name:en"] },
        status: isLine ? editStatus(status, id, side) : status,
        geometry,
        ...(values ? { values } : {}),
      };
    }),
  );
}

const servicePrefix = "service ";

/** Links a scenario adds, and services whose dwell or trains it changes: they have no feature of their own. */
function listScenario({ scenario, phases, phase }: ComparedSide): ComparedThing[] {
  const things = new Map<string, ComparedThing>();
  const put = (id: string, name: Bilingual, change: Partial<ComparedThing>) =>
    things.set(id, {
      dataset: scenarioDataset,
      id,
      name,
      status: "existing",
      geometry: null,
      ...things.get(id),
      ...change,
      values: { ...things.get(id)?.values, ...change.values },
    });
  for (const edit of scenario ?? []) {
    if (edit.kind === "link") {
      const isOpen = edit.openFrom === undefined || isOpenBy(phases, edit.openFrom, phase);
      put(
        edit.id,
        { zh: `联络线 ${edit.from}—${edit.to}`, en: `Link ${edit.from}–${edit.to}` },
        {
          status: isOpen ? "existing" : "planned",
          values: { speedKmh: edit.speedKmh, trainsPerDay: edit.trainsPerDay },
        },
      );
    } else if (edit.kind === "dwell" || edit.kind === "trains-per-day")
      put(
        `${servicePrefix}${edit.service}`,
        { zh: `车次组 ${edit.service}`, en: `Service ${edit.service}` },
        {
          values:
            edit.kind === "dwell" ? { dwellSeconds: edit.dwellSeconds } : { trainsPerDay: edit.trainsPerDay },
        },
      );
  }
  return [...things.values()];
}

const listAlternatives = ({ alternatives }: ComparedSide): ComparedThing[] =>
  (alternatives ?? []).map(({ id, name, geometry }) => ({
    dataset: alternativesDataset,
    id,
    name: { zh: name, en: name },
    status: null,
    geometry,
  }));

/** Services that the other side changes run on this side too, as planned. */
const addUntouched = (mine: readonly ComparedThing[], others: readonly ComparedThing[]): ComparedThing[] => [
  ...mine,
  ...others
    .filter(({ id }) => id.startsWith(servicePrefix) && !mine.some((thing) => thing.id === id))
    .map(({ values: _, ...thing }) => thing),
];

/**
 * What differs between two sides that show the same features: status by phase and day, what a scenario opens, closes,
 * adds and changes, alternatives of a course, and the reader's own layers.
 *
 * @param collections features shown on either side; a filter set on one side only is no difference.
 */
export function compareSides(
  collections: readonly ComparedCollection[],
  before: ComparedSide,
  after: ComparedSide,
): Difference[] {
  const [was, is] = [listScenario(before), listScenario(after)];
  const list = (side: ComparedSide, scenario: readonly ComparedThing[]) => [
    ...listFeatures(collections, side),
    ...scenario,
    ...listAlternatives(side),
    ...(side.own ?? []),
  ];
  return listDifferences(list(before, addUntouched(was, is)), list(after, addUntouched(is, was)));
}

import { fileOf, roles } from "../../../geodata/roles.ts";
import type { DataFiles, Kernel, Steps } from "../kernel.ts";
import { runSteps } from "../kernel.ts";
import type { Bilingual, PhaseId, PlanFeatureCollection } from "../plan.ts";
import type { ReachDefinition, TrainChoice } from "../rail/railJourney.ts";
import { type Result, success } from "../result.ts";
import { searchSurface } from "./computeSurface.ts";
import { findCell } from "./grid.ts";
import { type EquityMeasures, measureEquity } from "./measureEquity.ts";
import { openModel } from "./openScenario.ts";
import { listReachFiles, type ReachModel, type Scenario } from "./reachModel.ts";
import { summarizeSurface } from "./summarizeSurface.ts";

export interface EquityInput {
  scenario: Scenario;
  definition: ReachDefinition;
  trains: TrainChoice;
  cutoffMinutes: number;
  /** Numbers of people to be reached, rising. */
  goals: readonly number[];
}

/** What the people of one unit reach from its seat. */
export interface UnitAccess {
  id: string;
  name: Bilingual;
  people: number;
  /** People within the cut-off. */
  reached: number;
  /** Minutes until each of the goals is reached, or null within the search limit. */
  goalMinutes: (number | null)[];
  /** Minutes to the nearest place of each destination of the plan, or null within the search limit. */
  nearestMinutes: (number | null)[];
}

/** Minutes of the person in the middle, when all people of the units are put in order; null where that one never is. */
export interface MiddleAccess {
  reached: number;
  goalMinutes: (number | null)[];
  nearestMinutes: (number | null)[];
}

export interface EquityAnswer extends EquityMeasures {
  units: UnitAccess[];
  middle: MiddleAccess;
  /** How many places of each destination of the plan there are in the phase. */
  destinations: { title: Bilingual; places: number }[];
  /** Ids of the units that reach fewer than half the people the middle person's unit does. */
  leftBehind: string[];
  version: string;
}

const destinations = roles.destinations ?? [];

interface Destination {
  title: Bilingual;
  /** Cells of its places that serve in the phase. */
  cells: number[];
}

const isServing = (status: unknown, phase: PhaseId) =>
  typeof status === "string" &&
  (status.startsWith("upgrade") || (roles.servingStatuses?.[phase] ?? ["existing"]).includes(status));

function readDestinations(model: ReachModel, files: DataFiles, phase: PhaseId): Destination[] {
  return destinations.map(({ title, dataset, kind }) => ({
    title,
    cells: (files[fileOf(dataset)] as PlanFeatureCollection).features.flatMap(({ geometry, properties }) => {
      if (geometry.type !== "Point" || (kind !== undefined && properties.kind !== kind)) return [];
      if (!isServing(properties[`status:${phase}`], phase)) return [];
      const cell = findCell(model.ground.grid, geometry.coordinates as [number, number]);
      return cell < 0 ? [] : [cell];
    }),
  }));
}

/** The value of the person in the middle by a quantity of their unit; nobody's null counts as more than any number. */
function findMiddle<T extends number | null>(
  units: readonly UnitAccess[],
  read: (unit: UnitAccess) => T,
): T | null {
  const size = (value: T) => value ?? Number.POSITIVE_INFINITY;
  const ordered = [...units].sort((a, b) => {
    const [x, y] = [size(read(a)), size(read(b))];
    return x === y ? 0 : x - y;
  });
  const half = ordered.reduce((sum, unit) => sum + unit.people, 0) / 2;
  let sum = 0;
  for (const unit of ordered) {
    sum += unit.people;
    if (sum >= half) return read(unit);
  }
  return null;
}

function* measureUnits(
  model: ReachModel,
  places: readonly Destination[],
  { definition, trains, cutoffMinutes, goals }: EquityInput,
): Steps<UnitAccess[]> {
  const groups = model.ground.people.groups.filter((group) => !group.isZone);
  const units: UnitAccess[] = [];
  for (const [index, group] of groups.entries()) {
    yield {
      fraction: index / groups.length,
      words: { zh: `从${group.name.zh}出发`, en: `From ${group.name.en}` },
    };
    const search = searchSurface(model, { kind: "place", lngLat: group.seat }, definition, trains);
    const own = { id: group.id, name: group.name, people: group.people };
    if (!search.ok) {
      units.push({
        ...own,
        reached: 0,
        goalMinutes: goals.map(() => null),
        nearestMinutes: places.map(() => null),
      });
      continue;
    }
    const { surface } = search.value;
    const { curve } = summarizeSurface(model.ground, surface, []);
    units.push({
      ...own,
      reached: curve[Math.min(cutoffMinutes, curve.length - 1)]!,
      goalMinutes: goals.map((goal) => {
        const minute = curve.findIndex((people) => people >= goal);
        return minute < 0 ? null : minute;
      }),
      nearestMinutes: places.map(({ cells }) => {
        const seconds = Math.min(Number.POSITIVE_INFINITY, ...cells.map((cell) => surface.seconds[cell]!));
        return seconds <= model.limitSeconds ? Math.ceil(seconds / 60) : null;
      }),
    });
  }
  return units;
}

function* answerEquity(input: EquityInput, files: DataFiles): Steps<Result<EquityAnswer>> {
  const opened = openModel(files, input.scenario);
  if (!opened.ok) return opened;
  const model = opened.value;
  const places = readDestinations(model, files, input.scenario.phase);
  const units = yield* measureUnits(model, places, input);
  const reached = findMiddle(units, (unit) => unit.reached) ?? 0;
  return success({
    units,
    middle: {
      reached,
      goalMinutes: input.goals.map((_, k) => findMiddle(units, (unit) => unit.goalMinutes[k]!)),
      nearestMinutes: places.map((_, k) => findMiddle(units, (unit) => unit.nearestMinutes[k]!)),
    },
    destinations: places.map(({ title, cells }) => ({ title, places: cells.length })),
    ...measureEquity(units.map(({ people, reached: access }) => ({ people, access }))),
    leftBehind: units.filter((unit) => unit.reached < reached / 2).map((unit) => unit.id),
    version: model.version,
  });
}

/** Files of the places that a plan wants within reach. */
export const destinationFiles: readonly string[] = [
  ...new Set(destinations.map(({ dataset }) => fileOf(dataset))),
];

/**
 * Dear: from the seat of every unit, how many people are within reach, how long until so many are and until the nearest
 * place of each kind the plan wants reached, and how evenly that is spread over the people of the units. A unit in which
 * nothing can begin reaches nobody.
 */
export const reachEquity: Kernel<EquityInput, EquityAnswer> = {
  files: () => [...listReachFiles(), ...destinationFiles],
  run: (input, files) => runSteps(answerEquity(input, files)),
  steps: answerEquity,
};

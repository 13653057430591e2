import type { DataFiles, Kernel, Steps } from "../kernel.ts";
import { runSteps } from "../kernel.ts";
import type { Bilingual } from "../plan.ts";
import type { ReachDefinition, TrainChoice } from "../rail/railJourney.ts";
import { type Result, success } from "../result.ts";
import { type Surface, searchSurface } from "./computeSurface.ts";
import { findCell } from "./grid.ts";
import { openModel } from "./openScenario.ts";
import { listReachFiles, type ReachModel, type Scenario } from "./reachModel.ts";

export interface WorthInput {
  /** Without the link, and with it. */
  before: Scenario;
  after: Scenario;
  definition: ReachDefinition;
  trains: TrainChoice;
}

/** What the people of one city save, if each goes once to the centre of every other city. */
export interface CityWorth {
  name: Bilingual;
  people: number;
  /** Person-minutes; less than 0 where the ways get longer. Only ways that are within the search limit both times. */
  savedPersonMinutes: number;
  /** Ways of a person to a centre that come within the search limit, and that no longer are. */
  newWays: number;
  lostWays: number;
}

export interface WorthAnswer {
  cities: CityWorth[];
  limitMinutes: number;
  version: string;
}

/** Sums what one centre's surfaces say for the people of every other city. */
function addCentre(
  cities: CityWorth[],
  cityOfGroup: readonly number[],
  model: ReachModel,
  own: number,
  before: Surface,
  after: Surface,
) {
  const { cell, people, group } = model.ground.people;
  const limit = model.limitSeconds;
  for (let i = 0; i < cell.length; i += 1) {
    const city = cityOfGroup[group[i]!]!;
    if (city < 0 || city === own) continue;
    const [a, b] = [before.seconds[cell[i]!]!, after.seconds[cell[i]!]!];
    const worth = cities[city]!;
    if (a <= limit && b <= limit) worth.savedPersonMinutes += (people[i]! * (a - b)) / 60;
    else if (b <= limit) worth.newWays += people[i]!;
    else if (a <= limit) worth.lostWays += people[i]!;
  }
}

function* answerWorth(
  { before, after, definition, trains }: WorthInput,
  files: DataFiles,
): Steps<Result<WorthAnswer>> {
  const first = openModel(files, before);
  if (!first.ok) return first;
  const second = openModel(files, after);
  if (!second.ok) return second;
  const { rail, ground, limitSeconds } = second.value;
  // A city's people are those of every unit of the city to which the unit under its centre belongs.
  const cityIds = rail.cities.map(({ centre }) => {
    const unit = ground.unit[findCell(ground.grid, centre)];
    return unit === undefined ? undefined : ground.people.groups[unit]?.cityId;
  });
  const cityOfGroup = ground.people.groups.map((group) => cityIds.indexOf(group.cityId));
  const cities = rail.cities.map(
    ({ name }, index): CityWorth => ({
      name,
      people: ground.people.groups.reduce(
        (sum, group, g) => sum + (cityOfGroup[g] === index ? group.people : 0),
        0,
      ),
      savedPersonMinutes: 0,
      newWays: 0,
      lostWays: 0,
    }),
  );
  for (const [index, { name, centre }] of rail.cities.entries()) {
    yield {
      fraction: index / rail.cities.length,
      words: { zh: `到${name.zh}`, en: `To ${name.en}` },
    };
    const [a, b] = [first.value, second.value].map((model) =>
      searchSurface(model, { kind: "place", lngLat: centre }, definition, trains),
    );
    if (a!.ok && b!.ok)
      addCentre(cities, cityOfGroup, second.value, index, a!.value.surface, b!.value.surface);
  }
  return success({ cities, limitMinutes: limitSeconds / 60, version: second.value.version });
}

/**
 * Dear: what a change of the railway is worth in time, by city: minutes saved by every resident on one way between home
 * and the centre of each other city. Says nothing of how often people travel.
 */
export const reachWorth: Kernel<WorthInput, WorthAnswer> = {
  files: () => listReachFiles(),
  run: (input, files) => runSteps(answerWorth(input, files)),
  steps: answerWorth,
};

import type { Feature, MultiPolygon, Polygon } from "geojson";
import type { Kernel } from "../kernel.ts";
import type { ReachDefinition, TrainChoice } from "../rail/railJourney.ts";
import { success } from "../result.ts";
import { buildSimpleRing } from "./buildSimpleRing.ts";
import { searchSurface } from "./computeSurface.ts";
import type { ReachOrigin } from "./findOrigin.ts";
import { openModel } from "./openScenario.ts";
import { listReachFiles, type Scenario } from "./reachModel.ts";

export interface RingInput {
  scenario: Scenario;
  origin: ReachOrigin;
  definition: ReachDefinition;
  trains: TrainChoice;
  cutoffs: readonly number[];
}

/** The simple ring of each cut-off: circles of the minutes left at each station, united. */
export const reachRing: Kernel<RingInput, Feature<Polygon | MultiPolygon, { minutes: number }>[]> = {
  files: listReachFiles,
  run({ scenario, origin, definition, trains, cutoffs }, files) {
    const model = openModel(files, scenario);
    if (!model.ok) return model;
    const search = searchSurface(model.value, origin, definition, trains);
    if (!search.ok) return search;
    return success(
      cutoffs.flatMap((minutes) => {
        const ring = buildSimpleRing(model.value, search.value.leaveSeconds, minutes);
        return ring ? [{ ...ring, properties: { minutes } }] : [];
      }),
    );
  },
};

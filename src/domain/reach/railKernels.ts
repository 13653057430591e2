import type { Kernel } from "../kernel.ts";
import { buildNetwork } from "../rail/buildNetwork.ts";
import { buildClock, findJourney, type RailJourney, type TrainChoice } from "../rail/railJourney.ts";
import { railFile } from "../rail/railSource.ts";
import { failure, type Problem, success } from "../result.ts";
import { buildRailMatrix, type RailMatrix } from "./buildRailMatrix.ts";
import { editRail, openModel } from "./openScenario.ts";
import { hubFiles, type RailMatrixInput, readHubs } from "./reachKernels.ts";
import { listReachFiles, type Scenario } from "./reachModel.ts";

/** Minutes from each city to each city, or to each hub, with the journeys. Only door to door needs the ground. */
export const railMatrix: Kernel<RailMatrixInput, RailMatrix> = {
  files: ({ definition }) => [...(definition === "door" ? listReachFiles() : [railFile]), ...hubFiles],
  run({ scenario, definition, trains, columns }, files) {
    const hubs = readHubs(files);
    if (definition === "door") {
      const model = openModel(files, scenario);
      if (!model.ok) return model;
      const { rail, network } = model.value;
      return success(buildRailMatrix(rail, network, hubs, columns, definition, trains, model.value));
    }
    const rail = editRail(files, scenario);
    if (!rail.ok) return rail;
    const network = buildNetwork(rail.value, scenario.phase);
    return success(buildRailMatrix(rail.value, network, hubs, columns, definition, trains));
  },
};

export interface RailPathInput {
  scenario: Scenario;
  /** Ids of stations. */
  from: string;
  to: string;
  definition: "train" | "station";
  trains: TrainChoice;
}

/** The quickest journey between two stations. Needs only the railway, so it is ready at once. */
export const railPath: Kernel<RailPathInput, RailJourney> = {
  files: () => [railFile],
  run({ scenario, from, to, definition, trains }, files) {
    const edited = editRail(files, scenario);
    if (!edited.ok) return edited;
    const rail = edited.value;
    const [a, b] = [from, to].map((id) => rail.stations.findIndex((station) => station.id === id));
    const journey =
      a! >= 0 && b! >= 0
        ? findJourney(
            rail,
            buildNetwork(rail, scenario.phase),
            [a!],
            [b!],
            buildClock(rail, definition, trains),
          )
        : undefined;
    return journey
      ? success(journey)
      : failure<Problem>({
          code: "no-train",
          zh: "这一时相没有列车连接这两个车站",
          en: "No train joins these two stations in this phase",
        });
  },
};

import type { DataFiles } from "../kernel.ts";
import { type RailSource, railFile } from "../rail/railSource.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { buildScenarioRail, openReachModel, type ReachModel, type Scenario } from "./reachModel.ts";

/** What a scenario makes of something; an edit that names what is not there becomes a reason. */
function tryScenario<T>(make: () => T): Result<T> {
  try {
    return success(make());
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "scenario-invalid",
      zh: `情景无效：${text}`,
      en: `Invalid scenario: ${text}`,
    });
  }
}

/** The model of a scenario, or why the scenario is invalid. */
export const openModel = (files: DataFiles, scenario: Scenario): Result<ReachModel> =>
  tryScenario(() => openReachModel(files, scenario));

/** The railway of a scenario, or why the scenario is invalid. */
export const editRail = (files: DataFiles, scenario: Scenario): Result<RailSource> =>
  tryScenario(() => buildScenarioRail(files[railFile] as RailSource, scenario));

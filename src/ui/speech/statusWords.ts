import type { Confidence, Status } from "../../domain/plan.ts";
import type { WordKey } from "./words.ts";

export const statusWords: Record<Status, WordKey> = {
  existing: "statusExisting",
  "upgrade-done": "statusUpgradeDone",
  "upgrade-under-way": "statusUpgradeUnderWay",
  "upgrade-planned": "statusUpgradePlanned",
  "under-construction": "statusUnderConstruction",
  planned: "statusPlanned",
  study: "statusStudy",
  closed: "statusClosed",
  absent: "statusAbsent",
};

export const confidenceWords: Record<Confidence, { name: WordKey; note: WordKey }> = {
  surveyed: { name: "confidenceSurveyed", note: "confidenceSurveyedNote" },
  town: { name: "confidenceTown", note: "confidenceTownNote" },
  schematic: { name: "confidenceSchematic", note: "confidenceSchematicNote" },
};

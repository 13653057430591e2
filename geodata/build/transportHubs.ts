/** The comprehensive transport hubs the plan names: whole cities, marked at their main station. */
import type { Confidence, PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { readFactTable, readNumber, requireText } from "./factTable.ts";
import { checkPosition, createFeature } from "./feature.ts";
import { readPhaseStatus } from "./phaseStatus.ts";
import { requireCitations } from "./transportSources.ts";

export function buildTransportHubs(): PlanFeature[] {
  return readFactTable("transport/transport_hubs.csv").map((fact) =>
    createFeature({
      fact,
      id: requireText(fact, "id"),
      nameZh: requireText(fact, "name_zh"),
      nameEn: requireText(fact, "name_en"),
      kind: `${requireText(fact, "level")}-hub`,
      status: readPhaseStatus(fact),
      confidence: requireText(fact, "position_confidence") as Confidence,
      source: requireCitations(fact, "source_ids"),
      noteZh: "枢纽指整座城市，标在主要车站。",
      noteEn: requireText(fact, "note"),
      geometry: {
        type: "Point",
        coordinates: checkPosition(fact, readNumber(fact, "lon") ?? NaN, readNumber(fact, "lat") ?? NaN),
      },
      extra: { level: requireText(fact, "level"), station: requireText(fact, "station") },
    }),
  );
}

export const build = () => writeDataset("transport-hubs", buildTransportHubs());

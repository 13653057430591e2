/** Airports at the middle of their runways, and general airports, which stand at their county seats. */
import type { Confidence, PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, readNumber, readText, requireText } from "./factTable.ts";
import { checkPosition, createFeature } from "./feature.ts";
import { readPhaseStatus } from "./phaseStatus.ts";
import { requireCitations } from "./transportSources.ts";

function describeAirport(fact: FactRow): { zh: string; en: string } {
  const confidence = requireText(fact, "position_confidence");
  if (confidence === "schematic")
    return {
      zh: "场址未查到，标在旗县政府驻地。2035 年按规划展望建成处理。",
      en: "The site was not found; the mark stands at the county seat. Taken as built in 2035, as the outlook has it.",
    };
  if (confidence === "town")
    return {
      zh: "跑道位置来自地图，名称按所在地推断；建成年份未查到，2016 年列入规划名单。",
      en: "A runway is mapped here; its name is inferred from the place. A list of 2016 names it as planned, the year of opening was not found.",
    };
  return { zh: "", en: "" };
}

export function buildAirports(): PlanFeature[] {
  return readFactTable("transport/airports.csv").map((fact) => {
    const text = describeAirport(fact);
    return createFeature({
      fact,
      id: requireText(fact, "id"),
      nameZh: requireText(fact, "label_zh"),
      nameEn: requireText(fact, "label_en"),
      kind: requireText(fact, "drawn_kind"),
      status: readPhaseStatus(fact),
      confidence: requireText(fact, "position_confidence") as Confidence,
      source: requireCitations(fact, "source_ids"),
      noteZh: text.zh || undefined,
      noteEn: [text.en, readText(fact, "note")].filter(Boolean).join(" ") || undefined,
      geometry: {
        type: "Point",
        coordinates: checkPosition(fact, readNumber(fact, "lon") ?? NaN, readNumber(fact, "lat") ?? NaN),
      },
      extra: {
        iataCode: readText(fact, "iata"),
        icaoCode: readText(fact, "icao"),
        positionBasis: requireText(fact, "position_basis"),
        state2025: readText(fact, "status_2025"),
      },
    });
  });
}

export const build = () => writeDataset("airports", buildAirports());

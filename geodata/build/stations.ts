/**
 * Passenger stations: those in the four cities and within 100 km of them, the ends of the lines drawn, and where the
 * trains of the timetable end beyond.
 * A station exists in a phase when one of its lines does; one on no line drawn here stood throughout.
 * Stations of the national list whose position is unknown (all beyond the four cities) are not placed.
 */
import type { Bilingual, Confidence, PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { alwaysStatus, checkPosition, createFeature } from "./feature.ts";
import { joinPhaseStatus } from "./phaseStatus.ts";
import { readLineStatuses } from "./railLines.ts";
import { requireCitations } from "./transportSources.ts";

/** Two sources further apart than this do not confirm each other. */
const agreementMetres = 1000;

function judgeConfidence(fact: FactRow): Confidence {
  const confidence = requireText(fact, "coord_confidence");
  if (confidence === "very low" || confidence === "schematic") return "schematic";
  const apartMetres = readNumber(fact, "sources_apart_m") ?? 0;
  if (confidence === "low" || apartMetres > agreementMetres || readText(fact, "position_inferred") === "yes")
    return "town";
  if (confidence === "high" || confidence === "medium") return "surveyed";
  return refuse(fact, `'coord_confidence' is '${confidence}', expected high, medium, low or very low`);
}

/** What a station is for, by the code of the table. */
const roles: Record<string, Bilingual> = {
  passenger: { zh: "客运站", en: "passenger station" },
  halt: { zh: "乘降所", en: "halt" },
  border: { zh: "边境站", en: "border station" },
  freight: { zh: "货运站", en: "freight station" },
  planned: { zh: "规划客运站", en: "planned passenger station" },
};

export function buildStations(): PlanFeature[] {
  const statuses = readLineStatuses();
  return readFactTable("transport/stations.csv").map((fact) => {
    const name = requireText(fact, "name_zh");
    const lines = readText(fact, "on_lines_here").split(";").filter(Boolean);
    const parts = lines.map((line) => {
      const status = statuses.station.get(`${line}/${name}`) ?? statuses.line.get(line);
      return status ?? refuse(fact, `line '${line}' is not in transport/lines.csv or plan_lines.csv`);
    });
    const role = roles[readText(fact, "role")];
    const note = readText(fact, "note");
    return createFeature({
      fact,
      id: requireText(fact, "id"),
      nameZh: name,
      nameEn: requireText(fact, "name_en"),
      kind: readText(fact, "role") === "halt" ? "halt" : "station",
      status: parts.length === 0 ? alwaysStatus("existing") : joinPhaseStatus(parts),
      confidence: judgeConfidence(fact),
      source: requireCitations(fact, "source_ids"),
      noteZh: readText(fact, "note_zh") || undefined,
      noteEn: note === "" ? undefined : `${note}.`,
      geometry: {
        type: "Point",
        coordinates: checkPosition(fact, readNumber(fact, "lon") ?? NaN, readNumber(fact, "lat") ?? NaN),
      },
      extra: {
        stationCode: readText(fact, "telegraph_code"),
        lines: lines.join(";"),
        "role:zh": role?.zh,
        "role:en": role?.en,
        isInNationalTimetable: readText(fact, "in_12306_list_2026-01") === "yes",
      },
    });
  });
}

export const build = () => writeDataset("stations", buildStations());

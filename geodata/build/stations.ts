/**
 * Passenger stations: those in the four cities and within 100 km of them, and the ends of the lines drawn.
 * A station exists in a phase when one of its lines does; one on no line drawn here stood throughout.
 * Stations of the national list whose position is unknown (all beyond the four cities) are not placed.
 */
import type { Confidence, PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { alwaysStatus, checkPosition, createFeature } from "./feature.ts";
import { joinPhaseStatus } from "./phaseStatus.ts";
import { readLineStatuses } from "./railLines.ts";
import { citeSources, spellSources } from "./transportSources.ts";

/** Two sources further apart than this do not confirm each other. */
const agreementMetres = 1000;

function judgeConfidence(fact: FactRow): Confidence {
  const confidence = requireText(fact, "coord_confidence");
  const note = readText(fact, "note");
  if (confidence === "very low" || confidence === "schematic") return "schematic";
  const apart = Number(/differ by (\d+) m/.exec(note)?.[1] ?? 0);
  if (confidence === "low" || apart > agreementMetres || /inferred/.test(note)) return "town";
  if (confidence === "high" || confidence === "medium") return "surveyed";
  return refuse(fact, `'coord_confidence' is '${confidence}', expected high, medium, low or very low`);
}

/** What the table says of a station in the source's own words, in both languages. */
const roles: [RegExp, string, string][] = [
  [/客运站/, "客运站", "passenger station"],
  [/乘降所/, "乘降所", "halt"],
  [/border/, "边境站", "border station"],
  [/freight/, "货运站", "freight station"],
  [/planned/, "规划客运站", "planned passenger station"],
];

export function buildStations(): PlanFeature[] {
  const statuses = readLineStatuses();
  return readFactTable("transport/stations.csv").map((fact) => {
    const name = requireText(fact, "name_zh");
    const lines = readText(fact, "on_lines_here").split(";").filter(Boolean);
    const parts = lines.map((line) => {
      const status = statuses.station.get(`${line}/${name}`) ?? statuses.line.get(line);
      return status ?? refuse(fact, `line '${line}' is not in transport/lines.csv or plan_lines.csv`);
    });
    const role = roles.find(([pattern]) => pattern.test(readText(fact, "role_note")));
    const note = readText(fact, "note");
    return createFeature({
      fact,
      id: requireText(fact, "id"),
      nameZh: name,
      nameEn: requireText(fact, "name_en"),
      kind: role?.[2] === "halt" ? "halt" : "station",
      status: parts.length === 0 ? alwaysStatus("existing") : joinPhaseStatus(parts),
      confidence: judgeConfidence(fact),
      source: citeSources(fact, requireText(fact, "coord_source")),
      noteZh: readText(fact, "note_zh") || undefined,
      noteEn: note === "" ? undefined : `${spellSources(note)}.`,
      geometry: {
        type: "Point",
        coordinates: checkPosition(fact, readNumber(fact, "lon") ?? NaN, readNumber(fact, "lat") ?? NaN),
      },
      extra: {
        stationCode: readText(fact, "telegraph_code"),
        lines: lines.join(";"),
        "role:zh": role?.[1],
        "role:en": role?.[2],
        isInNationalTimetable: readText(fact, "in_12306_list_2026-01") === "yes",
      },
    });
  });
}

export const build = () => writeDataset("stations", buildStations());

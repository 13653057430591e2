import type { Geometry } from "geojson";
import type { Bilingual, Confidence, PlanFeature } from "../../src/domain/plan.ts";
import { type FactRow, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { checkPosition, createFeature, parseRing, parseWaypoints } from "./feature.ts";
import { checkKind } from "./kinds.ts";
import { readPhaseStatus } from "./phaseStatus.ts";

const confidenceOf: Record<string, Confidence> = {
  "exact <1km": "surveyed",
  "town <5km": "town",
  schematic: "schematic",
};

/** How far the table says a position may be trusted; one nobody has checked is schematic all the same. */
export function readConfidence(fact: FactRow): Confidence {
  const text = requireText(fact, "position_confidence");
  return (
    confidenceOf[text] ??
    refuse(
      fact,
      `'position_confidence' is '${text}', expected one of ${Object.keys(confidenceOf).join(", ")}`,
    )
  );
}

function readGeometry(fact: FactRow): Geometry {
  const shape = requireText(fact, "geometry");
  if (shape === "line")
    return { type: "LineString", coordinates: parseWaypoints(fact, requireText(fact, "waypoints")) };
  if (shape === "area")
    return { type: "Polygon", coordinates: [parseRing(fact, requireText(fact, "waypoints"))] };
  if (shape !== "point") refuse(fact, `'geometry' is '${shape}', expected point, line or area`);
  return { type: "Point", coordinates: readPosition(fact) };
}

/** The point in the columns `lon` and `lat`. */
export const readPosition = (fact: FactRow): [number, number] =>
  checkPosition(fact, readNumber(fact, "lon") ?? NaN, readNumber(fact, "lat") ?? NaN);

/** Whether the place of a row is in none of the plan's units. A dam on a boundary river is in both banks'. */
export const isOutside = (fact: FactRow) => readText(fact, "outside") === "yes";

export const carriedNotice: Bilingual = {
  zh: "2025 年底实情未查到，沿用最后已知的状态。",
  en: "What stood at the end of 2025 was not found; the last known status is carried on.",
};

/** A remark followed by the notice that the latest status is carried on, where the row says so. */
function readNote(fact: FactRow, language: keyof Bilingual): string {
  const note = readText(fact, `note_${language}`);
  if (requireText(fact, "actual_known") === "yes") return note;
  return [note, carriedNotice[language]].filter(Boolean).join(language === "zh" ? "" : " ");
}

/** A feature from a row of the place tables (energy, logistics, industry, services), all alike in columns. */
export function createPlaceFeature(
  fact: FactRow,
  dataset: string,
  extra: Record<string, string | number | boolean | undefined> = {},
): PlanFeature {
  const geometry = readGeometry(fact);
  return createFeature({
    fact,
    id: requireText(fact, "id"),
    nameZh: requireText(fact, "name_zh"),
    nameEn: requireText(fact, "name_en"),
    kind: checkKind(fact, dataset, requireText(fact, "kind_shown")),
    status: readPhaseStatus(fact),
    confidence: readConfidence(fact),
    source: requireText(fact, "citation"),
    noteZh: readNote(fact, "zh"),
    noteEn: readNote(fact, "en"),
    geometry,
    extra: {
      ...extra,
      planSection: readText(fact, "plan_section"),
      outside: (geometry.type === "Point" && isOutside(fact)) || undefined,
    },
  });
}

/** The rows of a table that go to one dataset; a row names its dataset or says why it is left out. */
export function selectRows(rows: readonly FactRow[], dataset: string): FactRow[] {
  return rows.filter((fact) => {
    const named = readText(fact, "dataset");
    if (named === "" && readText(fact, "left_out") === "")
      refuse(fact, "names no dataset and gives no reason in 'left_out'");
    return named === dataset;
  });
}

/**
 * Expressways and trunk roads through way-points good to 3–5 km, so all schematic. The plan names few roads;
 * `phase_plan_2025` of the others is their state when it was written.
 */
import type { PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { checkPosition, createFeature } from "./feature.ts";
import { readPhaseStatus } from "./phaseStatus.ts";
import { measureKilometres } from "./railLines.ts";
import { citeSources, readSourceIds } from "./transportSources.ts";

export function buildRoads(): PlanFeature[] {
  const courses = new Map<string, [number, number][]>();
  for (const fact of readFactTable("transport/road_waypoints.csv")) {
    const road = requireText(fact, "road_id");
    const course = courses.get(road) ?? [];
    if (readNumber(fact, "seq") !== course.length + 1)
      refuse(fact, `'seq' is ${readText(fact, "seq")}, expected ${course.length + 1} for road '${road}'`);
    course.push(checkPosition(fact, readNumber(fact, "lon") ?? NaN, readNumber(fact, "lat") ?? NaN));
    courses.set(road, course);
  }
  return readFactTable("transport/roads.csv").map((fact) => {
    const road = requireText(fact, "road_id");
    const coordinates = courses.get(road);
    if (!coordinates) refuse(fact, `road '${road}' has no way-points`);
    const status = readPhaseStatus(fact);
    const published =
      readText(fact, "length_scope") === "this road" ? readNumber(fact, "length_km_published") : undefined;
    const facts = ["opening_source_ids", "length_source_ids"]
      .map((column) => citeSources(fact, readSourceIds(fact, column)))
      .filter((text) => text !== "");
    const isOutlook = status["2035"] === "existing" && status["actual-2025"] !== "existing";
    return createFeature({
      fact,
      id: `road-${road.toLowerCase().replaceAll("_", "-")}`,
      nameZh: requireText(fact, "label_zh"),
      nameEn: requireText(fact, "label_en"),
      kind: requireText(fact, "drawn_kind"),
      status,
      confidence: "schematic",
      source: ["alignment unverified", ...new Set(facts)].join("; "),
      noteZh: `走向为示意，误差 3—5 公里。${isOutlook ? "2035 年按建成处理。" : ""}`,
      noteEn: [
        `Alignment: ${requireText(fact, "alignment_quality")}.`,
        readText(fact, "note") && `${readText(fact, "note")}.`,
        isOutlook ? "Taken as built in 2035." : "",
      ]
        .filter(Boolean)
        .join(" "),
      geometry: { type: "LineString", coordinates },
      extra: {
        roadNumber: requireText(fact, "ref"),
        section: requireText(fact, "section"),
        lanes: readText(fact, "lanes"),
        designKilometresPerHour: readNumber(fact, "design_kmh"),
        lengthKilometres: published ?? measureKilometres(coordinates),
        lengthBasis: published === undefined ? "way-points" : "published",
        opening: readText(fact, "opening"),
        isPlanRing: readText(fact, "plan_ring") === "yes" ? true : undefined,
      },
    });
  });
}

export const build = () => writeDataset("roads", buildRoads());

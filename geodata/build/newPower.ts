/**
 * Power stations and storage of 2019–2025, from publishers' reports: what the database, which ends about 2018,
 * cannot know. A row that speaks of a project drawn elsewhere names it and is not drawn again; one that
 * repeats another or cannot be placed says why it is left out.
 */
import type { PlanFeature } from "../../src/domain/plan.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { checkPosition, createFeature } from "./feature.ts";
import { checkKind } from "./kinds.ts";

function createNewPlant(fact: FactRow): PlanFeature {
  const status = requireText(fact, "status");
  const note = readText(fact, "note");
  const year = /^(\d{4})/.exec(readText(fact, "since"))?.[1];
  return createFeature({
    fact,
    id: requireText(fact, "id"),
    nameZh: requireText(fact, "name_zh"),
    nameEn: requireText(fact, "name_en"),
    kind: checkKind(fact, "power-plants", requireText(fact, "shown_kind")),
    // What the row's event does not settle (`statusByEvents.ts`): a station reported running in 2026 was being built.
    status: {
      "2020": "absent",
      "plan-2025": "planned",
      "actual-2025": status === "operating" ? "under-construction" : "planned",
      "2035": "existing",
    },
    confidence: "schematic",
    source: `${requireText(fact, "publisher")}, ${requireText(fact, "date")}`,
    noteZh: `${note}。2035 年按建成处理。`,
    noteEn: "Position not published: shown near the seat of the county or city. Taken as built by 2035.",
    geometry: {
      type: "Point",
      coordinates: checkPosition(fact, readNumber(fact, "lon") ?? NaN, readNumber(fact, "lat") ?? NaN),
    },
    extra: {
      capacityMegawatts: readNumber(fact, "MW"),
      commissioningYear: status === "operating" && year ? Number(year) : undefined,
      owner: readText(fact, "owner"),
      planSection: "5.2;6.4",
    },
  });
}

export function buildNewPlants(): PlanFeature[] {
  return readFactTable("power_2025.csv").flatMap((fact) => {
    const uses = ["id", "feature_id", "left_out"].filter((column) => readText(fact, column) !== "");
    if (uses.length !== 1)
      refuse(fact, "must have one of 'id' (drawn), 'feature_id' (drawn elsewhere) and 'left_out' (why not)");
    return uses[0] === "id" ? [createNewPlant(fact)] : [];
  });
}

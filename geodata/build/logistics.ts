/** Logistics and opening-up: hubs, parks, bonded zones, border ports, corridors and cooperation arcs. */
import type { PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { createPlaceFeature, selectRows } from "./placeFeature.ts";

const placesTable = () => readFactTable("logistics_opening.csv");

export const buildLogistics = (): PlanFeature[] =>
  selectRows(placesTable(), "logistics").map((fact) =>
    createPlaceFeature(fact, "logistics", {
      areaSquareKilometres: readNumber(fact, "area_square_kilometres"),
    }),
  );

export const buildBorderPorts = (): PlanFeature[] =>
  readFactTable("border_ports.csv").map((fact) =>
    createPlaceFeature(fact, "border-ports", {
      oppositePort: requireText(fact, "opposite_port"),
      roads: readText(fact, "road_links"),
    }),
  );

export const buildOutwardCorridors = (): PlanFeature[] =>
  [...readFactTable("outward_corridors.csv"), ...selectRows(placesTable(), "outward-corridors")].map((fact) =>
    createPlaceFeature(fact, "outward-corridors"),
  );

function createCooperation(fact: FactRow): PlanFeature {
  const feature = createPlaceFeature(fact, "cooperation", {
    "fromName:zh": requireText(fact, "from_zh"),
    "fromName:en": requireText(fact, "from_en"),
    "toName:zh": requireText(fact, "to_zh"),
    "toName:en": requireText(fact, "to_en"),
  });
  if (feature.geometry.type !== "LineString" || feature.geometry.coordinates.length !== 2)
    refuse(fact, "an arc has exactly two ends");
  return feature;
}

export const buildCooperation = (): PlanFeature[] => readFactTable("cooperation.csv").map(createCooperation);

export function build() {
  writeDataset("logistics", buildLogistics());
  writeDataset("border-ports", buildBorderPorts());
  writeDataset("outward-corridors", buildOutwardCorridors());
  writeDataset("cooperation", buildCooperation());
}

/**
 * Industry, innovation, data centres, culture and public services. Nuclear fuel stays a text item
 * without a point; zones the plan does not name are left out, as the table says row by row.
 */
import type { PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { readFactTable } from "./factTable.ts";
import { createPlaceFeature, selectRows } from "./placeFeature.ts";

type IndustryDataset = "industry" | "innovation" | "data-centres" | "culture";

export const buildIndustry = (dataset: IndustryDataset): PlanFeature[] =>
  selectRows(readFactTable("industry_innovation_culture.csv"), dataset).map((fact) =>
    createPlaceFeature(fact, dataset),
  );

export const buildPublicServices = (): PlanFeature[] =>
  readFactTable("public_services.csv").map((fact) => createPlaceFeature(fact, "public-services"));

export function build() {
  for (const dataset of ["industry", "innovation", "data-centres", "culture"] as const)
    writeDataset(dataset, buildIndustry(dataset));
  writeDataset("public-services", buildPublicServices());
}

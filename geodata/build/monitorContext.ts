import { readFactTable, requireText } from "./factTable.ts";

/** First and last day of the plan. */
export const planPeriod = { from: "2021-01-01", to: "2025-12-31" };

export const readMonitorAreas = () =>
  readFactTable("monitor_areas.csv").map((fact) => ({
    id: requireText(fact, "id"),
    name: { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
    role: requireText(fact, "role"),
  }));

import { roles } from "../../../geodata/roles.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import { loadDataset } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { createCourseTrace, type Trace } from "./traceCourses.ts";

/** The lines whose course a journey follows; "" where the plan has none. */
export const railDataset = roles.railLines ?? "";

/** Follows a ride along the railways as they are drawn, once they are loaded. */
export function createTrace(): Trace {
  let known: { from: PlanFeatureCollection; trace: Trace } | undefined;
  return (part) => {
    const collection = useAtlas.getState().datasets[railDataset];
    if (!collection) {
      void loadDataset(railDataset);
      return undefined;
    }
    if (known?.from !== collection) known = { from: collection, trace: createCourseTrace(collection) };
    return known.trace(part);
  };
}

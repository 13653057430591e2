import type { Pair } from "./scene.ts";

/** A shorter way through the walk: the scenes it passes, by id. Their seconds make up the minutes promised. */
export interface RouteSource {
  id: string;
  title: Pair;
  minutes: number;
  scenes: readonly string[];
}

/** What a leader must have seen: the place, the gap, the promise, what became of it. */
const ten = [
  "opening-bend",
  "opening-scope",
  "base-gaps",
  "aims-2025",
  "space-structure",
  "industry-bases",
  "rail-2020",
  "rail-plan-2025",
  "rail-actual-2025",
  "rail-2035",
  "reach-2035",
  "ecology-frame",
  "ecology-check",
  "closing-rail",
  "closing-outlook",
];

/** One or two scenes for each chapter besides. */
const twenty = [
  ...ten,
  "opening-reading",
  "base-economy",
  "aims-positions",
  "space-roles",
  "space-leaving",
  "industry-division",
  "industry-desert",
  "reach-2020",
  "airports",
  "logistics",
  "data-triangle",
  "water-supply",
  "ecology-zones",
  "opening-ports",
  "closing-built",
];

export const routes: readonly RouteSource[] = [
  { id: "short", title: ["10 分钟", "10 minutes"], minutes: 10, scenes: ten },
  { id: "middle", title: ["20 分钟", "20 minutes"], minutes: 20, scenes: twenty },
];

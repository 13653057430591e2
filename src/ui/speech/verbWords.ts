import type { Bilingual, PlanItem } from "../../domain/plan.ts";

/** The heading over the plan's verbs. */
export const verbTitle: Bilingual = { zh: "规划提法", en: "The plan’s verb" };

/** What the plan says is to be done with an item, by the word the inventory keeps for it. */
const verbs: Readonly<Record<string, Bilingual>> = {
  existing: { zh: "已有", en: "stands" },
  maintain: { zh: "保持", en: "keep" },
  accelerate: { zh: "加快推进", en: "speed up" },
  "under-construction": { zh: "在建", en: "being built" },
  planned: { zh: "规划建设", en: "build" },
  study: { zh: "研究论证", en: "study" },
  control: { zh: "管控", en: "control" },
};

/** The plan's verb for an item; its own word where the inventory of another plan has one that is not known here. */
export const sayVerb = ({ status }: Pick<PlanItem, "status">): Bilingual =>
  verbs[status] ?? { zh: status, en: status };

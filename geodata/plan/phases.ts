/** The four phases of the atlas, in the order the switch shows them. */
export const phases = [
  {
    id: "2020",
    title: { zh: "现状 2020", en: "Base 2020" },
    note: { zh: "2020 年底的实际情况", en: "What stood at the end of 2020" },
  },
  {
    id: "plan-2025",
    title: { zh: "规划 2025", en: "Plan 2025" },
    note: { zh: "规划文本对 2025 年的安排", en: "What the plan's text sets out for 2025" },
  },
  {
    id: "actual-2025",
    title: { zh: "实际 2025", en: "Actual 2025" },
    note: { zh: "2025 年底真正建成和开通的情况", en: "What was truly built and open at the end of 2025" },
  },
  {
    id: "2035",
    title: { zh: "远景 2035", en: "Outlook 2035" },
    note: { zh: "规划展望的 2035 年", en: "The plan's outlook to 2035" },
  },
] as const;

/**
 * The phase whose picture follows events: the day it stands for, the first day there is, the phase that tells
 * what stood before, and what it is called on another day.
 */
export const datedPhase = {
  id: "actual-2025",
  day: "2025-12-31",
  firstDay: "2020-01-01",
  basePhase: "2020",
  titleOnDay: { zh: "实际 {day}", en: "Actual {day}" },
} as const;

export type PhaseId = (typeof phases)[number]["id"];
export const phaseIds = phases.map((phase) => phase.id) as PhaseId[];

/** Statuses of a line or road that carries traffic, where others count than what exists: what the text builds. */
export const usableStatuses: Readonly<Record<string, readonly string[]>> = {
  "plan-2025": ["existing", "under-construction", "planned"],
};

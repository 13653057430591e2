import { datedPhase } from "./plan/phases.ts";

/**
 * How the status of a feature is looked up: by phase, or `phase@day` on a day of the phase that follows
 * events. Before that phase's own day, what no event tells stays as it was in the base phase.
 */
export const keyPhase = (phase: string, day: string | undefined): string =>
  phase !== datedPhase.id || day === undefined || day === datedPhase.day
    ? phase
    : `${day < datedPhase.day ? datedPhase.basePhase : phase}@${day}`;

/** What a phase is called, with the day where the phase that follows events stands on one. */
export const titlePhase = (
  phase: { id: string; title: { zh: string; en: string } },
  day: string | undefined,
): { zh: string; en: string } => {
  if (phase.id !== datedPhase.id || day === undefined || day === datedPhase.day) return phase.title;
  const { zh, en } = datedPhase.titleOnDay;
  return { zh: zh.replace("{day}", day), en: en.replace("{day}", day) };
};

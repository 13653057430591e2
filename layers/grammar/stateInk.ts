import type { ProjectState } from "../../src/domain/monitor/judgeProject.ts";
import type { Ink } from "./ink.ts";
import type { Theme, Tone } from "./theme.ts";

/** One shape a state in a field of 16 by 16, so that a black-and-white print tells them apart. */
export const stateShapes: Readonly<Record<ProjectState, { d: string; hollow?: boolean; also?: string }>> = {
  built: { d: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z" },
  partly: { d: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z", hollow: true, also: "M8 2a6 6 0 0 0 0 12z" },
  continuing: {
    d: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
    hollow: true,
    also: "M8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z",
  },
  "on-track": { d: "M3.5 2.5L13 8L3.5 13.5z" },
  overdue: { d: "M2.5 2.5h11v11h-11z" },
  "not-started": { d: "M2.5 2.5h11v11h-11z", hollow: true },
  adjusted: { d: "M8 1.5L14.5 8L8 14.5L1.5 8z", hollow: true, also: "M8 5L11 8L8 11L5 8z" },
  "no-evidence": { d: "M4 4L12 12M12 4L4 12", hollow: true },
};

/** Colours that stay apart under every kind of colour vision; two greens are told apart by their shapes. */
export const stateTones: Readonly<Record<ProjectState, Tone>> = {
  built: "nature",
  partly: "nature",
  continuing: "logistics",
  "on-track": "water",
  overdue: "rail",
  "not-started": "road",
  adjusted: "energy",
  "no-evidence": "closed",
};

/** The mark of a state on the map, in a field of 24 by 24. */
export function inkState({ paper }: Pick<Theme, "paper">, colour: string, state: ProjectState): Ink[] {
  const { d, hollow, also } = stateShapes[state];
  const placed = { at: [0, 0] as const, scale: 1.5 };
  return [
    { path: d, fill: paper, stroke: paper, width: 3.4, ...placed },
    { path: d, stroke: colour, width: 1.8, ...placed, ...(hollow ? {} : { fill: colour }) },
    ...(also ? [{ path: also, fill: colour, ...placed }] : []),
  ];
}

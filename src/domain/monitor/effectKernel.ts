import { type ConflictsInput, conflicts } from "../check/kernels.ts";
import { type DataFiles, type Kernel, runSteps, type Steps } from "../kernel.ts";
import type { DatasetId, PhaseId } from "../plan.ts";
import { type RailSource, railFile } from "../rail/railSource.ts";
import { type Result, success } from "../result.ts";
import {
  findRailEffect,
  type ProjectEffects,
  type ProjectThings,
  type RailEffect,
  readZoneEffects,
} from "./projectEffects.ts";

export interface EffectsInput {
  projects: readonly ({ project: string } & ProjectThings)[];
  /** The phase that tells what stands, and the one the plan sets out. */
  phases: { inFact: PhaseId; inPlan: PhaseId };
  /** ISO date whose law the zones are tested by. */
  decisionDate: string;
  /** Datasets of the zones and of the projects' features. */
  datasets: readonly DatasetId[];
}

export interface EffectsAnswer {
  effects: ProjectEffects[];
  decisionDate: string;
  /** The run of the check and the version of its rules; null where nothing of the projects lies on the map. */
  check: { id: string; rulesVersion: string } | null;
}

/** The question to the check: every feature of the projects, as the plan sets it out, against every zone. */
const buildCheck = ({ projects, phases, decisionDate, datasets }: EffectsInput): ConflictsInput => ({
  phase: phases.inPlan,
  decisionDate,
  datasets,
  subjects: [
    ...new Map(
      projects.flatMap(({ features }) => features.map((one) => [`${one.dataset}/${one.id}`, one] as const)),
    ).values(),
  ],
  ownSubjects: [],
  planZones: true,
  ownZones: [],
  rules: null,
  parameters: null,
  time: "",
});

const hasFeatures = ({ projects }: EffectsInput) => projects.some(({ features }) => features.length > 0);
const hasLines = ({ projects }: EffectsInput) => projects.some(({ lines }) => lines.length > 0);

function* findEffects(input: EffectsInput, files: DataFiles): Steps<Result<EffectsAnswer>> {
  const check = buildCheck(input);
  const tested = !hasFeatures(input)
    ? null
    : conflicts.steps
      ? yield* conflicts.steps(check, files)
      : conflicts.run(check, files);
  if (tested && !tested.ok) return tested;
  const run = tested?.value ?? null;
  const effects: ProjectEffects[] = [];
  for (const { project, features, lines } of input.projects) {
    let rail: RailEffect | null = null;
    if (lines.length > 0) {
      yield {
        fraction: null,
        words: { zh: "比较有线与无线的铁路时间", en: "comparing the railway with and without the lines" },
      };
      const found = findRailEffect(files[railFile] as RailSource, lines, input.phases);
      if (!found.ok) return found;
      rail = found.value;
    }
    effects.push({
      project,
      rail,
      zones: run && features.length > 0 ? readZoneEffects(run, features) : null,
    });
  }
  return success({
    effects,
    decisionDate: input.decisionDate,
    check: run && { id: run.id, rulesVersion: run.rulesVersion },
  });
}

/** What promised projects touch: minutes by rail they give, protected zones they meet. */
export const projectEffects: Kernel<EffectsInput, EffectsAnswer> = {
  files: (input) => [
    ...(hasFeatures(input) ? conflicts.files(buildCheck(input)) : []),
    ...(hasLines(input) ? [railFile] : []),
  ],
  run: (input, files) => runSteps(findEffects(input, files)),
  steps: findEffects,
};

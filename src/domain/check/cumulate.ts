import { type DataFiles, type Kernel, runSteps, type Steps } from "../kernel.ts";
import type { Bilingual, PhaseId } from "../plan.ts";
import { failure, type Result, success } from "../result.ts";
import { type Check, keyOf, type NotTested } from "./conflict.ts";
import { type ConflictsInput, collectCheck, conflicts } from "./kernels.ts";
import { findPolygonOverlap } from "./polygonOverlap.ts";
import { type Side, sortParties } from "./sortParties.ts";
import { clampTotal } from "./totalSubject.ts";
import { uniteGroups } from "./uniteGroups.ts";

/** What all projects of a phase take of one zone together. */
export interface CumulativeZone {
  zone: string;
  name: Bilingual;
  schematic: boolean;
  areaSquareMetres: number;
  /** Of the zone under any project, each square metre once. */
  touchedSquareMetres: number;
  /** 0 to 1. */
  share: number;
  /** Projects that take some of it, in the order they come in the data, each with what it takes alone. */
  subjects: { subject: string; name: Bilingual; areaSquareMetres: number }[];
  /** The project with which the share first comes to more than the threshold; null where it does not. */
  passedBy: string | null;
}

interface Taken {
  side: Side;
  overlap: ReturnType<typeof findPolygonOverlap>;
}

const measureFirst = (taken: readonly Taken[], count: number): number =>
  clampTotal(
    uniteGroups(taken.slice(0, count).map(({ overlap }) => overlap.polygons)).areaSquareMetres,
    taken.slice(0, count).map(({ overlap }) => overlap.areaSquareMetres),
  );

/** The first project after which more than `limit` square metres are taken; what is taken only grows, so halves are enough. */
function findPassing(taken: readonly Taken[], limit: number): number | undefined {
  if (measureFirst(taken, taken.length) <= limit) return undefined;
  let [low, high] = [0, taken.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (measureFirst(taken, middle) > limit) high = middle;
    else low = middle;
  }
  return high - 1;
}

/**
 * How much of each zone with an outline the projects of a check take together, square metres on the ellipsoid, each
 * counted once; zones that no project with an area reaches are left out. Lines and points take no area.
 *
 * @param threshold share of a zone, 0 to 1, that the office does not want to be passed.
 */
export const cumulate = (check: Check, threshold: number): CumulativeZone[] =>
  runSteps(cumulateInSteps(check, threshold));

function measureZone(
  zone: Side,
  subjects: readonly Side[],
  smallest: number,
  threshold: number,
): CumulativeZone | undefined {
  const { prepared } = zone.shape;
  if (!prepared) return undefined;
  const taken = subjects.flatMap((side): Taken[] => {
    const overlap = findPolygonOverlap(side.shape.prepared!, prepared);
    return overlap.areaSquareMetres >= smallest ? [{ side, overlap }] : [];
  });
  if (taken.length === 0) return undefined;
  const whole = prepared.areaSquareMetres;
  const touched = Math.min(whole, measureFirst(taken, taken.length));
  const passing = findPassing(taken, threshold * whole);
  return {
    zone: keyOf(zone.party),
    name: zone.party.name,
    schematic: zone.party.schematic,
    areaSquareMetres: whole,
    touchedSquareMetres: touched,
    share: touched / whole,
    subjects: taken.map(({ side, overlap }) => ({
      subject: keyOf(side.party),
      name: side.party.name,
      areaSquareMetres: overlap.areaSquareMetres,
    })),
    passedBy: passing === undefined ? null : keyOf(taken[passing]!.side.party),
  };
}

/** The same, a step after each zone. */
function* cumulateInSteps(check: Check, threshold: number): Steps<CumulativeZone[]> {
  const leftOut: NotTested[] = [];
  const subjects = sortParties(check.subjects, "subject", leftOut).filter(({ shape }) => shape.prepared);
  const zones = sortParties(check.zones, "zone", leftOut);
  const found: CumulativeZone[] = [];
  for (const [done, zone] of zones.entries()) {
    yield {
      fraction: done / zones.length,
      words: {
        zh: `已合计 ${done} / ${zones.length} 个生态区`,
        en: `${done} of ${zones.length} zones added up`,
      },
    };
    const measured = measureZone(zone, subjects, check.parameters.smallestAreaSquareMetres, threshold);
    if (measured) found.push(measured);
  }
  return found;
}

/** A check asked of several phases, and the share of a zone that is not to be passed. */
export interface CumulativeInput {
  check: ConflictsInput;
  phases: readonly PhaseId[];
  /** 0 to 1. */
  threshold: number;
}

export interface CumulativePhase {
  phase: PhaseId;
  zones: CumulativeZone[];
}

function* cumulativeInSteps(
  { check, phases, threshold }: CumulativeInput,
  files: DataFiles,
): Steps<Result<CumulativePhase[]>> {
  if (!(threshold >= 0 && threshold <= 1))
    return failure({
      code: "threshold",
      zh: `阈值为 ${threshold}，应为 0 到 1 之间的比例`,
      en: `The threshold is ${threshold}, expected a share from 0 to 1`,
    });
  const found: CumulativePhase[] = [];
  for (const [done, phase] of phases.entries()) {
    const steps = cumulateInSteps(collectCheck({ ...check, phase }, files), threshold);
    let step = steps.next();
    while (!step.done) {
      yield { ...step.value, fraction: (done + (step.value.fraction ?? 0)) / phases.length };
      step = steps.next();
    }
    found.push({ phase, zones: step.value });
  }
  return success(found);
}

/** What the projects of each phase take of each zone together. Refuses a threshold that is no share. */
export const cumulative: Kernel<CumulativeInput, CumulativePhase[]> = {
  files: ({ check }) => conflicts.files(check),
  run: (input, files) => runSteps(cumulativeInSteps(input, files)),
  steps: cumulativeInSteps,
};

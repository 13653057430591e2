import type { Ground } from "./buildGround.ts";
import type { Surface } from "./computeSurface.ts";
import { readReachParameter } from "./reachSource.ts";

/** People by time of one surface. */
export interface ReachSummary {
  cutoffs: number[];
  /** People within each cut-off, in the region. */
  people: number[];
  /** The same as a share of all people of the region. */
  share: number[];
  /** People within m minutes, m from 0 to the search limit. */
  curve: Int32Array;
  totalPeople: number;
  /** People of each group (units, then zones) within each cut-off: group × cut-offs. */
  groupPeople: Int32Array;
  /** Ids of the units of which at least `unit-share` of the people are within each cut-off. */
  units: string[][];
}

/**
 * Counts people by the minute at which their cell is reached, and units by the share of theirs.
 * Cut-offs in minutes, rising. Sums are exact: at most the census.
 */
export function summarizeSurface(
  ground: Ground,
  surface: Surface,
  cutoffMinutes: readonly number[],
): ReachSummary {
  const { people } = ground;
  const limitMinutes = readReachParameter(ground.source, "search-limit");
  const count = cutoffMinutes.length;
  const limits = Float64Array.from(cutoffMinutes, (minutes) => minutes * 60);
  const groupCount = people.groups.length;
  const groupPeople = new Int32Array(groupCount * count);
  const curve = new Int32Array(limitMinutes + 1);
  const { cell, group } = people;
  const { seconds } = surface;
  let total = 0;
  for (let i = 0; i < cell.length; i += 1) {
    const someone = people.people[i]!;
    const value = seconds[cell[i]!]!;
    total += someone;
    const minute = Math.ceil(value / 60);
    if (minute <= limitMinutes) curve[minute]! += someone;
    for (let k = count - 1; k >= 0 && value <= limits[k]!; k -= 1)
      groupPeople[group[i]! * count + k]! += someone;
  }
  for (let minute = 1; minute <= limitMinutes; minute += 1) curve[minute]! += curve[minute - 1]!;
  const least = readReachParameter(ground.source, "unit-share");
  const within = cutoffMinutes.map((_, k) => {
    let sum = 0;
    for (let g = 0; g < groupCount; g += 1) sum += groupPeople[g * count + k]!;
    return sum;
  });
  return {
    cutoffs: [...cutoffMinutes],
    people: within,
    share: within.map((value) => (total > 0 ? value / total : 0)),
    curve,
    totalPeople: total,
    groupPeople,
    units: cutoffMinutes.map((_, k) =>
      people.groups.flatMap((g, i) =>
        !g.isZone && groupPeople[i * count + k]! >= least * g.people ? [g.id] : [],
      ),
    ),
  };
}

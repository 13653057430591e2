import { findLegSeconds, type LegTrack } from "../../src/domain/rail/legTime.ts";
import {
  type RailSection,
  readParameter,
  type TimetableRow,
  type TrainClass,
  type TrainType,
} from "../../src/domain/rail/railSource.ts";
import { readFactTable, readNumber, requireText } from "../build/factTable.ts";
import { buildRail } from "../build/railNetwork.ts";
import type { FittedNumbers } from "../build/railRunning.ts";
import { type BuiltService, dwellOf, timetablePhase } from "../build/railServices.ts";
import { fitNumbers } from "./leastSquares.ts";

/** How far a share of a limit, and its difference by direction, may be expected to lie from 1 and 0, as logarithms. */
const shareSpread: Record<TrainClass, number> = { emu: 0.045, conventional: 0.15 };
/** Limits inside the cities are guesses, so trains may run well off them. */
const citySpread = 0.25;
const directionSpread: Record<TrainClass, number> = { emu: 0.04, conventional: 0.08 };
/** Run times in a timetable scatter by about this share, and are whole minutes. */
const scatter = 0.03;
const roundingMinutes = 0.7;
/** EMU rows between main stations of two cities count as if their scatter were so much smaller: the plan's hour is theirs. */
const cityWeight = 3;

interface Global {
  id: string;
  prior: number;
  spread: number;
}

interface Leg {
  track: LegTrack[];
  back: boolean;
  type: number;
}

/** One train's way between the stations of a row: its legs, and its stops between them. */
interface Way {
  legs: number[];
  dwells: { type: number; role: "usual" | "major" | "reversal" }[];
}

export interface RailFit {
  rows: TimetableRow[];
  globals: Global[];
  /** Names of the groups of alike track, `class group`. */
  groups: string[];
  /** Minutes of the quickest train of each row under some numbers. */
  predict(numbers: Float64Array, rows: readonly number[]): Float64Array;
  /** Numbers fitted to some rows only. */
  fit(rows: readonly number[]): Float64Array;
  /** The numbers as the tables hold them. */
  read(numbers: Float64Array): FittedNumbers;
}

const classOf = (id: string): TrainClass => (id.startsWith("emu ") ? "emu" : "conventional");

/** Everything the fit of run times needs, from the fact tables. Fitted: some rows' quickest trains. */
export function openRailFit(): RailFit {
  const built = buildRail();
  const { source } = built;
  const globals = readFactTable("rail/fitted.csv").map((fact) => ({
    id: requireText(fact, "id"),
    prior: readNumber(fact, "prior")!,
    spread: readNumber(fact, "spread")!,
  }));
  const groups = [...new Set([...built.groups.values()].flatMap((own) => Object.values(own)))].sort();
  const rows = source.timetable.filter((row) => row.usable);
  const cityOf = (id: string) => source.cities.findIndex((city) => city.stations.includes(id));
  const weights = rows.map(({ from, to, class: trainClass }) =>
    trainClass === "emu" && cityOf(from) >= 0 && cityOf(to) >= 0 && cityOf(from) !== cityOf(to)
      ? cityWeight
      : 1,
  );
  const singleTrack = readParameter(source, "single-track-factor");
  const typeIndex = new Map(source.trainTypes.map((train, index) => [train.id, index]));
  const legs: Leg[] = [];
  const ways = listWays(built.services, built.sections, rows, source.trainTypes, typeIndex, legs);

  const readValue = (numbers: Float64Array) => (id: string) => {
    const index = globals.findIndex((global) => global.id === id);
    return globals[index]!.prior + globals[index]!.spread * numbers[index]!;
  };
  const trainsOf = (numbers: Float64Array): TrainType[] => {
    const value = readValue(numbers);
    return source.trainTypes.map((train) => ({
      ...train,
      recoveryShare: value(`recovery-${train.class === "emu" ? "emu" : train.id}`),
      dwellSeconds: value(`dwell-${train.class}`) * 60,
      dwellMajorSeconds: value(train.class === "emu" ? "dwell-emu" : "dwell-major-conventional") * 60,
      reversalSeconds: value(`reversal-${train.class}`) * 60,
    }));
  };
  const sharesOf = (numbers: Float64Array): Map<string, [number, number]> =>
    new Map(
      groups.map((group, i) => {
        const trainClass = classOf(group);
        const level =
          numbers[globals.length + 2 * i]! * (group.endsWith("city") ? citySpread : shareSpread[trainClass]);
        const tilt = numbers[globals.length + 2 * i + 1]! * directionSpread[trainClass];
        return [group, [Math.exp(level + tilt), Math.exp(level - tilt)]];
      }),
    );
  const predict = (numbers: Float64Array, wanted: readonly number[]): Float64Array => {
    const trains = trainsOf(numbers);
    const shares = sharesOf(numbers);
    const shared = new Map<RailSection, RailSection>();
    for (const section of built.sections) {
      const own = Object.entries(built.groups.get(section) ?? {}).map(([trainClass, group]) => [
        trainClass,
        shares.get(group),
      ]);
      shared.set(section, { ...section, runningShare: Object.fromEntries(own) });
    }
    const seconds = new Float64Array(legs.length).fill(-1);
    const secondsOf = (index: number) => {
      if (seconds[index]! < 0) {
        const { track, back, type } = legs[index]!;
        const now = track.map(({ section, forward }) => ({ section: shared.get(section)!, forward }));
        seconds[index] = findLegSeconds(now, trains[type]!, timetablePhase, singleTrack, back);
      }
      return seconds[index]!;
    };
    return Float64Array.from(wanted, (row) =>
      Math.min(
        ...ways[row]!.map(
          (way) =>
            (way.legs.reduce((sum, leg) => sum + secondsOf(leg), 0) +
              way.dwells.reduce((sum, { type, role }) => sum + dwellOf(trains[type]!, role), 0)) /
            60,
        ),
      ),
    );
  };
  return {
    rows,
    globals,
    groups,
    predict,
    fit: (wanted) =>
      fitNumbers(
        (numbers) =>
          predict(numbers, wanted).map((minutes, k) => {
            const known = rows[wanted[k]!]!.fastestMinutes;
            return (
              (Math.log(minutes / known) * weights[wanted[k]!]!) /
              Math.hypot(scatter, roundingMinutes / known)
            );
          }),
        globals.length + 2 * groups.length,
      ),
    read: (numbers) => ({
      values: new Map(globals.map(({ id, prior, spread }, i) => [id, prior + spread * numbers[i]!])),
      shares: sharesOf(numbers),
    }),
  };
}

/** Every listed train's way between the stations of each row; legs are shared. */
function listWays(
  services: readonly BuiltService[],
  sections: readonly RailSection[],
  rows: readonly TimetableRow[],
  trainTypes: readonly TrainType[],
  typeIndex: ReadonlyMap<string, number>,
  legs: Leg[],
): Way[][] {
  const ways: Way[][] = rows.map(() => []);
  const shared = new Map<string, number>();
  for (const { service, roles } of services) {
    if (service.basis[timetablePhase] !== "timetable") continue;
    const type = typeIndex.get(service.trainType)!;
    const tracks: LegTrack[][] = [[]];
    let here = service.stops[0]!.station;
    let next = 1;
    for (const index of service.sections) {
      const section = sections[index]!;
      tracks[next - 1]!.push({ section, forward: section.from === here });
      here = section.from === here ? section.to : section.from;
      if (here === service.stops[next]?.station) {
        next += 1;
        tracks.push([]);
      }
    }
    for (const back of [false, true]) {
      const trains = (back ? service.trainsPerDayBack : service.trainsPerDay)?.[timetablePhase] ?? 0;
      if (trains === 0) continue;
      const own = tracks.slice(0, -1).map((track) => {
        const places = track.map(({ section, forward }) => `${sections.indexOf(section)} ${forward}`);
        const key = `${type} ${back} ${places.join(" ")}`;
        const known = shared.get(key);
        if (known !== undefined) return known;
        shared.set(key, legs.length);
        legs.push({ track, back, type });
        return legs.length - 1;
      });
      for (const [r, row] of rows.entries()) {
        if (trainTypes[type]!.class !== row.class) continue;
        const [a, b] = [row.from, row.to].map((id) => service.stops.findIndex((s) => s.station === id));
        if (a! < 0 || b! < 0 || a! < b! === back) continue;
        const [low, high] = [Math.min(a!, b!), Math.max(a!, b!)];
        ways[r]!.push({
          legs: own.slice(low, high),
          dwells: roles.slice(low + 1, high).map((role) => ({ type, role })),
        });
      }
    }
  }
  for (const [r, row] of rows.entries())
    if (ways[r]!.length === 0) throw new Error(`no listed train runs from '${row.from}' to '${row.to}'`);
  return ways;
}

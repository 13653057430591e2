import { type CheckResult, keyOf, type PairPosition } from "../check/conflict.ts";
import { describeMeasures } from "../check/describeConflicts.ts";
import type { Verdict } from "../check/rules.ts";
import { measureLineLengthMetres } from "../place/measure.ts";
import type { Bilingual, DatasetId, FeatureId, PhaseId } from "../plan.ts";
import { buildNetwork } from "../rail/buildNetwork.ts";
import { buildClock, findJourney } from "../rail/railJourney.ts";
import type { RailSource } from "../rail/railSource.ts";
import { failure, type Problem, type Result, success } from "../result.ts";

/** What a project is on the ground: its features on the map, and its new lines in the railway. */
export interface ProjectThings {
  features: { dataset: DatasetId; id: FeatureId }[];
  /** Ids of lines in `rail-network.json`. */
  lines: string[];
}

/** A journey between two places without a project's lines and with them. */
export interface RailGain {
  from: Bilingual;
  to: Bilingual;
  /** Minutes on the quickest trains, changes counted; null where no train of the timetable goes. */
  without: number | null;
  with: number;
}

export interface RailEffect {
  /** The phase whose railway is taken with the lines and without them. */
  phase: PhaseId;
  /** Whether the lines stand in the phase that tells what stands in fact. */
  isOpen: boolean;
  lines: Bilingual[];
  /** Pairs that gain half a minute or more, the greatest gain first. */
  gains: RailGain[];
  /** Whether trains on the lines are assumed in that phase: no timetable of them is published. */
  hasAssumedTrains: boolean;
  /** Whether a line's course is a sketch, so that its length is not that of the works. */
  isSchematic: boolean;
}

export interface ZoneEffect {
  subject: Bilingual;
  zone: Bilingual;
  zoneKind: Bilingual;
  verdict: Verdict;
  /** `certain` and `uncertain` meet the zone, the second only within the belt of a schematic edge. */
  position: PairPosition;
  /** Length or area inside, crossings, distance. */
  measures: Bilingual;
  schematic: boolean;
}

export interface ZoneEffects {
  /** Zones that a feature meets, the strictest verdict first. */
  met: ZoneEffect[];
  /** Zones it only comes near: within a rule's distance, or within the belt of a sketch. */
  near: ZoneEffect[];
  /** What was not tested of it, and why. */
  notTested: { name: Bilingual; reason: Bilingual }[];
  /** Features that were tested in full or in part. */
  testedCount: number;
}

/** What a project touches: minutes by rail and protected zones. Null where it has no such thing. */
export interface ProjectEffects {
  project: string;
  rail: RailEffect | null;
  zones: ZoneEffects | null;
}

/** Below this a difference is rounding of the clock. */
const leastGainMinutes = 0.5;

interface Place {
  name: Bilingual;
  stations: number[];
}

/** A station nearer to the middle of a city than this is one of the city's. */
const cityRadiusMetres = 30_000;

/** Ends of the lines that lie at none of the cities: places the lines were built to reach. */
function findLineEnds(rail: RailSource, lines: readonly string[]): Place[] {
  const isAtCity = (at: readonly [number, number]) =>
    rail.cities.some(({ centre }) => measureLineLengthMetres([[...at], [...centre]]) < cityRadiusMetres);
  const ends = lines.flatMap((line) => {
    const seen = new Map<string, number>();
    for (const { from, to } of rail.sections.filter((section) => section.line === line))
      for (const station of [from, to]) seen.set(station, (seen.get(station) ?? 0) + 1);
    return [...seen].filter(([, count]) => count === 1).map(([station]) => station);
  });
  return [...new Set(ends)]
    .map((id) => rail.stations.findIndex((station) => station.id === id))
    .filter((index) => index >= 0 && !isAtCity(rail.stations[index]!.lngLat))
    .map((index) => ({ name: rail.stations[index]!.name, stations: [index] }));
}

/**
 * Minutes by the quickest trains, riding and changes, between the cities and from each city to the ends of the lines:
 * in the railway of a phase as it stands, and without the lines. The fact counts where all lines stand in it, else
 * the plan: a line not built is held against the plan's own railway without it.
 *
 * @returns `rail-unknown-line` where a line is not in the railway
 */
export function findRailEffect(
  rail: RailSource,
  lineIds: readonly string[],
  phases: { inFact: PhaseId; inPlan: PhaseId },
): Result<RailEffect> {
  const lines = lineIds.flatMap((id) => rail.lines.find((line) => line.id === id) ?? []);
  if (lines.length < lineIds.length)
    return failure<Problem>({
      code: "rail-unknown-line",
      zh: `路网里没有线路 ${lineIds.find((id) => !lines.some((line) => line.id === id))}`,
      en: `the railway has no line ${lineIds.find((id) => !lines.some((line) => line.id === id))}`,
    });
  const isOpen = lines.every(({ openIn }) => openIn.includes(phases.inFact));
  const phase = isOpen ? phases.inFact : phases.inPlan;
  const reduced: RailSource = {
    ...rail,
    lines: rail.lines.map((line) => (lineIds.includes(line.id) ? { ...line, openIn: [] } : line)),
  };
  const cities = rail.cities.map(
    ({ name, stations }): Place => ({
      name,
      stations: stations
        .map((id) => rail.stations.findIndex((station) => station.id === id))
        .filter((index) => index >= 0),
    }),
  );
  const pairs = [
    ...cities.flatMap((from, at) => cities.slice(at + 1).map((to) => [from, to] as const)),
    ...findLineEnds(rail, lineIds).flatMap((to) => cities.map((from) => [from, to] as const)),
  ];
  const clock = buildClock(rail, "train", "fastest");
  const [withLines, withoutLines] = [rail, reduced].map((source) => {
    const network = buildNetwork(source, phase);
    return (from: Place, to: Place): number | null => {
      const journey = findJourney(source, network, from.stations, to.stations, clock);
      return journey?.timetabled ? journey.minutes : null;
    };
  }) as [(from: Place, to: Place) => number | null, (from: Place, to: Place) => number | null];
  const gains = pairs.flatMap(([from, to]): RailGain[] => {
    const [after, before] = [withLines(from, to), withoutLines(from, to)];
    if (after === null || (before !== null && before - after < leastGainMinutes)) return [];
    return [{ from: from.name, to: to.name, without: before, with: after }];
  });
  const gained = ({ without, with: after }: RailGain) => (without === null ? Infinity : without - after);
  const onLines = rail.services.filter(
    ({ sections, trainsPerDay }) =>
      (trainsPerDay[phase] ?? 0) > 0 &&
      sections.some((index) => lineIds.includes(rail.sections[index]!.line)),
  );
  return success({
    phase,
    isOpen,
    lines: lines.map(({ name }) => name),
    gains: gains.sort((a, b) => gained(b) - gained(a)),
    hasAssumedTrains: onLines.some(({ basis }) => (basis[phase] ?? "assumption") === "assumption"),
    isSchematic: lines.some(({ schematic }) => schematic),
  });
}

/** What a run of the check says of some features. */
export function readZoneEffects(
  { conflicts, subjects, zones, notTested, kindTitles }: CheckResult,
  features: ProjectThings["features"],
): ZoneEffects {
  const keys = new Set(features.map(keyOf));
  const names = new Map([...subjects, ...zones].map((party) => [party.key, party.name]));
  const found = conflicts
    .filter(({ subject }) => keys.has(subject))
    .map(
      (conflict): ZoneEffect => ({
        subject: names.get(conflict.subject)!,
        zone: names.get(conflict.zone)!,
        zoneKind: kindTitles[conflict.zoneKind] ?? { zh: conflict.zoneKind, en: conflict.zoneKind },
        verdict: conflict.verdict,
        position: conflict.position,
        measures: describeMeasures(conflict),
        schematic: conflict.schematic.subject || conflict.schematic.zone,
      }),
    );
  const meets = ({ position }: ZoneEffect) => position === "certain" || position === "uncertain";
  return {
    met: found.filter(meets),
    near: found.filter((effect) => !meets(effect)),
    notTested: notTested.filter(({ about }) => keys.has(about)).map(({ name, reason }) => ({ name, reason })),
    testedCount: subjects.filter(({ key, testedShare }) => keys.has(key) && (testedShare ?? 0) > 0).length,
  };
}

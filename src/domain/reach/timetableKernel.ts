import type { Kernel } from "../kernel.ts";
import { buildClock } from "../rail/railJourney.ts";
import { type RailSource, railFile } from "../rail/railSource.ts";
import {
  buildDayTimetable,
  type DayTimetable,
  type DayTrip,
  listDayRides,
  listDepartures,
  measureWindow,
  noTime,
  scanConnections,
} from "../rail/scanConnections.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { editRail } from "./openScenario.ts";
import type { Scenario } from "./reachModel.ts";

export interface DeparturesInput {
  scenario: Scenario;
  /** Ids of stations. */
  from: string;
  to: string;
  /** Minutes after midnight, both ends counted. */
  fromMinute: number;
  toMinute: number;
}

/** A journey with its trains; minutes after midnight. */
export interface TimedJourney {
  departMinute: number;
  arriveMinute: number;
  trains: string[];
}

export interface DeparturesAnswer {
  /** Name and day of the timetable the answer rests on. */
  timetable: { name: string; day: string };
  /** Waiting from any minute of the window on counts; null where no train gets there from so many of them. */
  medianMinutes: number | null;
  p90Minutes: number | null;
  fastestMinutes: number | null;
  /** Share of the window's minutes from which a train still goes. */
  servedShare: number;
  /** Of the whole day: each departure worth waiting for. */
  journeys: TimedJourney[];
  /** The last train back. */
  lastBack: TimedJourney | null;
}

interface OpenDay {
  timetable: DayTimetable;
  names: string[];
}

/** The trains of a phase that have departures, as one day. */
function openDay(rail: RailSource, phase: string): OpenDay {
  const place = new Map(rail.stations.map(({ id }, index) => [id, index]));
  const [emu, conventional] = buildClock(rail, "station").changeSeconds;
  const trips: DayTrip[] = [];
  const names: string[] = [];
  for (const service of rail.services) {
    if (!service.departures || !service.runSeconds || !(service.trainsPerDay[phase] ?? 0)) continue;
    const type = rail.trainTypes.find(({ id }) => id === service.trainType)!;
    for (const start of service.departures) {
      let clock = start;
      const arriveSeconds: number[] = [];
      const departSeconds: number[] = [];
      for (const [i, stop] of service.stops.entries()) {
        if (i > 0) clock += service.runSeconds[i - 1]!;
        arriveSeconds.push(clock);
        if (i > 0) clock += stop.dwellSeconds;
        departSeconds.push(clock);
      }
      trips.push({
        stations: service.stops.map(({ station }) => place.get(station)!),
        arriveSeconds,
        departSeconds,
        changeSeconds: type.class === "emu" ? emu : conventional,
      });
      names.push(service.name.zh);
    }
  }
  return { timetable: buildDayTimetable(rail.stations.length, trips), names };
}

function describeJourney(
  { timetable, names }: OpenDay,
  from: number,
  to: number,
  departSeconds: number,
): TimedJourney {
  const arrivals = scanConnections(timetable, [from], departSeconds);
  const rides = listDayRides(timetable, arrivals, to);
  return {
    departMinute: departSeconds / 60,
    arriveMinute: arrivals.arriveSeconds[to]! / 60,
    trains: rides.map(({ board }) => names[timetable.trip[board]!]!),
  };
}

const minutesOf = (seconds: number | null) => (seconds === null ? null : Math.round(seconds / 6) / 10);

function answerDepartures(rail: RailSource, input: DeparturesInput): Result<DeparturesAnswer> {
  const { scenario, fromMinute, toMinute } = input;
  const timetable = scenario.edits.findLast(
    (edit) => edit.kind === "timetable" && edit.phase === scenario.phase,
  );
  if (timetable?.kind !== "timetable")
    return failure<Problem>({
      code: "no-timetable",
      zh: "这一时段没有导入时刻表：按开行对数估算候车，答不出首末班和分位数",
      en: "No timetable is imported for this phase: waiting is estimated from trains a day, and there are no first and last trains",
    });
  const [from, to] = [input.from, input.to].map((id) =>
    rail.stations.findIndex((station) => station.id === id),
  );
  if (from! < 0 || to! < 0 || from === to || !(fromMinute <= toMinute))
    return failure<Problem>({
      code: "departures-invalid",
      zh: "请选两个不同的车站，并使起始时刻不晚于结束时刻",
      en: "Choose two different stations, and a beginning no later than the end",
    });
  const day = openDay(rail, scenario.phase);
  const departures = listDepartures(day.timetable, [from!], [to!]);
  const window = measureWindow(departures, fromMinute, toMinute);
  const back = listDepartures(day.timetable, [to!], [from!]).at(-1);
  return success({
    timetable: { name: timetable.name, day: timetable.day },
    medianMinutes: minutesOf(window.medianSeconds),
    p90Minutes: minutesOf(window.p90Seconds),
    fastestMinutes: minutesOf(
      departures.reduce<number | null>(
        (least, { departSeconds, arriveSeconds }) => Math.min(least ?? noTime, arriveSeconds - departSeconds),
        null,
      ),
    ),
    servedShare: window.minutesWithTrain / window.minutes,
    journeys: departures.map(({ departSeconds }) => describeJourney(day, from!, to!, departSeconds)),
    lastBack: back ? describeJourney(day, to!, from!, back.departSeconds) : null,
  });
}

/** What an imported timetable says between two stations: median and nine in ten over a window, first and last trains. */
export const railDepartures: Kernel<DeparturesInput, DeparturesAnswer> = {
  files: () => [railFile],
  run(input, files) {
    const edited = editRail(files, input.scenario);
    return edited.ok ? answerDepartures(edited.value, input) : edited;
  },
};

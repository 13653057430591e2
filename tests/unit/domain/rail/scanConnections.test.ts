import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildDayTimetable,
  type DayTrip,
  listDayRides,
  listDepartures,
  measureWindow,
  noTime,
  scanConnections,
} from "../../../../src/domain/rail/scanConnections.ts";

const stationCount = 7;

const randomTrips: fc.Arbitrary<DayTrip[]> = fc.array(
  fc
    .record({
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 2, maxLength: 6 }),
      start: fc.integer({ min: 0, max: 400 }),
      runs: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 6, maxLength: 6 }),
      dwells: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 6, maxLength: 6 }),
      change: fc.integer({ min: 0, max: 20 }),
    })
    .map(({ order, start, runs, dwells, change }) => {
      let clock = start * 60;
      const arriveSeconds: number[] = [];
      const departSeconds: number[] = [];
      for (const [i] of order.entries()) {
        if (i > 0) clock += runs[i - 1]! * 60;
        arriveSeconds.push(clock);
        if (i > 0) clock += dwells[i - 1]! * 60;
        departSeconds.push(clock);
      }
      return { stations: order, arriveSeconds, departSeconds, changeSeconds: change * 60 };
    }),
  { minLength: 1, maxLength: 24 },
);

/** Round by round, each with one more train, over whole trips: another method than scanning connections. */
function arriveByRounds(trips: readonly DayTrip[], from: number, start: number): number[] {
  let reached = new Array<number>(stationCount).fill(noTime);
  reached[from] = start;
  for (let round = 0; round <= trips.length; round += 1) {
    const next = [...reached];
    for (const trip of trips) {
      for (const [i, station] of trip.stations.entries()) {
        const ready = station === from ? start : reached[station]! + trip.changeSeconds;
        if (ready > trip.departSeconds[i]!) continue;
        for (let j = i + 1; j < trip.stations.length; j += 1)
          next[trip.stations[j]!] = Math.min(next[trip.stations[j]!]!, trip.arriveSeconds[j]!);
      }
    }
    reached = next;
  }
  return reached;
}

describe("earliest arrivals by a timetable", () => {
  it("connection scan and rounds of whole trips agree on random timetables", () => {
    fc.assert(
      fc.property(
        randomTrips,
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 500 }),
        (trips, from, minute) => {
          const timetable = buildDayTimetable(stationCount, trips);
          const { arriveSeconds } = scanConnections(timetable, [from], minute * 60);
          expect([...arriveSeconds]).toEqual(arriveByRounds(trips, from, minute * 60));
        },
      ),
      { numRuns: 400, seed: 12 },
    );
  });

  it("the rides told are trains that run, with every change long enough, and arrive when told", () => {
    fc.assert(
      fc.property(randomTrips, fc.integer({ min: 0, max: 300 }), (trips, minute) => {
        const timetable = buildDayTimetable(stationCount, trips);
        const arrivals = scanConnections(timetable, [0], minute * 60);
        for (let to = 1; to < stationCount; to += 1) {
          let clock = minute * 60;
          let here = 0;
          for (const [i, { board, alight }] of listDayRides(timetable, arrivals, to).entries()) {
            const train = timetable.trip[board]!;
            expect(timetable.trip[alight]).toBe(train);
            expect(timetable.fromStation[board]).toBe(here);
            const change = i === 0 ? 0 : timetable.changeSeconds[train]!;
            expect(timetable.departSeconds[board]).toBeGreaterThanOrEqual(clock + change);
            clock = timetable.arriveSeconds[alight]!;
            here = timetable.toStation[alight]!;
          }
          if (arrivals.arriveSeconds[to]! < noTime)
            expect([here, clock]).toEqual([to, arrivals.arriveSeconds[to]]);
        }
      }),
      { numRuns: 150, seed: 13 },
    );
  });

  it("median and nine in ten over a window are those of asking anew at every minute", () => {
    fc.assert(
      fc.property(randomTrips, fc.integer({ min: 1, max: 6 }), (trips, to) => {
        const timetable = buildDayTimetable(stationCount, trips);
        const window = measureWindow(listDepartures(timetable, [0], [to]), 60, 180);
        const times = Array.from({ length: 121 }, (_, k) => {
          const arrival = arriveByRounds(trips, 0, (60 + k) * 60)[to]!;
          return arrival >= noTime ? Number.POSITIVE_INFINITY : arrival - (60 + k) * 60;
        }).sort((a, b) => (a === b ? 0 : a - b));
        const finite = (value: number) => (value === Number.POSITIVE_INFINITY ? null : value);
        expect(window.medianSeconds).toBe(finite(times[Math.ceil(0.5 * 121) - 1]!));
        expect(window.p90Seconds).toBe(finite(times[Math.ceil(0.9 * 121) - 1]!));
        expect(window.minutesWithTrain).toBe(
          times.filter((value) => value < Number.POSITIVE_INFINITY).length,
        );
      }),
      { numRuns: 60, seed: 14 },
    );
  });

  it("one more train never makes anyone arrive later", () => {
    fc.assert(
      fc.property(randomTrips, randomTrips, (trips, [more]) => {
        const [few, many] = [trips, [...trips, more!]].map(
          (list) => scanConnections(buildDayTimetable(stationCount, list), [0], 0).arriveSeconds,
        );
        for (let station = 0; station < stationCount; station += 1)
          expect(many![station]).toBeLessThanOrEqual(few![station]!);
      }),
      { numRuns: 150, seed: 15 },
    );
  });
});

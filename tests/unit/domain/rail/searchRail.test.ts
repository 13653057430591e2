import fc from "fast-check";
import createGraph from "ngraph.graph";
import { aStar } from "ngraph.path";
import { describe, expect, it } from "vitest";
import { buildNetwork, findWaitSeconds, type RailNetwork } from "../../../../src/domain/rail/buildNetwork.ts";
import {
  addLink,
  scaleSpeeds,
  setDwell,
  setLineSpeed,
  setTrainsPerDay,
} from "../../../../src/domain/rail/editRail.ts";
import type { RailSource } from "../../../../src/domain/rail/railSource.ts";
import {
  findRides,
  findStationSeconds,
  type RailClock,
  searchRail,
  unreached,
} from "../../../../src/domain/rail/searchRail.ts";
import { randomRail } from "./randomRail.ts";

const phase = "now";
const clocks: RailClock[] = [
  { countsWaiting: false, changeSeconds: [1800, 5400], classes: 3, includesUntimetabled: false },
  { countsWaiting: true, changeSeconds: [300, 300], classes: 3, includesUntimetabled: false },
  { countsWaiting: true, changeSeconds: [0, 0], classes: 1, includesUntimetabled: false },
];
const clockChoice = fc.constantFrom(...clocks);

function seedAt(network: RailNetwork, ...stations: number[]): Int32Array {
  const seeds = new Int32Array(network.stationCount).fill(unreached);
  for (const [i, station] of stations.entries()) seeds[station % network.stationCount] = i * 2400;
  return seeds;
}

const secondsOf = (source: RailSource, seeds: readonly number[], clock: RailClock): number[] => {
  const network = buildNetwork(source, phase);
  const times = searchRail(network, seedAt(network, ...seeds), clock);
  return Array.from({ length: network.stationCount }, (_, s) => findStationSeconds(times, s));
};

/** The same question to a shortest-path library, on a graph with a node for each ride. */
function askLibrary(network: RailNetwork, seeds: Int32Array, clock: RailClock): number[] {
  const graph = createGraph<undefined, number>();
  const link = (from: string, to: string, seconds: number) => graph.addLink(from, to, seconds);
  graph.addNode("start");
  for (let s = 0; s < network.stationCount; s += 1) {
    if (seeds[s]! < unreached) {
      for (const bit of [1, 2]) link("start", `ready${s}-${bit}`, seeds[s]!);
      link("start", `at${s}`, seeds[s]!);
    }
    link(`left${s}`, `at${s}`, 0);
    for (const bit of [1, 2]) link(`left${s}`, `ready${s}-${bit}`, clock.changeSeconds[bit - 1]!);
  }
  for (let r = 0; r + 1 < network.routeOffset.length; r += 1) {
    if ((network.routeClass[r]! & clock.classes) === 0) continue;
    const [first, end] = [network.routeOffset[r]!, network.routeOffset[r + 1]!];
    for (let i = first; i < end; i += 1) {
      for (let j = i + 1; j < end; j += 1) {
        const ride = network.stopArriveSeconds[j]! - network.stopDepartSeconds[i]!;
        const wait = clock.countsWaiting ? findWaitSeconds(network, i, j) : 0;
        link(`ready${network.stopStation[i]}-${network.routeClass[r]}`, `ride${i}-${j}`, wait + ride);
        link(`ride${i}-${j}`, `left${network.stopStation[j]}`, 0);
      }
    }
  }
  const finder = aStar(graph, { oriented: true, distance: (_a, _b, l) => l.data });
  return Array.from({ length: network.stationCount }, (_, s) => {
    const path = finder.find("start", `at${s}`);
    if (path.length === 0) return unreached;
    let sum = 0;
    for (let i = path.length - 1; i > 0; i -= 1) {
      const links = graph.getLink(path[i]!.id, path[i - 1]!.id);
      sum += links!.data;
    }
    return sum;
  });
}

describe("rail search", () => {
  it("equals a shortest-path library to the second on random railways", () => {
    fc.assert(
      fc.property(
        randomRail,
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        clockChoice,
        (source, seeds, clock) => {
          const network = buildNetwork(source, phase);
          const seeded = seedAt(network, ...seeds);
          const times = searchRail(network, seeded, clock);
          const ours = Array.from({ length: network.stationCount }, (_, s) => findStationSeconds(times, s));
          expect(ours).toEqual(askLibrary(network, seeded, clock));
        },
      ),
      { numRuns: 120, seed: 11 },
    );
  });

  it("rides add up to the time they explain", () => {
    fc.assert(
      fc.property(randomRail, fc.nat(), clockChoice, (source, seed, clock) => {
        const network = buildNetwork(source, phase);
        const times = searchRail(network, seedAt(network, seed), clock);
        for (let s = 0; s < network.stationCount; s += 1) {
          const rides = findRides(network, times, clock, s);
          const seconds = findStationSeconds(times, s);
          if (!rides) expect(seconds).toBe(unreached);
          else if (rides.length === 0) expect(seconds).toBe(times.seedSeconds[s]);
          else {
            const waits = rides.map((r) =>
              clock.countsWaiting ? findWaitSeconds(network, r.boardStop, r.alightStop) : 0,
            );
            const sum =
              rides.reduce((t, r, i) => t + waits[i]! + r.arriveSeconds - r.departSeconds, 0) +
              rides.slice(1).reduce((t, r) => t + clock.changeSeconds[network.routeClass[r.route]! - 1]!, 0);
            expect(sum).toBe(seconds);
          }
        }
      }),
      { numRuns: 120, seed: 12 },
    );
  });

  it("the way there takes as long as the way back where every change costs the same", () => {
    fc.assert(
      fc.property(
        randomRail,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...clocks.slice(1)),
        (source, a, b, clock) => {
          const count = source.stations.length;
          expect(secondsOf(source, [a], clock)[b % count]).toBe(secondsOf(source, [b], clock)[a % count]);
        },
      ),
      { numRuns: 100, seed: 13 },
    );
  });

  it("a new link, a higher speed, a shorter dwell or more trains never make a station later", () => {
    const kinds = ["link", "speed", "all speeds", "dwell", "trains"] as const;
    fc.assert(
      fc.property(
        randomRail,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...kinds),
        clockChoice,
        (source, seed, pick, kind, clock) => {
          const service = source.services[pick % Math.max(1, source.services.length)];
          if (!service) return;
          const count = source.stations.length;
          const line = source.sections[service.sections[0]!]!.line;
          const speed = source.sections[service.sections[0]!]!.speedKmh[phase]!;
          const edited =
            kind === "link"
              ? addLink(source, {
                  kind: "link",
                  id: "new",
                  from: `s${pick % count}`,
                  to: `s${(pick + 1) % count}`,
                  lengthMetres: 20_000 + (pick % 100_000),
                  speedKmh: 200,
                  trainType: "fast",
                  trainsPerDay: 10,
                })
              : kind === "speed"
                ? setLineSpeed(source, line, speed + 20)
                : kind === "all speeds"
                  ? scaleSpeeds(source, 1.1)
                  : kind === "dwell"
                    ? setDwell(source, service.id, Math.max(0, service.stops[0]!.dwellSeconds - 60))
                    : setTrainsPerDay(source, service.id, service.trainsPerDay[phase]! + 5);
          const before = secondsOf(source, [seed], clock);
          for (const [s, after] of secondsOf(edited, [seed], clock).entries())
            expect(after).toBeLessThanOrEqual(before[s]!);
        },
      ),
      { numRuns: 200, seed: 14 },
    );
  });

  it("a journey may begin where another passes, without paying for a change", () => {
    const sample = fc.sample(randomRail, { numRuns: 1, seed: 5 })[0]!;
    const bare: RailSource = { ...sample, lines: [], sections: [], services: [] };
    const link = {
      kind: "link",
      lengthMetres: 50_000,
      speedKmh: 200,
      trainType: "fast",
      trainsPerDay: 10,
    } as const;
    const source = addLink(addLink(bare, { ...link, id: "a", from: "s0", to: "s1" }), {
      ...link,
      id: "b",
      from: "s1",
      to: "s2",
    });
    const network = buildNetwork(source, phase);
    const clock = clocks[0]!;
    const seeds = new Int32Array(network.stationCount).fill(unreached);
    seeds[0] = 0;
    const arrival = searchRail(network, seeds, clock).arriveSeconds[1]!;
    seeds[1] = arrival + 60;
    const times = searchRail(network, seeds, clock);
    expect(findStationSeconds(times, 1)).toBe(arrival);
    expect(findStationSeconds(times, 2)).toBe(arrival + 60 + arrival);
    expect(findRides(network, times, clock, 2)).toHaveLength(1);
  });

  it("a station no train reaches is infinitely far", () => {
    const source = fc.sample(randomRail, { numRuns: 1, seed: 5 })[0]!;
    const alone: RailSource = {
      ...source,
      stations: [...source.stations, { ...source.stations[0]!, id: "alone" }],
    };
    expect(secondsOf(alone, [0], clocks[0]!)[source.stations.length]).toBe(unreached);
  });
});

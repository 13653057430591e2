import fc from "fast-check";
import type { RailSource } from "../../../../src/domain/rail/railSource.ts";

const phase = "now";

/** A made-up railway: stations at random, lines as chains of them, services over whole or part of a line. */
export const randomRail: fc.Arbitrary<RailSource> = fc
  .record({
    places: fc.array(
      fc.tuple(fc.double({ min: 109, max: 112, noNaN: true }), fc.double({ min: 39, max: 41, noNaN: true })),
      {
        minLength: 4,
        maxLength: 14,
      },
    ),
    chains: fc.array(
      fc.record({
        walk: fc.array(fc.nat(1000), { minLength: 2, maxLength: 7 }),
        speedKmh: fc.integer({ min: 40, max: 350 }),
        tracks: fc.constantFrom(1, 2),
        services: fc.array(
          fc.record({
            train: fc.constantFrom("fast", "slow"),
            skip: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
            dwellSeconds: fc.integer({ min: 0, max: 600 }),
            trainsPerDay: fc.integer({ min: 1, max: 60 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ places, chains }) => {
    const source: RailSource = {
      phases: [phase],
      trainTypes: [
        { ...train, id: "fast", class: "emu", topKmh: 300 },
        { ...train, id: "slow", class: "conventional", topKmh: 120, accelerationMetresPerSecondSquared: 0.1 },
      ],
      parameters: Object.fromEntries(
        Object.entries({
          "single-track-factor": 1.2,
          "service-day": 960,
          "wait-cap": 45,
          "change-in-train": 30,
          "change-in-train-conventional": 90,
          "change-at-station": 15,
          "change-at-station-conventional": 60,
          target: 60,
        }).map(([id, value]) => [
          id,
          { name: { zh: "", en: id }, value, unit: "", fitted: false, reason: { zh: "", en: "made up" } },
        ]),
      ),
      stations: places.map((lngLat, i) => ({
        id: `s${i}`,
        name: { zh: `站${i}`, en: `Station ${i}` },
        lngLat,
        major: false,
        city: "",
        otherNames: [],
        schematic: false,
      })),
      lines: [],
      sections: [],
      services: [],
      cities: [],
      timetable: [],
      calibration: [],
    };
    for (const [index, chain] of chains.entries()) {
      const walk = [...new Set(chain.walk.map((n) => n % places.length))];
      if (walk.length < 2) continue;
      const line = `l${index}`;
      const first = source.sections.length;
      source.lines.push({ id: line, name: { zh: line, en: line }, openIn: [phase], schematic: false });
      for (let i = 1; i < walk.length; i += 1) {
        const [a, b] = [places[walk[i - 1]!]!, places[walk[i]!]!];
        const metres = Math.hypot((a[0] - b[0]) * 85_000, (a[1] - b[1]) * 111_000) * 1.1 + 500;
        source.sections.push({
          line,
          from: `s${walk[i - 1]}`,
          to: `s${walk[i]}`,
          lengthMetres: Math.round(metres),
          speedKmh: { [phase]: chain.speedKmh },
          tracks: { [phase]: chain.tracks },
        });
      }
      for (const [k, service] of chain.services.entries()) {
        const stops = walk.filter((_, i) => i === 0 || i === walk.length - 1 || !service.skip[i % 7]);
        source.services.push({
          id: `${line}-${k}`,
          trainType: service.train,
          name: { zh: line, en: line },
          sections: walk.slice(1).map((_, i) => first + i),
          stops: stops.map((station) => ({ station: `s${station}`, dwellSeconds: service.dwellSeconds })),
          trainsPerDay: { [phase]: service.trainsPerDay },
          basis: { [phase]: "timetable" },
          assumed: false,
        });
      }
    }
    return source;
  });

const train = {
  name: { zh: "", en: "" },
  accelerationMetresPerSecondSquared: 0.3,
  brakingMetresPerSecondSquared: 0.5,
  stopAllowanceSeconds: 60,
  recoveryShare: 0.1,
  dwellSeconds: 120,
  dwellMajorSeconds: 180,
  reversalSeconds: 600,
  reason: { zh: "", en: "made up" },
};

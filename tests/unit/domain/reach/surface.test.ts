import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RailEdit } from "../../../../src/domain/rail/editRail.ts";
import type { ReachDefinition } from "../../../../src/domain/rail/railJourney.ts";
import { reachDefinitions } from "../../../../src/domain/rail/railJourney.ts";
import { type RailSource, railFile } from "../../../../src/domain/rail/railSource.ts";
import { buildSimpleRing } from "../../../../src/domain/reach/buildSimpleRing.ts";
import {
  combineSurfaces,
  compareSurfaces,
  describeDifference,
} from "../../../../src/domain/reach/compareSurfaces.ts";
import { type Surface, searchSurface } from "../../../../src/domain/reach/computeSurface.ts";
import { explainReach } from "../../../../src/domain/reach/explainReach.ts";
import type { ReachOrigin } from "../../../../src/domain/reach/findOrigin.ts";
import { findCell, findLngLat } from "../../../../src/domain/reach/grid.ts";
import { reachRange, travelMinutes } from "../../../../src/domain/reach/reachKernels.ts";
import { openReachModel, plainScenario, type Scenario } from "../../../../src/domain/reach/reachModel.ts";
import { summarizeSurface } from "../../../../src/domain/reach/summarizeSurface.ts";
import { shippedFiles } from "./shippedFiles.ts";

const model = openReachModel(shippedFiles, plainScenario("2020"));
const { grid } = model.ground;
const never = 65_535;

function surfaceFrom(
  origin: ReachOrigin,
  definition: ReachDefinition,
  scenario: Scenario = plainScenario("2020"),
) {
  const found = searchSurface(openReachModel(shippedFiles, scenario), origin, definition);
  if (!found.ok) throw new Error(found.error.en);
  return found.value.surface;
}

const station = (name: string): ReachOrigin => ({
  kind: "station",
  station: model.rail.stations.find((s) => s.name.zh === name)!.id,
});
const at = (longitude: number, latitude: number): ReachOrigin => ({
  kind: "place",
  lngLat: [longitude, latitude],
});
const secondsAt = (surface: Surface, lngLat: [number, number]) => surface.seconds[findCell(grid, lngLat)]!;
const somePlaces: ReachOrigin[] = [
  at(111.67, 40.82),
  at(109.9, 40.6),
  at(109.8, 39.6),
  at(113.1, 41.0),
  at(108.7, 39.8),
];

function expectNoLater(after: Surface, before: Surface) {
  let later = 0;
  for (let i = 0; i < before.seconds.length; i += 1) if (after.seconds[i]! > before.seconds[i]!) later += 1;
  expect(later).toBe(0);
}

describe("surface of travel time", () => {
  it("a new link or a higher speed never makes any place later", () => {
    const edits: RailEdit[] = [
      {
        kind: "link",
        id: "new-link",
        from: model.rail.stations.find((s) => s.name.zh === "包头")!.id,
        to: model.rail.stations.find((s) => s.name.zh === "鄂尔多斯")!.id,
        lengthMetres: 120_000,
        speedKmh: 250,
        trainType: "emu-250",
        trainsPerDay: 20,
      },
      { kind: "line-speed", line: "hubao_existing", speedKmh: 250 },
      { kind: "trains-per-day", service: "emu-250-d6961", trainsPerDay: 20 },
    ];
    for (const definition of reachDefinitions) {
      const before = surfaceFrom(station("呼和浩特东"), definition);
      for (const edit of edits)
        expectNoLater(
          surfaceFrom(station("呼和浩特东"), definition, { ...plainScenario("2020"), edits: [edit] }),
          before,
        );
    }
  });

  it("nothing is reached faster than in a straight line at the top speed of any train or road", () => {
    const top = Math.max(...model.rail.trainTypes.map((t) => t.topKmh)) / 3.6;
    for (const definition of reachDefinitions) {
      for (const origin of [station("乌兰察布"), somePlaces[1]!]) {
        const surface = surfaceFrom(origin, definition);
        const start =
          origin.kind === "place"
            ? origin.lngLat
            : model.rail.stations.find((s) => s.id === origin.station)!.lngLat;
        const cell = findCell(grid, start);
        const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)];
        for (let i = 0; i < surface.seconds.length; i += 1) {
          const value = surface.seconds[i]!;
          if (value === never) continue;
          const cells = Math.hypot((i % grid.columns) - column, Math.floor(i / grid.columns) - row);
          // Stations stand up to three quarters of a cell from the centre of theirs.
          if (value < ((cells - 1.5) * grid.cellMetres) / top) throw new Error(`cell ${i} after ${value} s`);
        }
      }
    }
  });

  it("door to door, the way there takes as long as the way back to a minute where trains run alike both ways", () => {
    const rail = shippedFiles[railFile] as RailSource;
    const alike: RailSource = {
      ...rail,
      sections: rail.sections.map(({ runningShare: _, ...section }) => section),
      services: rail.services.map(({ trainsPerDayBack: _, ...service }) => service),
      parameters: {
        ...rail.parameters,
        "change-at-station-conventional": rail.parameters["change-at-station"]!,
      },
    };
    const symmetric = openReachModel({ ...shippedFiles, [railFile]: alike }, plainScenario("2020"));
    const doorFrom = (origin: ReachOrigin) => {
      const found = searchSurface(symmetric, origin, "door");
      if (!found.ok) throw new Error(found.error.en);
      return found.value.surface;
    };
    for (const a of somePlaces)
      for (const b of somePlaces) {
        if (a.kind !== "place" || b.kind !== "place" || a === b) continue;
        // A place past the horizon counts as just there: the other way may end a few seconds short of it.
        const within = (seconds: number) => Math.min(seconds, symmetric.limitSeconds);
        const there = within(secondsAt(doorFrom(a), b.lngLat));
        const back = within(secondsAt(doorFrom(b), a.lngLat));
        expect(Math.abs(there - back)).toBeLessThanOrEqual(60);
      }
  });

  it("several origins as a union are the earliest of each, as an intersection the latest", () => {
    const surfaces = somePlaces.map((origin) => surfaceFrom(origin, "door"));
    const [union, intersection] = (["union", "intersection"] as const).map((how) =>
      combineSurfaces(surfaces, how),
    );
    for (let i = 0; i < union!.seconds.length; i += 101) {
      const values = surfaces.map((s) => s.seconds[i]!);
      expect(union!.seconds[i]).toBe(Math.min(...values));
      expect(intersection!.seconds[i]).toBe(Math.max(...values));
    }
    const asked = travelMinutes.run(
      {
        scenario: plainScenario("2020"),
        origins: somePlaces,
        combine: "union",
        definition: "door",
        trains: "fastest",
      },
      shippedFiles,
    );
    if (!asked.ok) throw new Error(asked.error.en);
    expect(asked.value.surface.seconds).toEqual(union!.seconds);
  });

  it("a cell just across the river, far from any bridge, costs the way round", () => {
    // The widest place of the plain between two bridges: search the pair of cells with the dearest link.
    let dearest = 0;
    for (let cell = 0; cell < model.ground.barrier.length; cell += 31) {
      if ((model.ground.barrier[cell]! & 4) === 0) continue;
      const south = cell + grid.columns;
      const [from, to] = [cell, south].map((c) =>
        findLngLat(grid, c % grid.columns, Math.floor(c / grid.columns)),
      );
      const seconds = secondsAt(surfaceFrom({ kind: "place", lngLat: from! }, "door"), to!);
      expect(seconds).toBeGreaterThan(model.ground.secondsPerCell[0]!);
      if (seconds > dearest) dearest = seconds;
    }
    expect(dearest).toBeGreaterThan(3600);
  });

  it("the simple clocks are quicker than those that count more", () => {
    const [train, stationClock] = (["train", "station"] as const).map((d) => surfaceFrom(station("包头"), d));
    expectNoLater(train!, stationClock!);
  });

  it("speeds up and changes shorter are nowhere later, the other way nowhere earlier", () => {
    const request = {
      scenario: plainScenario("2020"),
      origins: [somePlaces[0]!],
      combine: "union" as const,
      definition: "door" as const,
      trains: "fastest" as const,
    };
    const range = reachRange.run({ ...request, speedShare: 0.1, changeMinutes: 5 }, shippedFiles);
    if (!range.ok) throw new Error(range.error.en);
    const middle = surfaceFrom(somePlaces[0]!, "door");
    expectNoLater(range.value.early, middle);
    expectNoLater(middle, range.value.late);
  });

  it("a path explains the surface: its parts add up, start at the origin and end at the place", () => {
    for (const definition of reachDefinitions) {
      for (const origin of [station("呼和浩特东"), somePlaces[0]!]) {
        const surface = surfaceFrom(origin, definition).seconds.slice();
        const kinds = new Set<string>();
        fc.assert(
          fc.property(fc.nat(surface.length - 1), (cell) => {
            if (surface[cell] === never) return;
            const to = findLngLat(grid, cell % grid.columns, Math.floor(cell / grid.columns));
            const path = explainReach(model, origin, to, definition);
            if (!path.ok) throw new Error(path.error.en);
            for (const part of path.value.parts) kinds.add(part.kind);
            expect(Math.abs(path.value.minutes - surface[cell]! / 60)).toBeLessThan(0.06);
            const sum = path.value.parts.reduce((total, part) => total + part.minutes, 0);
            expect(Math.abs(sum - path.value.minutes)).toBeLessThan(0.06 * (path.value.parts.length + 1));
            for (const part of path.value.parts) expect(part.minutes).toBeGreaterThanOrEqual(0);
          }),
          { numRuns: 60, seed: 51 },
        );
        expect(kinds.has("road")).toBe(true);
        if (definition === "station") expect(kinds.has("ride") && kinds.has("wait")).toBe(true);
      }
    }
  });

  it("an origin that cannot be one is refused with the reason", () => {
    const reasons = [
      [at(111, 30), "door", "origin-outside"],
      [at(112.68, 40.57), "door", "origin-in-water"],
      [at(Number.NaN, 40), "door", "position-invalid"],
      [at(107.5, 38.2), "train", "no-station-near"],
      [{ kind: "station", station: "nowhere" } as ReachOrigin, "train", "station-unknown"],
    ] as const;
    for (const [origin, definition, code] of reasons) {
      const found = searchSurface(model, origin, definition);
      expect(found.ok ? "answered" : found.error.code).toBe(code);
    }
  });

  it("a place that cannot be reached is refused with the reason", () => {
    const reasons = [
      [[111, 30], "place-outside"],
      [[112.68, 40.57], "place-in-water"],
      [[106.3, 38.0], "place-unreached"],
    ] as const;
    for (const [to, code] of reasons) {
      const path = explainReach(model, station("呼和浩特东"), [...to], "train");
      expect(path.ok ? "answered" : path.error.code).toBe(code);
    }
  });

  it("answers where there is neither road nor station, at the pace of the land", () => {
    const surface = surfaceFrom(at(108.4, 42.2), "door");
    expect(secondsAt(surface, [108.4, 42.2])).toBe(0);
    expect(secondsAt(surface, [108.6, 42.2])).toBeGreaterThan(1500);
    expect(secondsAt(surface, [108.6, 42.2])).toBeLessThan(3000);
  });
});

describe("people and differences", () => {
  it("the curve ends below the census and rises", () => {
    const summary = summarizeSurface(model.ground, surfaceFrom(somePlaces[0]!, "door"), [30, 60, 90, 120]);
    expect(summary.totalPeople).toBe(10_015_444);
    for (let m = 1; m < summary.curve.length; m += 1)
      expect(summary.curve[m]).toBeGreaterThanOrEqual(summary.curve[m - 1]!);
    expect(summary.people).toEqual([30, 60, 90, 120].map((m) => summary.curve[m]));
    expect(summary.people).toEqual([...summary.people].sort((a, b) => a - b));
    const none = summarizeSurface(
      model.ground,
      {
        ...surfaceFrom(somePlaces[0]!, "door"),
        seconds: new Uint16Array(grid.columns * grid.rows).fill(never),
      },
      [60],
    );
    expect(none.people).toEqual([0]);
    expect(none.units).toEqual([[]]);
  });

  it("a new line is told with names and numbers; taking it away again tells the loss", () => {
    const before = surfaceFrom(station("呼和浩特东"), "train");
    const after = surfaceFrom(station("呼和浩特东"), "train", plainScenario("plan-2025"));
    const lngLat: [number, number] = [109.83697, 39.56002];
    const hub = { id: "hub", name: { zh: "枢纽", en: "Hub" }, lngLat, cell: findCell(grid, lngLat) };
    const gained = compareSurfaces(model.ground, before, after, 60, [hub]);
    expect(gained.newPeople).toBeGreaterThan(100_000);
    expect(gained.newHubs).toEqual([hub]);
    expect(gained.lostPeople).toBe(0);
    const summaries = [before, after].map((s) => summarizeSurface(model.ground, s, [60]).people[0]!);
    expect(summaries[1]! - summaries[0]!).toBe(gained.newPeople);
    const lost = compareSurfaces(model.ground, after, before, 60, [hub]);
    expect(lost.lostPeople).toBe(gained.newPeople);
    expect(lost.lostUnits).toEqual(gained.newUnits);
    const sentence = describeDifference(gained);
    expect(sentence.zh).toMatch(/^60 分钟内新增 \d+ 个旗县.*万人、1 个枢纽（枢纽）$/);
    expect(describeDifference(compareSurfaces(model.ground, before, before, 60, [])).en).toBe(
      "No change within 60 minutes",
    );
  });

  it("the simple ring is the circles of the minutes left", () => {
    const place = model.rail.stations.findIndex((s) => s.name.zh === "呼和浩特东");
    const leave = new Int32Array(model.rail.stations.length).fill(1e9);
    leave[place] = 0;
    const ring = buildSimpleRing(model, leave, 30)!;
    const [longitude] = model.rail.stations[place]!.lngLat;
    const longitudes = JSON.stringify(ring.geometry.coordinates)
      .match(/[\d.]+/g)!
      .map(Number)
      .filter((value) => value > 100);
    // Half an hour at 40 km/h is 20 km, 0.237 degrees of longitude here.
    expect(Math.max(...longitudes) - longitude).toBeCloseTo(0.237, 2);
    expect(buildSimpleRing(model, new Int32Array(model.rail.stations.length).fill(1e9), 30)).toBeUndefined();
  });
});

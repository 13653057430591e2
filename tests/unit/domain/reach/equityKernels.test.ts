import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type EquityInput, reachEquity } from "../../../../src/domain/reach/equityKernel.ts";
import { createGrid, findCell } from "../../../../src/domain/reach/grid.ts";
import { travelMinutes } from "../../../../src/domain/reach/reachKernels.ts";
import { plainScenario } from "../../../../src/domain/reach/reachModel.ts";
import type { ReachSource } from "../../../../src/domain/reach/reachSource.ts";
import { reachWorth } from "../../../../src/domain/reach/worthKernel.ts";
import { shippedFiles } from "./shippedFiles.ts";

const read = (names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      shippedFiles[name] ?? (JSON.parse(readFileSync(`public/data/${name}`, "utf8")) as unknown),
    ]),
  );

const input: EquityInput = {
  scenario: plainScenario("2020"),
  definition: "door",
  trains: "fastest",
  cutoffMinutes: 60,
  goals: [1_000_000, 2_000_000],
};

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { en: string } }): T {
  if (!result.ok) throw new Error(result.error.en);
  return result.value;
}

describe("who is left behind", () => {
  const files = read(reachEquity.files(input));
  const answer = unwrap(reachEquity.run(input, files));

  it("more people take no less time, and a longer hour reaches no fewer", () => {
    for (const { goalMinutes } of answer.units)
      expect(goalMinutes[1] ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(
        goalMinutes[0] ?? Number.POSITIVE_INFINITY,
      );
    const longer = unwrap(reachEquity.run({ ...input, cutoffMinutes: 90 }, files));
    for (const [i, unit] of answer.units.entries())
      expect(longer.units[i]!.reached).toBeGreaterThanOrEqual(unit.reached);
  });

  it("half the people are in units that do no better than the middle, half in units that do no worse", () => {
    const all = answer.units.reduce((sum, unit) => sum + unit.people, 0);
    const upTo = answer.units.reduce(
      (sum, unit) => sum + (unit.reached <= answer.middle.reached ? unit.people : 0),
      0,
    );
    const from = answer.units.reduce(
      (sum, unit) => sum + (unit.reached >= answer.middle.reached ? unit.people : 0),
      0,
    );
    expect(upTo).toBeGreaterThanOrEqual(all / 2);
    expect(from).toBeGreaterThanOrEqual(all / 2);
  });

  it("the nearest place is the least of the surface at all of them", () => {
    const airports = files["airports.geojson"] as {
      features: { geometry: { coordinates: [number, number] }; properties: Record<string, unknown> }[];
    };
    const grid = createGrid(files["reach.json"] as ReachSource);
    const units = files["units.geojson"] as { features: { properties: Record<string, unknown> }[] };
    const at = answer.destinations.findIndex(({ title }) => title.en.includes("airport"));
    for (const unit of answer.units.slice(0, 3)) {
      const seat = units.features.find(({ properties }) => properties.id === unit.id)!.properties;
      const { surface } = unwrap(
        travelMinutes.run(
          {
            scenario: input.scenario,
            origins: [{ kind: "place", lngLat: [Number(seat.seatLongitude), Number(seat.seatLatitude)] }],
            combine: "union",
            definition: "door",
            trains: "fastest",
          },
          files,
        ),
      );
      const seconds = airports.features
        .filter(({ properties }) => properties.kind === "airport" && properties["status:2020"] === "existing")
        .map(({ geometry }) => findCell(grid, geometry.coordinates))
        .filter((cell) => cell >= 0)
        .map((cell) => surface.seconds[cell]!);
      expect(unit.nearestMinutes[at]).toBe(Math.ceil(Math.min(...seconds) / 60));
    }
  });

  it("a place that the phase does not have yet is nobody's nearest", () => {
    const at = answer.destinations.findIndex(({ places }) => places === 0);
    expect(at).toBeGreaterThanOrEqual(0);
    for (const unit of answer.units) expect(unit.nearestMinutes[at]).toBeNull();
  });
});

describe("what a change is worth", () => {
  const before = plainScenario("2020");
  const files = read(reachWorth.files({ before, after: before, definition: "door", trains: "fastest" }));
  const ask = (a: typeof before, b: typeof before) =>
    unwrap(reachWorth.run({ before: a, after: b, definition: "door", trains: "fastest" }, files));

  it("no change saves nothing", () => {
    for (const city of ask(before, before).cities) {
      expect([city.savedPersonMinutes, city.newWays, city.lostWays]).toEqual([0, 0, 0]);
      expect(city.people).toBeGreaterThan(1_000_000);
    }
  });

  it("there and back again is nothing, and a faster world saves time everywhere", () => {
    const faster = { ...before, speedFactor: 1.1 };
    const [there, back] = [ask(before, faster), ask(faster, before)];
    for (const [i, city] of there.cities.entries()) {
      expect(city.savedPersonMinutes).toBeGreaterThan(0);
      expect(back.cities[i]!.savedPersonMinutes).toBeCloseTo(-city.savedPersonMinutes, 3);
      expect([back.cities[i]!.lostWays, back.cities[i]!.newWays]).toEqual([city.newWays, city.lostWays]);
    }
  });
});

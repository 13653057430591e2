import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Position } from "geojson";
import { describe, expect, it } from "vitest";
import type { DataFiles } from "../../../src/domain/kernel.ts";
import { findLngLat } from "../../../src/domain/reach/grid.ts";
import { openModel } from "../../../src/domain/reach/openScenario.ts";
import { type ReachRequest, reachBands, travelMinutes } from "../../../src/domain/reach/reachKernels.ts";
import { listReachFiles, plainScenario } from "../../../src/domain/reach/reachModel.ts";
import type { Result } from "../../../src/domain/result.ts";
import { buildBandFeatures, type Contour } from "../../../src/map/reach/bandFeatures.ts";

const root = join(import.meta.dirname, "../../../public/data");
const files: DataFiles = Object.fromEntries(
  listReachFiles().map((name) => [name, JSON.parse(readFileSync(join(root, name), "utf8"))]),
);
const unwrap = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.en);
  return result.value;
};
const request = (phase: ReachRequest["scenario"]["phase"]): ReachRequest => ({
  scenario: plainScenario(phase),
  origins: [{ kind: "place", lngLat: [111.67, 40.81] }],
  combine: "union",
  definition: "door",
  trains: "fastest",
});
const cutoffs = [30, 60, 90];
const now = unwrap(travelMinutes.run(request("2035"), files)).surface;
const then = unwrap(travelMinutes.run(request("2020"), files)).surface;
const { ground } = unwrap(openModel(files, plainScenario("2035")));
const contour: Contour = async (surface, minutes) =>
  unwrap(
    reachBands.run(
      { surface, scenario: plainScenario("2035"), cutoffs: minutes, wantsPolygons: false },
      files,
    ),
  );

/** Rings that wind round a place: odd is inside. */
const countRound = (rings: readonly Position[][], x: number, y: number) =>
  rings.filter((ring) => {
    let inside = false;
    for (let i = 1; i < ring.length; i += 1) {
      const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!] as [[number, number], [number, number]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
  }).length;

/** Places at the middle of cells all over the surface, with the seconds of both phases. */
function* listProbes() {
  const { columns, rows } = now;
  for (let cell = 0; cell < columns * rows; cell += 7) {
    const [after, before] = [now.seconds[cell]!, then.seconds[cell]!];
    // Far from everything there is nothing to tell; a few such places are enough.
    if (Math.min(after, before) > 7200 && cell % 501 > 0) continue;
    const [x, y] = findLngLat(ground.grid, cell % columns, Math.floor(cell / columns));
    yield { x, y, after, before };
  }
}

const ringsOf = ({ geometry }: { geometry: { type: string } }) =>
  (geometry as { type: "Polygon"; coordinates: Position[][] }).coordinates;

describe("travel times on paper", () => {
  it("tint each place once, in the band of its own time, and draw a line a cut-off", async () => {
    const features = await buildBandFeatures(
      {
        reach: { view: "surface", against: null, focusMinutes: 60 },
        bands: (await contour(now, cutoffs))!,
        surface: now,
        before: null,
        range: null,
        colours: ["#111111", "#222222", "#333333"],
      },
      contour,
    );
    const areas = features.filter(({ properties }) => properties?.part === "band");
    expect(areas.map(({ properties }) => properties?.minutes)).toEqual(cutoffs);
    expect(features.filter(({ properties }) => properties?.part === "isoline")).toHaveLength(3);
    const seen = new Map<number | undefined, number>();
    for (const { x, y, after } of listProbes()) {
      if (cutoffs.some((minutes) => Math.abs(after - minutes * 60) < 5)) continue;
      const expected = cutoffs.find((minutes) => after <= minutes * 60);
      const tints = areas.filter((area) => countRound(ringsOf(area), x, y) % 2 === 1);
      expect(tints.map(({ properties }) => properties?.minutes)).toEqual(expected ? [expected] : []);
      seen.set(expected, (seen.get(expected) ?? 0) + 1);
    }
    for (const minutes of cutoffs) expect(seen.get(minutes)).toBeGreaterThan(5);
  });

  it("tell a comparison place by place: newly within, no longer within, sooner, later, the same", async () => {
    const compare = (surface: typeof now, before: typeof now) =>
      contour(surface, cutoffs).then((bands) =>
        buildBandFeatures(
          {
            reach: { view: "surface", against: { phase: "2020", edited: false }, focusMinutes: 60 },
            bands: bands!,
            surface,
            before,
            range: null,
            colours: [],
          },
          contour,
        ),
      );
    const focus = 3600;
    for (const isBackwards of [false, true]) {
      const features = await (isBackwards ? compare(then, now) : compare(now, then));
      const areas = features.filter(({ properties }) => properties?.part === "area");
      const seen = new Map<string, number>();
      for (const probe of listProbes()) {
        const [after, before] = isBackwards ? [probe.before, probe.after] : [probe.after, probe.before];
        const won = before - after;
        if ([after - focus, before - focus].some((gap) => Math.abs(gap) < 5)) continue;
        if ([60, 600, 1200, 1800].some((step) => Math.abs(Math.abs(won) - step) < 5)) continue;
        const expected =
          after > focus && before > focus
            ? null
            : after > focus
              ? "lost"
              : before > focus
                ? "gained"
                : won >= 60
                  ? "faster"
                  : won <= -60
                    ? "slower"
                    : "same";
        const tints = areas.filter((area) => countRound(ringsOf(area), probe.x, probe.y) % 2 === 1);
        expect(tints.map(({ properties }) => properties?.change)).toEqual(expected ? [expected] : []);
        if (expected) seen.set(expected, (seen.get(expected) ?? 0) + 1);
      }
      expect(seen.get(isBackwards ? "lost" : "gained")).toBeGreaterThan(5);
      expect(seen.get(isBackwards ? "slower" : "faster")).toBeGreaterThan(5);
    }
  });

  it("draw the soft edge between the quicker and the slower line", async () => {
    const features = await buildBandFeatures(
      {
        reach: { view: "surface", against: null, focusMinutes: 60 },
        bands: (await contour(then, cutoffs))!,
        surface: then,
        before: null,
        // The later phase is the quicker one everywhere it differs by more than the grid.
        range: { early: now, late: then },
        colours: ["#111111", "#222222", "#333333"],
      },
      contour,
    );
    const soft = features.filter(({ properties }) => properties?.change === "soft");
    let within = 0;
    for (const { x, y, after, before } of listProbes()) {
      if ([after, before].some((seconds) => Math.abs(seconds - 3600) < 5)) continue;
      const isSoft = after <= 3600 !== before <= 3600;
      expect(soft.some((area) => countRound(ringsOf(area), x, y) % 2 === 1)).toBe(isSoft);
      if (isSoft) within += 1;
    }
    expect(within).toBeGreaterThan(5);
  });
});

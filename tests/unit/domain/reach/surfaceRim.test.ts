import { describe, expect, it } from "vitest";
import { never } from "../../../../src/domain/reach/buildGround.ts";
import { combineSurfaces } from "../../../../src/domain/reach/compareSurfaces.ts";
import { type Surface, searchSurface } from "../../../../src/domain/reach/computeSurface.ts";
import { contourSurface } from "../../../../src/domain/reach/contourSurface.ts";
import { openReachModel, plainScenario } from "../../../../src/domain/reach/reachModel.ts";
import { createRim, noteBeyond } from "../../../../src/domain/reach/surfaceRim.ts";
import { shippedFiles } from "./shippedFiles.ts";

const size = 60;
const pace = 60;
const start = 600;
const catchment = 20 * pace;

/** A round catchment on a plain: `pace` seconds to the cell from the middle, twenty cells far. */
function buildRound(): Surface {
  const seconds = new Uint16Array(size * size).fill(never);
  const edges = new Uint16Array(size * size).fill(never);
  const beyond: [number, number][] = [];
  for (let cell = 0; cell < size * size; cell += 1) {
    const away = Math.round(pace * Math.hypot((cell % size) - 30, Math.floor(cell / size) - 30));
    if (away <= catchment) {
      seconds[cell] = start + away;
      edges[cell] = start + catchment;
    } else if (away <= catchment + 2 * pace) beyond.push([cell, away]);
  }
  const rim = createRim(size * size);
  noteBeyond(
    rim,
    { seconds, edges, columns: size },
    {
      cell: Int32Array.from(beyond, ([cell]) => cell),
      seconds: Uint16Array.from(beyond, ([, away]) => away),
    },
    start,
    start + catchment,
  );
  return { seconds, rim, columns: size, rows: size, box: { west: 0, north: 0, east: size, south: size } };
}

const listRadii = (surface: Surface, minutes: number) => {
  const { positions } = contourSurface(surface, [minutes]);
  return Array.from({ length: positions.length / 2 }, (_, k) =>
    Math.hypot(positions[2 * k]! - 30, positions[2 * k + 1]! - 30),
  );
};

describe("the rim of a catchment", () => {
  it("is as round as the catchment, at every cut-off that outlasts it, where cells alone make stairs", () => {
    const round = buildRound();
    for (const minutes of [31, 45, 90])
      for (const radius of listRadii(round, minutes)) expect(Math.abs(radius - 20)).toBeLessThan(0.05);
    const { rim: _, ...stairs } = round;
    expect(Math.min(...listRadii(stairs, 45))).toBeLessThan(19.8);
  });

  it("leaves the line of an earlier cut-off where the minutes put it", () => {
    for (const radius of listRadii(buildRound(), 20)) expect(Math.abs(radius - 10)).toBeLessThan(0.05);
  });

  it("moves each line by less than the cell it crosses: the cells within a cut-off stay the same", () => {
    const model = openReachModel(shippedFiles, plainScenario("2020"));
    const [from, to] = [0, 1].map((city) =>
      searchSurface(model, { kind: "station", station: model.rail.cities[city]!.stations[0]! }, "train"),
    );
    if (!from?.ok || !to?.ok) throw new Error("no surface");
    for (const surface of [
      from.value.surface,
      combineSurfaces([from.value.surface, to.value.surface], "union"),
      combineSurfaces([from.value.surface, to.value.surface], "intersection"),
    ]) {
      const { rim: _, ...stairs } = surface;
      const [smooth, plain] = [surface, stairs].map((drawn) => contourSurface(drawn, [30, 60, 90]));
      expect(smooth!.ringOffset).toEqual(plain!.ringOffset);
      let moved = 0;
      for (let k = 0; k < smooth!.positions.length; k += 1) {
        const [now, before] = [smooth!.positions[k]!, plain!.positions[k]!];
        expect(Math.floor(now) === Math.floor(before) || Math.abs(now - before) <= 1).toBe(true);
        if (now !== before) moved += 1;
      }
      expect(moved).toBeGreaterThan(0);
    }
  });
});

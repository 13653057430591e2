import fc from "fast-check";
import geodesicPackage from "geographiclib-geodesic";
import type { Geometry, LineString, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { findNearestPlaces } from "../../../../src/domain/check/nearestPlaces.ts";

const line = (...coordinates: Position[]): LineString => ({ type: "LineString", coordinates });
const distance = (a: Position, b: Position) =>
  geodesicPackage.Geodesic.WGS84.Inverse(a[1]!, a[0]!, b[1]!, b[0]!).s12!;

/** Every place of one line against every place of the other, by GeographicLib, a few metres apart. */
function searchNearest(one: LineString, two: LineString): number {
  const placesOf = ({ coordinates }: LineString, count: number, [from, to]: [number, number]) =>
    Array.from({ length: count + 1 }, (_, i): Position => {
      const at = from + ((to - from) * i) / count;
      const index = Math.min(coordinates.length - 2, Math.floor(at));
      const [a, b] = [coordinates[index]!, coordinates[index + 1]!];
      const share = at - index;
      return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share];
    });
  let ranges: [[number, number], [number, number]] = [
    [0, one.coordinates.length - 1],
    [0, two.coordinates.length - 1],
  ];
  let best = Infinity;
  // The first round looks everywhere, the others round the best place so far.
  for (let round = 0; round < 5; round += 1) {
    const count = round === 0 ? 60 : 12;
    const [first, second] = [placesOf(one, count, ranges[0]), placesOf(two, count, ranges[1])];
    let at: [number, number] = [0, 0];
    best = Infinity;
    for (const [i, a] of first.entries())
      for (const [j, b] of second.entries()) {
        const metres = distance(a, b);
        if (metres < best) {
          best = metres;
          at = [i, j];
        }
      }
    ranges = ranges.map(([from, to], side): [number, number] => {
      const step = (to - from) / count;
      const middle = from + step * at[side as 0 | 1];
      return [Math.max(from, middle - step), Math.min(to, middle + step)];
    }) as typeof ranges;
  }
  return best;
}

describe("the nearest places of two geometries", () => {
  it("are a place and its foot on a meridian, the geodesic between them", () => {
    const found = findNearestPlaces(
      { type: "Point", coordinates: [110.1, 40] },
      line([110, 39.9], [110, 40.1]),
      20_000,
    )!;
    expect(found.places[0]).toEqual([110.1, 40]);
    expect(Math.abs(found.distanceMetres - distance([110.1, 40], [110, 40]))).toBeLessThan(1);
    expect(Math.abs(found.distanceMetres - distance(found.places[0], found.places[1]))).toBeLessThan(0.001);
  });

  it("are one place where edges cross, and nothing past the limit", () => {
    const cross = findNearestPlaces(line([110, 40], [111, 41]), line([110, 41], [111, 40]), 10)!;
    expect(cross.distanceMetres).toBe(0);
    expect(cross.places[0]).toEqual(cross.places[1]);
    expect(findNearestPlaces(line([110, 40], [111, 40]), line([110, 41], [111, 41]), 50_000)).toBeUndefined();
  });

  it("are given in the order asked", () => {
    const near: Geometry = { type: "Point", coordinates: [110, 40.01] };
    const far = line([109, 40], [111, 40]);
    const [there, back] = [findNearestPlaces(near, far, 5000)!, findNearestPlaces(far, near, 5000)!];
    expect(there.places[0]).toEqual([110, 40.01]);
    expect(back.places[1]).toEqual([110, 40.01]);
    expect(back.distanceMetres).toBeCloseTo(there.distanceMetres, 6);
  });

  it("are as near as a search by GeographicLib finds, within a metre", () => {
    const places = fc.array(
      fc.tuple(
        fc.double({ min: 110, max: 110.3, noNaN: true }),
        fc.double({ min: 40, max: 40.3, noNaN: true }),
      ),
      { minLength: 2, maxLength: 4 },
    );
    fc.assert(
      fc.property(places, places, (a, b) => {
        const one = line(...a.map(([x, y]): Position => [x, y]));
        const two = line(...b.map(([x, y]): Position => [x + 0.31, y]));
        const found = findNearestPlaces(one, two, 100_000)!;
        expect(found.distanceMetres).toBeLessThan(searchNearest(one, two) + 1);
        expect(Math.abs(found.distanceMetres - distance(...found.places))).toBeLessThan(0.01);
      }),
      { numRuns: 40 },
    );
  });
});

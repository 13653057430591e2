import type { Geometry, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { findContacts } from "../../../../src/domain/check/findContacts.ts";
import { findShape, measurePair } from "../../../../src/domain/check/measurePair.ts";
import { reachesInside } from "../../../../src/domain/check/reachInside.ts";

const box = (west: number, south: number, east: number, north: number): Geometry => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
const line = (...coordinates: Position[]): Geometry => ({ type: "LineString", coordinates });
const zone = box(110, 40, 110.2, 40.1);
const say = (subject: Geometry, other: Geometry = zone, distanceMetres = 0) => {
  const [own, their] = [findShape(subject)!, findShape(other)!];
  const measure = measurePair(own, their, { smallestAreaSquareMetres: 1, smallestLengthMetres: 1 });
  return findContacts(own, their, measure, distanceMetres, (metres) =>
    reachesInside(measure, own, their, metres),
  );
};

describe("how two shapes lie to each other", () => {
  it("is no nearness where a river runs through a project", () => {
    expect(say(zone, line([109.9, 40.05], [110.3, 40.05]))).toEqual(["zone-runs-through"]);
  });

  it("is along the edge where a line keeps to it, and neither inside nor through it", () => {
    expect(say(line([110.02, 40], [110.18, 40]))).toEqual(["along-edge"]);
  });

  it("is through the edge, wholly inside or partly so", () => {
    expect(say(line([109.9, 40.05], [110.1, 40.05]))).toEqual(["crosses"]);
    expect(say(line([110.05, 40.05], [110.1, 40.05]))).toEqual(["inside"]);
    expect(say(box(110.05, 40.02, 110.1, 40.05))).toEqual(["inside"]);
    expect(say(box(109.9, 40.02, 110.1, 40.05))).toEqual(["partly-inside"]);
    expect(say({ type: "Point", coordinates: [110.1, 40.05] })).toEqual(["inside"]);
  });

  it("is a crossing where two lines meet, and a place in the ground where a zone is but a place", () => {
    expect(say(line([110, 40], [110, 41]), line([109, 40.5], [111, 40.5]))).toEqual(["crosses"]);
    expect(say(zone, { type: "Point", coordinates: [110.1, 40.05] })).toEqual(["zone-place-inside"]);
  });

  it("is near only where the two are apart, and touching where they share no more than an edge", () => {
    expect(say(box(110.3, 40, 110.4, 40.1), zone, 8_500)).toEqual(["near"]);
    expect(say(box(110.2, 40, 110.4, 40.1))).toEqual(["touches"]);
  });
});

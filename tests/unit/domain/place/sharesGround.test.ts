import fc from "fast-check";
import type { Polygon, Position } from "geojson";
import { expect, it } from "vitest";
import { measureAreaSquareMetres } from "../../../../src/domain/place/measure.ts";
import { buildIntersection } from "../../../../src/domain/place/overlay.ts";
import { sharesGround } from "../../../../src/domain/place/sharesGround.ts";

const everything: [number, number, number, number] = [0, 0, 20, 20];
const area = (...ring: Position[]): Polygon => ({ type: "Polygon", coordinates: [[...ring, ring[0]!]] });
const box = (west: number, south: number, east: number, north: number) =>
  area([west, south], [east, south], [east, north], [west, north]);

it("neighbours that share a border, a corner or nothing share no ground", () => {
  const first = box(0, 0, 2, 2);
  for (const other of [box(2, 0, 4, 2), box(2, 2, 3, 3), box(2, 0.5, 4, 1), box(5, 5, 6, 6)])
    expect(sharesGround([first.coordinates], [other.coordinates], everything)).toBe(false);
});

it("the same border, drawn from another corner, one inside the other, and a common side are shared ground", () => {
  const first = box(0, 0, 2, 2);
  for (const other of [
    area([2, 0], [2, 2], [0, 2], [0, 0]),
    box(0.5, 0.5, 1, 1),
    box(1, 0, 3, 2),
    box(0, 0, 1, 2),
    box(-1, 0.5, 3, 1.5),
  ])
    expect(sharesGround([first.coordinates], [other.coordinates], everything)).toBe(true);
});

/** The same area with every side cut into pieces, at places a binary number holds exactly. */
const cut = ({ coordinates }: Polygon, pieces = 16): Polygon =>
  area(
    ...coordinates[0]!.slice(1).flatMap((end, i) => {
      const start = coordinates[0]![i]!;
      return Array.from({ length: pieces }, (_, k) =>
        start.map((value, axis) => value + ((end[axis]! - value) * k) / pieces),
      );
    }),
  );

it("agrees with the intersection of a polygon engine on shapes that touch in every way a small grid knows", () => {
  const corner = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }));
  const shape = fc.oneof(
    fc
      .tuple(corner, corner, corner)
      .filter(([a, b, c]) => (b[0] - a[0]) * (c[1] - a[1]) !== (b[1] - a[1]) * (c[0] - a[0]))
      .map((corners) => area(...corners)),
    fc
      .tuple(corner, corner)
      .filter(([a, b]) => a[0] < b[0] && a[1] < b[1])
      .map(([a, b]) => box(a[0], a[1], b[0], b[1])),
  );
  fc.assert(
    fc.property(shape, shape, (first, second) => {
      // A ten-thousandth of a square degree is more than what the engine's own grid leaves along a border.
      const isShared = measureAreaSquareMetres(buildIntersection(first, second)) > 1e6;
      expect(sharesGround([first.coordinates], [second.coordinates], everything)).toBe(isShared);
      // Many edges are looked up in an index; what they enclose is the same.
      expect(sharesGround([cut(first).coordinates], [cut(second).coordinates], everything)).toBe(isShared);
    }),
    { numRuns: 2_000 },
  );
});

it("compares an edge with those alone that it may meet: ten times the border is not a hundred times the work", () => {
  let reads = 0;
  const count = (position: Position) =>
    new Proxy(position, {
      get: (target, key) => {
        reads += 1;
        return Reflect.get(target, key);
      },
    });
  const wave = (points: number, side: number): Position[] =>
    Array.from({ length: points + 1 }, (_, i) => [side, 1 + (i * 16) / points]);
  const measure = (points: number) => {
    const border = wave(points, 5);
    const west = area([1, 1], ...border, [1, 17]).coordinates[0]!.map(count);
    const east = area(...border.toReversed(), [5.5, 1], [9, 1], [9, 17]).coordinates[0]!.map(count);
    reads = 0;
    expect(sharesGround([[west]], [[east]], [4, 0, 6, 18])).toBe(false);
    return reads;
  };
  const [few, many] = [measure(300), measure(3_000)];
  expect(many / few).toBeLessThan(15);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AlternativeGeometry } from "../../../../src/domain/board/checkQuery.ts";
import {
  addHandle,
  findHandles,
  listPaths,
  moveCourse,
  moveHandle,
  placeOfHandle,
  removeHandle,
} from "../../../../src/domain/check/bendCourse.ts";
import { measureDistanceMetres } from "../../../../src/domain/place/ellipsoid.ts";
import { lngLat } from "../../../../src/domain/place/position.ts";

const bow: AlternativeGeometry = {
  type: "LineString",
  coordinates: [
    [110, 40],
    [110.25, 40.2],
    [110.5, 40.4],
    [110.75, 40.2],
    [111, 40],
  ],
};
const courseOf = (geometry: AlternativeGeometry) => ({ geometry, handles: findHandles(geometry) });
const ring: AlternativeGeometry = {
  type: "Polygon",
  coordinates: [
    [
      [110, 40],
      [111, 40],
      [111, 41],
      [110, 41],
      [110, 40],
    ],
  ],
};

describe("taking hold of a course", () => {
  it("holds the ends and the bends, not what lies straight between them", () => {
    expect(findHandles(bow).map(({ position }) => position)).toEqual([0, 2, 4]);
  });

  it("holds each corner of a ring once", () => {
    expect(findHandles(ring).map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  });

  it("holds a point by itself", () => {
    expect(findHandles({ type: "Point", coordinates: [110, 40] })).toEqual([{ path: 0, position: 0 }]);
  });
});

describe("a course of several parts", () => {
  const square = (x: number): [number, number][] => [
    [x, 40],
    [x + 1, 40],
    [x + 1, 41],
    [x, 41],
    [x, 40],
  ];
  const hole: [number, number][] = [
    [110.4, 40.4],
    [110.4, 40.6],
    [110.6, 40.6],
    [110.6, 40.4],
    [110.4, 40.4],
  ];
  const areas: AlternativeGeometry = {
    type: "MultiPolygon",
    coordinates: [[square(110), hole], [square(113)]],
  };

  it("keeps its areas, and closes each ring, when a corner of one moves", () => {
    const course = courseOf(areas);
    expect(course.handles).toHaveLength(12);
    const index = course.handles.findIndex(({ path, position }) => path === 2 && position === 0);
    const { geometry } = moveHandle(course, index, [112.5, 39.5]);
    if (geometry.type !== "MultiPolygon") throw new Error(geometry.type);
    expect(geometry.coordinates.map((rings) => rings.length)).toEqual([2, 1]);
    expect(geometry.coordinates[0]).toEqual([square(110), hole]);
    expect(geometry.coordinates[1]![0]![0]).toEqual([112.5, 39.5]);
    expect(geometry.coordinates[1]![0]!.at(-1)).toEqual([112.5, 39.5]);
  });

  it("moves one point of many by itself", () => {
    const points: AlternativeGeometry = {
      type: "MultiPoint",
      coordinates: [
        [110, 40],
        [111, 41],
      ],
    };
    const { geometry } = moveHandle(courseOf(points), 1, [112, 42]);
    expect(geometry).toEqual({
      type: "MultiPoint",
      coordinates: [
        [110, 40],
        [112, 42],
      ],
    });
  });

  it("holds the parts with most vertices where there are more parts than handles", () => {
    const short = Array.from({ length: 30 }, (_, i): [number, number][] => [
      [110 + i / 100, 40],
      [110 + i / 100, 40.1],
    ]);
    const long = Array.from({ length: 9 }, (_, i): [number, number] => [112 + i / 10, 40 + (i % 2) / 5]);
    const handles = findHandles({ type: "MultiLineString", coordinates: [...short, long] });
    expect(handles.length).toBeLessThanOrEqual(24);
    expect(handles.some(({ path }) => path === 30)).toBe(true);
  });
});

describe("bending a course", () => {
  it("moves what lies between by its share of the way, and leaves the other handles", () => {
    const bent = moveHandle(courseOf(bow), 1, [110.5, 40.8]);
    expect(listPaths(bent.geometry)[0]).toEqual([
      [110, 40],
      [110.25, expect.closeTo(40.4, 3)],
      [110.5, 40.8],
      [110.75, expect.closeTo(40.4, 3)],
      [111, 40],
    ]);
  });

  it("keeps a ring closed when its first corner moves", () => {
    const [path] = listPaths(moveHandle(courseOf(ring), 0, [109.5, 39.5]).geometry);
    expect(path![0]).toEqual([109.5, 39.5]);
    expect(path!.at(-1)).toEqual(path![0]);
    expect(path![2]).toEqual([111, 41]);
  });

  it("says which handles there are when there is no such one", () => {
    expect(() => moveHandle(courseOf(bow), 7, [0, 0])).toThrow("expected 0 to 2");
  });

  it("comes back when a handle is moved there and back, within a centimetre", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 109, max: 112, noNaN: true }),
            fc.double({ min: 39, max: 42, noNaN: true }),
          ),
          { minLength: 3, maxLength: 30 },
        ),
        fc.nat(),
        (coordinates, pick) => {
          const course = courseOf({ type: "LineString", coordinates });
          const index = pick % course.handles.length;
          const home = placeOfHandle(course, index)!;
          // A small bend: shares are measured along the path, which itself changes as it bends.
          const there = moveHandle(course, index, [home[0] + 0.001, home[1] - 0.001]);
          expect(placeOfHandle(there, index)).toEqual([
            expect.closeTo(home[0] + 0.001, 6),
            expect.closeTo(home[1] - 0.001, 6),
          ]);
          for (const [other] of course.handles.entries())
            if (other !== index)
              expect(placeOfHandle(there, other)).toEqual(
                placeOfHandle(course, other)!.map((value) => expect.closeTo(value, 6)),
              );
        },
      ),
      { numRuns: 100, seed: 5 },
    );
  });

  it("moves the whole by the metres asked", () => {
    const moved = listPaths(moveCourse(courseOf(bow), 90, 5_000).geometry)[0]![0]!;
    expect(measureDistanceMetres(lngLat(110, 40), lngLat(moved[0]!, moved[1]!))).toBeCloseTo(5_000, 0);
  });
});

describe("adding and removing a handle", () => {
  it("takes a vertex that is there, and else puts one half-way", () => {
    const twice = addHandle(addHandle(courseOf(bow), 0), 0);
    expect(twice.handles.map(({ position }) => position)).toEqual([0, 1, 2, 3, 5]);
    expect(listPaths(twice.geometry)[0]![1]).toEqual([110.125, 40.1]);
  });

  it("straightens the way where one is removed, but never an end or a triangle's corner", () => {
    expect(listPaths(removeHandle(courseOf(bow), 1).geometry)[0]).toEqual([
      [110, 40],
      [111, 40],
    ]);
    expect(removeHandle(courseOf(bow), 0).geometry).toEqual(bow);
    const triangle = removeHandle(courseOf(ring), 1);
    expect(listPaths(triangle.geometry)[0]).toHaveLength(4);
    expect(removeHandle(triangle, 1)).toEqual(triangle);
  });
});

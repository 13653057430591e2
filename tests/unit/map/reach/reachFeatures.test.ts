import { area, circle, difference, featureCollection } from "@turf/turf";
import type { Feature, MultiPolygon, Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import type { Bands } from "../../../../src/domain/reach/reachKernels.ts";
import {
  buildEdgeFeatures,
  buildRingFeatures,
  buildRouteFeatures,
} from "../../../../src/map/reach/reachFeatures.ts";
import { traceBetween } from "../../../../src/map/reach/traceCourses.ts";

/** Rings round one centre, given as radii in degrees and positions each. */
function bandsOf(rings: { radius: number; count: number; cutoff: number }[]): Bands {
  const lngLat = rings.flatMap(({ radius, count }) =>
    Array.from({ length: count }, (_, i) => [
      110 + radius * Math.cos((2 * Math.PI * i) / count),
      40 + radius * Math.sin((2 * Math.PI * i) / count),
    ]).flat(),
  );
  const offsets = [0];
  for (const { count } of rings) offsets.push(offsets.at(-1)! + count);
  return {
    cutoffs: [30, 60],
    areasSquareKilometres: [0, 0],
    ringCutoff: Int32Array.from(rings, (ring) => ring.cutoff),
    ringOffset: Int32Array.from(offsets),
    lngLat: Float64Array.from(lngLat),
    polygons: [],
  };
}

describe("numbers of lines of equal time", () => {
  it("stand at the ends of each ring, four on a long one, none on a tiny one", () => {
    const { features } = buildEdgeFeatures(
      bandsOf([
        { radius: 0.05, count: 8, cutoff: 0 },
        { radius: 0.5, count: 40, cutoff: 0 },
        { radius: 1, count: 400, cutoff: 1 },
      ]),
    );
    const of = (minutes: number) => features.filter((feature) => feature.properties?.minutes === minutes);
    expect(of(30)).toHaveLength(2);
    expect(of(60)).toHaveLength(4);
    const latitudes = of(60).map((feature) => feature.geometry.coordinates[1]!);
    expect(Math.max(...latitudes)).toBeCloseTo(41, 3);
    expect(Math.min(...latitudes)).toBeCloseTo(39, 3);
  });

  it("stand at one cut-off alone where only its line is drawn", () => {
    const rings = [
      { radius: 0.5, count: 40, cutoff: 0 },
      { radius: 1, count: 400, cutoff: 1 },
    ];
    const { features } = buildEdgeFeatures(bandsOf(rings), 30);
    expect(new Set(features.map((feature) => feature.properties?.minutes))).toEqual(new Set([30]));
  });
});

describe("simple rings", () => {
  const ring = (
    minutes: number,
    kilometres: number,
  ): Feature<Polygon | MultiPolygon, { minutes: number }> => ({
    ...circle([110, 40], kilometres, { steps: 64, units: "kilometers" }),
    properties: { minutes },
  });

  it("are tinted each beyond the next smaller one, as turf would cut them", () => {
    const [near, far] = [ring(30, 10), ring(60, 25)];
    const { features } = buildRingFeatures([[far, near]], (minutes) => `#${minutes}`, true);
    const outer = features.find(
      ({ properties }) => properties?.part === "area" && properties.minutes === 60,
    )!;
    const cut = difference(featureCollection([far, near]))!;
    expect(area(outer)).toBeCloseTo(area(cut), -2);
  });

  it("over a surface are outlines alone", () => {
    const { features } = buildRingFeatures([[ring(30, 10)]], () => "#000000", false);
    expect(features.map(({ properties }) => properties?.part)).toEqual(["outline"]);
  });
});

describe("a journey on the map", () => {
  const name = (zh: string) => ({ zh, en: zh });
  const still = { name: name(""), schematic: false };
  const path = {
    minutes: 30,
    schematic: true,
    parts: [
      {
        ...still,
        kind: "entry" as const,
        minutes: 15,
        from: name("甲"),
        to: name("甲"),
        course: [[110, 40]],
      },
      { ...still, kind: "wait" as const, minutes: 5, from: name("甲"), to: name("甲"), course: [[110, 40]] },
      {
        kind: "ride" as const,
        minutes: 10,
        name: name("线"),
        from: name("甲"),
        to: name("乙"),
        course: [
          [110, 40],
          [111, 40],
        ],
        schematic: true,
      },
    ],
  };

  it("says at a station everything that is done there, and marks what is schematic", () => {
    const { features } = buildRouteFeatures(path as Parameters<typeof buildRouteFeatures>[0]);
    const labels = features.flatMap(({ properties }) => properties?.["label:zh"] ?? []);
    expect(labels).toEqual(["甲\n进站 15 分\n候车 5 分", "乙", "10 分（示意）"]);
    expect(features.filter(({ geometry }) => geometry.type === "LineString")).toHaveLength(1);
  });

  it("follows the line that passes both stations, in the sense of travel, and no other", () => {
    const courses = [
      {
        name: "近",
        positions: [
          [110, 40],
          [110.5, 40.2],
          [111, 40],
        ],
      },
      {
        name: "远",
        positions: [
          [110, 41],
          [111, 41],
        ],
      },
    ];
    expect(traceBetween(courses, "近", [111, 40.01], [110, 40])).toEqual([
      [111, 40],
      [110.5, 40.2],
      [110, 40],
    ]);
    expect(traceBetween(courses, "近", [110, 40], [112, 40])).toBeUndefined();
  });
});

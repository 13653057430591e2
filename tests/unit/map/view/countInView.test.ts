import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { featureFilter } from "@maplibre/maplibre-gl-style-spec";
import { bboxPolygon, booleanIntersects } from "@turf/turf";
import { describe, expect, it } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { passesFilter } from "../../../../layers/grammar/evaluateFilter.ts";
import { themes } from "../../../../layers/grammar/theme.ts";
import { layers } from "../../../../layers/index.ts";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { type Box, countInView, geometryTypeOf, meetsBox } from "../../../../src/map/view/countInView.ts";

const readDataset = (id: string) =>
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, "../../../../public/data", `${id}.geojson`), "utf8"),
  ) as PlanFeatureCollection;
const box: Box = [0, 0, 10, 10];

describe("whether a geometry is in view", () => {
  it("counts a line that only crosses the view, with both ends outside", () => {
    expect(
      meetsBox(
        {
          type: "LineString",
          coordinates: [
            [-5, 5],
            [15, 5],
          ],
        },
        box,
      ),
    ).toBe(true);
    expect(
      meetsBox(
        {
          type: "LineString",
          coordinates: [
            [-5, 8],
            [3, 14],
          ],
        },
        box,
      ),
    ).toBe(false);
  });

  it("counts an area that holds the whole view, but not one whose hole does", () => {
    const around = [
      [-5, -5],
      [15, -5],
      [15, 15],
      [-5, 15],
      [-5, -5],
    ];
    const hole = [
      [-1, -1],
      [-1, 11],
      [11, 11],
      [11, -1],
      [-1, -1],
    ];
    expect(meetsBox({ type: "Polygon", coordinates: [around] }, box)).toBe(true);
    expect(meetsBox({ type: "Polygon", coordinates: [around, hole] }, box)).toBe(false);
  });

  it("agrees with turf for every shipped feature in a hundred views", () => {
    const collections = ["rail-lines", "stations", "deserts", "nature-reserves", "rivers"].map(readDataset);
    let seed = 20_251_231;
    const random = () => {
      seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    const wrong: string[] = [];
    for (let view = 0; view < 100; view += 1) {
      const west = 106 + random() * 8;
      const south = 38 + random() * 4;
      const size = 0.05 + random() * 2;
      const window: Box = [west, south, west + size, south + size];
      const polygon = bboxPolygon([...window]);
      for (const { features } of collections) {
        for (const { geometry, properties } of features) {
          if (meetsBox(geometry, window) !== booleanIntersects(geometry, polygon)) {
            wrong.push(`${properties.id} in ${window}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("filters", () => {
  it("decide as MapLibre's own do, for every legend entry, phase and feature", () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const layer of layers) {
      if (!("dataset" in layer.data)) continue;
      const { features } = readDataset(layer.data.dataset);
      for (const phase of phaseIds) {
        for (const entry of layer.legend({ theme: themes.paper, phase, language: "zh" })) {
          const theirs = featureFilter(entry.filter, `${layer.id}.legend.${entry.id}.filter`);
          for (const { properties, geometry } of features) {
            const geometryType = geometryTypeOf(geometry);
            const kind = { Point: 1, LineString: 2, Polygon: 3 }[geometryType];
            const expected = theirs.filter({ zoom: 8 } as never, { type: kind, properties } as never);
            compared += 1;
            if (passesFilter(entry.filter, { properties, geometryType }) !== expected) {
              wrong.push(`${layer.id}/${entry.id} ${properties.id}`);
            }
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(5_000);
    expect(wrong).toEqual([]);
  });

  it("refuse an operator they do not know, by name", () => {
    expect(() => passesFilter(["within", {}], { properties: {}, geometryType: "Point" })).toThrow(
      /got the filter operator 'within', expected one of/,
    );
  });
});

describe("counting", () => {
  const collection = {
    type: "FeatureCollection",
    features: [
      [1, 1, "airport", "existing"],
      [2, 2, "general-airport", "planned"],
      [3, 3, "airport", "absent"],
      [30, 30, "airport", "existing"],
    ].map(([lon, lat, kind, status], index) => ({
      type: "Feature",
      properties: { id: `a-${index}`, kind, [`status:${phaseIds[0]}`]: status },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  } as unknown as PlanFeatureCollection;
  const airports = layers.filter((layer) => layer.id === "airports");
  const context = { theme: themes.paper, phase: phaseIds[0]!, language: "zh" as const };

  it("counts what stands and is in view, by legend entry", () => {
    const counts = countInView(airports, { airports: collection }, context, box, 9);
    expect(counts.airports).toMatchObject({ airport: 1, "general-airport": 0, planned: 1, closed: 0 });
  });

  it("does not count what the map draws only from a nearer zoom", () => {
    const far = countInView(airports, { airports: collection }, context, box, 3);
    const entry = airports[0]!.legend(context).find((other) => other.fromZoom !== undefined)!;
    expect(entry.fromZoom).toBeGreaterThan(3);
    expect(far.airports![entry.id]).toBe(0);
  });

  it("leaves out a layer whose data are not there yet", () => {
    expect(countInView(airports, {}, context, box, 9)).toEqual({});
  });
});

import * as turf from "@turf/turf";
import type { FeatureCollection } from "geojson";
import { describe, expect, it } from "vitest";
import { bufferLayer, type ComputedLayer, overlayLayers } from "../../../../src/domain/place/layerKernels.ts";
import { measureAreaSquareMetres } from "../../../../src/domain/place/measure.ts";
import type { Result } from "../../../../src/domain/result.ts";

const square = (x: number, y: number, size: number, properties: object) => ({
  type: "Feature",
  properties,
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [x, y],
        [x + size, y],
        [x + size, y + size],
        [x, y + size],
        [x, y],
      ],
    ],
  },
});
const files = {
  "zones.geojson": {
    type: "FeatureCollection",
    features: [
      square(110, 40, 0.2, { id: "a", items: ["x"], "status:now": "existing" }),
      square(111, 40, 0.2, { id: "b", "status:now": "absent" }),
    ],
  },
  "own/1.geojson": {
    type: "FeatureCollection",
    features: [square(110.1, 40.1, 0.2, { 名称: "甲" }), square(114, 40, 0.1, { 名称: "乙" })],
  },
};
const zones = { file: "zones.geojson", phase: "now" };
const own = { file: "own/1.geojson" };

function open(computed: Result<ComputedLayer>): FeatureCollection {
  if (!computed.ok) throw new Error(computed.error.en);
  return JSON.parse(new TextDecoder().decode(computed.value.geojson)) as FeatureCollection;
}

describe("kernels over layers", () => {
  it("an intersection has the area Turf finds and the attributes of both sides", () => {
    const { features } = open(
      overlayLayers.run({ operation: "intersection", subjects: own, masks: zones }, files),
    );
    expect(features).toHaveLength(1);
    expect(features[0]!.properties).toEqual({ 名称: "甲", "mask:id": "a" });
    const [first] = files["own/1.geojson"].features;
    const peer = turf.intersect(
      turf.featureCollection([first, files["zones.geojson"].features[0]] as never[]),
    )!;
    expect(measureAreaSquareMetres(features[0]!.geometry)).toBeCloseTo(
      measureAreaSquareMetres(peer.geometry),
      0,
    );
  });

  it("what does not stand in the phase takes no part", () => {
    const far = { file: "zones.geojson", ids: ["b"] };
    const request = { operation: "intersection", subjects: far, masks: { file: "zones.geojson" } } as const;
    expect(open(overlayLayers.run(request, files)).features).toHaveLength(1);
    const gone = overlayLayers.run({ ...request, subjects: { ...far, phase: "now" } }, files);
    expect(!gone.ok && gone.error.code).toBe("result-empty");
  });

  it("features are picked by where they stand to the other layer", () => {
    const names = (relation: "intersects" | "disjoint") =>
      open(
        overlayLayers.run({ operation: "select", subjects: own, masks: zones, relation }, files),
      ).features.map((feature) => feature.properties!.名称);
    expect(names("intersects")).toEqual(["甲"]);
    expect(names("disjoint")).toEqual(["乙"]);
  });

  it("buffers of one feature carry distance and attributes, rings begin where the last ends", () => {
    const { features } = open(
      bufferLayer.run(
        { source: { ...own, indexes: [1] }, distancesMetres: [5_000, 1_000], dissolve: false, rings: true },
        files,
      ),
    );
    expect(features.map((feature) => feature.properties)).toEqual([
      { 名称: "乙", distanceMetres: 1_000, fromMetres: 0 },
      { 名称: "乙", distanceMetres: 5_000, fromMetres: 1_000 },
    ]);
  });

  it("a buffer that cannot be made says why", () => {
    const computed = bufferLayer.run(
      { source: own, distancesMetres: [-1], dissolve: true, rings: false },
      files,
    );
    expect(!computed.ok && computed.error.code).toBe("buffer-range");
  });

  it("asks for each file once", () => {
    expect(overlayLayers.files({ operation: "union", subjects: own, masks: own })).toEqual(["own/1.geojson"]);
  });
});

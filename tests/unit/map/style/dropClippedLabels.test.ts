import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { dropClippedLabels, findInside } from "../../../../src/map/style/dropClippedLabels.ts";

describe("names at the edge of a picture", () => {
  const style = {
    version: 8 as const,
    sources: { places: { type: "geojson" as const, data: "places.geojson" } },
    layers: [
      {
        id: "sign",
        type: "symbol" as const,
        source: "places",
        filter: ["==", ["get", "kind"], "town"] as never,
        layout: { "icon-image": "ring", "icon-overlap": "always" as const, "text-field": "甲" },
      },
      { id: "name", type: "symbol" as const, source: "places", layout: { "text-field": "乙" } },
      { id: "dot", type: "circle" as const, source: "places" },
    ],
  };

  it("are left out with their signs where they would be cut, and only those", () => {
    const corners = [
      [110, 41],
      [112, 41],
      [112, 39],
      [110, 39],
    ];
    const cut = dropClippedLabels(style, corners);
    expect(validateStyleMin(cut)).toEqual([]);
    expect(JSON.stringify(cut.layers[0])).toContain(
      '["all",["==",["get","kind"],"town"],["within",{"type":"Polygon","coordinates":[[[110,41],[112,41],[112,39],[110,39],[110,41]]]}]]',
    );
    expect(cut.layers.slice(1)).toEqual(style.layers.slice(1));
  });

  it("are cut nearer the sides than the top and bottom, since names are longer than they are high", () => {
    const [topLeft, , bottomRight] = findInside(800, 600);
    expect(topLeft).toEqual([46, 30]);
    expect(bottomRight).toEqual([754, 586]);
  });
});

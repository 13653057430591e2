import { readFileSync } from "node:fs";
import { booleanPointInPolygon, distance } from "@turf/turf";
import type { FeatureCollection, Geometry, LineString, MultiPolygon, Point, Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import { readFactTable } from "../../../geodata/build/factTable.ts";
import { findHanName } from "../../../geodata/build/towns.ts";
import { atlas } from "../../../geodata/catalogue.ts";
import type { PlanProperties } from "../../../src/domain/plan.ts";

const read = <G extends Geometry>(dataset: string) =>
  (JSON.parse(readFileSync(`public/data/${dataset}.geojson`, "utf8")) as FeatureCollection<G, PlanProperties>)
    .features;

const towns = read<Point>("towns");
const region = read<Polygon>("region")[0]!;
const ranked = (rank: number) => towns.filter((town) => town.properties.rank === rank);

describe("findHanName", () => {
  it("takes the name that reads like the main name", () => {
    expect(findHanName("Shagedu", ["Sha-ko-tu", "准格尔旗", "沙圪堵", "沙圪堵镇"])).toBe("沙圪堵");
  });

  it("drops the administrative ending where only the long name is given", () => {
    expect(findHanName("Lamawan", ["La-ma-wan", "喇嘛湾镇"])).toBe("喇嘛湾");
  });

  it("falls back on any Chinese name for one that is not Chinese by origin", () => {
    expect(findHanName("Haliut", ["Haliut", "海流图"])).toBe("海流图");
  });

  it("finds nothing where no name is Chinese", () => {
    expect(findHanName("Ergel", ["Ergel", "Hatan Bulag Suma"])).toBeUndefined();
  });

  it("does not take a single character for a name", () => {
    expect(findHanName("Yi", ["易"])).toBeUndefined();
  });
});

describe("towns", () => {
  it("are the four cities, the 38 seats, neighbouring cities and smaller towns", () => {
    expect(ranked(1).map((town) => town.properties["name:zh"])).toEqual([
      "呼和浩特",
      "包头",
      "鄂尔多斯",
      "乌兰察布",
    ]);
    const seats = ranked(2).filter((town) => town.properties.inside);
    expect(seats).toHaveLength(38);
    expect(new Set(seats.map((town) => town.properties.unitId)).size).toBe(38);
    expect(ranked(3).length).toBeGreaterThan(300);
  });

  it("say rightly whether they lie inside the region, by their position", () => {
    const wrong = towns.filter(
      (town) => booleanPointInPolygon(town, region) !== Boolean(town.properties.inside),
    );
    expect(wrong.map((town) => town.properties.id)).toEqual([]);
  });

  it("name no seat a second time", () => {
    const above = [...ranked(1), ...ranked(2)];
    const again = ranked(3).filter((town) => above.some((seat) => distance(seat, town) < 2.5));
    expect(again.map((town) => town.properties["name:zh"])).toEqual([]);
  });

  it("all have a Chinese and a Latin name", () => {
    const bad = towns.filter(
      ({ properties }) =>
        !/^[\u4e00-\u9fff]{2,}$/.test(properties["name:zh"]) ||
        !/^[\p{Script=Latin} ’'().-]+$/u.test(properties["name:en"]),
    );
    expect(bad.map((town) => town.properties["name:en"])).toEqual([]);
  });

  it("lie in the window of the atlas, but for the neighbouring cities", () => {
    const [west, south, east, north] = atlas.bbox;
    const astray = towns.filter(({ geometry: { coordinates }, properties }) => {
      const [lon, lat] = coordinates as [number, number];
      return properties.kind !== "neighbour" && (lon < west || lon > east || lat < south || lat > north);
    });
    expect(astray).toEqual([]);
  });
});

describe("the town system of the plan", () => {
  it("has four centres with their people adding up to the region", () => {
    const centres = read<Point>("city-centres");
    const people = centres.reduce((sum, centre) => sum + Number(centre.properties.population2020), 0);
    expect(centres).toHaveLength(4);
    expect(people).toBe(10_015_444);
  });

  it("runs each of the five corridors from seat to seat", () => {
    const corridors = read<LineString>("satellite-corridors");
    expect(corridors.map((corridor) => corridor.geometry.coordinates.length)).toEqual([2, 3, 3, 3, 2]);
    const seats = [...ranked(1), ...ranked(2)].map((town) => town.geometry.coordinates.join());
    const loose = corridors
      .flatMap((corridor) => corridor.geometry.coordinates)
      .filter((place) => !seats.includes(place.join()));
    expect(loose).toEqual([]);
  });

  it("enlarges the seven towns the plan names, each at its seat", () => {
    const growing = read<Point>("growing-towns");
    expect(growing.map((town) => town.properties["name:zh"].replace(/（.*/, ""))).toEqual([
      "准格尔旗",
      "达拉特旗",
      "土默特右旗",
      "土默特左旗",
      "托克托县",
      "和林格尔县",
      "丰镇市",
    ]);
    const counties = readFactTable("socio_counties.csv");
    for (const town of growing) {
      const row = counties.find((county) => `unit-${county.values.adcode}` === town.properties.unitId)!;
      expect(town.geometry.coordinates).toEqual([Number(row.values.lon), Number(row.values.lat)]);
    }
  });

  it("keeps the areas people are to leave inside the region, schematic and not yet there in 2020", () => {
    for (const area of read<Polygon | MultiPolygon>("leaving-areas")) {
      const polygons =
        area.geometry.type === "Polygon" ? [area.geometry.coordinates] : area.geometry.coordinates;
      const outside = polygons.flat(2).filter((place) => !booleanPointInPolygon(place, region));
      const stray = outside.filter((place) =>
        region.geometry.coordinates[0]!.every((corner) => distance(corner, place) > 10),
      );
      expect(stray, area.properties.id).toEqual([]);
      expect(area.properties.confidence).toBe("schematic");
      expect(area.properties["status:2020"]).toBe("absent");
    }
  });
});

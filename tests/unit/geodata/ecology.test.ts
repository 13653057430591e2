import { readFileSync } from "node:fs";
import { area } from "@turf/turf";
import geodesic from "geographiclib-geodesic";
import type { LineString, Polygon, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { serializeDataset } from "../../../geodata/build/dataset.ts";
import { buildEcology, readEcologyFacts } from "../../../geodata/build/ecology.ts";
import { buildEqualAreaCircle, measureRingArea } from "../../../geodata/build/equalAreaCircle.ts";
import { readFactTable } from "../../../geodata/build/factTable.ts";
import { datasets } from "../../../geodata/catalogue.ts";
import { phaseIds } from "../../../geodata/plan/phases.ts";
import type { PlanFeature } from "../../../src/domain/plan.ts";

const built = [...buildEcology()];
const all = built.flatMap(([, features]) => features);

const find = (id: string): PlanFeature => {
  const feature = all.find((f) => f.properties.id === id);
  if (!feature) throw new Error(`no feature '${id}'`);
  return feature;
};
const statusOf = (id: string) => phaseIds.map((phase) => find(id).properties[`status:${phase}`]);

describe("ecology datasets", () => {
  it.each(built)(
    "%s passes every check of the build and the committed file is what it makes",
    (id, features) => {
      expect(serializeDataset(id, features)).toBe(readFileSync(`public/data/${id}.geojson`, "utf8"));
    },
  );

  it.each(built)("%s has a record with its number of features", (id, features) => {
    expect(datasets.find((record) => record.id === id)?.featureCount).toBe(features.length);
  });

  it("hold every row once, but for those without a place", () => {
    const rows = ["ecology.csv", "water_works.csv"].flatMap((name) => readFactTable(name));
    const ids = new Set(rows.map((row) => row.values.id!));
    expect(rows).toHaveLength(ids.size);
    expect(readEcologyFacts()).toHaveLength(ids.size);
    const placed = new Set(all.map((f) => f.properties.id));
    const unplaced = rows.filter((row) => row.values.unplaced_reason_zh !== "").map((row) => row.values.id);
    expect([...ids].filter((id) => !placed.has(id))).toEqual(unplaced);
    expect(unplaced).toEqual([
      "eco-gp-baorihantu",
      "wp-wulannaoer",
      "wp-honghaizi",
      "wp-jilaoqing",
      "wp-hasuhai",
      "fp-hademen",
      "gp-laoniuwan",
      "wat-res-erlihugou",
    ]);
  });

  it("write an area as a number, with the range of the sources and a remark in both languages", () => {
    expect(find("eco-daihai").properties).toMatchObject({
      areaSquareKilometres: 49.3,
      "areaSquareKilometres:note:zh": "2021 年 6 月底",
    });
    expect(find("res-nanhaizi").properties).toMatchObject({
      areaSquareKilometres: 16.64,
      "areaSquareKilometres:from": 15.85,
      "areaSquareKilometres:to": 29.92,
      "areaSquareKilometres:note:en": "range of other sources",
    });
    const measures = all.flatMap((f) =>
      Object.entries(f.properties).filter(([key]) => /(Metres|Kilometres|Megawatts|PerDay|Year)$/.test(key)),
    );
    expect(measures.length).toBeGreaterThan(100);
    expect(measures.filter(([, value]) => typeof value !== "number")).toEqual([]);
  });

  it("name a level of protection in both languages", () => {
    expect(find("res-yiou").properties).toMatchObject({
      level: "national-ramsar",
      "level:zh": "国家级（国际重要湿地）",
      "level:en": "National (Ramsar site)",
    });
  });

  it("hold an unchecked place, and every circle, to schematic, and say what would verify it", () => {
    const unchecked = all.filter((f) => f.properties.unverified !== undefined);
    expect(unchecked.length).toBeGreaterThan(50);
    for (const { properties } of unchecked) {
      expect(String(properties["unverified:zh"])).toMatch(/（可凭.+核实）/);
      expect(String(properties["unverified:en"])).toMatch(/\(to be verified by .+\)/);
      if (/\b(position|course|outline)\b/.test(String(properties.unverified)))
        expect(properties.confidence).toBe("schematic");
    }
    for (const { properties } of all) {
      expect(JSON.stringify(properties)).not.toMatch(/\bmemory\b|凭记忆/);
      if (properties.shape || properties.outline) expect(properties.confidence).toBe("schematic");
    }
    const surveyed = all.filter((f) => f.properties.confidence === "surveyed").map((f) => f.properties.id);
    expect(surveyed).toEqual(["eco-daihai-hist", "wat-wanjiazhai", "wat-longkou"]);
  });

  it("never print the address of a page", () => {
    for (const { properties } of all)
      expect(`${properties.source} ${properties["note:en"]}`).not.toMatch(
        /https?:|\b[\w-]+\.(com|cn|net|org|tw)\b/,
      );
  });
});

describe("zones without an outline", () => {
  const circles = all.filter((f) => f.properties.shape === "equal-area circle");

  it("become circles of the published area, by two methods", () => {
    expect(circles).toHaveLength(16);
    for (const circle of circles) {
      const radius = circle.properties.screeningRadiusMetres as number;
      const wanted = Math.PI * radius ** 2;
      const ring = (circle.geometry as Polygon).coordinates[0]!;
      expect(ring).toHaveLength(65);
      expect(Math.abs(measureRingArea(ring) / wanted - 1)).toBeLessThan(0.001);
      // Turf measures on a sphere, some 0.1 % off here.
      expect(Math.abs(area(circle) / wanted - 1)).toBeLessThan(0.003);
    }
  });

  it("keep the radii that the fact tables give for screening", () => {
    for (const circle of circles) {
      const stated = /Radius of a circle of the same area: ([\d.]+) km/.exec(
        String(circle.properties["note:en"]),
      );
      if (stated)
        expect(
          Math.abs((circle.properties.screeningRadiusMetres as number) / 1000 - Number(stated[1])),
        ).toBeLessThan(0.06);
    }
  });

  it("have their point in the middle, every corner as far from it as the next", () => {
    for (const circle of circles) {
      const { longitude, latitude } = circle.properties as unknown as { longitude: number; latitude: number };
      const radii = (circle.geometry as Polygon).coordinates[0]!.map(
        (p) => geodesic.Geodesic.WGS84.Inverse(latitude, longitude, p[1]!, p[0]!).s12!,
      );
      expect(Math.max(...radii) - Math.min(...radii)).toBeLessThan(1);
    }
  });

  it("are exact on the ellipsoid before rounding", () => {
    const circle = buildEqualAreaCircle(109.31, 39.8, 147.7e6);
    expect(Math.abs(measureRingArea(circle.coordinates[0]!) / 147.7e6 - 1)).toBeLessThan(1e-9);
  });
});

describe("single facts", () => {
  const measureKilometres = (line: readonly Position[]): number => {
    let metres = 0;
    for (let i = 1; i < line.length; i += 1)
      metres += geodesic.Geodesic.WGS84.Inverse(
        line[i - 1]![1]!,
        line[i - 1]![0]!,
        line[i]![1]!,
        line[i]![0]!,
      ).s12!;
    return metres / 1000;
  };

  it.each([
    ["eco-yr-upper", 579],
    ["eco-yr-middle", 141],
  ])(
    "%s is no longer than the unsimplified line of its source, %i km, and at most 4 percent shorter",
    (id, kilometres) => {
      const measured = measureKilometres((find(id).geometry as LineString).coordinates);
      expect(measured / kilometres).toBeLessThan(1.002);
      expect(measured / kilometres).toBeGreaterThan(0.96);
    },
  );

  it("rings enclose what their notes say, within 2 %", () => {
    const stated = all.flatMap((f) => {
      const match = /\[ring encloses ([\d,]+) km2\]/.exec(String(f.properties["note:en"]));
      return match && f.geometry.type === "Polygon"
        ? [{ ring: f.geometry.coordinates[0]!, squareKilometres: Number(match[1]!.replace(",", "")) }]
        : [];
    });
    expect(stated.length).toBeGreaterThan(15);
    for (const { ring, squareKilometres } of stated) {
      const slack = Math.max(0.6, squareKilometres * 0.02);
      expect(Math.abs(measureRingArea(ring) / 1e6 - squareKilometres)).toBeLessThan(slack);
    }
  });

  it("there are ten kongdui, from west to east along the river", () => {
    const mouths = all
      .filter((f) => f.properties.kind === "kongdui")
      .map((f) => (f.geometry as LineString).coordinates.at(-1)![0]!);
    expect(mouths).toHaveLength(10);
    expect([...mouths].sort((a, b) => a - b)).toEqual(mouths);
  });

  it("the Ulan Buh basin says that it lies outside the four cities", () => {
    expect(find("wat-fd-wulanbuhe").properties["note:zh"]).toContain("四市之外");
  });

  it("the relict gull reserve stands at 109.31, 39.80", () => {
    const { longitude, latitude } = find("res-yiou").properties;
    expect([longitude, latitude]).toEqual([109.31, 39.8]);
  });

  it("a natural thing exists throughout; a park on probation and a project wait", () => {
    expect(statusOf("eco-kubuqi")).toEqual(["existing", "existing", "existing", "existing"]);
    expect(statusOf("eco-gp-chilechuan")).toEqual([
      "planned",
      "under-construction",
      "under-construction",
      "existing",
    ]);
    expect(statusOf("eco-daihai-hist")).toEqual(["closed", "closed", "closed", "closed"]);
    expect(statusOf("wat-yhrh-line")[0]).toBe("planned");
  });
});

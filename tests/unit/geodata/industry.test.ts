import { describe, expect, it } from "vitest";
import { readFactTable } from "../../../geodata/build/factTable.ts";
import { buildIndustry, buildPublicServices } from "../../../geodata/build/industry.ts";
import { readKinds } from "../../../geodata/build/kinds.ts";
import { createPlaceFeature } from "../../../geodata/build/placeFeature.ts";
import {
  countKinds,
  findBackwardSteps,
  findLinkedSources,
  findRepeatedIds,
  findStrayPoints,
} from "./placeChecks.ts";

const datasets = {
  industry: buildIndustry("industry"),
  innovation: buildIndustry("innovation"),
  "data-centres": buildIndustry("data-centres"),
  culture: buildIndustry("culture"),
  "public-services": buildPublicServices(),
};
const all = Object.values(datasets).flat();
const find = (id: string) => all.find((feature) => feature.properties.id === id)!;

describe("industry, innovation, data centres, culture and services", () => {
  it("takes every row of its table once, or says why it is left out", () => {
    const rows = readFactTable("industry_innovation_culture.csv");
    const leftOut = rows.filter((row) => row.values.left_out !== "");
    expect(all.length - datasets["public-services"].length + leftOut.length).toBe(rows.length);
    expect(leftOut.map((row) => row.values.id).sort()).toEqual([
      "cu-salawusu",
      "in-hanggin-dz",
      "in-nuclear",
      "in-shanghaimiao",
    ]);
    expect(datasets["public-services"]).toHaveLength(readFactTable("public_services.csv").length);
  });

  it("gives nuclear fuel no point anywhere", () => {
    expect(all.filter(({ properties }) => /核电|核燃料|nuclear/i.test(JSON.stringify(properties)))).toEqual(
      [],
    );
  });

  it("joins the three national high-tech zones into the triangle of the demonstration zone", () => {
    const zones = datasets.industry.filter(({ properties }) => properties.kind === "high-tech-zone");
    const corners = zones.map(({ geometry }) => geometry.type === "Point" && geometry.coordinates);
    const triangle = find("in-demo-zone").geometry;
    expect(triangle.type === "Polygon" && triangle.coordinates[0]).toEqual(
      expect.arrayContaining([corners[0], corners[1], corners[2]]),
    );
  });

  it("keeps the bid for a national new area apart from the area that stands", () => {
    const area = find("in-helin");
    expect(area.geometry.type).toBe("Polygon");
    expect(area.properties["status:2020"]).toBe("existing");
    expect(area.properties["note:en"]).toContain("not found granted");
  });

  it("places the three medical centres in their three cities", () => {
    expect(
      datasets["public-services"].filter(({ properties }) => properties.kind === "medical-centre"),
    ).toHaveLength(3);
  });

  it("lists only kinds it has", () => {
    for (const [dataset, features] of Object.entries(datasets))
      expect(Object.keys(countKinds(features)).sort()).toEqual(Object.keys(readKinds()[dataset]!).sort());
  });

  it("keeps ids apart, points inside or marked, steps forward and sources without addresses", () => {
    expect(findRepeatedIds(all)).toEqual([]);
    expect(findStrayPoints(all)).toEqual([]);
    expect(findBackwardSteps(all)).toEqual([]);
    expect(findLinkedSources(all)).toEqual([]);
  });

  it("refuses a kind the table does not list for the dataset, with file and row", () => {
    const fact = readFactTable("public_services.csv")[0]!;
    expect(() => createPlaceFeature(fact, "culture")).toThrow(
      /public_services\.csv, row 2: kind is 'medical-centre', expected one of archaeology-park, /,
    );
  });
});

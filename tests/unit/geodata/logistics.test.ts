import { describe, expect, it } from "vitest";
import { readFactTable } from "../../../geodata/build/factTable.ts";
import { readKinds } from "../../../geodata/build/kinds.ts";
import {
  buildBorderPorts,
  buildCooperation,
  buildLogistics,
  buildOutwardCorridors,
} from "../../../geodata/build/logistics.ts";
import { selectRows } from "../../../geodata/build/placeFeature.ts";
import {
  countKinds,
  findBackwardSteps,
  findLinkedSources,
  findRepeatedIds,
  findStrayPoints,
} from "./placeChecks.ts";

const datasets = {
  logistics: buildLogistics(),
  "border-ports": buildBorderPorts(),
  "outward-corridors": buildOutwardCorridors(),
  cooperation: buildCooperation(),
};
const all = Object.values(datasets).flat();
const find = (id: string) => all.find((feature) => feature.properties.id === id)!;

describe("logistics datasets", () => {
  it("takes every row of its table once, or says why it is left out", () => {
    const rows = readFactTable("logistics_opening.csv");
    const leftOut = rows.filter((row) => row.values.left_out !== "");
    const corridors = selectRows(rows, "outward-corridors");
    expect(datasets.logistics.length + corridors.length + leftOut.length).toBe(rows.length);
    expect(datasets.logistics).toHaveLength(24);
    expect(datasets["outward-corridors"]).toHaveLength(13);
  });

  it("names the six hubs, two zones, two centres and three ports of the plan", () => {
    const kinds = countKinds(datasets.logistics);
    expect(kinds).toMatchObject({ "logistics-hub": 6, "bonded-zone": 2, "bonded-centre": 2, "air-port": 3 });
    expect(datasets["border-ports"].map((port) => port.properties.id)).toEqual([
      "border-port-erenhot",
      "border-port-mandula",
      "border-port-ganqimaodu",
    ]);
  });

  it("marks Mandula as the only land port inside the four cities", () => {
    const inside = datasets["border-ports"].filter((port) => !port.properties.outside);
    expect(inside.map((port) => port.properties.id)).toEqual(["border-port-mandula"]);
  });

  it("gives every arc two different ends with names in both languages", () => {
    for (const { geometry, properties } of datasets.cooperation) {
      if (geometry.type !== "LineString") throw new Error(`${properties.id} is a ${geometry.type}`);
      expect(geometry.coordinates).toHaveLength(2);
      expect(geometry.coordinates[0]).not.toEqual(geometry.coordinates[1]);
      for (const key of ["fromName:zh", "fromName:en", "toName:zh", "toName:en"])
        expect(properties[key], properties.id).toMatch(/\S/);
      expect(properties["fromName:zh"]).not.toBe(properties["toName:zh"]);
    }
  });

  it("draws no two arcs over each other in the same direction", () => {
    const ends = datasets.cooperation
      .filter(({ properties }) => properties.kind !== "internal")
      .map(({ geometry }) => JSON.stringify(geometry));
    expect(new Set(ends).size).toBe(ends.length);
  });

  it("tells the hub listed in 2023 from those whose listing was not found", () => {
    expect(find("lg-hub-hohhot-land").properties["status:actual-2025"]).toBe("existing");
    const baotou = find("lg-hub-baotou").properties;
    expect(baotou["status:actual-2025"]).toBe("planned");
    expect(baotou["note:en"]).toContain("last known status is carried on");
    expect(baotou["note:zh"]).toContain("沿用最后已知的状态");
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

  it("refuses a row that names no dataset and gives no reason", () => {
    const row = { file: "x.csv", row: 7, values: { dataset: "", left_out: "" } };
    expect(() => selectRows([row], "logistics")).toThrow(/x\.csv, row 7: .*left_out/);
  });
});

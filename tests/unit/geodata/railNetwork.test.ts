import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildRailSource } from "../../../geodata/build/railNetwork.ts";
import { buildReachSource } from "../../../geodata/build/reachSource.ts";
import { railFile } from "../../../src/domain/rail/railSource.ts";
import { reachFile } from "../../../src/domain/reach/reachSource.ts";

const readShipped = (name: string): unknown => JSON.parse(readFileSync(`public/data/${name}`, "utf8"));

describe("rail network and reach data", () => {
  it("the shipped files are what the build makes", () => {
    expect(readShipped(railFile)).toEqual(JSON.parse(JSON.stringify(buildRailSource())));
    expect(readShipped(reachFile)).toEqual(JSON.parse(JSON.stringify(buildReachSource())));
  });

  it("lines open in each phase as its statuses say, what the plan builds counted as built in its phase", () => {
    const { lines } = buildRailSource();
    const openIn = (id: string) => lines.find((line) => line.id === id)!.openIn;
    expect(openIn("zhanghu")).toEqual(["2020", "plan-2025", "actual-2025", "2035"]);
    expect(openIn("jidayuan")).toEqual(["plan-2025", "actual-2025", "2035"]);
    expect(openIn("baoyin")).toEqual(["plan-2025", "actual-2025", "2035"]);
    for (const id of ["hubao_hsr", "baoe_hsr", "hue_intercity"])
      expect(openIn(id)).toEqual(["plan-2025", "2035"]);
  });

  it("published lengths replace those of the way-points where they are of this very section", () => {
    const { sections } = buildRailSource();
    const lengthOf = (line: string) =>
      sections.filter((s) => s.line === line).reduce((sum, s) => sum + s.lengthMetres, 0) / 1000;
    expect(lengthOf("jidayuan")).toBeCloseTo(309, 0);
    expect(lengthOf("baoyin")).toBeCloseTo(519, 0);
    expect(lengthOf("hubao_hsr")).toBeCloseTo(183.7, 0);
    expect(lengthOf("zhanghu")).toBeCloseTo(286.8, 0);
    // No published length of its own: the way-points stand.
    expect(lengthOf("hubao_existing")).toBeCloseTo(169.9, 0);
  });

  it("every parameter and train type says why it has its value", () => {
    const { parameters, trainTypes } = buildRailSource();
    for (const parameter of Object.values(parameters)) expect(parameter.reason.length).toBeGreaterThan(5);
    for (const train of trainTypes) expect(train.reason.length).toBeGreaterThan(5);
  });
});

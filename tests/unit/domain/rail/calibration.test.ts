import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildNetwork } from "../../../../src/domain/rail/buildNetwork.ts";
import { buildClock, findJourney, findStation } from "../../../../src/domain/rail/railJourney.ts";
import { type RailSource, railFile } from "../../../../src/domain/rail/railSource.ts";
import { buildRailMatrix } from "../../../../src/domain/reach/buildRailMatrix.ts";

const source = JSON.parse(readFileSync(`public/data/${railFile}`, "utf8")) as RailSource;

/** Model minutes of each pair of the calibration table. */
function runModel(rail: RailSource): number[] {
  return rail.calibration.map((pair) => {
    const [from, to] = [pair.from, pair.to].map((id) => rail.stations.findIndex((s) => s.id === id));
    const network = buildNetwork(rail, pair.phase);
    return findJourney(rail, network, [from!], [to!], buildClock(rail, "train", pair.class))!.minutes;
  });
}

const relativeErrors = () => runModel(source).map((m, i) => m / source.calibration[i]!.minutes - 1);

describe("calibration", () => {
  it("all ten published run times are met within 8 %", () => {
    const errors = relativeErrors();
    expect(errors).toHaveLength(10);
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(0.08);
  });

  it("tells the story of the base year: one link well inside the hour, one just inside, two outside", () => {
    const cells = buildRailMatrix(
      source,
      buildNetwork(source, source.phases[0]!),
      [],
      "cities",
      "train",
      "fastest",
    ).cells;
    const minutes = (from: string, to: string) => cells.find((c) => c.from === from && c.to === to)!.minutes!;
    expect(Math.abs(minutes("呼和浩特", "乌兰察布") - 37)).toBeLessThan(2);
    expect(minutes("呼和浩特", "包头")).toBeGreaterThan(55);
    expect(minutes("呼和浩特", "包头")).toBeLessThan(60);
    expect(minutes("呼和浩特", "鄂尔多斯")).toBeGreaterThan(60);
    expect(minutes("包头", "鄂尔多斯")).toBeGreaterThan(60);
  });

  it("a direct train answers where a change would save little, and both senses have times of their own", () => {
    const network = buildNetwork(source, "2020");
    const place = (name: string) => source.stations.findIndex((s) => s.name.zh === name);
    const ask = (from: string, to: string) =>
      findJourney(source, network, [place(from)], [place(to)], buildClock(source, "train", "conventional"))!;
    expect(ask("锡林浩特", "包头").changes).toBe(0);
    expect(ask("大同", "张家口").minutes).toBeLessThan(ask("张家口", "大同").minutes);
  });

  it("every service joins its stops in every phase in which its lines are open", () => {
    for (const phase of source.phases) {
      const network = buildNetwork(source, phase);
      expect(network.routeOffset.length).toBeGreaterThan(20);
      expect(network.stopArriveSeconds.every((seconds) => seconds >= 0)).toBe(true);
    }
  });

  it("a train that left the timetable answers only when no other does, and says so", () => {
    const phase = source.phases[0]!;
    const network = buildNetwork(source, phase);
    const at = (name: string) => {
      const found = findStation(source, name, phase);
      if (!found.ok) throw new Error(name);
      return found.value;
    };
    const emu = findJourney(
      source,
      network,
      [at("集宁南")],
      [at("呼和浩特东")],
      buildClock(source, "train", "emu"),
    )!;
    expect(emu.timetabled).toBe(false);
    const any = findJourney(
      source,
      network,
      [at("集宁南")],
      [at("呼和浩特东")],
      buildClock(source, "train"),
    )!;
    expect(any.timetabled).toBe(true);
    expect(any.minutes).toBeGreaterThan(emu.minutes);
  });

  it("a name means the station that bore it in the phase", () => {
    const old = findStation(source, "乌拉特前旗", "2020");
    const now = findStation(source, "乌拉特前旗", "actual-2025");
    expect(old.ok && now.ok && old.value !== now.value).toBe(true);
    expect(findStation(source, "nowhere", "2020").ok).toBe(false);
    const renamed: RailSource = {
      ...source,
      stations: source.stations.map((s) => ({
        ...s,
        otherNames: [{ name: `${s.name.zh}旧`, phases: ["2020"] }],
      })),
    };
    expect(findStation(renamed, "包头旧", "2020").ok).toBe(true);
    expect(findStation(renamed, "包头旧", "2035").ok).toBe(false);
  });
});

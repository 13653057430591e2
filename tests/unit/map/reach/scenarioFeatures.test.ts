import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reachRoute } from "../../../../layers/answers/reach-route.ts";
import { buildDrawContext } from "../../../../layers/grammar/drawContext.ts";
import type { Board } from "../../../../src/domain/board/board.ts";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import type { RailEdit } from "../../../../src/domain/rail/editRail.ts";
import type { RailSource } from "../../../../src/domain/rail/railSource.ts";
import { countJourney } from "../../../../src/map/reach/reachFeatures.ts";
import { buildScenarioFeatures } from "../../../../src/map/reach/scenarioFeatures.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";

const read = (name: string) => JSON.parse(readFileSync(`public/data/${name}`, "utf8"));
const rail = read("rail-network.json") as RailSource;
const courses = read("rail-lines.geojson") as PlanFeatureCollection;
const [a, b] = [rail.stations[0]!, rail.stations.at(-1)!];
const link: RailEdit = {
  kind: "link",
  id: "link-1",
  from: a.id,
  to: b.id,
  lengthMetres: 100_000,
  speedKmh: 250,
  trainType: rail.trainTypes[0]!.id,
  trainsPerDay: 16,
};

const boardOf = (phase: string, scenario: RailEdit[]): Board =>
  ({ ...defaultBoard(), phase, scenario }) as Board;
const drawn = (phase: string, scenario: RailEdit[], linkFrom: string | null = null) =>
  buildScenarioFeatures(boardOf(phase, scenario), rail, courses, linkFrom);
const kindsOf = (features: ReturnType<typeof drawn>) => features.map(({ properties }) => properties!.kind);
const legendOf = (phase: string, scenario: RailEdit[]) =>
  reachRoute.legend(buildDrawContext(boardOf(phase, scenario))).map((entry) => entry.id);

describe("a scenario on the map", () => {
  it("draws a new link from station to station before any journey uses it, and says that it is schematic", () => {
    const features = drawn("2020", [link]);
    expect(features.map(({ properties }) => properties!.part ?? properties!.firm)).toEqual([
      false,
      "name",
      "end",
      "end",
    ]);
    expect(features[0]!.geometry).toEqual({ type: "LineString", coordinates: [a.lngLat, b.lngLat] });
    expect(features[1]!.properties!["name:zh"]).toContain("示意");
    expect(legendOf("2020", [link])).toEqual(["link"]);
  });

  it("marks the first station while the second is still to be chosen", () => {
    const [end, ...more] = drawn("2020", [], a.id);
    expect(end!.geometry).toEqual({ type: "Point", coordinates: a.lngLat });
    expect(more).toEqual([]);
  });

  it("shows a line off only where it would run, and on only where it would not", () => {
    const line = rail.lines.find((other) => other.openIn.length === 2 && !other.openIn.includes("2020"))!;
    const course = courses.features.filter((feature) => feature.properties.lineId === line.id);
    const off: RailEdit = { kind: "without-line", line: line.id };
    const early: RailEdit = { kind: "opening-phase", line: line.id, phase: "2020" };
    expect(drawn(line.openIn[0]!, [off]).map(({ geometry }) => geometry)).toEqual(
      course.map(({ geometry }) => geometry),
    );
    expect(kindsOf(drawn(line.openIn[0]!, [off]))).toEqual(course.map(() => "closed"));
    expect(drawn("2020", [off])).toEqual([]);
    expect(kindsOf(drawn("2020", [early]))).toEqual(course.flatMap(() => ["opened", "opened"]));
    expect(drawn(line.openIn[0]!, [early])).toEqual([]);
    expect(legendOf("2020", [early])).toEqual(["opened"]);
    expect(legendOf("plan-2025", [off])).toEqual(["closed"]);
  });

  it("counts for the legend what is drawn in view, and nothing of an edit that changes nothing in this phase", () => {
    const line = rail.lines.find((other) => other.openIn.length === 2 && !other.openIn.includes("2020"))!;
    const off: RailEdit = { kind: "without-line", line: line.id };
    const world = [-180, -90, 180, 90] as const;
    const count = (phase: string, box: Parameters<typeof countJourney>[1]) =>
      countJourney(drawn(phase, [off, link], a.id), box);
    const none = { ride: 0, road: 0, stop: 0, link: 0, opened: 0, closed: 0 };
    const course = courses.features.filter((feature) => feature.properties.lineId === line.id);
    expect(count("2020", world)).toEqual({ ...none, link: 1 });
    expect(count(line.openIn[0]!, world)).toEqual({ ...none, link: 1, closed: course.length });
    expect(count(line.openIn[0]!, [0, 0, 1, 1])).toEqual(none);
    const early: RailEdit = { kind: "opening-phase", line: line.id, phase: "2020" };
    expect(countJourney(drawn("2020", [early]), world)).toEqual({ ...none, opened: course.length });
  });

  it("draws nothing and says nothing without edits", () => {
    expect(drawn("2020", [])).toEqual([]);
    expect(legendOf("2020", [])).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFactTable } from "../../../geodata/build/factTable.ts";
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

  it("a service stands for each train of the timetable, in the order its stops lie on the way", () => {
    const { services, stations } = buildRailSource();
    const trains = readFactTable("rail/trains_2021.csv");
    const listed = services.filter((service) => service.basis["2020"] === "timetable");
    const total = listed.reduce((n, s) => n + s.trainsPerDay["2020"]! + s.trainsPerDayBack!["2020"]!, 0);
    expect(total).toBe(trains.length);
    const named = (id: string) => stations.find((station) => station.id === id)!.name.zh;
    for (const fact of trains) {
      const calls = fact.values.stops!.split(";");
      const runs = listed.some(({ stops }) => {
        const names = stops.map(({ station }) => named(station)).filter((name) => calls.includes(name));
        return names.join(";") === calls.join(";") || names.reverse().join(";") === calls.join(";");
      });
      expect(runs, fact.values.train).toBe(true);
    }
  });

  it("every parameter, train type and land kind says why it has its value, in both languages", () => {
    const { parameters, trainTypes } = buildRailSource();
    const reach = buildReachSource();
    const all = [
      ...Object.values(parameters),
      ...Object.values(reach.parameters),
      ...trainTypes,
      ...reach.land,
    ];
    expect(all.length).toBeGreaterThan(25);
    for (const { name, reason } of all) {
      expect(name.zh).toMatch(/\p{Script=Han}/u);
      expect(reason.zh).toMatch(/\p{Script=Han}/u);
      expect(name.en).toMatch(/[A-Za-z]/);
      expect(reason.en).toMatch(/[A-Za-z]/);
    }
  });

  it("a train reverses exactly where the tracks of both lines leave the station the same way", () => {
    const { sections, services, stations, trainTypes } = buildRailSource();
    const table = readFactTable("transport/line_waypoints.csv");
    const course = (line: string) =>
      table
        .filter((fact) => fact.values.line_id === line)
        .map((fact) => [Number(fact.values.lon), Number(fact.values.lat)] as const);
    const shrink = Math.cos((40.5 * Math.PI) / 180);
    /** Bearing in radians, on the flat, from a station towards another along a line. */
    const heading = (line: string, from: string, to: string): number | null => {
      const path = course(line);
      const place = (id: string) => {
        const { lngLat } = stations.find((station) => station.id === id)!;
        const gaps = path.map(([x, y]) => Math.hypot((x - lngLat[0]) * shrink, y - lngLat[1]));
        const least = Math.min(...gaps);
        return least < 0.01 ? gaps.indexOf(least) : -1;
      };
      const [a, b] = [place(from), place(to)];
      if (a < 0 || b < 0 || a === b) return null;
      const [here, next] = [path[a]!, path[a + Math.sign(b - a)]!];
      return Math.atan2(next[1] - here[1], (next[0] - here[0]) * shrink);
    };
    const reversed = new Set<string>();
    for (const service of services) {
      const train = trainTypes.find((type) => type.id === service.trainType)!;
      let here = service.stops[0]!.station;
      for (const [i, index] of service.sections.entries()) {
        const section = sections[index]!;
        const before = i > 0 ? sections[service.sections[i - 1]!]! : null;
        if (before && before.line !== section.line) {
          const other = (s: typeof section) => (s.from === here ? s.to : s.from);
          const [out, back] = [
            heading(section.line, here, other(section)),
            heading(before.line, here, other(before)),
          ];
          // Lines outside the region have no way-points to tell by.
          if (out === null || back === null) {
            here = here === section.from ? section.to : section.from;
            continue;
          }
          const turn = Math.abs(Math.atan2(Math.sin(out - back), Math.cos(out - back)));
          const stop = service.stops.find(({ station }) => station === here);
          if (turn < Math.PI / 3) reversed.add(service.id);
          if (stop) expect(stop.dwellSeconds >= train.reversalSeconds).toBe(turn < Math.PI / 3);
        }
        here = here === section.from ? section.to : section.from;
      }
    }
    expect([...reversed]).toEqual(expect.arrayContaining(["ordinary-uxin", "ordinary-yulin-a"]));
    const baotou = stations.find(({ name }) => name.zh === "包头")!.id;
    for (const id of reversed)
      expect(services.find((s) => s.id === id)!.stops.map(({ station }) => station)).toContain(baotou);
  });
});

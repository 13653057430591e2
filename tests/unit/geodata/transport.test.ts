import { readFileSync } from "node:fs";
import geodesic from "geographiclib-geodesic";
import type { LineString, Point, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { buildAirports } from "../../../geodata/build/airports.ts";
import { serializeDataset } from "../../../geodata/build/dataset.ts";
import { readFactTable } from "../../../geodata/build/factTable.ts";
import { buildRailLines } from "../../../geodata/build/railLines.ts";
import { buildRoads } from "../../../geodata/build/roads.ts";
import { buildStations } from "../../../geodata/build/stations.ts";
import { buildTransportHubs } from "../../../geodata/build/transportHubs.ts";
import { datasets } from "../../../geodata/catalogue.ts";
import { phaseIds } from "../../../geodata/plan/phases.ts";
import type { PlanFeature } from "../../../src/domain/plan.ts";

const rail = buildRailLines();
const stations = buildStations();
const roads = buildRoads();
const airports = buildAirports();
const hubs = buildTransportHubs();
const built: [string, PlanFeature[]][] = [
  ["rail-lines", rail],
  ["stations", stations],
  ["roads", roads],
  ["airports", airports],
  ["transport-hubs", hubs],
];

const find = (features: PlanFeature[], id: string): PlanFeature => {
  const feature = features.find((f) => f.properties.id === id);
  if (!feature) throw new Error(`no feature '${id}'`);
  return feature;
};
const statusOf = (feature: PlanFeature) => phaseIds.map((phase) => feature.properties[`status:${phase}`]);
const lineCoordinates = (feature: PlanFeature): Position[] => (feature.geometry as LineString).coordinates;

/** Metres from a point to a line of short segments, on a plane that is true at the point. */
function measureOffset(point: Position, line: readonly Position[]): number {
  const metresPerDegree = 111_195;
  const scale = Math.cos((point[1]! * Math.PI) / 180);
  const flat = line.map((p) => [
    (p[0]! - point[0]!) * scale * metresPerDegree,
    (p[1]! - point[1]!) * metresPerDegree,
  ]);
  let nearest = Infinity;
  for (let i = 1; i < flat.length; i += 1) {
    const [a, b] = [flat[i - 1]!, flat[i]!];
    const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!];
    const t = Math.max(0, Math.min(1, -(a[0]! * dx + a[1]! * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(a[0]! + t * dx, a[1]! + t * dy));
  }
  return nearest;
}

describe("transport datasets", () => {
  it.each(built)(
    "%s passes every check of the build and the committed file is what it makes",
    (id, features) => {
      expect(serializeDataset(id, features)).toBe(readFileSync(`public/data/${id}.geojson`, "utf8"));
    },
  );

  it.each(built)("%s has a record with its number of features", (id, features) => {
    expect(datasets.find((record) => record.id === id)?.featureCount).toBe(features.length);
  });

  it.each(built)("%s names a publisher and never an address in its sources", (_, features) => {
    for (const { properties } of features) expect(properties.source).not.toMatch(/https?:|www\.|\.com|\.cn/);
  });

  it("has one feature for each row of the stations, roads, airports and hubs", () => {
    expect(stations).toHaveLength(readFactTable("transport/stations.csv").length);
    expect(roads).toHaveLength(readFactTable("transport/roads.csv").length);
    expect(airports).toHaveLength(readFactTable("transport/airports.csv").length);
    expect(hubs).toHaveLength(readFactTable("transport/transport_hubs.csv").length);
  });
});

describe("rail lines", () => {
  const facts = readFactTable("transport/lines.csv");

  it("cover every line and every way-point, split only where the course or the status changes", () => {
    const drawn = new Set(rail.map((f) => f.properties.lineId));
    const planned = readFactTable("transport/plan_lines.csv");
    for (const fact of [...facts, ...planned]) expect(drawn).toContain(fact.values.line_id);
    for (const fact of facts) {
      const parts = rail.filter((f) => f.properties.lineId === fact.values.line_id);
      const corners = parts.flatMap((f, index) => lineCoordinates(f).slice(index === 0 ? 0 : 1));
      const rows = readFactTable("transport/line_waypoints.csv").filter(
        (row) => row.values.line_id === fact.values.line_id,
      );
      expect(corners).toEqual(rows.map((row) => [Number(row.values.lon), Number(row.values.lat)]));
    }
    expect(rail).toHaveLength(26 + 6 + 4);
  });

  it("are schematic wherever an end of a stretch is", () => {
    const guessed = new Set(
      readFactTable("transport/line_waypoints.csv")
        .filter((row) => row.values.known_or_schematic === "schematic")
        .map((row) => `${row.values.line_id} ${Number(row.values.lon)} ${Number(row.values.lat)}`),
    );
    for (const feature of rail.filter((f) => f.properties.confidence !== "schematic"))
      for (const [lon, lat] of lineCoordinates(feature))
        expect(guessed).not.toContain(`${feature.properties.lineId} ${lon} ${lat}`);
  });

  it("say so where the drawn length is far from the published", () => {
    const note = find(rail, "rail-baoe-hsr").properties["note:en"];
    expect(note).toMatch(/Drawn 113\.\d km long, published about 150 km/);
    expect(find(rail, "rail-zhanghu").properties["note:en"]).not.toMatch(/published about/);
  });

  it("of known course are as long as published, within 3 %", () => {
    const checked = facts.filter(
      (fact) =>
        fact.values.length_scope === "this section" &&
        fact.values.length_source_ids !== "unverified" &&
        fact.values.alignment_quality!.startsWith("known"),
    );
    expect(checked.map((fact) => fact.values.line_id)).toEqual(["zhanghu", "huzhune"]);
    for (const fact of checked) {
      const line = lineCoordinates(find(rail, `rail-${fact.values.line_id}`));
      let metres = 0;
      for (let i = 1; i < line.length; i += 1)
        metres += geodesic.Geodesic.WGS84.Inverse(
          line[i - 1]![1]!,
          line[i - 1]![0]!,
          line[i]![1]!,
          line[i]![0]!,
        ).s12!;
      const published = Number(fact.values.length_km_published) * 1000;
      expect(Math.abs(metres / published - 1)).toBeLessThan(0.03);
    }
  });

  it("run from Ulanqab to Hohhot East as far as the opening notice says, 126 km", () => {
    const line = lineCoordinates(find(rail, "rail-zhanghu"));
    const start = line.findIndex((p) => p[0] === 113.15239);
    let metres = 0;
    for (let i = start + 1; i < line.length; i += 1)
      metres += geodesic.Geodesic.WGS84.Inverse(
        line[i - 1]![1]!,
        line[i - 1]![0]!,
        line[i]![1]!,
        line[i]![0]!,
      ).s12!;
    expect(metres / 1000).toBeGreaterThan(126 * 0.98);
    expect(metres / 1000).toBeLessThan(126 * 1.02);
  });

  it("tell what the plan set out for 2025 from what was built", () => {
    expect(statusOf(find(rail, "rail-hubao-hsr"))).toEqual([
      "absent",
      "under-construction",
      "planned",
      "existing",
    ]);
    expect(statusOf(find(rail, "rail-hue-intercity"))).toEqual(["absent", "planned", "planned", "existing"]);
    expect(statusOf(find(rail, "rail-jidayuan"))).toEqual([
      "under-construction",
      "under-construction",
      "existing",
      "existing",
    ]);
    expect(statusOf(find(rail, "rail-baoyin"))[0]).toBe("planned");
    expect(statusOf(find(rail, "rail-baoyin-2"))[0]).toBe("under-construction");
    for (const fact of facts.filter((row) => row.values.status_2020 === "existing"))
      for (const status of statusOf(find(rail, `rail-${fact.values.line_id!.replaceAll("_", "-")}`)))
        expect(status).toBe("existing");
  });
});

describe("phases of the lines", () => {
  const words: Record<string, string> = {
    existing: "existing",
    under_construction: "under-construction",
    planned: "planned",
    none: "absent",
    outlook: "existing",
  };

  it.each(readFactTable("transport/lines.csv").map((fact) => [fact.values.line_id!, fact.values] as const))(
    "%s has the phases its own words give",
    (_, row) => {
      expect(row.phase_2020).toBe(words[row.status_2020!]);
      expect(row.phase_actual_2025).toBe(words[row.status_end2025_actual!]);
      expect(row.phase_2035).toBe(words[row.status_2035_outlook!]);
      const intended =
        /加快/.test(row.status_2025_plan_text!) || /^accelerate/.test(row.status_2025_plan_text!);
      expect(row.phase_plan_2025).toBe(
        row.status_2020 === "existing" ? "existing" : intended ? "under-construction" : "planned",
      );
    },
  );
});

describe("stations", () => {
  it("stand within 30 km of every line they claim", () => {
    const far = stations.flatMap((station) =>
      String(station.properties.lines ?? "")
        .split(";")
        .filter(Boolean)
        .filter((lineId) => {
          const parts = rail.filter((f) => f.properties.lineId === lineId);
          const offsets = parts.map((f) =>
            measureOffset((station.geometry as Point).coordinates, lineCoordinates(f)),
          );
          return !(Math.min(...offsets) < 30_000);
        })
        .map((lineId) => `${station.properties.id} ${lineId}`),
    );
    expect(far).toEqual([]);
  });

  it("stand within 5 km of their surveyed lines when surveyed themselves, but for one on a line's guessed part", () => {
    const surveyed = (f: PlanFeature) => f.properties.confidence === "surveyed";
    const pairs = stations.filter(surveyed).flatMap((station) =>
      String(station.properties.lines ?? "")
        .split(";")
        .flatMap((lineId) =>
          rail
            .filter((f) => f.properties.lineId === lineId && surveyed(f))
            .map((f) => ({
              pair: `${station.properties.id} ${f.properties.id}`,
              metres: measureOffset((station.geometry as Point).coordinates, lineCoordinates(f)),
            })),
        ),
    );
    expect(pairs.length).toBeGreaterThan(40);
    expect(pairs.filter(({ metres }) => metres > 5000).map(({ pair }) => pair)).toEqual([
      "station-wulanchabu rail-jidayuan-2",
    ]);
  });

  it("exist when one of their lines does, and wait with it when it is the only one", () => {
    expect(statusOf(find(stations, "station-baotou"))).toEqual([
      "existing",
      "existing",
      "existing",
      "existing",
    ]);
    expect(statusOf(find(stations, "station-bayannaoer"))).toEqual([
      "planned",
      "under-construction",
      "existing",
      "existing",
    ]);
    expect(statusOf(find(stations, "station-shahu"))[0]).toBe("under-construction");
  });

  it("lie in the four cities, within 100 km of them, or at the end of a line", () => {
    for (const row of readFactTable("transport/stations.csv")) {
      const outside = Number(row.values.kilometres_outside_region || "0");
      if (outside > 100) expect(row.values.on_lines_here).not.toBe("");
    }
  });

  it("keep the surveyed place of 七苏木, away from the logistics park of that name", () => {
    const station = find(stations, "station-qisumu");
    expect((station.geometry as Point).coordinates).toEqual([113.18544, 41.07771]);
    expect(station.properties["note:zh"]).toContain("物流");
  });

  it("placed by hand or unchecked are never surveyed", () => {
    for (const row of readFactTable("transport/stations.csv"))
      if (row.values.unverified === "position" || row.values.coord_confidence === "very low")
        expect(find(stations, row.values.id!).properties.confidence).toBe("schematic");
  });
});

describe("roads and airports", () => {
  it("roads are schematic, every one, and four of them make the plan's ring", () => {
    expect(roads.every((road) => road.properties.confidence === "schematic")).toBe(true);
    expect(
      roads.filter((road) => road.properties.isPlanRing).map((road) => road.properties.roadNumber),
    ).toEqual(["G6", "G65", "G18", "S31"]);
  });

  it("the new airport of Hohhot was not open at the end of 2025 and the old one closes by 2035", () => {
    expect(statusOf(find(airports, "airport-hohhot-shengle"))).toEqual([
      "under-construction",
      "under-construction",
      "under-construction",
      "existing",
    ]);
    expect(statusOf(find(airports, "airport-hohhot-baita"))).toEqual([
      "existing",
      "existing",
      "existing",
      "closed",
    ]);
  });

  it("the four general airports the plan names stand at their county seats, so schematic", () => {
    const planned = airports.filter(
      (a) => a.properties.kind === "general-airport" && a.properties["status:actual-2025"] === "planned",
    );
    expect(planned).toHaveLength(4);
    expect(planned.every((a) => a.properties.confidence === "schematic")).toBe(true);
  });
});

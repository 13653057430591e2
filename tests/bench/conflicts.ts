import { readFileSync } from "node:fs";
import { join } from "node:path";
import { intersect } from "@turf/turf";
import geodesicPackage from "geographiclib-geodesic";
import type { Feature, FeatureCollection, Geometry, Polygon, Position } from "geojson";
import initGeos from "geos-wasm";
import { geojsonToGeosGeom, geosGeomToGeojson } from "geos-wasm/helpers";
import { findConflicts } from "../../src/domain/check/findConflicts.ts";
import { type ConflictsInput, collectCheck, conflicts } from "../../src/domain/check/kernels.ts";
import { findPolygonOverlap } from "../../src/domain/check/polygonOverlap.ts";
import { preparePolygons } from "../../src/domain/check/preparedPolygons.ts";
import type { RuleTable } from "../../src/domain/check/rules.ts";
import { findCheckDatasets } from "../../src/domain/check/rules.ts";
import { type Bench, createRandom, findPercentile, holdAgainstGoal, measureMilliseconds } from "./bench.ts";

const dataFolder = join(process.env.ATLAS_ROOT ?? process.cwd(), "public", "data");
const readJson = (name: string) => JSON.parse(readFileSync(join(dataFolder, name), "utf8")) as unknown;
const repeat = (times: number, call: () => void) =>
  findPercentile(
    Array.from({ length: times }, () => measureMilliseconds(call)),
    0.5,
  );
/** Checking the whole plan may take this many times as long as parsing the files it reads. */
const wholePlanRatio = 80;
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;

/** Sixty seeded zones with crooked edges over the whole region, of 60 to 400 vertices, some with a hole. */
function buildZones(): Feature<Polygon>[] {
  const random = createRandom(60);
  return Array.from({ length: 60 }, (_, index) => {
    const count = 60 + Math.floor(random() * 340);
    const [x, y, size] = [107 + random() * 6.5, 38.2 + random() * 4, 0.1 + random() * 0.7];
    const radii = Array.from({ length: count }, () => size * (0.75 + random() * 0.25));
    const ring = (scale: number): Position[] => {
      const open = radii.map((radius, i): Position => {
        const angle = (2 * Math.PI * i) / count;
        return [x + radius * scale * Math.cos(angle), y + radius * scale * 0.8 * Math.sin(angle)];
      });
      return [...open, open[0]!];
    };
    const coordinates = index % 5 === 0 ? [ring(1), ring(0.4).reverse()] : [ring(1)];
    return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } };
  });
}

/** Area of the flat parts by GeographicLib, square metres. */
function measureArea(geometry: Geometry): number {
  const ofRing = (ring: readonly Position[]) => {
    const polygon = geodesicPackage.Geodesic.WGS84.Polygon(false);
    for (const [longitude, latitude] of ring.slice(0, -1)) polygon.AddPoint(latitude!, longitude!);
    return Math.abs(polygon.Compute(false, true).area!);
  };
  const ofRings = (rings: readonly Position[][]) =>
    rings.reduce((sum, ring, index) => sum + (index === 0 ? 1 : -1) * ofRing(ring), 0);
  if (geometry.type === "Polygon") return ofRings(geometry.coordinates);
  if (geometry.type === "MultiPolygon")
    return geometry.coordinates.reduce((sum, rings) => sum + ofRings(rings), 0);
  return geometry.type === "GeometryCollection"
    ? geometry.geometries.reduce((sum, part) => sum + measureArea(part), 0)
    : 0;
}

async function compareOverlaps() {
  const units = (readJson("units.geojson") as FeatureCollection<Polygon>).features;
  const zones = buildZones();
  const measureAll = () => {
    const prepared = zones.map(({ geometry }) => preparePolygons([geometry.coordinates]));
    return units.map(({ geometry }) => {
      const own = preparePolygons([geometry.coordinates]);
      return prepared.map((zone) => findPolygonOverlap(own, zone).areaSquareMetres);
    });
  };
  const areas = measureAll();
  for (let i = 0; i < 3; i += 1) measureAll();
  const heapBefore = process.memoryUsage().heapUsed;
  const ours = repeat(9, measureAll);
  const heap = process.memoryUsage().heapUsed - heapBefore;
  const theirs = measureMilliseconds(() => {
    for (const unit of units)
      for (const zone of zones) intersect({ type: "FeatureCollection", features: [unit, zone] });
  });
  const geos = await initGeos();
  let worst = 0;
  let meeting = 0;
  units.forEach((unit, i) => {
    const own = geojsonToGeosGeom(unit.geometry, geos);
    zones.forEach((zone, j) => {
      const other = geojsonToGeosGeom(zone.geometry, geos);
      const shared = geos.GEOSIntersection(own, other);
      const expected = measureArea(geosGeomToGeojson(shared, geos) as Geometry);
      for (const pointer of [other, shared]) geos.GEOSGeom_destroy(pointer);
      if (expected > 0) meeting += 1;
      worst = Math.max(worst, Math.abs(expected - areas[i]![j]!));
    });
    geos.GEOSGeom_destroy(own);
  });
  console.log(
    `overlap areas, ${units.length} units × ${zones.length} zones (${meeting} pairs meet), preparation included: ours ${ours.toFixed(1)} ms, turf.intersect ${theirs.toFixed(0)} ms`,
  );
  console.log(
    `  heap after 9 rounds +${megabytes(Math.max(0, heap))}, peak of the process ${megabytes(process.resourceUsage().maxRSS * 1024)}`,
  );
  holdAgainstGoal("overlaps, times as fast as turf.intersect", theirs / ours, { atLeast: 100 });
  holdAgainstGoal("overlaps, m² from GEOS measured by GeographicLib", worst, { atMost: 10 });
}

function measureWholePlan() {
  const { subjects, zones } = findCheckDatasets(readJson("rules.json") as RuleTable);
  const input: ConflictsInput = {
    phase: "plan-2025",
    decisionDate: "2026-11-30",
    datasets: [...new Set([...subjects, ...zones])],
    subjects: null,
    ownSubjects: [],
    planZones: true,
    ownZones: [],
    rules: null,
    parameters: null,
    time: "2026-01-01T00:00:00Z",
  };
  // Parsed afresh each time, so that nothing kept from the round before helps.
  const texts = conflicts
    .files(input)
    .map((name) => [name, readFileSync(join(dataFolder, name), "utf8")] as const);
  let said = "";
  const reading: number[] = [];
  const rounds = Array.from({ length: 5 }, () => {
    let files: Record<string, unknown> = {};
    reading.push(
      measureMilliseconds(() => {
        files = Object.fromEntries(texts.map(([name, text]) => [name, JSON.parse(text) as unknown]));
      }),
    );
    return measureMilliseconds(() => {
      const result = findConflicts(collectCheck(input, files));
      said = `${result.subjects.length} subjects × ${result.zones.length} zones, ${result.conflicts.length} conflicts`;
    });
  });
  console.log(
    `whole plan (${said}): first ${rounds[0]!.toFixed(0)} ms, median ${findPercentile(rounds, 0.5).toFixed(0)} ms, peak ${megabytes(process.resourceUsage().maxRSS * 1024)}`,
  );
  holdAgainstGoal(
    "whole plan, times as long as parsing its files",
    findPercentile(rounds, 0.5) / findPercentile(reading, 0.5),
    { atMost: wholePlanRatio },
  );
}

export const bench: Bench = {
  title: "the ecology check: overlaps against turf.intersect and GEOS, and the whole plan",
  async run() {
    // A file of its own: its workers load nothing else.
    const { measureLarge } = await import("./largeCheck.ts");
    await measureLarge();
    measureWholePlan();
    await compareOverlaps();
  },
};

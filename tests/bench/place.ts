import { existsSync, readFileSync } from "node:fs";
import { buffer as turfBuffer } from "@turf/turf";
import type {
  Feature,
  FeatureCollection,
  Geometry,
  LineString,
  MultiPolygon,
  Polygon,
  Position,
} from "geojson";
import { buildBuffer, toPolygonGeometry } from "../../src/domain/place/buffers.ts";
import { measureAreaSquareMetres, measureLengthMetres } from "../../src/domain/place/measure.ts";
import { buildIntersection } from "../../src/domain/place/overlay.ts";
import { type Bench, createRandom, findPercentile, holdAgainstGoal, measureMilliseconds } from "./bench.ts";

const repeat = (times: number, call: () => void) =>
  findPercentile(
    Array.from({ length: times }, () => measureMilliseconds(call)),
    0.5,
  );

/** A seeded river of 511 km with a vertex about every 170 m. */
function buildRiver(): Position[] {
  const random = createRandom(511);
  const line: Position[] = [[106.8, 40]];
  let heading = 0.3;
  for (let i = 1; i < 3000; i += 1) {
    heading = (heading + (random() - 0.5) * 0.8) * 0.98;
    const [x, y] = line[i - 1] as [number, number];
    line.push([x + 0.002 * Math.cos(heading), y + 0.00153 * Math.sin(heading)]);
  }
  return line;
}

/** The longest line among the rivers that ship, where the datasets have been built. */
function findShippedRiver(): Position[] | undefined {
  const path = `${process.env.ATLAS_ROOT ?? process.cwd()}/public/data/rivers.geojson`;
  if (!existsSync(path)) return undefined;
  const { features } = JSON.parse(readFileSync(path, "utf8")) as FeatureCollection<Geometry>;
  const lines = features.flatMap((f) =>
    f.geometry.type === "LineString"
      ? [f.geometry.coordinates]
      : f.geometry.type === "MultiLineString"
        ? f.geometry.coordinates
        : [],
  );
  return lines.sort((a, b) => b.length - a.length)[0];
}

function compareBuffers(name: string, line: Position[]) {
  const geometry: LineString = { type: "LineString", coordinates: line };
  const feature: Feature<LineString> = { type: "Feature", properties: {}, geometry };
  let ours = buildBuffer(geometry, 10_000);
  for (let i = 0; i < 10; i += 1) buildBuffer(geometry, 10_000);
  const oursMilliseconds = repeat(15, () => {
    ours = buildBuffer(geometry, 10_000);
  });
  let theirs: Feature<Polygon | MultiPolygon> | undefined;
  const measurePeer = (steps: number) =>
    repeat(5, () => {
      theirs = turfBuffer(feature, 10, { units: "kilometers", steps }) as Feature<Polygon | MultiPolygon>;
    });
  // Ours has 80 steps a circle; the peer counts steps in a quarter.
  const [asIs, asFine] = [measurePeer(8), measurePeer(20)];
  const share = measureAreaSquareMetres(toPolygonGeometry(ours)) / measureAreaSquareMetres(theirs!.geometry);
  console.log(
    `${name}, ${line.length} vertices, ${(measureLengthMetres(geometry) / 1000).toFixed(0)} km, by 10 km: ` +
      `${oursMilliseconds.toFixed(1)} ms; turf.buffer ${asIs.toFixed(0)} ms with 32 steps a circle, ` +
      `${asFine.toFixed(0)} ms with 80 as here; areas ${share.toFixed(4)}`,
  );
  holdAgainstGoal(`${name}, times as fast as turf.buffer with as many steps`, asFine / oursMilliseconds, {
    atLeast: 25,
  });
}

export const bench: Bench = {
  title: "buffers and measures against turf",
  run() {
    compareBuffers("seeded river", buildRiver());
    const shipped = findShippedRiver();
    if (shipped) compareBuffers("longest river that ships", shipped);
    const zones = Array.from({ length: 2000 }, (_, i): Geometry => {
      const [x, y] = [107 + (i % 50) / 10, 38 + Math.floor(i / 50) / 10];
      const ring = Array.from({ length: 60 }, (_v, k): Position => {
        const angle = (2 * Math.PI * k) / 60;
        return [x + 0.06 * Math.cos(angle), y + 0.06 * Math.sin(angle) * (1 + 0.2 * Math.sin(7 * angle))];
      });
      return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
    });
    const areaMilliseconds = repeat(5, () => {
      for (const zone of zones) measureAreaSquareMetres(zone);
    });
    const overlayMilliseconds = repeat(3, () => {
      for (let i = 1; i < zones.length; i += 1) buildIntersection(zones[i - 1]!, zones[i]!);
    });
    console.log(
      `areas of ${zones.length} zones of 60 corners: ${areaMilliseconds.toFixed(1)} ms; ` +
        `${zones.length - 1} intersections: ${overlayMilliseconds.toFixed(0)} ms`,
    );
  },
};

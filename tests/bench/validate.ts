import { readFiles } from "../../src/data/readFiles.ts";
import { findInvalidity } from "../../src/domain/place/validity.ts";
import { type Bench, createRandom, holdAgainstGoal, measureMilliseconds } from "./bench.ts";

function buildPolygons(count: number): string {
  const random = createRandom(100_000);
  const features: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const [x, y] = [107 + (i % 400) / 50, 38 + Math.floor(i / 400) / 50];
    const ring: string[] = [];
    for (let k = 0; k < 8; k += 1) {
      const angle = (Math.PI * k) / 4;
      const radius = 0.004 + 0.004 * random();
      ring.push(
        `[${(x + radius * Math.cos(angle)).toFixed(6)},${(y + radius * Math.sin(angle)).toFixed(6)}]`,
      );
    }
    ring.push(ring[0]!);
    features.push(
      `{"type":"Feature","properties":{"编号":${i},"名称":"图斑${i}"},"geometry":{"type":"Polygon","coordinates":[[${ring.join(",")}]]}}`,
    );
  }
  return `{"type":"FeatureCollection","features":[${features.join(",\n")}]}`;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

export const bench: Bench = {
  title: "reading and validating 100,000 polygons, and refusing hostile files",
  async run() {
    const bytes = new TextEncoder().encode(buildPolygons(100_000));
    await readFiles([{ name: "warm.geojson", bytes: new TextEncoder().encode(buildPolygons(2000)) }]);
    let peak = process.memoryUsage().rss;
    const before = peak;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    const start = performance.now();
    const processor = process.cpuUsage();
    const { report, layers } = await readFiles([{ name: "a.geojson", bytes }]);
    const milliseconds = performance.now() - start;
    const { user } = process.cpuUsage(processor);
    clearInterval(watch);
    peak = Math.max(peak, process.memoryUsage().rss);
    console.log(
      `${report.read} of 100000 read and validated from ${megabytes(bytes.length)}: ${milliseconds.toFixed(0)} ms, ${(user / 1000).toFixed(0)} ms of processor time; ` +
        `memory ${megabytes(before)} before, ${megabytes(peak)} at most`,
    );
    const geometries = layers[0]!.collection.features.map((f) => f.geometry);
    const quick = measureMilliseconds(() => {
      for (const geometry of geometries) findInvalidity(geometry);
    });
    const sample = geometries.slice(0, 5000);
    const asked = measureMilliseconds(() => {
      for (const geometry of sample) {
        if (geometry.type !== "Polygon") continue;
        // A second, far part sends the same ring to JTS.
        findInvalidity({
          type: "MultiPolygon",
          coordinates: [
            geometry.coordinates,
            [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
              ],
            ],
          ],
        });
      }
    });
    const perQuick = quick / geometries.length;
    const perAsked = asked / sample.length;
    console.log(`validity alone: ${quick.toFixed(0)} ms for 100000`);
    holdAgainstGoal("validity, times as fast as JTS for each", perAsked / perQuick, { atLeast: 5 });
    const hostile: [string, string][] = [
      ["five million brackets", "[".repeat(5_000_000)],
      ["a string of 5 MB without an end", `{"a":"${"x".repeat(5_000_000)}`],
      ["a megabyte of open folders", `<kml>${"<Folder>".repeat(125_000)}`],
      ["two million open brackets of XML", `<kml>${"<".repeat(2_000_000)}`],
      ["entities", `<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "${"a".repeat(100_000)}">]><kml>&a;</kml>`],
      [
        "100000 broken features",
        `{"type":"FeatureCollection","features":[${Array.from({ length: 100_000 }, () => "{}").join(",")}]}`,
      ],
      ["a table of 200000 bad rows", `lon,lat\n${"x,y\n".repeat(200_000)}`],
    ];
    for (const [name, text] of hostile) {
      const content = new TextEncoder().encode(text);
      const from = performance.now();
      const verdict = await readFiles([{ name: "hostile", bytes: content }]);
      console.log(`${name}: answered in ${(performance.now() - from).toFixed(0)} ms`);
      holdAgainstGoal(`${name}, times accepted`, verdict.report.accepted ? 1 : 0, { atMost: 0 });
    }
  },
};

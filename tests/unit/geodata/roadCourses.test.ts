import { readFileSync } from "node:fs";
import type { LineString, MultiLineString, Position } from "geojson";
import { describe, expect, it } from "vitest";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";

const read = (name: string) =>
  (JSON.parse(readFileSync(`public/data/${name}.geojson`, "utf8")) as PlanFeatureCollection).features;
const linesOf = (geometry: LineString | MultiLineString): Position[][] =>
  geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
const river = read("rivers")
  .filter(({ properties }) => properties.kind === "main-stem")
  .flatMap(({ geometry }) => linesOf(geometry as LineString | MultiLineString));

/** Which side of the line from a to b a point lies on. */
const side = (a: Position, b: Position, p: Position) =>
  Math.sign((b[0]! - a[0]!) * (p[1]! - a[1]!) - (b[1]! - a[1]!) * (p[0]! - a[0]!));
const cross = (a: Position, b: Position, c: Position, d: Position) =>
  side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);

function countCrossings(line: readonly Position[]): number {
  let count = 0;
  for (let i = 1; i < line.length; i += 1)
    for (const course of river)
      for (let k = 1; k < course.length; k += 1)
        if (cross(line[i - 1]!, line[i]!, course[k - 1]!, course[k]!)) count += 1;
  return count;
}

describe("courses of roads and railways", () => {
  it("cross the main river once where they cross it, as the bridges do", () => {
    const lines = [...read("roads"), ...read("rail-lines")].filter(({ geometry }) =>
      /Line/.test(geometry.type),
    );
    const counts = new Map<string, number>();
    for (const { properties, geometry } of lines) {
      const id = String(properties.lineId ?? properties.id);
      const own = linesOf(geometry as LineString).reduce((sum, line) => sum + countCrossings(line), 0);
      counts.set(id, (counts.get(id) ?? 0) + own);
    }
    for (const [id, count] of counts) expect(count, id).toBeLessThanOrEqual(1);
    expect(counts.get("road-g6-west")).toBe(1);
    expect(counts.get("road-g18-east")).toBe(1);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mostCutoffs } from "../../../../src/domain/board/reachQuery.ts";
import { createGrid, findLngLat } from "../../../../src/domain/reach/grid.ts";
import type { ReachSource } from "../../../../src/domain/reach/reachSource.ts";
import { mostBands } from "../../../../src/map/reach/reachShader.ts";
import { buildMesh } from "../../../../src/map/reach/reachSurface.ts";

const source = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../../public/data/reach.json"), "utf8"),
) as ReachSource;
const grid = createGrid(source);
const earthMetres = 40_075_016.7;

/** Web Mercator as OGC 17-083r4 annex D writes it, from 0 to 1. */
const mercator = ([longitude, latitude]: [number, number]): [number, number] => [
  (longitude + 180) / 360,
  0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI),
];

describe("the mesh that carries the surface", () => {
  const { origin, vertices, triangles } = buildMesh(grid);
  const vertex = (index: number) => vertices.subarray(index * 4, index * 4 + 4);

  it("puts every corner where the grid says it is", () => {
    for (let index = 0; index < vertices.length / 4; index += 97) {
      const [x, y, column, row] = vertex(index);
      const [wantedX, wantedY] = mercator(findLngLat(grid, column!, row!));
      expect(Math.hypot(x! + origin[0] - wantedX, y! + origin[1] - wantedY) * earthMetres).toBeLessThan(20);
    }
  });

  it("is nowhere within a triangle off by more than a tenth of a cell", () => {
    let worst = 0;
    for (let at = 0; at < triangles.length; at += 3 * 41) {
      const corners = [0, 1, 2].map((k) => vertex(triangles[at + k]!));
      const middle = [0, 1, 2, 3].map((k) => corners.reduce((sum, corner) => sum + corner[k]! / 3, 0));
      const [wantedX, wantedY] = mercator(findLngLat(grid, middle[2]!, middle[3]!));
      const off = Math.hypot(middle[0]! + origin[0] - wantedX, middle[1]! + origin[1] - wantedY);
      worst = Math.max(worst, off * earthMetres);
    }
    expect(worst).toBeLessThan(grid.cellMetres / 10);
  });

  it("covers the whole grid with whole numbers a 16-bit index can hold", () => {
    expect(vertices.length / 4).toBeLessThan(65_536);
    expect(Math.max(...triangles)).toBe(vertices.length / 4 - 1);
  });
});

it("the shader knows as many bands as a board may have cut-offs", () => {
  expect(mostBands).toBe(mostCutoffs);
});

import { booleanPointInPolygon } from "@turf/turf";
import fc from "fast-check";
import createGraph from "ngraph.graph";
import { aStar } from "ngraph.path";
import { describe, expect, it } from "vitest";
import {
  type CostGrid,
  createCostGrid,
  findCell,
  findMiddle,
  layZone,
} from "../../../../src/domain/corridor/costGrid.ts";
import {
  buildBand,
  chooseCellMetres,
  findSearchBox,
  findWays,
  mostCells,
  shareIn,
  widenWay,
} from "../../../../src/domain/corridor/findCorridors.ts";
import {
  buildStepCost,
  listSteps,
  measureWayCost,
  spreadCost,
  traceWay,
} from "../../../../src/domain/corridor/leastCost.ts";
import { measureLineLengthMetres } from "../../../../src/domain/place/measure.ts";

const box = [110, 40, 110.4, 40.3] as const;

function createRandomGrid(columns: number, rows: number, factors: readonly number[]): CostGrid {
  const grid = { ...createCostGrid(box, 1_000), columns, rows, width: 0.4 / columns, height: 0.3 / rows };
  return {
    ...grid,
    cost: Float64Array.from({ length: columns * rows }, (_, i) => factors[i % factors.length]!),
  };
}

/** The same grid as a graph of another library, which finds the cheapest way by its own means. */
function askOtherLibrary(grid: CostGrid, start: number, goal: number): number {
  const graph = createGraph<null, number>();
  const costOf = buildStepCost(grid);
  for (let cell = 0; cell < grid.cost.length; cell += 1)
    for (const [step, to] of listSteps(grid, cell)) graph.addLink(cell, to, costOf(cell, step));
  const path = aStar(graph, { distance: (_from, _to, link) => link.data, oriented: true }).find(start, goal);
  const cells = path.map(({ id }) => Number(id)).reverse();
  return cells.slice(1).reduce((sum, to, i) => sum + graph.getLink(cells[i]!, to)!.data, 0);
}

const factor = fc.integer({ min: 1, max: 60 });

describe("the cheapest way over a grid", () => {
  it("costs what another library finds, on random grids", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 14 }),
        fc.integer({ min: 3, max: 14 }),
        fc.array(factor, { minLength: 20, maxLength: 200 }),
        fc.nat(),
        fc.nat(),
        (columns, rows, factors, a, b) => {
          const grid = createRandomGrid(columns, rows, factors);
          const [start, goal] = [a % (columns * rows), b % (columns * rows)];
          fc.pre(start !== goal);
          const own = spreadCost(grid, start).total[goal]!;
          expect(own).toBeCloseTo(askOtherLibrary(grid, start, goal), 5);
        },
      ),
      { numRuns: 60, seed: 18 },
    );
  });

  it("costs the same there and back, and as much as the steps of its trace", () => {
    fc.assert(
      fc.property(fc.array(factor, { minLength: 50, maxLength: 300 }), (factors) => {
        const grid = createRandomGrid(17, 13, factors);
        const [start, goal] = [0, 17 * 13 - 1];
        const there = spreadCost(grid, start);
        expect(spreadCost(grid, goal).total[start]!).toBeCloseTo(there.total[goal]!, 5);
        const way = traceWay(there, goal);
        const costOf = buildStepCost(grid);
        const sum = way.slice(1).reduce((total, to, i) => {
          const step = [...listSteps(grid, way[i]!)].find(([, cell]) => cell === to)![0];
          return total + costOf(way[i]!, step);
        }, 0);
        expect(sum).toBeCloseTo(there.total[goal]!, 5);
        expect(measureWayCost(grid, way)).toBeCloseTo(sum, 5);
        expect([way[0], way.at(-1)]).toEqual([start, goal]);
      }),
      { numRuns: 30, seed: 4 },
    );
  });

  it("is at most 2.8 % longer than the straight line on free ground, in every direction", () => {
    const grid = createCostGrid([110, 40, 111.2, 40.9], 1_000);
    const start = findCell(grid, [110.6, 40.45])!;
    const { total } = spreadCost(grid, start);
    for (let turn = 0; turn < 360; turn += 7) {
      const goal = findCell(grid, [
        110.6 + 0.5 * Math.cos((turn * Math.PI) / 180),
        40.45 + 0.38 * Math.sin((turn * Math.PI) / 180),
      ])!;
      const straight = measureLineLengthMetres([findMiddle(grid, start), findMiddle(grid, goal)]);
      const ratio = total[goal]! / straight;
      expect(ratio, `${turn}°`).toBeGreaterThan(0.999);
      expect(ratio, `${turn}°`).toBeLessThan(1.029);
    }
  });
});

describe("zones in the grid", () => {
  const square = [
    [
      [110.1, 40.1],
      [110.2, 40.1],
      [110.2, 40.2],
      [110.1, 40.2],
      [110.1, 40.1],
    ],
    [
      [110.14, 40.14],
      [110.16, 40.14],
      [110.16, 40.16],
      [110.14, 40.16],
      [110.14, 40.14],
    ],
  ];

  it("cost their factor inside, nothing in a hole and outside, and the dearer of two", () => {
    const grid = createCostGrid(box, 500);
    layZone(grid, { polygons: [square], factor: 8 });
    const costAt = (lng: number, lat: number) => grid.cost[findCell(grid, [lng, lat])!];
    expect(costAt(110.12, 40.12)).toBe(8);
    expect(costAt(110.15, 40.15)).toBe(1);
    expect(costAt(110.25, 40.15)).toBe(1);
    layZone(grid, { polygons: [square], factor: 3 });
    expect(costAt(110.12, 40.12)).toBe(8);
    for (let cell = 0; cell < grid.cost.length; cell += 1) {
      const [lng, lat] = findMiddle(grid, cell);
      const isIn = lng > 110.1 && lng < 110.2 && lat > 40.1 && lat < 40.2;
      const isInHole = lng > 110.14 && lng < 110.16 && lat > 40.14 && lat < 40.16;
      expect(grid.cost[cell]).toBe(isIn && !isInHole ? 8 : 1);
    }
  });

  it("are gone round where that is cheaper, and crossed where it is not", () => {
    const wall = (factor: number) => {
      const grid = createCostGrid(box, 500);
      const ring = [
        [110.19, 40.05],
        [110.21, 40.05],
        [110.21, 40.25],
        [110.19, 40.25],
        [110.19, 40.05],
      ];
      layZone(grid, { polygons: [[ring]], factor });
      const [start, goal] = [findCell(grid, [110.1, 40.15])!, findCell(grid, [110.3, 40.15])!];
      const way = traceWay(spreadCost(grid, start), goal);
      return way.some((cell) => grid.cost[cell]! > 1);
    };
    expect(wall(1.5)).toBe(true);
    expect(wall(50)).toBe(false);
  });
});

describe("ways beside the best one", () => {
  function findAll() {
    const grid = createCostGrid(box, 500);
    const ring = [
      [110.15, 40.11],
      [110.25, 40.11],
      [110.25, 40.19],
      [110.15, 40.19],
      [110.15, 40.11],
    ];
    layZone(grid, { polygons: [[ring]], factor: 30 });
    const [start, goal] = [findCell(grid, [110.05, 40.15])!, findCell(grid, [110.35, 40.15])!];
    const run = findWays(grid, start, goal, 3);
    let step = run.next();
    while (!step.done) step = run.next();
    return { grid, start, goal, ways: step.value };
  }

  it("are three, distinct, and none cheaper than the best", () => {
    const { grid, ways } = findAll();
    expect(ways).toHaveLength(3);
    for (const [index, way] of ways.entries()) {
      expect(way.cost).toBeGreaterThanOrEqual(ways[0]!.cost * (1 - 1e-6));
      for (const other of ways.slice(0, index))
        expect(shareIn(way.cells, widenWay(grid, other.cells))).toBeLessThan(0.65);
    }
  });

  it("the band holds the best way and is wider the more is allowed", () => {
    const { grid, start, goal, ways } = findAll();
    const covers = (share: number) => {
      const band = buildBand(grid, start, goal, share);
      return grid.cost.reduce(
        (sum, _, cell) => sum + Number(booleanPointInPolygon(findMiddle(grid, cell), band)),
        0,
      );
    };
    const narrow = buildBand(grid, start, goal, 0.002);
    expect(narrow.coordinates.length).toBeGreaterThan(0);
    const [none, some, much] = [covers(0.002), covers(0.03), covers(0.1)];
    expect(none).toBeGreaterThanOrEqual(ways[0]!.cells.length);
    expect(some).toBeGreaterThan(none);
    expect(much).toBeGreaterThan(some);
  });
});

it("a grid over two far places keeps within its bounds", () => {
  const area = findSearchBox([107, 38], [114, 43]);
  const { cost } = createCostGrid(area, chooseCellMetres(area));
  expect(cost.length).toBeLessThan(mostCells * 1.05);
  expect(chooseCellMetres(findSearchBox([111, 40], [111.05, 40]))).toBe(100);
});

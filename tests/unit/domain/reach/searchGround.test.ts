import fc from "fast-check";
import createGraph from "ngraph.graph";
import { aStar } from "ngraph.path";
import { describe, expect, it } from "vitest";
import type { RoadGraph } from "../../../../src/domain/reach/buildRoadGraph.ts";
import { createLabels, searchGround, undriven } from "../../../../src/domain/reach/searchGround.ts";

type Link = [number, number, number];

function graphOf(nodeCount: number, links: readonly Link[]): RoadGraph {
  const both = links.flatMap(([a, b, s]): Link[] => [
    [a, b, s],
    [b, a, s],
  ]);
  both.sort((p, q) => p[0] - q[0]);
  const linkOffset = new Int32Array(nodeCount + 1);
  for (const [a] of both) linkOffset[a + 1]! += 1;
  for (let i = 0; i < nodeCount; i += 1) linkOffset[i + 1]! += linkOffset[i]!;
  const none = new Uint16Array(0);
  return {
    phase: "now",
    nodeCount,
    firstRoadNode: 0,
    linkOffset,
    linkTarget: Int32Array.from(both, (link) => link[1]),
    linkSeconds: Int32Array.from(both, (link) => link[2]),
    nodeLngLat: new Float64Array(0),
    roadOfNode: new Int32Array(0),
    accessOffset: new Int32Array(1),
    accessCell: new Int32Array(0),
    accessNode: new Int32Array(0),
    accessSeconds: none,
  };
}

const randomGraph = fc.integer({ min: 2, max: 25 }).chain((nodeCount) =>
  fc.record({
    nodeCount: fc.constant(nodeCount),
    links: fc.array(
      fc.tuple(fc.nat(nodeCount - 1), fc.nat(nodeCount - 1), fc.integer({ min: 0, max: 500 })),
      { maxLength: 80 },
    ),
    seeds: fc.array(fc.record({ node: fc.nat(nodeCount - 1), seconds: fc.nat(900) }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
);

function askLibrary(
  nodeCount: number,
  links: readonly Link[],
  seeds: readonly { node: number; seconds: number }[],
) {
  const graph = createGraph<undefined, number>({ multigraph: false });
  const best = new Map<string, number>();
  const offer = (a: string, b: string, s: number) => {
    const key = `${a} ${b}`;
    if (s < (best.get(key) ?? Infinity)) best.set(key, s);
  };
  for (const [a, b, s] of links) {
    offer(`${a}`, `${b}`, s);
    offer(`${b}`, `${a}`, s);
  }
  for (const seed of seeds) offer("start", `${seed.node}`, seed.seconds);
  graph.addNode("start");
  for (let n = 0; n < nodeCount; n += 1) graph.addNode(`${n}`);
  for (const [key, s] of best) graph.addLink(...(key.split(" ") as [string, string]), s);
  const finder = aStar(graph, { oriented: true, distance: (_a, _b, l) => l.data });
  return Array.from({ length: nodeCount }, (_, n) => {
    const path = finder.find("start", `${n}`);
    if (path.length === 0) return undriven;
    let sum = 0;
    for (let i = path.length - 1; i > 0; i -= 1) sum += best.get(`${path[i]!.id} ${path[i - 1]!.id}`)!;
    return sum;
  });
}

describe("road search", () => {
  it("equals a shortest-path library to the second on random graphs", () => {
    fc.assert(
      fc.property(randomGraph, ({ nodeCount, links, seeds }) => {
        const graph = graphOf(nodeCount, links);
        const labels = createLabels(graph, 20_000);
        searchGround(
          graph,
          labels,
          seeds.map((seed) => ({ ...seed, parent: -1 })),
        );
        expect([...labels.seconds]).toEqual(askLibrary(nodeCount, links, seeds));
      }),
      { numRuns: 300, seed: 21 },
    );
  });

  it("seeds added later give what all seeds together give", () => {
    fc.assert(
      fc.property(randomGraph, ({ nodeCount, links, seeds }) => {
        const graph = graphOf(nodeCount, links);
        const all = createLabels(graph, 20_000);
        const parts = createLabels(graph, 20_000);
        const given = seeds.map((seed) => ({ ...seed, parent: -1 }));
        searchGround(graph, all, given);
        for (const seed of given) searchGround(graph, parts, [seed]);
        expect([...parts.seconds]).toEqual([...all.seconds]);
      }),
      { numRuns: 200, seed: 22 },
    );
  });

  it("a way back along the parents costs what the label says", () => {
    fc.assert(
      fc.property(randomGraph, ({ nodeCount, links, seeds }) => {
        const graph = graphOf(nodeCount, links);
        const labels = createLabels(graph, 20_000);
        searchGround(
          graph,
          labels,
          seeds.map((seed) => ({ ...seed, parent: -1 })),
        );
        for (let node = 0; node < nodeCount; node += 1) {
          const parent = labels.parent[node]!;
          if (labels.seconds[node]! >= undriven || parent < 0) continue;
          const costs = links.flatMap(([a, b, s]) =>
            (a === parent && b === node) || (b === parent && a === node) ? [s] : [],
          );
          expect(labels.seconds[parent]! + Math.min(...costs)).toBe(labels.seconds[node]);
        }
      }),
      { numRuns: 100, seed: 23 },
    );
  });

  it("nothing beyond the limit is labelled", () => {
    const graph = graphOf(3, [
      [0, 1, 50],
      [1, 2, 60],
    ]);
    const labels = createLabels(graph, 100);
    searchGround(graph, labels, [{ node: 0, seconds: 0, parent: -1 }]);
    expect([...labels.seconds]).toEqual([0, 50, undriven]);
  });
});

import type { RoadGraph } from "./buildRoadGraph.ts";

/** Seconds that no drive takes. */
export const undriven = 0x3fffffff;

/** Labels of one search over the nodes of a road graph; kept and used again from drag to drag. */
export interface GroundLabels {
  seconds: Int32Array;
  /** The node before, −1 at the origin, −2 − station where the way goes on from a station. */
  parent: Int32Array;
  bucketHead: Int32Array;
  bucketNext: Int32Array;
  bucketPrevious: Int32Array;
}

/** Arrays for searches up to a limit. */
export function createLabels(graph: RoadGraph, limitSeconds: number): GroundLabels {
  return {
    seconds: new Int32Array(graph.nodeCount).fill(undriven),
    parent: new Int32Array(graph.nodeCount).fill(-1),
    bucketHead: new Int32Array(limitSeconds + 1).fill(-1),
    bucketNext: new Int32Array(graph.nodeCount).fill(-1),
    bucketPrevious: new Int32Array(graph.nodeCount).fill(-1),
  };
}

/** A node a search starts from. */
export interface GroundSeed {
  node: number;
  seconds: number;
  /** As in `GroundLabels.parent`. */
  parent: number;
}

/**
 * Least seconds from seeds to every node within the limit, exact, on top of what the labels hold already: nodes
 * that get no better are not visited. Dijkstra with one bucket a second (Dial 1969).
 */
export function searchGround(graph: RoadGraph, labels: GroundLabels, seeds: readonly GroundSeed[]) {
  const { seconds, parent, bucketHead, bucketNext, bucketPrevious } = labels;
  const { linkOffset, linkTarget, linkSeconds } = graph;
  const limit = bucketHead.length - 1;
  // A node is in at most one bucket; −2 marks the head of its list, so that removal needs no search.
  const insert = (node: number, at: number) => {
    const head = bucketHead[at]!;
    bucketNext[node] = head;
    bucketPrevious[node] = -2;
    if (head >= 0) bucketPrevious[head] = node;
    bucketHead[at] = node;
  };
  let first = limit + 1;
  let waiting = 0;
  for (const seed of seeds) {
    const known = seconds[seed.node]!;
    if (seed.seconds > limit || seed.seconds >= known) continue;
    if (bucketPrevious[seed.node] !== -1) {
      removeFrom(labels, seed.node, known);
      waiting -= 1;
    }
    seconds[seed.node] = seed.seconds;
    parent[seed.node] = seed.parent;
    insert(seed.node, seed.seconds);
    waiting += 1;
    if (seed.seconds < first) first = seed.seconds;
  }
  for (let now = first; waiting > 0; now += 1) {
    for (let node = bucketHead[now]!; node >= 0; node = bucketHead[now]!) {
      const next = bucketNext[node]!;
      bucketHead[now] = next;
      if (next >= 0) bucketPrevious[next] = -2;
      bucketPrevious[node] = -1;
      waiting -= 1;
      for (let k = linkOffset[node]!, end = linkOffset[node + 1]!; k < end; k += 1) {
        const target = linkTarget[k]!;
        const reached = now + linkSeconds[k]!;
        const known = seconds[target]!;
        if (reached >= known || reached > limit) continue;
        if (bucketPrevious[target] !== -1) {
          removeFrom(labels, target, known);
          waiting -= 1;
        }
        seconds[target] = reached;
        parent[target] = node;
        insert(target, reached);
        waiting += 1;
      }
    }
  }
}

function removeFrom(labels: GroundLabels, node: number, at: number) {
  const { bucketHead, bucketNext, bucketPrevious } = labels;
  const next = bucketNext[node]!;
  const previous = bucketPrevious[node]!;
  if (previous === -2) bucketHead[at] = next;
  else bucketNext[previous] = next;
  if (next >= 0) bucketPrevious[next] = previous;
  bucketPrevious[node] = -1;
}

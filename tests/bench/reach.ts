import { readFileSync } from "node:fs";
import { booleanPointInPolygon, featureCollection, isobands, point } from "@turf/turf";
import createGraph from "ngraph.graph";
import { aStar } from "ngraph.path";
import type { DataFiles } from "../../src/domain/kernel.ts";
import { buildBandLines } from "../../src/domain/reach/buildBands.ts";
import { searchSurface } from "../../src/domain/reach/computeSurface.ts";
import { contourSurface } from "../../src/domain/reach/contourSurface.ts";
import type { ReachOrigin } from "../../src/domain/reach/findOrigin.ts";
import { findLngLat } from "../../src/domain/reach/grid.ts";
import {
  listReachFiles,
  openReachModel,
  plainScenario,
  type ReachModel,
} from "../../src/domain/reach/reachModel.ts";
import { summarizeSurface } from "../../src/domain/reach/summarizeSurface.ts";
import { type Bench, createRandom, findPercentile, holdAgainstGoal, measureMilliseconds } from "./bench.ts";

const cutoffs = [30, 60, 90, 120];
/** Times as fast as the plain way with packages, so that a drag is one frame on an ordinary laptop. */
const targetRatio = 300;

function sizeInMegabytes(value: object): number {
  let bytes = 0;
  const visit = (part: unknown) => {
    if (ArrayBuffer.isView(part)) bytes += part.byteLength;
    else if (Array.isArray(part)) part.forEach(visit);
  };
  for (const part of Object.values(value)) visit(part);
  return bytes / 1e6;
}

/** Search, surface, bands with their lines in degrees, people: what a moved origin asks for. */
function recompute(model: ReachModel, origin: ReachOrigin, reuse: Uint16Array) {
  const found = searchSurface(model, origin, "door", "fastest", reuse);
  if (!found.ok) throw new Error(found.error.en);
  const { surface } = found.value;
  const rings = contourSurface(surface, cutoffs);
  const lines = buildBandLines(model.ground, rings);
  return { surface, rings, lines, summary: summarizeSurface(model.ground, surface, cutoffs) };
}

/**
 * The same question to ngraph.path and Turf, spared much of the work: the peers get our surface for nothing, so that
 * of the search only the roads to the stations are theirs, and of the surface only the box that is reached.
 */
function recomputeWithLibraries(model: ReachModel, origin: ReachOrigin, reuse: Uint16Array) {
  const { ground, graph } = model;
  const peer = createGraph<undefined, number>();
  for (let node = 0; node < graph.nodeCount; node += 1) {
    peer.addNode(node);
    for (let k = graph.linkOffset[node]!; k < graph.linkOffset[node + 1]!; k += 1)
      peer.addLink(node, graph.linkTarget[k]!, graph.linkSeconds[k]!);
  }
  const finder = aStar(peer, { oriented: true, distance: (_a, _b, link) => link.data });
  const { surface } = recompute(model, origin, reuse);
  const start = model.stationLinks.find((links) => links.length > 0)![0]!.node;
  const searched = measureMilliseconds(() => {
    for (const links of model.stationLinks) if (links.length > 0) finder.find(start, links[0]!.node);
  });
  const { box, columns } = surface;
  const points = [];
  for (let row = box.north; row < box.south; row += 1) {
    for (let column = box.west; column < box.east; column += 1) {
      const minutes = Math.min(surface.seconds[row * columns + column]! / 60, 999);
      // Turf wants a grid of even degrees: columns and rows stand for them, so that no re-gridding is charged.
      points.push(point([column / 1000, -row / 1000], { minutes }));
    }
  }
  const grid = featureCollection(points);
  let bands: ReturnType<typeof isobands> | undefined;
  const banded = measureMilliseconds(() => {
    bands = isobands(grid, [0, ...cutoffs], { zProperty: "minutes" });
  });
  const counted = measureMilliseconds(() => {
    const sums = cutoffs.map(() => 0);
    const { cell, people } = ground.people;
    for (let i = 0; i < cell.length; i += 1) {
      const at = [(cell[i]! % columns) / 1000, -Math.floor(cell[i]! / columns) / 1000];
      for (const [k, band] of bands!.features.entries())
        if (booleanPointInPolygon(at, band.geometry)) sums[k]! += people[i]!;
    }
  });
  return { searched, banded, counted };
}

export const bench: Bench = {
  title: "full recompute after a drag: search, surface, bands, people, for the whole region at 1 km",
  run() {
    const files: DataFiles = Object.fromEntries(
      listReachFiles().map((name) => [
        name,
        JSON.parse(readFileSync(`public/data/${name}`, "utf8")) as unknown,
      ]),
    );
    let model: ReachModel | undefined;
    const opened = measureMilliseconds(() => {
      model = openReachModel(files, plainScenario("2020"));
    });
    const open = model!;
    const { grid } = open.ground;
    const reuse = new Uint16Array(grid.columns * grid.rows);
    const random = createRandom(7);
    const inside: number[] = [];
    for (let cell = 0; cell < open.ground.unit.length; cell += 1)
      if (
        open.ground.unit[cell] !== 255 &&
        Number.isFinite(open.ground.secondsPerCell[open.ground.land[cell]!]!)
      )
        inside.push(cell);
    const randomOrigin = (): ReachOrigin => {
      const cell = inside[Math.floor(random() * inside.length)]!;
      return {
        kind: "place",
        lngLat: findLngLat(grid, cell % grid.columns, Math.floor(cell / grid.columns)),
      };
    };
    for (let i = 0; i < 50; i += 1) recompute(open, randomOrigin(), reuse);
    const samples = Array.from({ length: 300 }, () => {
      const origin = randomOrigin();
      return measureMilliseconds(() => recompute(open, origin, reuse));
    });
    const city: ReachOrigin = { kind: "place", lngLat: open.rail.cities[0]!.centre };
    const own = findPercentile(
      Array.from({ length: 40 }, () => measureMilliseconds(() => recompute(open, city, reuse))),
      0.5,
    );
    const peers = recomputeWithLibraries(open, city, reuse);
    const theirs = peers.searched + peers.banded + peers.counted;
    const p95 = findPercentile(samples, 0.95);
    const say = (label: string, value: number, unit: string) =>
      console.log(`  ${label.padEnd(58)}${value.toFixed(value < 100 ? 2 : 0).padStart(9)} ${unit}`);
    say("model from the shipped files, once", opened, "ms");
    say("random origins in the region, median", findPercentile(samples, 0.5), "ms");
    say("random origins in the region, p95", p95, "ms");
    say("origin in the first city, ours", own, "ms");
    say("ngraph.path 1.6, roads to the stations", peers.searched, "ms");
    say("turf.isobands 7, the same cells", peers.banded, "ms");
    say("turf.booleanPointInPolygon 7, people in the bands", peers.counted, "ms");
    say("memory of one surface", sizeInMegabytes(recompute(open, city, reuse).surface), "MB");
    say(
      "memory of the road graph and its labels",
      sizeInMegabytes(open.graph) + sizeInMegabytes(open.labels),
      "MB",
    );
    say("memory of the ground", sizeInMegabytes(open.ground), "MB");
    say("memory of the rail network", sizeInMegabytes(open.network), "MB");
    holdAgainstGoal("a moved origin, times as fast as with packages", theirs / own, { atLeast: targetRatio });
  },
};

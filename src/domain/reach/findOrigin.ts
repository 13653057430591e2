import { failure, type Problem, type Result, success } from "../result.ts";
import { findInSorted } from "./findInSorted.ts";
import { findCell, findLngLat } from "./grid.ts";
import type { ReachModel } from "./reachModel.ts";
import { blockCells, readReachParameter } from "./reachSource.ts";

/** Where a journey begins: a station by its id, or a place. */
export type ReachOrigin = { kind: "station"; station: string } | { kind: "place"; lngLat: [number, number] };

/** A reason instead of an answer. */
export function refuse(code: string, zh: string, en: string): Result<never> {
  return failure<Problem>({ code, zh, en });
}

/** Cell and station of an origin, or why nothing can begin there. */
export function findOrigin(
  model: ReachModel,
  origin: ReachOrigin,
): Result<{ cell: number; station: number }> {
  const { ground, rail } = model;
  if (origin.kind === "station") {
    const station = rail.stations.findIndex((s) => s.id === origin.station);
    if (station < 0)
      return refuse(
        "station-unknown",
        `没有车站“${origin.station}”`,
        `There is no station “${origin.station}”`,
      );
    return success({ cell: findCell(ground.grid, rail.stations[station]!.lngLat), station });
  }
  const [longitude, latitude] = origin.lngLat;
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude) || Math.abs(latitude) > 90)
    return refuse(
      "position-invalid",
      `位置 ${longitude}, ${latitude} 不是经纬度`,
      `Position ${longitude}, ${latitude} is not a longitude and latitude`,
    );
  const cell = findCell(ground.grid, origin.lngLat);
  const block = cell < 0 ? -1 : findBlock(model, cell);
  if (cell < 0 || findInSorted(ground.activeBlocks, block) < 0) {
    const margin = readReachParameter(ground.source, "margin");
    return refuse(
      "origin-outside",
      `起点在区域及其外 ${margin} 公里之外，没有道路和人口数据`,
      `The origin lies outside the region and ${margin} km round it; there are no data`,
    );
  }
  if (!Number.isFinite(ground.secondsPerCell[ground.land[cell]!]!)) {
    const water = ground.waterNames.get(cell);
    const shore = findShore(model, cell);
    const near = shore ? shore.map((value) => value.toFixed(4)).join(", ") : "";
    return refuse(
      "origin-in-water",
      `起点在水面上（${water?.zh ?? "水面"}）；最近的岸：${near}`,
      `The origin lies in water (${water?.en ?? "water"}); the nearest shore: ${near}`,
    );
  }
  return success({ cell, station: -1 });
}

function findBlock({ ground }: ReachModel, cell: number): number {
  const column = Math.floor((cell % ground.grid.columns) / blockCells);
  const row = Math.floor(cell / ground.grid.columns / blockCells);
  return column >= ground.blockColumns || row >= ground.blockRows ? -1 : row * ground.blockColumns + column;
}

function findShore({ ground }: ReachModel, cell: number): [number, number] | undefined {
  const { grid } = ground;
  const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)];
  let best: [number, number, number] | undefined;
  for (let r = row - 40; r <= row + 40; r += 1) {
    for (let c = column - 40; c <= column + 40; c += 1) {
      if (r < 0 || c < 0 || r >= grid.rows || c >= grid.columns) continue;
      const distance = (r - row) ** 2 + (c - column) ** 2;
      if (best && distance >= best[2]) continue;
      if (Number.isFinite(ground.secondsPerCell[ground.land[r * grid.columns + c]!]!))
        best = [c, r, distance];
    }
  }
  return best && findLngLat(grid, best[0], best[1]);
}

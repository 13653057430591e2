import type { LineString, Point } from "geojson";
import { fileOf, roles } from "../../../geodata/roles.ts";
import type { DataFiles } from "../kernel.ts";
import type { PlanFeature, PlanFeatureCollection } from "../plan.ts";
import { fillBlockCosts, type LatticeCosts } from "./blockCosts.ts";
import { createGrid, findCell, findGridPosition, findLngLat, type Grid, paintGeometry } from "./grid.ts";
import { blockCells, type ReachSource, reachFile, readReachParameter } from "./reachSource.ts";
import { type PeopleGroup, type PeopleTable, spreadPeople } from "./spreadPeople.ts";

/** Seconds that stand for "never" on the ground. */
export const never = 65_535;

/** The land under the surface, the same in every phase; see `LatticeCosts` for the costs between its nodes. */
export interface Ground extends LatticeCosts {
  grid: Grid;
  source: ReachSource;
  /** Place in `people.groups` of the county unit of each cell, 255 outside the region. */
  unit: Uint8Array;
  /** Place in `source.land` of each cell. */
  land: Uint8Array;
  /** Links of each cell that cross a river: 1 east, 2 south-east, 4 south, 8 south-west. */
  barrier: Uint8Array;
  /** Names of the water bodies by cell, for reasons. */
  waterNames: Map<number, { zh: string; en: string }>;
  people: PeopleTable;
  /** Longitude and latitude of each block corner, interleaved. */
  cornerLngLat: Float64Array;
  /** River course in columns and rows, for links that are not along the grid. */
  rivers: Float64Array[];
}

/** Files below `public/data` that `buildGround` reads. */
export function listGroundFiles(): string[] {
  const datasets = [
    roles.units,
    roles.statisticalZones,
    roles.towns?.dataset,
    ...roles.landAreas.map(({ dataset }) => dataset),
    roles.mainRiver?.dataset,
  ];
  const named = datasets.filter((dataset) => dataset !== undefined);
  return [reachFile, ...new Set(named.map(fileOf))];
}

const pointOf = (feature: PlanFeature): [number, number] =>
  (feature.geometry as Point).coordinates as [number, number];
const featuresOf = (files: DataFiles, name: string): PlanFeature[] =>
  (files[name] as PlanFeatureCollection).features;
const featuresIn = (files: DataFiles, dataset: string | undefined): PlanFeature[] =>
  dataset === undefined ? [] : featuresOf(files, fileOf(dataset));

/** Whether two segments cross or touch. */
export function segmentsCross(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) =>
    Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
  return (
    side(ax, ay, bx, by, cx, cy) !== side(ax, ay, bx, by, dx, dy) &&
    side(cx, cy, dx, dy, ax, ay) !== side(cx, cy, dx, dy, bx, by)
  );
}

const links = [
  [1, 0, 1],
  [1, 1, 2],
  [0, 1, 4],
  [-1, 1, 8],
] as const;

function markBarrier(grid: Grid, river: Float64Array, barrier: Uint8Array) {
  for (let i = 2; i < river.length; i += 2) {
    const [ax, ay, bx, by] = [river[i - 2]!, river[i - 1]!, river[i]!, river[i + 1]!];
    const [west, east] = [Math.floor(Math.min(ax, bx)) - 1, Math.ceil(Math.max(ax, bx)) + 1];
    const [north, south] = [Math.floor(Math.min(ay, by)) - 1, Math.ceil(Math.max(ay, by)) + 1];
    for (let row = Math.max(0, north); row <= Math.min(grid.rows - 1, south); row += 1) {
      for (let column = Math.max(0, west); column <= Math.min(grid.columns - 1, east); column += 1) {
        for (const [dc, dr, bit] of links)
          if (segmentsCross(ax, ay, bx, by, column, row, column + dc, row + dr))
            barrier[row * grid.columns + column]! |= bit;
      }
    }
  }
}

/** Blocks any part of which may lie within the margin of the region: 1 in the returned array. */
function findActiveBlocks(grid: Grid, unit: Uint8Array, marginCells: number): Uint8Array {
  const blockColumns = (grid.columns - 1) / blockCells;
  const blockRows = (grid.rows - 1) / blockCells;
  const inside = new Uint8Array(blockColumns * blockRows);
  for (let row = 0; row < grid.rows - 1; row += 1) {
    const first = Math.floor(row / blockCells) * blockColumns;
    for (let column = 0; column < grid.columns - 1; column += 1)
      if (unit[row * grid.columns + column] !== 255) inside[first + Math.floor(column / blockCells)] = 1;
  }
  const active = inside.slice();
  // Nearest sides of two blocks k blocks apart are k − 1 blocks from each other.
  const reach = marginCells / blockCells + 1;
  const most = Math.floor(reach) + 1;
  for (let row = 0; row < blockRows; row += 1) {
    for (let column = 0; column < blockColumns; column += 1) {
      const block = row * blockColumns + column;
      const isEdge =
        inside[block] === 1 &&
        (inside[block - 1] !== 1 ||
          inside[block + 1] !== 1 ||
          inside[block - blockColumns] !== 1 ||
          inside[block + blockColumns] !== 1);
      if (!isEdge) continue;
      for (let r = Math.max(0, row - most); r <= Math.min(blockRows - 1, row + most); r += 1) {
        const span =
          Math.floor(Math.sqrt(Math.max(0, reach ** 2 - Math.max(0, Math.abs(r - row) - 1) ** 2))) + 1;
        active.fill(
          1,
          r * blockColumns + Math.max(0, column - span),
          r * blockColumns + Math.min(blockColumns - 1, column + span) + 1,
        );
      }
    }
  }
  return active;
}

function readGroups(files: DataFiles): PeopleGroup[] {
  const read = (feature: PlanFeature, seat: [number, number], isZone: boolean): PeopleGroup => {
    const p = feature.properties;
    return {
      id: p.id,
      name: { zh: p["name:zh"], en: p["name:en"] },
      cityId: String(p.cityId),
      people: Number(p.population2020),
      urbanPeople: Number(p.urbanPopulation2020),
      seat,
      isZone,
    };
  };
  return [
    ...featuresIn(files, roles.units).map((unit) =>
      read(unit, [Number(unit.properties.seatLongitude), Number(unit.properties.seatLatitude)], false),
    ),
    ...featuresIn(files, roles.statisticalZones).map((zone) => read(zone, pointOf(zone), true)),
  ];
}

/**
 * Builds the ground from the shipped datasets: units and land painted on the grid, people spread over it,
 * costs of crossing it off the roads. Takes a few hundred milliseconds; keep the answer.
 */
export function buildGround(files: DataFiles): Ground {
  const source = files[reachFile] as ReachSource;
  const grid = createGrid(source);
  const size = grid.columns * grid.rows;
  const groups = readGroups(files);
  const unit = new Uint8Array(size).fill(255);
  for (const [index, feature] of featuresIn(files, roles.units).entries()) {
    paintGeometry(grid, feature.geometry, (cell) => {
      unit[cell] = index;
    });
  }
  const land = new Uint8Array(size);
  const landIndex = new Map(source.land.map((kind, index) => [kind.id, index]));
  const waterNames: Ground["waterNames"] = new Map();
  for (const area of source.landAreas) {
    for (const feature of featuresOf(files, area.file)) {
      if (feature.properties.kind !== area.kind) continue;
      const kind = landIndex.get(area.land)!;
      const name = { zh: feature.properties["name:zh"], en: feature.properties["name:en"] };
      paintGeometry(grid, feature.geometry, (cell) => {
        land[cell] = kind;
        if (source.land[kind]!.speedKmh === 0) waterNames.set(cell, name);
      });
    }
  }
  const towns = featuresIn(files, roles.towns?.dataset).flatMap((town) => {
    const group = groups.findIndex((g) => g.id === town.properties.unitId);
    const lngLat = pointOf(town);
    return group >= 0 && town.properties.kind === roles.towns?.kind && findCell(grid, lngLat) >= 0
      ? [{ lngLat, group }]
      : [];
  });
  const { table, urbanCells } = spreadPeople({ grid, source, unit, land, groups, towns });
  for (const cell of urbanCells) land[cell] = landIndex.get("urban")!;

  const barrier = new Uint8Array(size);
  const rivers = source.barriers.flatMap(({ file, kind }) =>
    featuresOf(files, file)
      .filter((feature) => feature.properties.kind === kind && feature.geometry.type === "LineString")
      .map((feature) => {
        const line = (feature.geometry as LineString).coordinates as [number, number][];
        return Float64Array.from(line.flatMap((p) => findGridPosition(grid, p)));
      }),
  );
  for (const river of rivers) markBarrier(grid, river, barrier);

  const active = findActiveBlocks(
    grid,
    unit,
    (readReachParameter(source, "margin") * 1000) / grid.cellMetres,
  );
  const blockColumns = (grid.columns - 1) / blockCells;
  const cornerColumns = blockColumns + 1;
  const cornerRows = (grid.rows - 1) / blockCells + 1;
  const cornerLngLat = new Float64Array(cornerColumns * cornerRows * 2);
  for (let i = 0; i < cornerColumns * cornerRows; i += 1) {
    const [column, row] = [(i % cornerColumns) * blockCells, Math.floor(i / cornerColumns) * blockCells];
    cornerLngLat.set(findLngLat(grid, column, row), i * 2);
  }
  return {
    grid,
    source,
    unit,
    land,
    barrier,
    waterNames,
    people: table,
    cornerLngLat,
    rivers,
    ...fillBlockCosts({ grid, source, land, barrier, active }),
  };
}

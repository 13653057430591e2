import { readTerrain } from "../data/terrain/readTerrain.ts";
import { createCostGrid } from "../domain/corridor/costGrid.ts";
import { failure, type Problem, success } from "../domain/result.ts";
import { buildContours, chooseContourStep, cutGrid } from "../domain/terrain/contours.ts";
import {
  createGridPlaces,
  findGridBox,
  findHeightRange,
  type HeightGrid,
  halveGrid,
  measureGrain,
} from "../domain/terrain/heightGrid.ts";
import { buildProfile, measureCorridorSlope } from "../domain/terrain/profile.ts";
import { createRelief, type Relief } from "../domain/terrain/reliefTile.ts";
import { buildSlope } from "../domain/terrain/shade.ts";
import { buildSlopeCells } from "../domain/terrain/slopeCells.ts";
import type { Terrain, TerrainSummary } from "../domain/terrain/terrain.ts";
import type { TerrainInput, TerrainOutput, TerrainTask } from "./terrainProtocol.ts";

/** Cells that contours are drawn of at most; a wider view is drawn of a coarser grid, and that is said. */
const mostContourCells = 1_000_000;

interface Held {
  terrain: Terrain;
  relief: Relief;
  slope: Float32Array | null;
}

function summarize(id: number, { name, format, grid, heightDatum, notes }: Terrain): TerrainSummary {
  const range = findHeightRange(grid)!;
  return {
    id,
    name,
    format,
    columns: grid.columns,
    rows: grid.rows,
    epsg: grid.epsg,
    grainMetres: measureGrain(grid),
    bbox: findGridBox(grid),
    least: range.least,
    most: range.most,
    emptyShare:
      grid.heights.reduce((sum, height) => sum + Number(Number.isNaN(height)), 0) / grid.heights.length,
    heightDatum,
    notes,
  };
}

function drawContours(
  grid: HeightGrid,
  { bbox, stepMetres }: TerrainInput<"contours">,
): TerrainOutput<"contours"> {
  const { toGrid } = createGridPlaces(grid);
  const [west, south, east, north] = bbox;
  const corners = [
    toGrid([west, north]),
    toGrid([east, north]),
    toGrid([west, south]),
    toGrid([east, south]),
  ];
  const [columns, rows] = [corners.map(([column]) => column), corners.map(([, row]) => row)];
  let part = cutGrid(grid, [
    Math.min(...columns),
    Math.min(...rows),
    Math.max(...columns),
    Math.max(...rows),
  ]);
  const range = part && findHeightRange(part);
  if (!part || !range)
    return failure<Problem>({
      code: "terrain-outside",
      zh: "当前视图里没有高程",
      en: "There are no heights in view",
    });
  const fine = part.columns;
  while (part.columns * part.rows > mostContourCells) part = halveGrid(part);
  const step = stepMetres ?? chooseContourStep(range.least, range.most);
  const grainMetres = measureGrain(part);
  const bytes = new TextEncoder().encode(JSON.stringify(buildContours(part, step)));
  return success({
    geojson: bytes.buffer as ArrayBuffer,
    stepMetres: step,
    grainMetres,
    note:
      part.columns === fine
        ? null
        : {
            zh: `视图较大，等高线按 ${Math.round(grainMetres)} 米格距概括`,
            en: `the view is wide: contours are generalised to cells of ${Math.round(grainMetres)} m`,
          },
  });
}

async function drawTile(relief: Relief, { z, x, y, size }: TerrainInput<"tile">): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext("2d")!;
  const pixels = relief.draw(z, x, y, size);
  if (pixels) context.putImageData(new ImageData(new Uint8ClampedArray(pixels), size, size), 0, 0);
  return (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer();
}

/** Holds one terrain and answers what is asked of it. */
export function createTerrainTasks() {
  let held: Held | null = null;
  let opened = 0;
  const here = (): Held => {
    if (!held) throw new Error("no terrain is open");
    return held;
  };
  const slopeOf = (of: Held) => {
    of.slope ??= buildSlope(of.terrain.grid);
    return of.slope;
  };
  const hold = (terrain: Terrain): TerrainSummary => {
    opened += 1;
    held = { terrain, relief: createRelief(terrain.grid), slope: null };
    return summarize(opened, terrain);
  };
  const tasks: {
    [T in TerrainTask]: (input: TerrainInput<T>) => TerrainOutput<T> | Promise<TerrainOutput<T>>;
  } = {
    async open({ files, epsg }) {
      const terrain = await readTerrain(files, epsg);
      if (!terrain.ok) return terrain;
      return success(hold(terrain.value));
    },
    take: ({ terrain }) => hold(terrain),
    close() {
      held = null;
      return null;
    },
    tile: (input) => drawTile(here().relief, input),
    profile: ({ line }) => buildProfile(here().terrain.grid, line as number[][]),
    slope({ line, widthMetres }) {
      const of = here();
      return measureCorridorSlope(of.terrain.grid, slopeOf(of), line as number[][], widthMetres);
    },
    contours: (input) => drawContours(here().terrain.grid, input),
    slopeCells({ box, cellMetres }) {
      const of = here();
      const cells = buildSlopeCells(of.terrain.grid, slopeOf(of), createCostGrid(box, cellMetres));
      return new TextEncoder().encode(JSON.stringify(cells)).buffer as ArrayBuffer;
    },
  };
  return tasks;
}

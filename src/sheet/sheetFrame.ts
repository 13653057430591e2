import { type Crs, findCrs } from "../domain/place/crs.ts";
import { createProjection, type Projection } from "../domain/place/projection.ts";
import { failure, type Problem, type Result, success } from "../domain/result.ts";
import { type Extent, type Orientation, type PaperSize, paperSizes, usualScales } from "./paperSizes.ts";

/** How much larger than on A3 what stands round the map is, so that a wall sheet is read from a step away. */
const growth: Readonly<Record<PaperSize, number>> = { A4: 0.82, A3: 1, A2: 1.2, A1: 1.4, A0: 1.7 };

const leastScale = 1_000;
const mostScale = 20_000_000;

export interface FrameOptions {
  size: PaperSize;
  /** N of 1:N; null for the largest usual scale that shows the whole extent. */
  scale: number | null;
  /** EPSG code of a projected system in metres; null for the zone of the extent's middle. */
  epsg: number | null;
  extent: Extent;
  /** Middle of the map, where it is not that of the extent. */
  centre?: readonly [longitude: number, latitude: number] | undefined;
  /** Millimetres of paper that the map's frame is moved over the ground from there, east and north. */
  shift?: readonly [east: number, north: number] | undefined;
  orientation?: Orientation | undefined;
  /** Columns the legend needs. */
  legendColumns: number;
  /** Which of several maps of one size in so many columns this is, and what share of the height is left free beneath. */
  part?: { index: number; count: number; columns: number; below: number } | undefined;
}

/** A box on the page, millimetres from its bottom left corner. */
export interface Box {
  left: number;
  bottom: number;
  width: number;
  height: number;
}

export interface SheetFrame {
  /** Millimetres. */
  width: number;
  height: number;
  /** Factor of all that is not in the scale of the map. */
  unit: number;
  map: Box;
  head: Box;
  side: Box;
  foot: Box;
  scale: number;
  crs: Crs;
  /** Points on the page from degrees. */
  toPage: (longitude: number, latitude: number) => [x: number, y: number];
  /** Degrees from millimetres on the page. */
  toLngLat: (x: number, y: number) => [longitude: number, latitude: number];
  centre: readonly [longitude: number, latitude: number];
  /** Degrees round all that the map shows. */
  shown: Extent;
  /** Millimetres that the extent asked for takes at the scale. */
  needed: { width: number; height: number };
}

export const pointsOf = (millimetres: number) => (millimetres * 72) / 25.4;

/** Width of the legend's column in units. */
const columnUnits = 52;

/** Degrees stand in it round the map. */
const rimUnits = 4.5;
const gapUnits = 4;
/** A name above each of several maps. */
const nameUnits = 5.5;

/** One of several maps in the place of one, row by row. */
function cutMap(whole: Box, unit: number, part: NonNullable<FrameOptions["part"]>): Box {
  const { index, count, columns, below } = part;
  const rows = Math.ceil(count / columns);
  const between = (2 * rimUnits + gapUnits) * unit;
  const name = nameUnits * unit;
  const free = whole.height * below;
  const width = (whole.width - between * (columns - 1)) / columns;
  const height = (whole.height - free - between * (rows - 1)) / rows - name;
  const row = Math.floor(index / columns);
  return {
    left: whole.left + (index % columns) * (width + between),
    bottom: whole.bottom + free + (rows - 1 - row) * (height + name + between),
    width,
    height,
  };
}

function layOut(width: number, height: number, unit: number, { legendColumns, part }: FrameOptions) {
  const margin = 9 * unit;
  const gap = gapUnits * unit;
  const head: Box = {
    left: margin,
    bottom: height - margin - 13 * unit,
    width: width - 2 * margin,
    height: 13 * unit,
  };
  const foot: Box = { left: margin, bottom: margin, width: width - 2 * margin, height: 24 * unit };
  const rim = rimUnits * unit;
  const sideWidth = columnUnits * unit * legendColumns;
  const map: Box = {
    left: margin + rim,
    bottom: foot.bottom + foot.height + gap + rim,
    width: width - 2 * margin - sideWidth - gap - 2 * rim,
    height: head.bottom - gap - rim - (foot.bottom + foot.height + gap + rim),
  };
  const side: Box = {
    left: width - margin - sideWidth,
    bottom: foot.bottom + foot.height + gap,
    width: sideWidth,
    height: head.bottom - gap - foot.bottom - foot.height - gap,
  };
  return { map: part ? cutMap(map, unit, part) : map, head, side, foot };
}

function chooseSystem({ epsg, extent, centre }: FrameOptions): Result<Crs> {
  const middle = centre?.[0] ?? (extent[0] + extent[2]) / 2;
  const meridian = Math.round(middle / 3) * 3;
  // First code and meridian of the three-degree zones of CGCS2000 without a prefix.
  const found = findCrs(epsg ?? 4534 + (meridian - 75) / 3);
  if (!found.ok) return found;
  if (found.value.kind !== "projected" || found.value.centralMeridian === undefined)
    return failure<Problem>({
      code: "sheet-crs",
      zh: `EPSG:${found.value.epsg} 不是高斯—克吕格或 UTM 投影，图上量不出固定比例；请用 EPSG:4546 之类的投影带`,
      en: `EPSG:${found.value.epsg} is no Gauss–Krüger or UTM grid, so no sheet in it has one scale; give a zone such as EPSG:4546`,
    });
  const { centralMeridian } = found.value;
  if (Math.abs(middle - centralMeridian) > 9)
    return failure<Problem>({
      code: "sheet-zone",
      zh: `EPSG:${found.value.epsg} 的中央经线是 ${centralMeridian}°E，离图幅中心超过 9 度；请换相近的投影带`,
      en: `the central meridian of EPSG:${found.value.epsg} is ${centralMeridian}° E, more than 9° from the middle of the sheet; give a nearer zone`,
    });
  return found;
}

/** Box of an extent in grid metres; edges are followed, as they bend. */
function projectExtent({ fromLngLat }: Projection, [west, south, east, north]: Extent) {
  const steps = 16;
  const points = Array.from({ length: steps + 1 }, (_, i) => i / steps).flatMap((share) => {
    const [x, y] = [west + (east - west) * share, south + (north - south) * share];
    return [fromLngLat(x, south), fromLngLat(x, north), fromLngLat(west, y), fromLngLat(east, y)];
  });
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) };
}

/** The middle of the map, metres of the grid. */
function findMiddle(
  { centre, shift = [0, 0] }: FrameOptions,
  projection: Projection,
  ground: ReturnType<typeof projectExtent>,
  scale: number,
): readonly [number, number] {
  const [x, y] = centre
    ? projection.fromLngLat(...centre)
    : [(ground.east + ground.west) / 2, (ground.north + ground.south) / 2];
  return [x + (shift[0] * scale) / 1000, y + (shift[1] * scale) / 1000];
}

/**
 * Where everything stands on a sheet, and how degrees become points on it: straight from the grid, so that
 * 1 mm of paper is N mm of the grid in both directions.
 *
 * @returns problems for an unknown or unfit system (`sheet-crs`, `sheet-zone`), a scale out of 1:1,000–1:20,000,000
 *   (`sheet-scale`), or an extent that no usual scale brings on the sheet (`sheet-extent`).
 */
export function buildSheetFrame(options: FrameOptions): Result<SheetFrame> {
  const { size, extent } = options;
  const crs = chooseSystem(options);
  if (!crs.ok) return crs;
  if (options.scale !== null && !(options.scale >= leastScale && options.scale <= mostScale))
    return failure<Problem>({
      code: "sheet-scale",
      zh: `比例尺 1:${options.scale} 不可用；请给 1:1,000 至 1:20,000,000 之间的数`,
      en: `the scale 1:${options.scale} cannot be drawn; give a number from 1,000 to 20,000,000`,
    });
  const projection = createProjection(crs.value);
  const ground = projectExtent(projection, extent);
  const unit = growth[size];
  const [long, short] = paperSizes[size];
  const fits = [
    [long, short],
    [short, long],
  ].map(([width, height]) => {
    const parts = layOut(width!, height!, unit, options);
    // Many maps on a small sheet leave each other no room.
    const hasRoom = parts.map.width > 0 && parts.map.height > 0;
    const needed = hasRoom
      ? Math.max(
          ((ground.east - ground.west) * 1000) / parts.map.width,
          ((ground.north - ground.south) * 1000) / parts.map.height,
        )
      : Number.POSITIVE_INFINITY;
    return { width: width!, height: height!, parts, needed };
  });
  const scaleOf = (needed: number) =>
    usualScales.find((scale) => scale >= needed) ?? Number.POSITIVE_INFINITY;
  const [flat, upright] = fits as [(typeof fits)[number], (typeof fits)[number]];
  const { orientation = "auto" } = options;
  const isUpright =
    orientation !== "auto"
      ? orientation === "portrait"
      : options.scale === null
        ? scaleOf(upright.needed) < scaleOf(flat.needed)
        : upright.needed < flat.needed * 0.8 && upright.needed <= options.scale;
  const { width, height, parts, needed } = isUpright ? upright : flat;
  const scale = options.scale ?? scaleOf(needed);
  if (!Number.isFinite(scale))
    return failure<Problem>({
      code: "sheet-extent",
      zh: "图幅范围太大，放不进任何常用比例尺",
      en: "the extent is too large for any usual scale",
    });
  const middle = findMiddle(options, projection, ground, scale);
  const { map } = parts;
  const [centreX, centreY] = [map.left + map.width / 2, map.bottom + map.height / 2];
  const toLngLat = (x: number, y: number) =>
    projection.toLngLat(
      middle[0] + ((x - centreX) * scale) / 1000,
      middle[1] + ((y - centreY) * scale) / 1000,
    );
  const pointsPerMetre = pointsOf(1000 / scale);
  const [originX, originY] = [pointsOf(centreX), pointsOf(centreY)];
  const edges = Array.from({ length: 17 }, (_, i) => i / 16).flatMap((share) => {
    const [x, y] = [map.left + map.width * share, map.bottom + map.height * share];
    return [
      toLngLat(x, map.bottom),
      toLngLat(x, map.bottom + map.height),
      toLngLat(map.left, y),
      toLngLat(map.left + map.width, y),
    ];
  });
  const longitudes = edges.map(([longitude]) => longitude);
  const latitudes = edges.map(([, latitude]) => latitude);
  return success({
    width,
    height,
    unit,
    ...parts,
    scale,
    crs: crs.value,
    centre: toLngLat(centreX, centreY),
    needed: {
      width: ((ground.east - ground.west) * 1000) / scale,
      height: ((ground.north - ground.south) * 1000) / scale,
    },
    shown: [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)],
    toPage(longitude, latitude) {
      const [x, y] = projection.fromLngLat(longitude, latitude);
      return [originX + (x - middle[0]) * pointsPerMetre, originY + (y - middle[1]) * pointsPerMetre];
    },
    toLngLat,
  });
}

/** N of the largest usual scale at which the paper holds the whole extent; null where it holds it at none. */
export function findFittingScale(options: FrameOptions): number | null {
  const frame = buildSheetFrame({ ...options, scale: null });
  return frame.ok ? frame.value.scale : null;
}

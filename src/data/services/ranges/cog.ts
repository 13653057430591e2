import { GeoTIFF, type GeoTIFFImage } from "geotiff";
import type { Bbox } from "../../../domain/place/boundingBox.ts";
import { findCrs } from "../../../domain/place/crs.ts";
import {
  createGridPlaces,
  findGridBox,
  type HeightGrid,
  measureGrain,
} from "../../../domain/terrain/heightGrid.ts";
import { Refusal } from "../../importReport.ts";
import type { RangeReader } from "./rangeReader.ts";

/** One picture of the file: the whole, or an overview of it. */
export interface CogLevel {
  image: GeoTIFFImage;
  columns: number;
  rows: number;
}

/** A GeoTIFF that is read where it lies. */
export interface Cog {
  /** The whole first, then ever coarser ones. */
  levels: CogLevel[];
  /** Where the whole lies, without its values. */
  place: HeightGrid;
  bbox: Bbox;
  /** Metres of a cell of the whole. */
  grainMetres: number;
  bands: number;
  /** Whether its bands are colours; else one of them is a measure. */
  isPicture: boolean;
  empty: number | null;
}

/** The most cells of one level that are read at once. */
export const mostCells = 4_200_000;

function findEpsg(image: GeoTIFFImage): number {
  const keys = image.getGeoKeys() ?? {};
  const said = Number(keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey ?? 32_767);
  if (said === 32_767)
    throw new Refusal("cog-crs", {
      zh: "GeoTIFF 没有写明坐标系代码，无法上图",
      en: "the GeoTIFF names no system by its code, so it cannot be placed",
    });
  const crs = findCrs(said);
  if (!crs.ok) throw new Refusal(crs.error.code, crs.error);
  return said;
}

/** Opens a GeoTIFF by its head alone. */
export async function openCog(reader: RangeReader): Promise<Cog> {
  const size = await reader.size();
  const fetchSlice = async ({ offset, length }: { offset: number; length: number }) => ({
    offset,
    length,
    data: (await reader.read(offset, Math.min(length, size - offset))).buffer,
  });
  const tiff = await GeoTIFF.fromSource({
    fetch: (slices) => Promise.all(slices.map(async (slice) => (await fetchSlice(slice)).data)),
    fetchSlice,
    fileSize: size,
    close: async () => undefined,
  });
  const whole = await tiff.getImage(0);
  const [west, south, east, north] = whole.getBoundingBox() as [number, number, number, number];
  const [, stepY] = whole.getResolution() as [number, number];
  const turned = whole.fileDirectory.getValue("ModelTransformation");
  if (stepY > 0 || (turned && (turned[1] !== 0 || turned[4] !== 0)))
    throw new Refusal("cog-turned", {
      zh: "不是正北向上的栅格",
      en: "this is not a grid with north up",
    });
  const levels: CogLevel[] = [];
  for (let index = 0; index < (await tiff.getImageCount()); index += 1) {
    const image = await tiff.getImage(index);
    // Masks are no pictures.
    if (index > 0 && (Number(image.fileDirectory.getValue("NewSubfileType") ?? 0) & 4) !== 0) continue;
    levels.push({ image, columns: image.getWidth(), rows: image.getHeight() });
  }
  levels.sort((a, b) => b.columns - a.columns);
  const { columns, rows } = levels[0]!;
  const place: HeightGrid = {
    columns,
    rows,
    heights: new Float32Array(0),
    west,
    north,
    width: (east - west) / columns,
    height: (north - south) / rows,
    epsg: findEpsg(whole),
  };
  const bands = whole.getSamplesPerPixel();
  const photometric = Number(whole.fileDirectory.getValue("PhotometricInterpretation") ?? 1);
  return {
    levels,
    place,
    bbox: findGridBox(place),
    grainMetres: measureGrain(place),
    bands,
    // Greys of 8 bits are a picture too: 0 and 1 are white or black is zero, 3 a palette.
    isPicture: bands >= 3 || photometric >= 2 || Number(whole.getBitsPerSample(0)) === 8,
    empty: whole.getGDALNoData(),
  };
}

/** The finest level of which a share of the whole has at most so many cells. */
export function chooseLevel({ levels }: Cog, share: number, most: number): CogLevel {
  return levels.find(({ columns, rows }) => columns * rows * share <= most) ?? levels.at(-1)!;
}

/** The cells of a level that a box in degrees touches, as columns and rows from and to; null where none. */
export function findWindow(
  { place }: Cog,
  level: CogLevel,
  bbox: Bbox,
): [left: number, top: number, right: number, bottom: number] | null {
  const { toGrid } = createGridPlaces(place);
  const scale = [level.columns / place.columns, level.rows / place.rows] as const;
  const [west, south, east, north] = bbox;
  const window = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i <= 8; i += 1)
    for (const [lng, lat] of [
      [west + ((east - west) * i) / 8, south],
      [west + ((east - west) * i) / 8, north],
      [west, south + ((north - south) * i) / 8],
      [east, south + ((north - south) * i) / 8],
    ] as const) {
      const [column, row] = toGrid([lng, lat]);
      window[0] = Math.min(window[0]!, Math.floor(column * scale[0]));
      window[1] = Math.min(window[1]!, Math.floor(row * scale[1]));
      window[2] = Math.max(window[2]!, Math.ceil(column * scale[0]));
      window[3] = Math.max(window[3]!, Math.ceil(row * scale[1]));
    }
  const [left, top] = [Math.max(0, window[0]!), Math.max(0, window[1]!)];
  const [right, bottom] = [Math.min(level.columns, window[2]!), Math.min(level.rows, window[3]!)];
  return left < right && top < bottom ? [left, top, right, bottom] : null;
}

/** Values of the first band in a window. */
export async function readBand(
  { image }: CogLevel,
  window: [number, number, number, number],
): Promise<ArrayLike<number>> {
  const rasters = await image.readRasters({ samples: [0], window });
  return (Array.isArray(rasters) ? rasters[0] : rasters) as ArrayLike<number>;
}

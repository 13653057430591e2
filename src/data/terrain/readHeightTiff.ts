import { fromArrayBuffer, type GeoTIFF, type GeoTIFFImage } from "geotiff";
import { findCrs } from "../../domain/place/crs.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { type Terrain, unknownHeightDatum } from "../../domain/terrain/terrain.ts";
import { Refusal } from "../importReport.ts";

/** Levels that heights are counted from, by the code of a vertical system (EPSG registry). */
const heightDatums: Readonly<Record<number, Bilingual>> = {
  5773: { zh: "EGM96 大地水准面", en: "EGM96 geoid" },
  3855: { zh: "EGM2008 大地水准面", en: "EGM2008 geoid" },
  5798: { zh: "EGM84 大地水准面", en: "EGM84 geoid" },
  5736: { zh: "1956 黄海高程系", en: "Yellow Sea 1956" },
  5737: { zh: "1985 国家高程基准", en: "1985 national height datum (Yellow Sea 1985)" },
};

/** The finest image of a file that has at most so many cells: the whole, or one of its overviews. */
async function chooseImage(
  tiff: GeoTIFF,
  mostCells: number,
): Promise<{ image: GeoTIFFImage; isFull: boolean }> {
  const count = await tiff.getImageCount();
  for (let index = 0; index < count; index += 1) {
    const image = await tiff.getImage(index);
    // Masks are no heights.
    if (index > 0 && (Number(image.fileDirectory.getValue("NewSubfileType") ?? 0) & 4) !== 0) continue;
    if (image.getWidth() * image.getHeight() <= mostCells) return { image, isFull: index === 0 };
  }
  const whole = await tiff.getImage(0);
  throw new Refusal("terrain-size", {
    zh: `影像有 ${whole.getWidth()}×${whole.getHeight()} 格，超过 ${mostCells} 格，也没有更粗的概览；请裁小或建金字塔`,
    en: `the image has ${whole.getWidth()} × ${whole.getHeight()} cells, more than ${mostCells}, and no overview; cut it or build overviews`,
  });
}

function findEpsg(whole: GeoTIFFImage, epsg: number | null, name: string): number {
  const keys = whole.getGeoKeys() ?? {};
  const said = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey;
  const known = epsg ?? (typeof said === "number" && said !== 32_767 ? said : null);
  if (known === null)
    throw new Refusal(
      "terrain-crs",
      { zh: `“${name}”没有说明坐标系；请选择`, en: `'${name}' does not say its system; choose it` },
      { file: name },
    );
  const crs = findCrs(known);
  if (!crs.ok) throw new Refusal("terrain-crs", { zh: crs.error.zh, en: crs.error.en }, { file: name });
  return known;
}

/** Heights of a GeoTIFF or a cloud-optimised one: its first band, north up. */
export async function readHeightTiff(
  name: string,
  bytes: Uint8Array,
  epsg: number | null,
  mostCells: number,
): Promise<Terrain> {
  const buffer = bytes.slice().buffer;
  const tiff = await fromArrayBuffer(buffer);
  const whole = await tiff.getImage(0);
  if (whole.getSamplesPerPixel() > 2)
    throw new Refusal(
      "terrain-picture",
      {
        zh: `“${name}”有 ${whole.getSamplesPerPixel()} 个波段，像是影像而不是高程`,
        en: `'${name}' has ${whole.getSamplesPerPixel()} bands: it looks like a picture, not like heights`,
      },
      { file: name },
    );
  const { image, isFull } = await chooseImage(tiff, mostCells);
  const known = findEpsg(whole, epsg, name);
  const [west, south, east, north] = whole.getBoundingBox() as [number, number, number, number];
  const [, stepY] = whole.getResolution() as [number, number];
  const rotation = whole.fileDirectory.getValue("ModelTransformation");
  if (stepY > 0 || (rotation && (rotation[1] !== 0 || rotation[4] !== 0)))
    throw new Refusal(
      "terrain-turned",
      { zh: `“${name}”不是正北向上的栅格`, en: `'${name}' is not a grid with north up` },
      { file: name },
    );
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  const rasters = await image.readRasters({ samples: [0] });
  const band = (Array.isArray(rasters) ? rasters[0] : rasters) as ArrayLike<number>;
  const empty = whole.getGDALNoData();
  const heights = Float32Array.from(band, (height) => (height === empty ? Number.NaN : height));
  const vertical = Number(whole.getGeoKeys()?.VerticalCSTypeGeoKey ?? 0);
  return {
    name,
    format: "GeoTIFF",
    grid: {
      columns,
      rows,
      heights,
      west,
      north,
      width: (east - west) / columns,
      height: (north - south) / rows,
      epsg: known,
    },
    heightDatum: heightDatums[vertical] ?? unknownHeightDatum,
    notes: isFull
      ? []
      : [
          {
            zh: `全幅 ${whole.getWidth()}×${whole.getHeight()} 格太大，用的是 ${columns}×${rows} 格的概览`,
            en: `the whole of ${whole.getWidth()} × ${whole.getHeight()} cells is too large; its overview of ${columns} × ${rows} was taken`,
          },
        ],
  };
}

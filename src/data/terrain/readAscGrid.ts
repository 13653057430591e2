import { parseCrsName } from "../../domain/place/crs.ts";
import { type Terrain, unknownHeightDatum } from "../../domain/terrain/terrain.ts";
import { type InputFile, Refusal } from "../importReport.ts";

const keys = [
  "ncols",
  "nrows",
  "xllcorner",
  "yllcorner",
  "xllcenter",
  "yllcenter",
  "cellsize",
  "nodata_value",
];

/**
 * An ESRI ASCII grid: six lines of header, then heights row by row from the north.
 * @param prj the projection file beside it, where there is one.
 * @param epsg the system as the reader names it; it goes before the file's.
 */
export function readAscGrid(
  { name, bytes }: InputFile,
  prj: InputFile | undefined,
  epsg: number | null,
  mostCells: number,
): Terrain {
  const text = new TextDecoder().decode(bytes);
  const header = new Map<string, number>();
  let at = 0;
  for (;;) {
    const end = text.indexOf("\n", at);
    const [key, value] = text
      .slice(at, end < 0 ? undefined : end)
      .trim()
      .split(/\s+/);
    if (end < 0 || !key || !keys.includes(key.toLowerCase())) break;
    header.set(key.toLowerCase(), Number(value));
    at = end + 1;
  }
  const [columns, rows, cell] = [header.get("ncols"), header.get("nrows"), header.get("cellsize")];
  const left = header.get("xllcorner") ?? (header.get("xllcenter") ?? Number.NaN) - (cell ?? 0) / 2;
  const bottom = header.get("yllcorner") ?? (header.get("yllcenter") ?? Number.NaN) - (cell ?? 0) / 2;
  if (!columns || !rows || !cell || !(cell > 0) || !Number.isFinite(left) || !Number.isFinite(bottom))
    throw new Refusal(
      "terrain-asc",
      {
        zh: `“${name}”的头部不完整：需要 ncols、nrows、xllcorner、yllcorner、cellsize`,
        en: `the header of '${name}' is not complete: it needs ncols, nrows, xllcorner, yllcorner, cellsize`,
      },
      { file: name },
    );
  if (columns * rows > mostCells)
    throw new Refusal(
      "terrain-size",
      {
        zh: `“${name}”有 ${columns}×${rows} 格，超过 ${mostCells} 格`,
        en: `'${name}' has ${columns} × ${rows} cells, more than ${mostCells}`,
      },
      { file: name },
    );
  const empty = header.get("nodata_value") ?? -9_999;
  const heights = new Float32Array(columns * rows);
  let count = 0;
  for (const [value] of text.slice(at).matchAll(/\S+/g)) {
    if (count >= heights.length) break;
    const height = Number(value);
    heights[count] = height === empty ? Number.NaN : height;
    count += 1;
  }
  if (count < heights.length)
    throw new Refusal(
      "terrain-asc",
      {
        zh: `“${name}”应有 ${heights.length} 个高程，只有 ${count} 个`,
        en: `'${name}' should have ${heights.length} heights and has ${count}`,
      },
      { file: name },
    );
  const isDegrees =
    left >= -180 && left + columns * cell <= 180.001 && bottom >= -90 && bottom + rows * cell <= 90.001;
  const said = prj ? parseCrsName(new TextDecoder().decode(prj.bytes)) : null;
  const known = epsg ?? (said?.ok ? said.value.epsg : null) ?? (isDegrees ? 4326 : null);
  if (known === null)
    throw new Refusal(
      "terrain-crs",
      {
        zh: `“${name}”没有说明坐标系，坐标也不是经纬度；请选择它的坐标系`,
        en: `'${name}' does not say its system, and its positions are no degrees; choose its system`,
      },
      { file: name },
    );
  return {
    name,
    format: "ESRI ASCII Grid",
    grid: {
      columns,
      rows,
      heights,
      west: left,
      north: bottom + rows * cell,
      width: cell,
      height: cell,
      epsg: known,
    },
    heightDatum: unknownHeightDatum,
    notes:
      epsg === null && !said?.ok && isDegrees
        ? [
            {
              zh: "文件未说明坐标系，按经纬度（WGS 84）读取",
              en: "the file does not say its system; read as degrees (WGS 84)",
            },
          ]
        : [],
  };
}

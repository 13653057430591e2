import { type RangeReading, startRanges } from "../../compute/askRanges.ts";
import { buildRangePorts } from "./loadService.ts";

const size = 256;

/** The scheme of addresses of tiles of a raster file: its range, then the file, then level, column and row. */
export const rasterScheme = "raster";

/** Raster files that are looked at share one worker, which knows their heads. */
let reading: RangeReading | undefined;

export function readRasters(): RangeReading {
  reading ??= startRanges(buildRangePorts(new AbortController().signal));
  return reading;
}

export const writeRasterAddress = (address: string, ramp?: { least: number; most: number }) =>
  `${rasterScheme}://{z}/{x}/{y}/${ramp ? `${ramp.least},${ramp.most}` : "-"}/${encodeURIComponent(address)}`;

/** A Web Mercator tile as PNG, from the raster file that its address names. */
export function loadRasterTile(address: string): Promise<ArrayBuffer> {
  const [z, x, y, range, ...rest] = address.slice(`${rasterScheme}://`.length).split("/");
  const [least, most] = range!.split(",").map(Number);
  return readRasters().ask("cogTile", {
    address: decodeURIComponent(rest.join("/")),
    ramp: range === "-" ? null : { least: least!, most: most! },
    tile: { z: Number(z), x: Number(x), y: Number(y), size },
  });
}

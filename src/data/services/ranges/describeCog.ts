import type { Service } from "../../../domain/services/service.ts";
import { openCog } from "./cog.ts";
import { findRamp, findZooms } from "./cogTile.ts";
import type { RangeReader } from "./rangeReader.ts";

/** What a GeoTIFF on a server is, from its head and its coarsest overview. */
export async function describeCog(reader: RangeReader, address: string, name: string): Promise<Service> {
  const cog = await openCog(reader);
  const zooms = findZooms(cog);
  const ramp = cog.isPicture ? null : await findRamp(cog);
  const isDrawable = cog.isPicture || ramp !== null;
  return {
    kind: "cog",
    title: name,
    address,
    attribution: "",
    choices: isDrawable
      ? [
          {
            id: name,
            title: name,
            bbox: cog.bbox,
            source: {
              form: "pictures",
              template: address,
              tileSize: 256,
              ...zooms,
              rows: "mercator",
              grainMetres: cog.grainMetres,
              ...(ramp ? { ramp } : {}),
            },
          },
        ]
      : [],
    unusable: isDrawable
      ? []
      : [
          {
            id: name,
            zh: "没有概览（overview），无法按视图读取；请用 gdal_translate -of COG 重写",
            en: "has no overviews, so it cannot be read by view; write it again with gdal_translate -of COG",
          },
        ],
  };
}

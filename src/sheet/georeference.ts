import { formatText, formatNumber as n } from "./pdf/pdfFile.ts";
import { pointsOf, type SheetFrame } from "./sheetFrame.ts";

/** The system as well-known text (OGC 01-009), for readers without a register of codes. */
function buildWkt({ crs }: SheetFrame): string {
  const part = (key: string): string => crs.definition.match(new RegExp(`\\+${key}=(\\S+)`))?.[1] ?? "0";
  const datum =
    crs.datum === "cgcs2000"
      ? 'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
      : 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]';
  const parameters = (
    [
      ["latitude_of_origin", "lat_0"],
      ["central_meridian", "lon_0"],
      ["scale_factor", "k"],
      ["false_easting", "x_0"],
      ["false_northing", "y_0"],
    ] as const
  ).map(([name, key]) => `PARAMETER["${name}",${part(key)}]`);
  return `PROJCS["${crs.name}",${datum},PROJECTION["Transverse_Mercator"],${parameters.join(",")},UNIT["metre",1]${crs.epsg === null ? "" : `,AUTHORITY["EPSG","${crs.epsg}"]`}]`;
}

/**
 * Where on the ground the map's box on the page lies (ISO 32000-2, 12.9 and 12.10): its corners in degrees, the
 * system they are drawn in.
 */
export function buildViewport(frame: SheetFrame, title: string): string {
  const { map, crs, toLngLat } = frame;
  const [left, bottom, right, top] = [map.left, map.bottom, map.left + map.width, map.bottom + map.height];
  const corners = [
    [left, bottom],
    [left, top],
    [right, top],
    [right, bottom],
  ].map(([x, y]) => toLngLat(x!, y!));
  const degrees = corners.map(([longitude, latitude]) => `${n(latitude, 9)} ${n(longitude, 9)}`).join(" ");
  const box = [left, bottom, right, top].map((value) => n(pointsOf(value), 4)).join(" ");
  return `<< /Type /Viewport /Name ${formatText(title)} /BBox [${box}] /Measure << /Type /Measure /Subtype /GEO /Bounds [0 0 0 1 1 1 1 0] /GPTS [${degrees}] /LPTS [0 0 0 1 1 1 1 0] /GCS << /Type /PROJCS /EPSG ${crs.epsg ?? 0} /WKT (${buildWkt(frame)}) >> /PDU [/M /SQM /DEG] >> >>`;
}

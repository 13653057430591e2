import type { Element } from "@xmldom/xmldom";
import { mostChoices, type PictureSource, type Service } from "../../domain/services/service.ts";
import { parseBox } from "./boxes.ts";
import { attributeOf, childOf, childrenOf, textOf } from "./markupTree.ts";
import { readTerms } from "./readTerms.ts";

interface Matrix {
  id: string;
  zoom: number;
}

interface MatrixSet {
  rows: PictureSource["rows"];
  matrices: Matrix[];
}

/** Metres a pixel at level 0, 256 pixels round the equator: the scale denominator of a level by OGC 07-057r7. */
const topDenominator = 559_082_264.028_717_8;
const mercatorTop = 20_037_508.342_789_244;

/**
 * The levels of a matrix set that are the squares of the usual scheme: in Web Mercator, or in degrees with tiles of
 * 360/2^z degrees from the north-west corner. Other grids cannot be drawn by their numbers, so they give none.
 */
function readMatrixSet(element: Element): MatrixSet | undefined {
  const system = textOf(element, "SupportedCRS");
  const isMercator = /(:|\/)(3857|900913|102100)$/.test(system) || /^EPSG:+3857$/.test(system);
  const isGeographic = /(:|\/)(4490|4326)$|CRS84$/.test(system);
  if (!isMercator && !isGeographic) return undefined;
  const matrices = childrenOf(element, "TileMatrix").flatMap((matrix): Matrix[] => {
    const denominator = Number(textOf(matrix, "ScaleDenominator"));
    const zoom = Math.log2(topDenominator / denominator);
    const level = Math.round(zoom);
    const corner = textOf(matrix, "TopLeftCorner").split(/\s+/).map(Number);
    const isSquare =
      Number(textOf(matrix, "TileWidth")) === 256 && Number(textOf(matrix, "TileHeight")) === 256;
    const isTop = isMercator
      ? Math.abs(corner[0]! + mercatorTop) < 1 && Math.abs(corner[1]! - mercatorTop) < 1
      : // Latitude comes first in 4490 and 4326, longitude in CRS84; both are written in the wild.
        Math.min(...corner) === -180 && Math.max(...corner) === 90;
    return isSquare && isTop && Math.abs(zoom - level) < 0.002 && level >= 0
      ? [{ id: textOf(matrix, "Identifier"), zoom: level }]
      : [];
  });
  return matrices.length > 0 ? { rows: isMercator ? "mercator" : "geographic", matrices } : undefined;
}

/** Names of levels as the level itself with something before it, such as `0` or `EPSG:3857:0`. */
function findLevelPrefix(matrices: readonly Matrix[]): string | undefined {
  const [first] = matrices;
  if (!first?.id.endsWith(String(first.zoom))) return undefined;
  const prefix = first.id.slice(0, first.id.length - String(first.zoom).length);
  return matrices.every(({ id, zoom }) => id === `${prefix}${zoom}`) ? prefix : undefined;
}

function buildTemplate(
  root: Element,
  layer: Element,
  address: string,
  chosen: { style: string; format: string; set: string; prefix: string },
): string {
  const { style, format, set, prefix } = chosen;
  const rest = childrenOf(layer, "ResourceURL").find(
    (element) => element.getAttribute("resourceType") === "tile" && element.getAttribute("format") === format,
  );
  const level = `${prefix}{z}`;
  if (rest)
    return attributeOf(rest, "template")
      .replace(/\{style\}/gi, style)
      .replace(/\{TileMatrixSet\}/gi, set)
      .replace(/\{TileMatrix\}/gi, level)
      .replace(/\{TileRow\}/gi, "{y}")
      .replace(/\{TileCol\}/gi, "{x}");
  const operation = childrenOf(childOf(root, "OperationsMetadata") ?? root, "Operation").find(
    (element) => element.getAttribute("name") === "GetTile",
  );
  const said = attributeOf(childOf(operation, "DCP", "HTTP", "Get"), "href");
  const base = new URL(address);
  const found = said === "" ? base : new URL(said, base);
  const url = new URL(found.host === base.host ? found : base);
  // A key in the address of the description is meant for the tiles too.
  for (const [key, value] of base.searchParams)
    if (!url.searchParams.has(key)) url.searchParams.set(key, value);
  for (const key of [...url.searchParams.keys()])
    if (/^(service|request|version)$/i.test(key)) url.searchParams.delete(key);
  const parameters = {
    SERVICE: "WMTS",
    REQUEST: "GetTile",
    VERSION: "1.0.0",
    LAYER: textOf(layer, "Identifier"),
    STYLE: style,
    TILEMATRIXSET: set,
    FORMAT: format,
  };
  for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
  return `${url.href}&TILEMATRIX=${level}&TILEROW={y}&TILECOL={x}`;
}

/** Reads the capabilities of a WMTS 1.0.0: layers in Web Mercator, or in degrees where there is no other. */
export function readWmts(root: Element, address: string): Service {
  const contents = childOf(root, "Contents");
  const sets = new Map<string, MatrixSet>();
  for (const element of contents ? childrenOf(contents, "TileMatrixSet") : []) {
    const set = readMatrixSet(element);
    if (set) sets.set(textOf(element, "Identifier"), set);
  }
  const choices: Service["choices"] = [];
  const unusable: Service["unusable"] = [];
  for (const layer of (contents ? childrenOf(contents, "Layer") : []).slice(0, mostChoices)) {
    const id = textOf(layer, "Identifier");
    const linked = childrenOf(layer, "TileMatrixSetLink")
      .map((element) => textOf(element, "TileMatrixSet"))
      .flatMap((name) => {
        const set = sets.get(name);
        const prefix = set && findLevelPrefix(set.matrices);
        return set && prefix !== undefined ? [{ name, set, prefix }] : [];
      })
      .sort((a, b) => Number(a.set.rows === "geographic") - Number(b.set.rows === "geographic"));
    const formats = childrenOf(layer, "Format").map((element) => element.textContent?.trim() ?? "");
    const format = ["image/png", "image/webp", "image/jpeg", "tiles"].find((one) => formats.includes(one));
    const [best] = linked;
    if (!best || format === undefined) {
      unusable.push({
        id,
        zh: best ? "不提供 PNG、WebP 或 JPEG 图片" : "瓦片矩阵既非网络墨卡托，也非标准经纬度分级",
        en: best
          ? "offers no PNG, WebP or JPEG pictures"
          : "its tile matrices are neither Web Mercator nor the usual levels in degrees",
      });
      continue;
    }
    const styles = childrenOf(layer, "Style");
    const style = styles.find((element) => element.getAttribute("isDefault") === "true") ?? styles[0];
    const box = childOf(layer, "WGS84BoundingBox");
    const zooms = best.set.matrices.map(({ zoom }) => zoom);
    choices.push({
      id,
      title: textOf(layer, "Title") || id,
      bbox: box ? parseBox(textOf(box, "LowerCorner"), textOf(box, "UpperCorner")) : null,
      source: {
        form: "pictures",
        template: buildTemplate(root, layer, address, {
          style: textOf(style, "Identifier") || "default",
          format,
          set: best.name,
          prefix: best.prefix,
        }),
        tileSize: 256,
        minZoom: Math.min(...zooms),
        maxZoom: Math.max(...zooms),
        rows: best.set.rows,
      },
    });
  }
  return {
    kind: "wmts",
    title: textOf(root, "ServiceIdentification", "Title"),
    address,
    attribution: textOf(root, "ServiceProvider", "ProviderName"),
    ...readTerms(root, "ServiceIdentification"),
    choices,
    unusable,
  };
}

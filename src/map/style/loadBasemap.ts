import type {
  FilterSpecification,
  SourceSpecification,
  StyleSpecification,
} from "@maplibre/maplibre-gl-style-spec";
import { PMTiles } from "pmtiles";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { parseBasemapSetting } from "../../domain/services/settings.ts";
import type { Basemap } from "./buildStyle.ts";

const prefix = "basemap-";

/** The national map service's tiles of one layer, Web Mercator. */
const buildTiandituTiles = (layer: "vec" | "cva", key: string): string[] =>
  [0, 1, 2, 3].map(
    (host) =>
      `https://t${host}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`,
  );

/** Addresses in a style are meant from where the style is; `{z}` and the like must stay as they are. */
function resolveFrom(address: string, styleUrl: string): string {
  const inner = /^pmtiles:\/\//.exec(address)?.[0] ?? "";
  const absolute = new URL(address.slice(inner.length), styleUrl).href;
  return inner + absolute.replace(/%7B/gi, "{").replace(/%7D/gi, "}");
}

function resolveSource(source: SourceSpecification, styleUrl: string): SourceSpecification {
  const resolved = { ...source } as Record<string, unknown>;
  for (const key of ["url", "data"])
    if (typeof resolved[key] === "string") resolved[key] = resolveFrom(resolved[key], styleUrl);
  if (Array.isArray(resolved.tiles))
    resolved.tiles = (resolved.tiles as string[]).map((tile) => resolveFrom(tile, styleUrl));
  return resolved as unknown as SourceSpecification;
}

/**
 * A basemap's sources and layers under names that cannot meet the atlas's own. Its glyphs are left out: a map has one
 * set of letters, and the atlas draws its own by itself; the basemap's names are drawn in the same way.
 */
export function adoptStyle(style: StyleSpecification, styleUrl: string): Basemap {
  return {
    sources: Object.fromEntries(
      Object.entries(style.sources).map(([id, source]) => [
        `${prefix}${id}`,
        resolveSource(source, styleUrl),
      ]),
    ),
    layers: style.layers.map((layer) => ({
      ...layer,
      id: `${prefix}${layer.id}`,
      ...("source" in layer ? { source: `${prefix}${layer.source}` } : {}),
    })) as Basemap["layers"],
    ...(typeof style.sprite === "string" ? { sprite: resolveFrom(style.sprite, styleUrl) } : {}),
    ...(Array.isArray(style.sprite)
      ? { sprite: style.sprite.map(({ id, url }) => ({ id, url: resolveFrom(url, styleUrl) })) }
      : {}),
  };
}

/** Vector tiles come without a style: all their layers as quiet areas and lines, for the plan to stand on. */
function drawVectorTiles(url: string, layers: readonly string[]): Basemap {
  const source = `${prefix}tiles`;
  const drawn = layers.flatMap((layer) => [
    {
      id: `${prefix}${layer}-area`,
      type: "fill" as const,
      source,
      "source-layer": layer,
      filter: ["==", ["geometry-type"], "Polygon"] as FilterSpecification,
      paint: { "fill-color": "#8a8f94", "fill-opacity": 0.08 },
    },
    {
      id: `${prefix}${layer}-line`,
      type: "line" as const,
      source,
      "source-layer": layer,
      filter: ["!=", ["geometry-type"], "Point"] as FilterSpecification,
      paint: { "line-color": "#8a8f94", "line-opacity": 0.5, "line-width": 0.7 },
    },
  ]);
  return { sources: { [source]: { type: "vector", url } }, layers: drawn };
}

/** TileType of the PMTiles v3 header: 1 is Mapbox vector tiles, the others are pictures. */
const vectorTiles = 1;

async function openArchive(address: string): Promise<Basemap> {
  const archive = new PMTiles(address);
  const url = `pmtiles://${address}`;
  if ((await archive.getHeader()).tileType !== vectorTiles)
    return rasterBasemap({ [`${prefix}tiles`]: { type: "raster", url, tileSize: 256 } });
  const { vector_layers: layers } = (await archive.getMetadata()) as { vector_layers?: { id: string }[] };
  return drawVectorTiles(
    url,
    (layers ?? []).map(({ id }) => id),
  );
}

const rasterBasemap = (sources: Basemap["sources"]): Basemap => ({
  sources,
  layers: Object.keys(sources).map((id) => ({ id, type: "raster", source: id })),
});

const refuseSetting = (zh: string, en: string): Result<never> =>
  failure<Problem>({ code: "basemap", zh, en, file: "settings.json" });

/** Reads the deployment's settings and the basemap they name; null where there is none, as shipped. */
export async function loadBasemap(settingsUrl: string): Promise<Result<Basemap | null>> {
  let settings: { basemap?: unknown };
  try {
    const response = await fetch(settingsUrl);
    if (response.status === 404) return success(null);
    settings = (await response.json()) as typeof settings;
  } catch {
    return refuseSetting(
      "settings.json 不是可读的 JSON，未使用自有底图",
      "settings.json is not readable JSON; no basemap of your own is used",
    );
  }
  const setting = parseBasemapSetting(settings.basemap);
  if (setting === null) return success(null);
  if (setting === undefined) {
    return refuseSetting(
      'settings.json 的 basemap 应为 null、{"kind":"style","url"}、{"kind":"pmtiles","url"} 或 {"kind":"tianditu","key"}',
      'basemap in settings.json must be null, {"kind":"style","url"}, {"kind":"pmtiles","url"} or {"kind":"tianditu","key"}',
    );
  }
  switch (setting.kind) {
    case "pmtiles":
      try {
        return success(await openArchive(new URL(setting.url, settingsUrl).href));
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        return refuseSetting(
          `底图瓦片包读取失败（${said}），已改用自带底图；请检查 settings.json 的地址和服务器的 connect-src`,
          `The basemap archive could not be read (${said}), so the built-in base is used; check the address in settings.json and connect-src on the server`,
        );
      }
    case "tianditu":
      return success(
        rasterBasemap({
          [`${prefix}vec`]: {
            type: "raster",
            tiles: buildTiandituTiles("vec", setting.key),
            tileSize: 256,
            maxzoom: 18,
            attribution: "天地图",
          },
          [`${prefix}cva`]: {
            type: "raster",
            tiles: buildTiandituTiles("cva", setting.key),
            tileSize: 256,
            maxzoom: 18,
          },
        }),
      );
    case "style":
      try {
        const address = new URL(setting.url, settingsUrl).href;
        const response = await fetch(address);
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return success(adoptStyle((await response.json()) as StyleSpecification, address));
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        return refuseSetting(
          `底图样式读取失败（${said}），已改用自带底图；请检查 settings.json 的地址和服务器的 connect-src`,
          `The basemap style could not be read (${said}), so the built-in base is used; check the address in settings.json and connect-src on the server`,
        );
      }
  }
}

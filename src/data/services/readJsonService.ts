import type { Bbox } from "../../domain/place/boundingBox.ts";
import {
  mostChoices,
  type PictureSource,
  type Service,
  type ServiceChoice,
} from "../../domain/services/service.ts";
import { buildBox } from "./boxes.ts";
import { listVectorLayers } from "./listVectorLayers.ts";
import { plainCredit } from "./plainCredit.ts";

type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;
const boxOf = (value: unknown): Bbox | null =>
  Array.isArray(value)
    ? buildBox((value.length === 6 ? [0, 1, 3, 4] : [0, 1, 2, 3]).map((i) => Number(value[i])))
    : null;

const withParameters = (address: string, parameters: Record<string, string>): string => {
  const url = new URL(address);
  for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
  return url.href;
};

const findLink = (links: unknown, rel: RegExp): Json | undefined => {
  const fitting = listOf(links).filter((link): link is Json => isRecord(link) && rel.test(textOf(link.rel)));
  return fitting.find((link) => /json/i.test(textOf(link.type))) ?? fitting[0];
};

function readCollection(collection: Json, address: string): ServiceChoice {
  const id = textOf(collection.id) || textOf(collection.name);
  const link = findLink(collection.links, /^items$/);
  const own = new URL(address);
  const path = own.pathname.replace(/\/$/, "");
  const usual = `${own.origin}${path.endsWith("/collections") ? path : `${path}/collections`}/${encodeURIComponent(id)}/items`;
  const said = textOf(link?.href);
  const items = said !== "" && URL.canParse(said, address) ? new URL(said, address).href : usual;
  const extent =
    isRecord(collection.extent) && isRecord(collection.extent.spatial) ? collection.extent.spatial : {};
  return {
    id,
    title: textOf(collection.title) || id,
    bbox: boxOf(listOf(extent.bbox)[0]),
    source: {
      form: "features",
      items: withParameters(items, { f: "json" }),
      mostPerPage: null,
      count: numberOf(collection.itemCount),
    },
  };
}

/**
 * Reads the list of collections of an OGC API Features service. A landing page has none: then `next` is where the
 * list is.
 */
export function readOgcApi(json: Json, address: string): Service | { next: string } | undefined {
  if (!Array.isArray(json.collections)) {
    const link = findLink(json.links, /(^|\/)data$/);
    const said = textOf(link?.href);
    return said !== "" && URL.canParse(said, address)
      ? { next: withParameters(new URL(said, address).href, { f: "json" }) }
      : undefined;
  }
  const collections = json.collections.filter(isRecord).slice(0, mostChoices);
  const choices = collections
    // Tiles and coverages may be collections too; only those of features say where their items are, or say nothing.
    .filter((one) => one.itemType === undefined || one.itemType === "feature")
    .map((one) => readCollection(one, address));
  const terms = findLink(json.links, /^license$/) ?? findLink(collections[0]?.links, /^license$/);
  const licence = (textOf(terms?.title) || textOf(terms?.href)).slice(0, 300);
  return {
    kind: "ogc-features",
    title: textOf(json.title),
    address,
    ...(licence === "" ? {} : { licence }),
    attribution: plainCredit(textOf(json.attribution)),
    choices: choices.filter(({ id }) => id !== ""),
    unusable: [],
  };
}

/** The description of an ArcGIS service of features or of one of its layers. */
function readArcgisFeatures(json: Json, address: string): Service {
  const base = address.replace(/\?.*$/s, "").replace(/\/$/, "");
  const single = /\/\d+$/.test(base);
  const layers = single ? [json] : listOf(json.layers).filter(isRecord);
  const most = numberOf(json.maxRecordCount);
  return {
    kind: "arcgis-features",
    title: textOf(json.serviceDescription) || textOf(json.name) || textOf(json.mapName),
    address,
    attribution: plainCredit(textOf(json.copyrightText)),
    choices: layers.slice(0, mostChoices).map((layer): ServiceChoice => {
      const id = String(numberOf(layer.id) ?? "0");
      return {
        id,
        title: textOf(layer.name) || id,
        bbox: null,
        source: {
          form: "features",
          items: `${single ? base : `${base}/${id}`}/query?where=1%3D1&outFields=*&outSR=4326&f=geojson`,
          mostPerPage: most,
          count: null,
        },
      };
    }),
    unusable: [],
  };
}

const mercatorIds = [3857, 102100, 900913];

/** The description of an ArcGIS service of pictures: kept tiles where they are in Web Mercator, else drawn ones. */
function readArcgisMap(json: Json, address: string): Service {
  const base = address.replace(/\?.*$/s, "").replace(/(\/\d+)?\/?$/, "");
  const tiles = isRecord(json.tileInfo) ? json.tileInfo : undefined;
  const reference = isRecord(tiles?.spatialReference) ? tiles.spatialReference : {};
  const isKept = [reference.wkid, reference.latestWkid].some((id) => mercatorIds.includes(id as number));
  const levels = listOf(tiles?.lods)
    .filter(isRecord)
    .map(({ level }) => numberOf(level) ?? 0);
  const source: PictureSource =
    json.singleFusedMapCache === true && isKept && levels.length > 0
      ? {
          form: "pictures",
          template: `${base}/tile/{z}/{y}/{x}`,
          tileSize: 256,
          minZoom: Math.min(...levels),
          maxZoom: Math.max(...levels),
          rows: "mercator",
        }
      : {
          form: "pictures",
          template: `${base}/export?bboxSR=3857&imageSR=3857&size=512,512&format=png32&transparent=true&f=image&bbox={bbox-epsg-3857}`,
          tileSize: 512,
          minZoom: 0,
          maxZoom: 22,
          rows: "mercator",
        };
  const title = textOf(json.mapName) || textOf(json.serviceDescription);
  return {
    kind: "arcgis-map",
    title,
    address,
    attribution: plainCredit(textOf(json.copyrightText)),
    choices: [{ id: "map", title: title || "map", bbox: null, source }],
    unusable: [],
  };
}

/** A TileJSON 2 or 3: pictures, or vector tiles whose layers are read as features. */
function readTileJson(json: Json, address: string): Service {
  const template = textOf(listOf(json.tiles)[0]);
  const absolute = URL.canParse(template, address)
    ? new URL(template, address).href.replace(/%7B/gi, "{").replace(/%7D/gi, "}")
    : template;
  const title = textOf(json.name) || new URL(address).pathname.split("/").at(-1)!;
  const isVector =
    Array.isArray(json.vector_layers) || /\.(pbf|mvt)(\?|$)/i.test(template) || json.format === "pbf";
  const base = {
    kind: "tilejson" as const,
    title,
    address,
    attribution: plainCredit(textOf(json.attribution)),
  };
  if (isVector) {
    const choices = listVectorLayers(json.vector_layers, {
      address: json.scheme === "tms" ? absolute.replace("{y}", "{-y}") : absolute,
      minZoom: numberOf(json.minzoom) ?? 0,
      maxZoom: numberOf(json.maxzoom) ?? 14,
      bbox: boxOf(json.bounds),
    });
    return {
      ...base,
      choices,
      unusable:
        choices.length > 0
          ? []
          : [
              {
                id: title,
                zh: "矢量瓦片未列出图层名（vector_layers），无法取数",
                en: "its vector tiles do not name their layers (vector_layers), so none can be read",
              },
            ],
    };
  }
  return {
    ...base,
    choices: [
      {
        id: title,
        title,
        bbox: boxOf(json.bounds),
        source: {
          form: "pictures",
          template: json.scheme === "tms" ? absolute.replace("{y}", "{-y}") : absolute,
          tileSize: numberOf(json.tileSize) === 512 ? 512 : 256,
          minZoom: numberOf(json.minzoom) ?? 0,
          maxZoom: numberOf(json.maxzoom) ?? 18,
          rows: "mercator",
        },
      },
    ],
    unusable: [],
  };
}

/** Reads a description in JSON, whichever service it is of; undefined where it is none of them. */
export function readJsonService(json: unknown, address: string): Service | { next: string } | undefined {
  if (!isRecord(json)) return undefined;
  if (textOf(json.tilejson) !== "" || (Array.isArray(json.tiles) && textOf(listOf(json.tiles)[0]) !== ""))
    return readTileJson(json, address);
  if (json.currentVersion !== undefined || /\/(Feature|Map)Server(\/\d+)?\/?(\?|$)/i.test(address))
    return /\/MapServer(\/\d+)?\/?(\?|$)/i.test(address)
      ? readArcgisMap(json, address)
      : readArcgisFeatures(json, address);
  return readOgcApi(json, address);
}

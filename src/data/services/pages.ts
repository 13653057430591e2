import type { Feature, Geometry } from "geojson";
import type { Bbox } from "../../domain/place/boundingBox.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import type { ServiceKind } from "../../domain/services/service.ts";

/** Features that are asked for at once where the server sets no lower bound. */
export const usualPage = 1_000;

export interface PageOrder {
  kind: ServiceKind;
  /** Address of the items without bounds. */
  items: string;
  bbox: Bbox | null;
  /** Most features of this page. */
  limit: number;
  /** Features that came before. */
  offset: number;
}

const crs84 = "urn:ogc:def:crs:OGC:1.3:CRS84";

/** The address of one page: bounds, size and place in the order of the service. */
export function buildPageUrl({ kind, items, bbox, limit, offset }: PageOrder): string {
  const url = new URL(items);
  const set = (key: string, value: string | number) => url.searchParams.set(key, String(value));
  const box = bbox?.map((value) => Number(value.toFixed(6))).join(",");
  if (kind === "arcgis-features") {
    if (box) {
      set("geometry", box);
      set("geometryType", "esriGeometryEnvelope");
      set("inSR", 4326);
      set("spatialRel", "esriSpatialRelIntersects");
    }
    set("resultOffset", offset);
    set("resultRecordCount", limit);
  } else if (kind === "wfs") {
    if (box) set("BBOX", `${box},${crs84}`);
    set(url.searchParams.get("VERSION") === "1.1.0" ? "MAXFEATURES" : "COUNT", limit);
    set("STARTINDEX", offset);
  } else {
    if (box) set("bbox", box);
    set("limit", limit);
    // Where a server says what comes next, that is followed instead.
    if (offset > 0) set("offset", offset);
  }
  return url.href;
}

/** Asks how many there are, where that is a question of its own; null where the pages say it. */
export function buildCountUrl(order: PageOrder): string | null {
  const url = new URL(buildPageUrl(order));
  if (order.kind === "wfs") {
    // GeoJSON of a WFS often says nothing of it.
    for (const key of ["COUNT", "MAXFEATURES", "STARTINDEX", "OUTPUTFORMAT"]) url.searchParams.delete(key);
    url.searchParams.set("RESULTTYPE", "hits");
    return url.href;
  }
  if (order.kind !== "arcgis-features") return null;
  for (const key of ["resultOffset", "resultRecordCount", "outFields"]) url.searchParams.delete(key);
  url.searchParams.set("returnCountOnly", "true");
  url.searchParams.set("f", "json");
  return url.href;
}

/** What one page holds. */
export interface Page {
  features: Feature<Geometry>[];
  /** Features that fit the question in all; null where the page does not say. */
  matched: number | null;
  /** Where the next page is; null where the service does not say. */
  next: string | null;
  /** Whether the service says that there is more. */
  hasMore: boolean;
}

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0;

const refuse = (zh: string, en: string): Result<never> => failure<Problem>({ code: "service-page", zh, en });

/** What a service says where it gives no features. */
function findComplaint(text: string, json: Json | undefined): string {
  const error = isRecord(json?.error) ? json.error : json;
  for (const key of ["message", "description", "detail", "title"])
    if (typeof error?.[key] === "string") return (error[key] as string).slice(0, 200);
  const inMarkup = /<(?:\w+:)?(?:ExceptionText|ServiceException)[^>]*>([^<]{1,200})/.exec(text)?.[1];
  return (inMarkup ?? text.slice(0, 80)).trim();
}

function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the answer to a question for a number. */
export function readCount(bytes: Uint8Array): number | null {
  const text = new TextDecoder().decode(bytes);
  const count =
    parseJson(text)?.count ?? Number(/\bnumber(?:Matched|OfFeatures)="(\d+)"/.exec(text)?.[1] ?? Number.NaN);
  return isCount(count) ? count : null;
}

/**
 * Reads one page of features.
 * @param bytes GeoJSON as the service wrote it.
 * @param address the page came from; the address of the next starts there.
 */
export function readPage(bytes: Uint8Array, address: string): Result<Page> {
  const text = new TextDecoder().decode(bytes);
  const json = parseJson(text);
  if (!json || !Array.isArray(json.features)) {
    const said = findComplaint(text, json);
    return refuse(
      `服务没有给出 GeoJSON 要素；它的回答：${said}`,
      `the service gave no GeoJSON features; it answered: ${said}`,
    );
  }
  const links = Array.isArray(json.links) ? json.links.filter(isRecord) : [];
  const said = links.find((link) => link.rel === "next")?.href;
  const next = typeof said === "string" && URL.canParse(said, address) ? new URL(said, address).href : null;
  const matched = [json.numberMatched, json.totalFeatures].find(isCount) ?? null;
  const properties = isRecord(json.properties) ? json.properties : {};
  return success({
    // Whether they are valid is judged where every file is read.
    features: json.features as Feature<Geometry>[],
    matched,
    next,
    hasMore:
      next !== null || json.exceededTransferLimit === true || properties.exceededTransferLimit === true,
  });
}

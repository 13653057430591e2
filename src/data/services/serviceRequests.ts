import type { ServiceKind } from "../../domain/services/service.ts";

/** One way to ask an address what it offers. */
export interface DescriptionRequest {
  kind: ServiceKind;
  url: string;
}

const withParameters = (address: string, parameters: Record<string, string>, drop: RegExp): string => {
  const url = new URL(address);
  for (const key of [...url.searchParams.keys()]) if (drop.test(key)) url.searchParams.delete(key);
  for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
  return url.href;
};

/** What a request of a layer, a picture or a description may say, and an address must not keep. */
const ofRequests =
  /^(service|request|version|layers?|styles?|format|width|height|bbox|crs|srs|transparent|typenames?|tilematrix|tilerow|tilecol|tilematrixset|f|where)$/i;

export const isTileTemplate = (address: string) =>
  /\{z\}/.test(address) && /\{x\}/.test(address) && /\{-?y\}/.test(address);

/**
 * How to ask an address what it offers, the likeliest first; what answers with something that can be read decides.
 * A tile template has no description and gives none.
 */
export function listDescriptionRequests(address: string): DescriptionRequest[] {
  if (isTileTemplate(address)) return [];
  const url = new URL(address);
  const path = url.pathname;
  const named = [...url.searchParams].find(([key]) => key.toLowerCase() === "service")?.[1]?.toLowerCase();
  const ows = (kind: "wms" | "wmts" | "wfs"): DescriptionRequest => ({
    kind,
    url: withParameters(
      address,
      {
        SERVICE: kind.toUpperCase(),
        REQUEST: "GetCapabilities",
        ...(kind === "wms" ? { VERSION: "1.3.0" } : kind === "wfs" ? { VERSION: "2.0.0" } : {}),
      },
      ofRequests,
    ),
  });
  const json = (kind: ServiceKind, parameters: Record<string, string>): DescriptionRequest => ({
    kind,
    url: withParameters(address, parameters, ofRequests),
  });
  if (/\/FeatureServer(\/\d+)?\/?$/i.test(path)) return [json("arcgis-features", { f: "json" })];
  if (/\/MapServer(\/\d+)?\/?$/i.test(path)) return [json("arcgis-map", { f: "json" })];
  if (/\.json$/i.test(path)) return [{ kind: "tilejson", url: url.href }];
  if (/\.xml$/i.test(path)) return [{ kind: "wmts", url: url.href }];
  if (named === "wms" || named === "wmts" || named === "wfs") return [ows(named)];
  if (/\bwmts\b/i.test(path)) return [ows("wmts")];
  if (/\bwfs\b/i.test(path)) return [ows("wfs")];
  if (/\bwms\b/i.test(path)) return [ows("wms")];
  return [json("ogc-features", { f: "json" }), ows("wms"), ows("wfs"), ows("wmts")];
}

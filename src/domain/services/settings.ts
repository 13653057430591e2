import type { Bilingual } from "../plan.ts";
import type { Problem } from "../result.ts";

/** A map of the deployment's own below the atlas; null, as shipped, is none. */
export type BasemapSetting =
  | { kind: "style"; url: string }
  | { kind: "pmtiles"; url: string }
  | { kind: "tianditu"; key: string };

/** A service that the office keeps for its people: what the dialog offers first. */
export interface CatalogueEntry {
  group: string;
  title: Bilingual;
  /** Address of the service, as a user would type it. */
  address: string;
  /** Sent with every request to that address, for example an authorisation. */
  headers: Readonly<Record<string, string>>;
}

/** What `settings.json` of a deployment says. */
export interface Settings {
  basemap: BasemapSetting | null;
  services: {
    /** Origins that the page may ask: `https://maps.example`, `https://*.maps.example`, `http://10.0.0.5:8080`. */
    hosts: readonly string[];
    catalogue: readonly CatalogueEntry[];
  };
  embedding: {
    /** Origins whose pages may show the atlas in a frame and send it messages; none, as shipped. */
    origins: readonly string[];
  };
}

export const shippedSettings: Settings = {
  basemap: null,
  services: { hosts: [], catalogue: [] },
  embedding: { origins: [] },
};

/** Strict, because it is written into a header: nothing but a scheme, a name and a port. */
const hostPattern = /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:\d{1,5})?$/;
const originPattern = /^https?:\/\/[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:\d{1,5})?$/;
const headerPattern = /^[A-Za-z][A-Za-z0-9-]{0,60}$/;
const mostEntries = 200;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= 2_000;

/** The basemap setting; undefined where it is none of the known forms. */
export function parseBasemapSetting(value: unknown): BasemapSetting | null | undefined {
  if (value === null || value === undefined) return null;
  if (!isRecord(value)) return undefined;
  const { kind, url, key } = value;
  if ((kind === "style" || kind === "pmtiles") && isText(url)) return { kind, url };
  if (kind === "tianditu" && typeof key === "string" && /^\w+$/.test(key)) return { kind, key };
  return undefined;
}

function parseHeaders(value: unknown): Record<string, string> | undefined {
  if (value === undefined) return {};
  if (!isRecord(value)) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(value)) {
    if (!headerPattern.test(name) || typeof text !== "string" || /[\r\n]/.test(text)) return undefined;
    headers[name] = text;
  }
  return headers;
}

function parseEntry(value: unknown): CatalogueEntry | undefined {
  if (!isRecord(value) || !isText(value.address) || !/^https?:\/\//.test(value.address)) return undefined;
  const headers = parseHeaders(value.headers);
  const title = isRecord(value.title) ? value.title : { zh: value.title, en: value.title };
  const zh = isText(title.zh) ? title.zh : title.en;
  const en = isText(title.en) ? title.en : title.zh;
  if (!headers || !isText(zh) || !isText(en)) return undefined;
  return {
    group: isText(value.group) ? value.group : "",
    title: { zh, en },
    address: value.address,
    headers,
  };
}

/** The origin of an address, or undefined where it is none; braces of a tile template are no hindrance. */
export function findOrigin(address: string): string | undefined {
  try {
    const url = new URL(address.replace(/[{}]/g, ""));
    return url.protocol === "http:" || url.protocol === "https:" ? url.origin : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads `settings.json` of a deployment.
 * @param value what the file holds, as JSON gave it.
 * @returns what could be read, the rest as shipped, and one problem for each thing that could not.
 */
export function parseSettings(value: unknown): { settings: Settings; problems: Problem[] } {
  const problems: Problem[] = [];
  const refuse = (part: string, zh: string, en: string) =>
    problems.push({ code: `settings-${part}`, zh, en, file: "settings.json" });
  if (!isRecord(value)) {
    refuse("object", "settings.json 应为一个 JSON 对象", "settings.json must be one JSON object");
    return { settings: shippedSettings, problems };
  }
  const basemap = parseBasemapSetting(value.basemap);
  if (basemap === undefined)
    refuse(
      "basemap",
      'settings.json 的 basemap 应为 null、{"kind":"style","url"}、{"kind":"pmtiles","url"} 或 {"kind":"tianditu","key"}',
      'basemap in settings.json must be null, {"kind":"style","url"}, {"kind":"pmtiles","url"} or {"kind":"tianditu","key"}',
    );
  const listOf = <T>(list: unknown, part: string, read: (entry: unknown) => T | undefined): T[] => {
    if (list === undefined || list === null) return [];
    if (!Array.isArray(list) || list.length > mostEntries) {
      refuse(
        part,
        `settings.json 的 ${part} 应为不超过 ${mostEntries} 项的列表`,
        `${part} in settings.json must be a list of at most ${mostEntries}`,
      );
      return [];
    }
    return list.flatMap((entry, index): T[] => {
      const found = read(entry);
      if (found !== undefined) return [found];
      const said = JSON.stringify(entry)?.slice(0, 80);
      refuse(
        part,
        `settings.json 的 ${part} 第 ${index + 1} 项无法使用：${said}`,
        `entry ${index + 1} of ${part} in settings.json cannot be used: ${said}`,
      );
      return [];
    });
  };
  const services = isRecord(value.services) ? value.services : {};
  const embedding = isRecord(value.embedding) ? value.embedding : {};
  return {
    settings: {
      basemap: basemap ?? null,
      services: {
        hosts: listOf(services.hosts, "services.hosts", (host) =>
          typeof host === "string" && hostPattern.test(host) ? host : undefined,
        ),
        catalogue: listOf(services.catalogue, "services.catalogue", parseEntry),
      },
      embedding: {
        origins: listOf(embedding.origins, "embedding.origins", (origin) =>
          typeof origin === "string" && originPattern.test(origin) ? origin : undefined,
        ),
      },
    },
    problems,
  };
}

/** Every origin the page may ask by these settings, in order, each once: the basemap's, the listed, the catalogue's. */
export function listHosts({ basemap, services }: Settings): string[] {
  const ofBasemap =
    basemap?.kind === "tianditu"
      ? ["https://*.tianditu.gov.cn"]
      : basemap
        ? [findOrigin(basemap.url) ?? ""]
        : [];
  const ofCatalogue = services.catalogue.map((entry) => findOrigin(entry.address) ?? "");
  return [...new Set([...ofBasemap, ...services.hosts, ...ofCatalogue])].filter((host) =>
    hostPattern.test(host),
  );
}

/** Whether an origin is one of a list that may hold `https://*.name`; a star stands for at least one label. */
export function isListedOrigin(origin: string, listed: readonly string[]): boolean {
  return listed.some((host) => {
    if (!host.includes("*.")) return host === origin;
    const [scheme, rest] = host.split("*.") as [string, string];
    return origin.startsWith(scheme) && origin.endsWith(`.${rest}`);
  });
}

import { loadPatiently, type RangePorts } from "../../compute/servicePulls.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import {
  findOrigin,
  isListedOrigin,
  listHosts,
  parseSettings,
  type Settings,
} from "../../domain/services/settings.ts";
import { isAgreed } from "./agreedHosts.ts";

let settings: Promise<Settings> | undefined;

/** The deployment's settings, read once. */
export function loadSettings(): Promise<Settings> {
  settings ??= fetch("settings.json")
    .catch(() => {
      // Without a network they are not known yet; what they say must not be taken for nothing.
      settings = undefined;
    })
    .then((response) => (response?.ok ? response.json() : {}))
    .catch(() => ({}))
    .then((value) => parseSettings(value).settings);
  return settings;
}

/** Whether a host answers at all, to a request whose answer the page may not read. */
async function answersAtAll(url: string): Promise<boolean> {
  try {
    await fetch(url, { mode: "no-cors", credentials: "omit", referrerPolicy: "no-referrer" });
    return true;
  } catch {
    return false;
  }
}

/** Why a request had no answer: the atlas's own policy, the host's, or the network. */
async function explain(url: string): Promise<Problem> {
  const origin = findOrigin(url) ?? url;
  if (!navigator.onLine)
    return {
      code: "service-offline",
      zh: `没有网络，无法连接 ${origin}；已保存的图层仍可使用`,
      en: `There is no network, so ${origin} cannot be asked; layers that were kept are still here`,
    };
  const listed = [location.origin, ...listHosts(await loadSettings())];
  if (!isListedOrigin(origin, listed))
    return {
      code: "service-policy",
      zh: `本站的安全策略没有放行 ${origin}：请管理员把它写入 settings.json 的 services.hosts，再重新构建`,
      en: `The policy of this site does not allow ${origin}: have it written into services.hosts of settings.json and the site built again`,
    };
  return (await answersAtAll(url))
    ? {
        code: "service-cors",
        zh: `${origin} 有回答，但不允许网页读取（缺少 Access-Control-Allow-Origin）；请服务方放行，或经本站转发`,
        en: `${origin} answers but lets no page read it (no Access-Control-Allow-Origin); have its keeper allow it, or pass it through this site`,
      }
    : {
        code: "service-unreachable",
        zh: `无法连接 ${origin}；请检查地址和网络后重试`,
        en: `${origin} cannot be reached; check the address and the network, and try again`,
      };
}

/** Headers that the office's catalogue wants sent to an address. */
async function findHeaders(url: string): Promise<Readonly<Record<string, string>>> {
  const { catalogue } = (await loadSettings()).services;
  const origin = findOrigin(url);
  return catalogue.find((entry) => findOrigin(entry.address) === origin)?.headers ?? {};
}

const refuseHost = (url: string) =>
  failure<Problem>({
    code: "service-not-agreed",
    zh: `尚未同意连接 ${findOrigin(url) ?? url}`,
    en: `asking ${findOrigin(url) ?? url} has not been agreed to`,
  });

const plain = { credentials: "omit", referrerPolicy: "no-referrer" } as const;

const noRanges: Problem = {
  code: "service-range",
  zh: "服务器不支持按字节区间读取（Range），无法直接使用这个文件",
  en: "the server gives no ranges of bytes, so this file cannot be used where it lies",
};

/** Some bytes of a file at an address of a host that the reader agreed to; a server that gives no ranges is told. */
async function loadRange(
  url: string,
  offset: number,
  length: number,
  signal: AbortSignal,
): Promise<Result<ArrayBuffer>> {
  if (!isAgreed(url)) return refuseHost(url);
  const headers = { ...(await findHeaders(url)), Range: `bytes=${offset}-${offset + length - 1}` };
  let isWhole = false;
  const loaded = await loadPatiently(
    url,
    signal,
    async (address, called) => {
      const response = await fetch(address, { ...plain, headers, signal: called });
      if (response.status !== 200) return response;
      // What was not asked for must not be fetched: a file may hold gigabytes.
      isWhole = true;
      await response.body?.cancel();
      return new Response(null, { status: 204 });
    },
    explain,
  );
  if (isWhole) return failure(noRanges);
  return loaded.ok ? success(loaded.value.buffer) : loaded;
}

/** Bytes of a file, by its head alone. */
async function loadSize(url: string, signal: AbortSignal): Promise<Result<number>> {
  if (!isAgreed(url)) return refuseHost(url);
  const headers = await findHeaders(url);
  let said = "";
  const loaded = await loadPatiently(
    url,
    signal,
    async (address, called) => {
      const response = await fetch(address, { ...plain, method: "HEAD", headers, signal: called });
      said = response.headers.get("content-length") ?? "";
      return response;
    },
    explain,
  );
  if (!loaded.ok) return loaded;
  return /^\d+$/.test(said)
    ? success(Number(said))
    : failure<Problem>({
        code: "service-size",
        zh: "服务器没有说明文件大小（Content-Length），无法按字节区间读取",
        en: "the server does not say how large the file is (Content-Length), so it cannot be read by ranges",
      });
}

/** A tile; null where the server says that there is none. */
async function loadTile(url: string, signal: AbortSignal): Promise<Result<ArrayBuffer | null>> {
  if (!isAgreed(url)) return refuseHost(url);
  const headers = await findHeaders(url);
  let isThere = true;
  const loaded = await loadPatiently(
    url,
    signal,
    async (address, called) => {
      const response = await fetch(address, { ...plain, headers, signal: called });
      isThere = response.status !== 404 && response.status !== 204;
      return isThere ? response : new Response(null, { status: 204 });
    },
    explain,
  );
  if (!loaded.ok) return loaded;
  return success(isThere ? loaded.value.buffer : null);
}

/** What a worker that reads files where they lie may ask of the page; each question knows consent. */
export const buildRangePorts = (signal: AbortSignal): RangePorts => ({
  loadRange: (url, offset, length) => loadRange(url, offset, length, signal),
  loadSize: (url) => loadSize(url, signal),
  loadTile: (url) => loadTile(url, signal),
});

/** Bytes of an address of a host that the reader agreed to; another is not asked at all. */
export async function loadService(
  url: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  if (!isAgreed(url)) return refuseHost(url);
  const headers = await findHeaders(url);
  return loadPatiently(
    url,
    signal,
    (address, called) => fetch(address, { ...plain, headers, signal: called }),
    explain,
  );
}

import type { Bbox } from "../../domain/place/boundingBox.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import type { FeatureSource, ServiceKind } from "../../domain/services/service.ts";
import { buildCountUrl, buildPageUrl, type PageOrder, usualPage } from "./pages.ts";

/** What is to be pulled from a service. */
export interface PullOrder {
  kind: ServiceKind;
  source: FeatureSource;
  /** Only what meets this box; null for everything. */
  bbox: Bbox | null;
  /** Most features that are taken. */
  most: number;
}

/** What is known of one page without holding its features. */
export interface PageSummary {
  count: number;
  matched: number | null;
  next: string | null;
  hasMore: boolean;
  /** Hash of the page, by which one that comes twice is known. */
  hash: string;
}

/** What a pull needs of the world; tests give small ones of their own. */
export interface PullPorts {
  /** Bytes of an address, or why there are none. */
  load: (url: string, signal: AbortSignal) => Promise<Result<Uint8Array<ArrayBuffer>>>;
  takePage: (bytes: Uint8Array<ArrayBuffer>, url: string) => Promise<Result<PageSummary>>;
  readCount: (bytes: Uint8Array<ArrayBuffer>) => number | null;
  /** How far it is: features taken, and those that fit in all where that is known. */
  tell: (taken: number, matched: number | null) => void;
}

export interface Pulled {
  taken: number;
  matched: number | null;
  /** Whether nothing that fits was left behind, as far as the service tells. */
  isWhole: boolean;
  /** The first request; the others differ by their place in the order. */
  request: string;
  requests: number;
}

/**
 * Features of a pull that came before, by their id. A database that is not told an order may give its rows in another
 * one for each page: then some come twice, and as many never.
 */
export function countRepeated(features: readonly { id?: unknown }[]): number {
  const ids = features.flatMap(({ id }) => (typeof id === "string" || typeof id === "number" ? [id] : []));
  return ids.length - new Set(ids).size;
}

/** A service that goes on for ever must end somewhere. */
const mostRequests = 2_000;

const stopped = failure<Problem>({ code: "cancelled", zh: "已取消", en: "Cancelled" });

/**
 * Pulls features page by page until the service has no more or enough are there. What is taken past `most` is for
 * the caller to cut off.
 * @returns how many came and whether that is all; the problem of the first page that failed; `cancelled`.
 */
export async function pullFeatures(
  order: PullOrder,
  ports: PullPorts,
  signal: AbortSignal,
): Promise<Result<Pulled>> {
  const { kind, source, bbox, most } = order;
  const limit = Math.min(usualPage, most, source.mostPerPage ?? usualPage);
  const pageAt = (offset: number): PageOrder => ({ kind, items: source.items, bbox, limit, offset });
  let matched: number | null = null;
  const countUrl = buildCountUrl(pageAt(0));
  if (countUrl !== null) {
    const counted = await ports.load(countUrl, signal);
    if (signal.aborted) return stopped;
    // One that cannot count may still give its features.
    matched = counted.ok ? ports.readCount(counted.value) : null;
  }
  const request = buildPageUrl(pageAt(0));
  const origin = new URL(request).origin;
  let url: string | null = request;
  let taken = 0;
  let requests = 0;
  let hasMore = true;
  let lastHash = "";
  while (url !== null && taken < most && requests < mostRequests) {
    const loaded: Result<Uint8Array<ArrayBuffer>> = await ports.load(url, signal);
    if (signal.aborted) return stopped;
    if (!loaded.ok) return loaded;
    const page = await ports.takePage(loaded.value, url);
    if (signal.aborted) return stopped;
    if (!page.ok) return page;
    requests += 1;
    const { count, hash, next } = page.value;
    if (count > 0 && hash === lastHash)
      return failure<Problem>({
        code: "service-paging",
        zh: `服务不支持分页：第 ${requests} 页与前一页相同；请缩小范围，或把上限改为不超过 ${limit}`,
        en: `the service does not page: page ${requests} is the one before; choose a smaller area or at most ${limit}`,
      });
    lastHash = hash;
    taken += count;
    matched = page.value.matched ?? matched;
    ports.tell(Math.min(taken, most), matched);
    hasMore = page.value.hasMore || (matched !== null ? taken < matched : count >= limit);
    url = count === 0 || !hasMore ? null : (next ?? buildPageUrl(pageAt(taken)));
    // A page elsewhere would be a host that nobody agreed to.
    if (url !== null && new URL(url).origin !== origin) url = buildPageUrl(pageAt(taken));
  }
  const kept = Math.min(taken, most);
  const isWhole = matched !== null ? kept >= matched : taken <= most && !hasMore;
  return success({ taken: kept, matched, isWhole, request, requests });
}

import { failure, type Problem, type Result, success } from "../../domain/result.ts";

/** What is needed of `fetch`; tests give a small one of their own. */
export type Ask = (url: string, signal: AbortSignal) => Promise<Response>;

const mostTries = 3;
const firstPauseMilliseconds = 1_000;
const longestPauseMilliseconds = 30_000;
const passing = new Set([408, 429, 500, 502, 503, 504]);

const stopped = failure<Problem>({ code: "cancelled", zh: "已取消", en: "Cancelled" });

/** Waits, or not to the end where it is called off. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end, { once: true });
  });

/** How long to wait before trying again: what the server asks for, in bounds, else longer each time. */
export function findPause(tries: number, retryAfter: string | null): number {
  const asked = retryAfter === null ? Number.NaN : Number(retryAfter) * 1_000;
  const usual = firstPauseMilliseconds * 2 ** (tries - 1);
  return Math.min(longestPauseMilliseconds, Number.isFinite(asked) && asked > 0 ? asked : usual);
}

const refuseStatus = (status: number, host: string): Problem =>
  status === 401 || status === 403
    ? {
        code: "service-refused",
        zh: `${host} 拒绝请求（HTTP ${status}）：可能需要授权`,
        en: `${host} refuses (HTTP ${status}): a key or a permission may be needed`,
      }
    : {
        code: "service-status",
        zh: `${host} 回答 HTTP ${status}；请检查地址`,
        en: `${host} answered HTTP ${status}; check the address`,
      };

/**
 * Fetches an address; what may pass by itself, a busy server or a broken connection, is tried three times.
 * @param explain says why a request failed that had no answer.
 */
export async function loadPatiently(
  url: string,
  signal: AbortSignal,
  ask: Ask,
  explain: (url: string) => Promise<Problem>,
  wait = pause,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const { host } = new URL(url);
  for (let tries = 1; ; tries += 1) {
    let retryAfter: string | null = null;
    let problem: Problem | undefined;
    try {
      const response = await ask(url, signal);
      if (response.ok) return success(new Uint8Array(await response.arrayBuffer()));
      problem = refuseStatus(response.status, host);
      if (!passing.has(response.status)) return failure(problem);
      retryAfter = response.headers.get("retry-after");
    } catch (error) {
      if (signal.aborted) return stopped;
      if (!(error instanceof TypeError)) throw error;
    }
    if (tries >= mostTries) return failure(problem ?? (await explain(url)));
    await wait(findPause(tries, retryAfter), signal);
    if (signal.aborted) return stopped;
  }
}

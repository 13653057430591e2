/**
 * Keeps a whole release on the machine and answers every request from it, so that the atlas works with the
 * network off. Built apart from the page: a plain script without imports. A page once opened is answered
 * from the release it was opened with until it closes, whatever has been installed since.
 */
interface Release {
  version: string;
  /** Path below the page, and a digest of the content. */
  files: [path: string, digest: string][];
}

const scope = self as unknown as ServiceWorkerGlobalScope;
// The build puts the list in here, and with it a new release makes a new script.
const release = JSON.parse("@@release@@") as Release;
const prefix = "atlas-release-";
const ownCache = prefix + release.version;
const metaCache = "atlas-meta";
const base = scope.registration.scope;
const page = "index.html";
const listKey = `${base}release-list`;
const metaKey = `${base}release-meta`;
const atOnce = 4;

/** Which release pages are answered from: the shown one, but for clients opened with another. */
interface Meta {
  shown: string | null;
  pins: Record<string, string>;
}

let meta: Promise<Meta> | undefined;

async function readKeptMeta(): Promise<Meta> {
  const kept = await (await caches.open(metaCache)).match(metaKey);
  return kept ? ((await kept.json()) as Meta) : { shown: null, pins: {} };
}

function readMeta(): Promise<Meta> {
  meta ??= readKeptMeta();
  return meta;
}

/**
 * Changes what is kept. While an update is taken the old worker and the new one run side by side: each change starts
 * from what is kept now, not from what this worker remembers, and one at a time.
 */
async function changeMeta(change: (kept: Meta) => Meta): Promise<Meta> {
  return await navigator.locks.request(metaCache, async () => {
    const changed = change(await readKeptMeta());
    await (await caches.open(metaCache)).put(metaKey, new Response(JSON.stringify(changed)));
    meta = Promise.resolve(changed);
    return changed;
  });
}

const addressOf = (path: string) => new URL(path, base).href;

/** Files of an older release, by digest, so that an update fetches only what changed. */
async function findKept(): Promise<Map<string, { cache: Cache; path: string }>> {
  const kept = new Map<string, { cache: Cache; path: string }>();
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix) || name === ownCache) continue;
    const cache = await caches.open(name);
    const list = await cache.match(listKey);
    if (!list) continue;
    for (const [path, digest] of ((await list.json()) as Release).files) kept.set(digest, { cache, path });
  }
  return kept;
}

async function tellClients(message: unknown) {
  for (const client of await scope.clients.matchAll({ includeUncontrolled: true }))
    client.postMessage(message);
}

async function install() {
  const cache = await caches.open(ownCache);
  const kept = await findKept();
  const queue = [...release.files];
  let done = 0;
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [path, digest] = next;
      // With the page comes the policy, which the settings change while the page stays the same.
      const same = path === page ? undefined : kept.get(digest);
      let response = same && (await same.cache.match(addressOf(same.path), { ignoreVary: true }));
      if (!response) {
        response = await fetch(new Request(addressOf(path), { cache: "no-cache" }));
        if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
      }
      await cache.put(addressOf(path), response);
      done += 1;
      await tellClients({ kind: "saving", done, total: release.files.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await cache.put(listKey, new Response(JSON.stringify(release)));
}

/** Forgets clients that are gone and releases that nobody is shown any more. */
async function sweep() {
  const clients = await scope.clients.matchAll({ type: "all", includeUncontrolled: true });
  const alive = new Set(clients.map((client) => client.id));
  const { shown, pins } = await changeMeta((kept) => ({
    ...kept,
    pins: Object.fromEntries(Object.entries(kept.pins).filter(([id]) => alive.has(id))),
  }));
  // What is newer than this worker, or being installed beside it, is not its to clear.
  const isOtherWaiting = scope.registration.waiting && scope.serviceWorker.state !== "installed";
  if (shown !== release.version || scope.registration.installing || isOtherWaiting) return;
  const needed = new Set([ownCache, ...Object.values(pins).map((version) => prefix + version)]);
  for (const name of await caches.keys())
    if (name.startsWith(prefix) && !needed.has(name)) await caches.delete(name);
}

/** From now on pages are opened with this release; those that are open keep the one they have. */
async function show() {
  const clients = await scope.clients.matchAll({ type: "all", includeUncontrolled: true });
  await changeMeta(({ shown, pins }) => ({
    shown: release.version,
    pins:
      shown === null || shown === release.version
        ? pins
        : { ...Object.fromEntries(clients.map((client) => [client.id, shown])), ...pins },
  }));
}

async function activate() {
  await show();
  await scope.clients.claim();
  await sweep();
}

/**
 * Takes over for the page that asks, without becoming the active worker: that comes by itself once no page is open.
 * The one that is active answers a new start from the release that is shown. Asking the browser to skip the wait
 * instead loses requests that the old worker has just begun to answer: in Chromium they hang.
 */
async function take(asker: Client) {
  await show();
  asker.postMessage({ kind: "taken" });
}

/** A release that is shown already needs no offer, only to clear what it replaced. */
async function offer(asker: Client) {
  if ((await readKeptMeta()).shown === release.version) await sweep();
  else asker.postMessage({ kind: "offered" });
}

let sliced: { address: string; version: string; blob: Promise<Blob> } | undefined;

/** The part of a kept file that a range request asks for, as status 206. */
async function answerRange(request: Request, whole: Response, version: string): Promise<Response> {
  const range = request.headers.get("range")?.match(/^bytes=(\d*)-(\d*)$/);
  if (!range || (range[1] === "" && range[2] === "")) return whole;
  if (sliced?.address !== request.url || sliced.version !== version)
    sliced = { address: request.url, version, blob: whole.blob() };
  const blob = await sliced.blob;
  const { size } = blob;
  const start = range[1] === "" ? Math.max(0, size - Number(range[2])) : Number(range[1]);
  const end = range[1] === "" || range[2] === "" ? size - 1 : Math.min(size - 1, Number(range[2]));
  if (start > end || start >= size)
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${size}` } });
  const headers = new Headers({
    "content-range": `bytes ${start}-${end}/${size}`,
    "content-length": String(end - start + 1),
    "content-type": whole.headers.get("content-type") ?? "application/octet-stream",
    "accept-ranges": "bytes",
  });
  const etag = whole.headers.get("etag");
  if (etag) headers.set("etag", etag);
  return new Response(blob.slice(start, end + 1), { status: 206, headers });
}

async function answer(event: FetchEvent): Promise<Response> {
  const { request } = event;
  // Another worker may have been shown meanwhile; a page that opens asks anew.
  if (request.mode === "navigate") meta = readKeptMeta();
  const { shown, pins } = await readMeta();
  const pin = pins[event.clientId];
  const version = pin ?? shown ?? release.version;
  // A worker belongs to the page that starts it.
  if (pin !== undefined && event.resultingClientId && request.mode !== "navigate")
    await changeMeta((kept) => ({ ...kept, pins: { ...kept.pins, [event.resultingClientId]: pin } }));
  const path = request.url.slice(base.length).replace(/[?#].*$/s, "");
  const wanted = addressOf(path === "" ? page : path);
  const options = { ignoreVary: true };
  const kept =
    (await (await caches.open(prefix + version)).match(wanted, options)) ??
    (await caches.match(wanted, options));
  if (!kept) return fetch(request);
  return request.headers.has("range") ? answerRange(request, kept, version) : kept;
}

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("message", (event) => {
  const { kind } = (event.data ?? {}) as { kind?: string };
  const asker = event.source as Client | null;
  if (kind === "take" && asker) event.waitUntil(take(asker));
  if (kind === "offer" && asker) event.waitUntil(offer(asker));
});
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(base)) return;
  // Talk of the room is of this moment, and its streams outlive a worker.
  if (request.url.startsWith(`${base}room/`)) return;
  event.respondWith(answer(event));
  if (request.mode === "navigate") event.waitUntil(sweep());
});

export {};

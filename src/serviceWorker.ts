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

/** Which release pages are answered from: the active one, but for clients opened with another. */
interface Meta {
  active: string | null;
  pins: Record<string, string>;
}

let meta: Promise<Meta> | undefined;

function readMeta(): Promise<Meta> {
  meta ??= (async () => {
    const kept = await (await caches.open(metaCache)).match(metaKey);
    return kept ? ((await kept.json()) as Meta) : { active: null, pins: {} };
  })();
  return meta;
}

async function writeMeta(changed: Meta) {
  meta = Promise.resolve(changed);
  await (await caches.open(metaCache)).put(metaKey, new Response(JSON.stringify(changed)));
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
      const same = kept.get(digest);
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
  const { active, pins } = await readMeta();
  const clients = await scope.clients.matchAll({ type: "all", includeUncontrolled: true });
  const alive = new Set(clients.map((client) => client.id));
  const left = Object.fromEntries(Object.entries(pins).filter(([id]) => alive.has(id)));
  await writeMeta({ active, pins: left });
  // A release that is being installed beside this one has no list yet, or is newer: it is left alone.
  if (scope.registration.installing || scope.registration.waiting) return;
  const needed = new Set([ownCache, ...Object.values(left).map((version) => prefix + version)]);
  for (const name of await caches.keys())
    if (name.startsWith(prefix) && !needed.has(name)) await caches.delete(name);
}

async function activate() {
  const { active, pins } = await readMeta();
  const clients = await scope.clients.matchAll({ type: "all", includeUncontrolled: true });
  const pinned =
    active === null || active === release.version
      ? pins
      : { ...Object.fromEntries(clients.map((client) => [client.id, active])), ...pins };
  await writeMeta({ active: release.version, pins: pinned });
  await scope.clients.claim();
  await sweep();
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
  const state = await readMeta();
  const pin = state.pins[event.clientId];
  const version = pin ?? release.version;
  // A worker belongs to the page that starts it.
  if (pin !== undefined && event.resultingClientId && request.mode !== "navigate")
    await writeMeta({ ...state, pins: { ...state.pins, [event.resultingClientId]: pin } });
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
  if ((event.data as { kind?: string } | null)?.kind === "activate") event.waitUntil(scope.skipWaiting());
});
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(base)) return;
  event.respondWith(answer(event));
  if (request.mode === "navigate") event.waitUntil(sweep());
});

export {};

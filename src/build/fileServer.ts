import { createReadStream, readFileSync, type Stats, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { pipeline } from "node:stream";
import { brotliCompressSync, constants } from "node:zlib";
import { parseSettings, shippedSettings } from "../domain/services/settings.ts";
import { buildSecurityHeaders } from "./securityHeaders.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".geojson": "application/geo+json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".pmtiles": "application/vnd.pmtiles",
};
const compressible = /\.(html|js|mjs|css|json|geojson|svg|wasm|webmanifest)$/;
/** Far more than one laptop's browser opens; past it a flood waits instead of using up the file handles. */
const mostConnections = 256;
/** A client that takes less than this much in `patienceMilliseconds` holds a handle for nothing. */
const leastBytes = 4096;
const patienceMilliseconds = 25_000;

/**
 * Whether a client takes an encoding, by RFC 9110, 12.5.3: the named entry decides, else `*`; a weight of
 * nought is a refusal.
 */
export function acceptsEncoding(header: string | undefined, encoding: string): boolean {
  let byStar = false;
  for (const entry of (header ?? "").split(",")) {
    const [name, ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
    if (name !== encoding && name !== "*") continue;
    const weight = parameters.find((part) => part.startsWith("q="))?.slice(2);
    const isAccepted = weight === undefined || Number(weight) > 0;
    if (name === encoding) return isAccepted;
    byStar = isAccepted;
  }
  return byStar;
}

/** Whether one of the tags a client holds is this file's, compared weakly by RFC 9110, 13.1.2. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((entry) => {
    const held = entry.trim();
    return held === "*" || held.replace(/^W\//, "") === tag;
  });
}

/** A byte range as the header asks it, clamped to the file; undefined where there is none to honour. */
export function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | "bad" | undefined {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/);
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const start = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start > end || start >= size ? "bad" : { start, end };
}

/** Whether a request names this machine: a foreign name that resolves to it is a page trying to read through us. */
export function isOwnHost(header: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(header ?? "");
}

export function refuse(response: ServerResponse, status: number, text: string) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

function findFile(file: string): Stats | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? stats : undefined;
}

/** Sends a file or a part of it; the handle is closed whether the client stays to the end or not. */
function sendFile(
  response: ServerResponse,
  file: string,
  status: number,
  headers: Record<string, string | number>,
  range?: { start: number; end: number },
) {
  const stream = createReadStream(file, range);
  stream.once("open", () => {
    response.writeHead(status, headers);
    pipeline(stream, response, () => {});
  });
  stream.once("error", (error: NodeJS.ErrnoException) => {
    if (response.headersSent) return;
    const isFull = error.code === "EMFILE" || error.code === "ENFILE";
    if (isFull) response.setHeader("retry-after", "1");
    refuse(response, isFull ? 503 : 500, isFull ? "too many files are open: try again" : "cannot be read");
  });
  response.once("close", () => stream.destroy());
}

/** Makes the headers anew when the settings beside the page have changed; what cannot be read is said once. */
function createHeaderMaker(folder: string) {
  const file = join(folder, "settings.json");
  let made = { tag: "", headers: buildSecurityHeaders(shippedSettings) };
  const read = (): unknown => {
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch {
      return undefined;
    }
  };
  return function buildHeaders(): Record<string, string> {
    const stats = findFile(file);
    const tag = stats ? `${stats.size}-${stats.mtimeMs}` : "";
    if (tag !== made.tag) {
      const { settings, problems } = parseSettings(stats ? read() : {});
      for (const { en } of problems) console.warn(en);
      made = { tag, headers: buildSecurityHeaders(settings) };
    }
    return made.headers;
  };
}

/** Answers what is asked; false where it is for somebody else to answer. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Answers with the files below a folder. `isHost`: whether the name asked under is the server's own. `answerFirst`
 * sees each request that passed before a file is looked for.
 */
export function createFileAnswer(
  folder: string,
  isHost: (header: string | undefined) => boolean = isOwnHost,
  answerFirst: Answer = () => false,
) {
  const compressed = new Map<string, Buffer>();
  const buildHeaders = createHeaderMaker(folder);

  function compress(file: string, tag: string): Buffer {
    const key = `${file}:${tag}`;
    let body = compressed.get(key);
    if (!body) {
      body = brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
      compressed.set(key, body);
    }
    return body;
  }

  return function answer(request: IncomingMessage, response: ServerResponse) {
    for (const [name, value] of Object.entries(buildHeaders())) response.setHeader(name, value);
    if (!isHost(request.headers.host)) {
      refuse(response, 421, "this server answers under the name of its own machine only");
      return;
    }
    if (answerFirst(request, response)) return;
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      refuse(response, 405, "only GET and HEAD");
      return;
    }
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://local").pathname);
    const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    const stats = file.startsWith(folder + sep) && !file.includes("\0") ? findFile(file) : undefined;
    if (!stats) {
      refuse(response, 404, `not found: ${path}`);
      return;
    }
    const { size, mtimeMs } = stats;
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    response.setHeader("accept-ranges", "bytes");
    response.setHeader("cache-control", findCacheRule(path));
    if (compressible.test(file)) response.setHeader("vary", "accept-encoding");
    const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    response.setHeader("etag", tag);
    if (matchesTag(request.headers["if-none-match"], tag)) {
      response.writeHead(304).end();
      return;
    }
    const condition = request.headers["if-range"];
    const range =
      condition === undefined || condition === tag ? parseRange(request.headers.range, size) : undefined;
    if (range === "bad") {
      response.writeHead(416, { "content-range": `bytes */${size}` }).end();
      return;
    }
    if (range) {
      const { start, end } = range;
      const headers = {
        "content-range": `bytes ${start}-${end}/${size}`,
        "content-length": end - start + 1,
      };
      if (request.method === "HEAD") response.writeHead(206, headers).end();
      else sendFile(response, file, 206, headers, range);
      return;
    }
    if (compressible.test(file) && acceptsEncoding(request.headers["accept-encoding"], "br")) {
      const body = compress(file, tag);
      response.writeHead(200, { "content-encoding": "br", "content-length": body.length });
      response.end(request.method === "HEAD" ? undefined : body);
      return;
    }
    if (request.method === "HEAD") response.writeHead(200, { "content-length": size }).end();
    else sendFile(response, file, 200, { "content-length": size });
  };
}

/** Files under `/assets/` bear a hash of their content; all else may change under its name. */
function findCacheRule(path: string): string {
  if (path.startsWith("/assets/")) return "public, max-age=31536000, immutable";
  // The page's text, the map's names and its worker ask for the same font in one load.
  if (path.startsWith("/fonts/")) return "public, max-age=60";
  return "no-cache";
}

/** Ends connections on which an answer waits and the client takes next to nothing of it. */
function watchSlowClients(server: Server, patience: number) {
  const open = new Map<Socket, { taken: number; since: number }>();
  server.on("connection", (socket: Socket) => {
    open.set(socket, { taken: 0, since: Date.now() });
    socket.once("close", () => open.delete(socket));
  });
  const timer = setInterval(() => {
    const now = Date.now();
    for (const [socket, mark] of open) {
      // What has left the process: bytes written less those that still wait here.
      const taken = socket.bytesWritten - socket.writableLength;
      if (socket.writableLength === 0 || taken - mark.taken >= leastBytes) {
        open.set(socket, { taken, since: now });
      } else if (now - mark.since >= patience) socket.destroy();
    }
  }, patience / 5);
  timer.unref();
  server.once("close", () => clearInterval(timer));
}

/**
 * A server of the files below a folder for the browser of the same machine: byte ranges, brotli, tags that
 * revalidate, the security headers. Gives the server not yet listening. `patience`: milliseconds a client may
 * stall in sending its request or in taking the answer.
 */
export function createFileServer(
  folder: string,
  patience = patienceMilliseconds,
  answer = createFileAnswer(folder),
): Server {
  const server = createServer(
    {
      headersTimeout: patience,
      requestTimeout: patience,
      connectionsCheckingInterval: patience / 5,
      keepAliveTimeout: Math.min(5_000, patience),
    },
    (request, response) => {
      try {
        answer(request, response);
      } catch (error) {
        if (response.headersSent) response.destroy();
        else if (error instanceof URIError) refuse(response, 400, "the address is not a valid one");
        else refuse(response, 500, "cannot be answered");
      }
    },
  );
  server.maxConnections = mostConnections;
  server.on("clientError", (_, socket) => socket.destroy());
  watchSlowClients(server, patience);
  return server;
}

import { spawnSync } from "node:child_process";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { repositoryRoot } from "./browser.ts";
import { securityHeaders } from "./securityHeaders.ts";

const dist = join(repositoryRoot, "dist");
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
const compressed = new Map<string, Buffer>();

/** The newest change of anything the build reads. */
function newestSource(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs);
  }
  return newest;
}

function buildIfStale() {
  const page = join(dist, "index.html");
  const sources = ["src", "layers", "geodata", "public"].map((f) => newestSource(join(repositoryRoot, f)));
  const newest = Math.max(...sources, statSync(join(repositoryRoot, "index.html")).mtimeMs);
  if (existsSync(page) && statSync(page).mtimeMs > newest) return;
  console.log("building …");
  const run = spawnSync(
    join(repositoryRoot, "node_modules", ".bin", "vite"),
    ["build", "--logLevel", "warn"],
    {
      cwd: repositoryRoot,
      stdio: "inherit",
    },
  );
  if (run.status !== 0) process.exit(run.status ?? 1);
}

/** A byte range as the header asks it, clamped to the file; undefined where there is none to honour. */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | "bad" | undefined {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/);
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const start = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start > end || start >= size ? "bad" : { start, end };
}

function answer(request: IncomingMessage, response: ServerResponse) {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://local").pathname);
  const file = normalize(join(dist, path.endsWith("/") ? `${path}index.html` : path));
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405).end();
    return;
  }
  if (!file.startsWith(dist + sep) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end(`not found: ${path}\n`);
    return;
  }
  const { size, mtimeMs } = statSync(file);
  response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
  response.setHeader("accept-ranges", "bytes");
  response.setHeader(
    "cache-control",
    path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  );
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  response.setHeader("etag", etag);
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return;
  }
  const range = parseRange(request.headers.range, size);
  if (range === "bad") {
    response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return;
  }
  if (range) {
    const { start, end } = range;
    response.writeHead(206, {
      "content-range": `bytes ${start}-${end}/${size}`,
      "content-length": end - start + 1,
    });
    if (request.method === "HEAD") response.end();
    else createReadStream(file, { start, end }).pipe(response);
    return;
  }
  if (compressible.test(file) && /\bbr\b/.test(request.headers["accept-encoding"] ?? "")) {
    const key = `${file}:${etag}`;
    let body = compressed.get(key);
    if (!body) {
      body = brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
      compressed.set(key, body);
    }
    response.writeHead(200, {
      "content-encoding": "br",
      "content-length": body.length,
      vary: "accept-encoding",
    });
    response.end(request.method === "HEAD" ? undefined : body);
    return;
  }
  response.writeHead(200, { "content-length": size });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
}

function listen(port: number, tries: number) {
  const server = createServer((request, response) => {
    try {
      answer(request, response);
    } catch {
      if (!response.headersSent) response.writeHead(400);
      response.end();
    }
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE" && tries > 0) listen(port + 1, tries - 1);
    else {
      console.error(`cannot listen on port ${port}: ${error.message}; set PORT to a free one`);
      process.exit(1);
    }
  });
  server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/`));
}

const port = Number(process.env.PORT ?? 4173);
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(`PORT is '${process.env.PORT}': give a number from 1 to 65535`);
  process.exit(2);
}
buildIfStale();
listen(port, process.env.PORT ? 0 : 20);

/** A file of the release: its path below the page and its bytes. */
export interface ReleaseFile {
  path: string;
  bytes: Uint8Array;
}

const textual = /\.(html|js|mjs|css|json|geojson|svg|webmanifest|txt)$/;
/** Files a page opened from a disk has no use for. */
const useless = /^(service-worker\.js|release\.json|manifest\.webmanifest|icons\/|takeaway\/)/;

/** Bytes as base64 (RFC 4648), in steps that no call's argument list is too long for. */
function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** JSON that may stand in a script element: nothing in it can close the element. */
export const escapeScript = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");

/**
 * Modules of a build name each other by relative address. From a disk nothing can be fetched by address, so
 * the names are turned into bare ones that an import map leads to blobs, and the list of what to preload is
 * emptied: all is there.
 */
export function looseModule(text: string, names: ReadonlySet<string>): string {
  return text
    .replace(/__vite__mapDeps\(\[[\d,]*\]\)/g, "[]")
    .replace(/(["'`])\.\/([\w.-]+\.js)\1/g, (whole, quote: string, name: string) =>
      names.has(name) ? `${quote}#${name}${quote}` : whole,
    )
    .replace(/\bimport\.meta\.url\b/g, "globalThis.atlasModuleAddress");
}

/** What the page takes with it, and in which element of the page it goes. */
function embedFile({ path, bytes }: ReleaseFile, names: ReadonlySet<string>): string {
  const isText = textual.test(path);
  const raw = isText ? new TextDecoder().decode(bytes) : encodeBase64(bytes);
  const text = /^assets\/.*\.js$/.test(path) ? looseModule(raw, names) : raw;
  return `<script type="application/json" data-path="${path}" data-form="${isText ? "text" : "base64"}">${escapeScript(text)}</script>\n`;
}

const policy =
  "default-src 'none'; script-src 'unsafe-inline' blob: 'wasm-unsafe-eval'; style-src 'unsafe-inline' blob:; img-src data: blob:; font-src data: blob:; connect-src blob: data:; worker-src blob:; base-uri 'none'; form-action 'none'; object-src 'none'";

/**
 * The whole atlas as one HTML page that a browser opens from a disk. Such a page may fetch nothing, load no
 * module and start no worker by address: all files stand in the page itself, and `starter` hands them out.
 *
 * @param files every file of the release; `index.html` gives the page its head and body.
 * @param replaced files put in place of, or beside, those of the release.
 * @param starter the script that runs first (`public/takeaway/standalone.js`).
 * @returns the page in parts, in order, or undefined where the release has no `index.html` or entry script.
 */
export function buildStandalonePage(
  files: readonly ReleaseFile[],
  replaced: readonly ReleaseFile[],
  starter: string,
): string[] | undefined {
  const index = files.find((file) => file.path === "index.html");
  const html = index && new TextDecoder().decode(index.bytes);
  const entry = html?.match(/<script type="module"[^>]*\bsrc="\.?\/?([^"]+)"/)?.[1];
  if (!html || !entry) return undefined;
  const first = [...html.matchAll(/<link rel="stylesheet"[^>]*\bhref="\.?\/?([^"]+)"/g)].map(
    (match) => match[1],
  );
  const bare = html
    .replace(/<script\b[^>]*\bsrc=[^>]*><\/script>/g, "")
    .replace(/<link\b[^>]*>/g, "")
    .replace(
      /<meta charset="utf-8" ?\/?>/,
      (charset) => `${charset}\n<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    );
  const [before, after] = [bare.slice(0, bare.indexOf("</body>")), bare.slice(bare.indexOf("</body>"))];
  const own = new Set(replaced.map((file) => file.path));
  const kept = [
    ...files.filter(({ path }) => path !== "index.html" && !own.has(path) && !useless.test(path)),
    ...replaced,
  ];
  const names = new Set(kept.flatMap(({ path }) => path.match(/^assets\/(.+\.js)$/)?.[1] ?? []));
  return [
    before,
    ...kept.map((file) => embedFile(file, names)),
    `<script type="application/json" id="standalone">${escapeScript({ entry, first })}</script>\n`,
    `<script>${starter.replace(/<\/script/gi, "<\\/script")}</script>\n`,
    after,
  ];
}

// Runs first in the atlas that is opened from a disk: hands out the files that stand in the page, where the
// browser would otherwise fetch them by address, which it may not from a disk.
(() => {
  // Addresses of a disk are treated apart by every library, and a worker may read none of them. All files
  // are therefore said to be at an address that cannot exist (RFC 6761), and are handed out from there.
  const base = "http://atlas.invalid/";
  Object.defineProperty(document, "baseURI", { get: () => base });
  const files = new Map();
  const types = {
    js: "text/javascript",
    mjs: "text/javascript",
    css: "text/css",
    json: "application/json",
    geojson: "application/geo+json",
    svg: "image/svg+xml",
    png: "image/png",
    woff2: "font/woff2",
    wasm: "application/wasm",
    html: "text/html",
  };
  for (const element of document.querySelectorAll("script[data-path]")) {
    const content = JSON.parse(element.textContent);
    const { path, form } = element.dataset;
    const bytes = form === "text" ? content : Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    files.set(path, {
      text: form === "text" ? content : undefined,
      blob: new Blob([bytes], { type: types[path.split(".").pop()] || "application/octet-stream" }),
    });
    element.remove();
  }
  const { entry, first } = JSON.parse(document.getElementById("standalone").textContent);
  const moduleBase = `${base}assets/`;
  globalThis.atlasModuleAddress = `${moduleBase}module.js`;

  const urls = new Map();
  const urlOf = (path) => {
    if (!urls.has(path)) urls.set(path, URL.createObjectURL(files.get(path).blob));
    return urls.get(path);
  };
  /** The file an address means, whichever way it was written. */
  const pathOf = (address) => {
    const href = String(address instanceof Request ? address.url : address).replace(/[?#].*$/, "");
    let absolute;
    try {
      absolute = new URL(href, base).href;
    } catch {
      return undefined;
    }
    if (!absolute.startsWith(base)) return undefined;
    const path = decodeURIComponent(absolute.slice(base.length));
    return files.has(path) ? path : undefined;
  };

  const fetchOutside = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (input, options) => {
    const path = pathOf(input);
    if (path === undefined) {
      const href = String(input instanceof Request ? input.url : input);
      if (/^(blob|data):/.test(href)) return fetchOutside(input, options);
      return new Response(null, { status: 404 });
    }
    const { blob } = files.get(path);
    const headers = new Headers(options?.headers ?? (input instanceof Request ? input.headers : undefined));
    const range = /^bytes=(\d+)-(\d*)$/.exec(headers.get("range") ?? "");
    if (!range) return new Response(blob, { status: 200, headers: { "content-type": blob.type } });
    const start = Number(range[1]);
    const end = range[2] === "" ? blob.size - 1 : Math.min(blob.size - 1, Number(range[2]));
    return new Response(blob.slice(start, end + 1), {
      status: 206,
      headers: { "content-range": `bytes ${start}-${end}/${blob.size}`, "content-length": String(end - start + 1) },
    });
  };

  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    const path = pathOf(address);
    return open.call(this, method, path === undefined ? address : urlOf(path), ...rest);
  };

  const FontFaceOutside = globalThis.FontFace;
  globalThis.FontFace = class extends FontFaceOutside {
    constructor(family, source, descriptors) {
      super(
        family,
        typeof source === "string"
          ? source.replace(/url\((["']?)([^"')]+)\1\)/g, (whole, _quote, address) => {
              const path = pathOf(address);
              return path === undefined ? whole : `url("${urlOf(path)}")`;
            })
          : source,
        descriptors,
      );
    }
  };

  // A worker started from a blob of such a page may not read the page's blobs: it asks for each by a port.
  const blobs = new Map();
  const createUrl = URL.createObjectURL.bind(URL);
  const revokeUrl = URL.revokeObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    const url = createUrl(blob);
    blobs.set(url, blob);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    blobs.delete(url);
    revokeUrl(url);
  };
  const find = (href) => {
    if (blobs.has(href)) return blobs.get(href);
    const path = pathOf(href);
    return path === undefined ? undefined : files.get(path).blob;
  };
  const workerHead = `(() => {
  const base = ${JSON.stringify(base)};
  globalThis.atlasModuleAddress = ${JSON.stringify(globalThis.atlasModuleAddress)};
  const outside = globalThis.fetch.bind(globalThis);
  const waiting = new Map();
  let port;
  let asked = 0;
  addEventListener("message", (event) => {
    if (!event.data || !event.data.atlasPort) return;
    event.stopImmediatePropagation();
    port = event.data.atlasPort;
    port.onmessage = ({ data }) => {
      waiting.get(data.id)(data.blob);
      waiting.delete(data.id);
    };
  });
  globalThis.fetch = async (input, options) => {
    const href = String(input instanceof Request ? input.url : input);
    if (!href.startsWith(base) && !href.startsWith("blob:")) return outside(input, options);
    const blob = await new Promise((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      port.postMessage({ id: asked, href });
    });
    return blob
      ? new Response(blob, { status: 200, headers: { "content-type": blob.type } })
      : new Response(null, { status: 404 });
  };
})();
`;
  const WorkerOutside = globalThis.Worker;
  globalThis.Worker = class extends WorkerOutside {
    constructor(address, options) {
      const path = pathOf(address);
      // The map wraps the script of a worker from elsewhere, as a page on a disk takes its own to be.
      const wrapped = /^data:text\/javascript[^,]*,/.exec(String(address));
      const text =
        path === undefined
          ? wrapped && decodeURIComponent(String(address).slice(wrapped[0].length))
          : files.get(path).text;
      super(
        text ? createUrl(new Blob([workerHead, text], { type: "text/javascript" })) : address,
        // Chromium starts no module worker from a blob of a page on a disk; the scripts need none of it.
        text ? { ...options, type: "classic" } : options,
      );
      if (!text) return;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data: { id, href } }) => port1.postMessage({ id, blob: find(href) });
      this.postMessage({ atlasPort: port2 }, [port2]);
    }
  };

  // Styles: those the page began with, then those that parts would fetch later.
  const styles = [...files.keys()].filter((path) => path.endsWith(".css"));
  for (const path of [...first, ...styles.filter((other) => !first.includes(other))]) {
    if (!files.has(path)) continue;
    const sheet = document.createElement("style");
    const folder = new URL(path, base).href;
    sheet.textContent = files.get(path).text.replace(/url\((["']?)([^"')]+)\1\)/g, (whole, _quote, address) => {
      if (/^(data|blob):/.test(address)) return whole;
      const found = pathOf(new URL(address, folder).href);
      return found === undefined ? whole : `url("${urlOf(found)}")`;
    });
    // The take-away boards of the release stand apart from the page.
    if (path.startsWith("assets/")) document.head.append(sheet);
  }

  const imports = {};
  for (const path of files.keys()) {
    const name = /^assets\/(.+\.js)$/.exec(path)?.[1];
    if (name) imports[`#${name}`] = urlOf(path);
  }
  const map = document.createElement("script");
  map.type = "importmap";
  map.textContent = JSON.stringify({ imports });
  document.head.append(map);
  const start = document.createElement("script");
  start.type = "module";
  start.src = urlOf(entry);
  document.body.append(start);
})();

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildArchive } from "../../../../geodata/build/pmtilesWriter.ts";
import { findRangeFormat } from "../../../../src/data/services/ranges/rangeFormats.ts";
import { readTileArchive } from "../../../../src/data/services/readTileArchive.ts";
import { failure, success } from "../../../../src/domain/result.ts";

const vector = buildArchive(
  Array.from({ length: 400 }, (_, i) => ({
    z: 9,
    x: 400 + (i % 20),
    y: 180 + Math.floor(i / 20),
    data: new TextEncoder().encode(`tile ${i} `.repeat(400)),
  })),
  {
    bbox: [106.6, 37.5, 114.6, 43.5],
    minZoom: 9,
    maxZoom: 9,
    centre: { lon: 110.6, lat: 40.5, zoom: 9 },
    metadata: { name: "影像 2020", attribution: '<a href="x">测绘院</a> &copy; 2020' },
  },
);
/** The same archive said to hold PNG. */
const pictures = vector.slice();
pictures[99] = 2;
const files: Record<string, Uint8Array> = {
  "/pictures.pmtiles": pictures,
  "/vector.pmtiles": vector,
  "/no.pmtiles": new Uint8Array(20_000),
};

let server: Server;
let sent = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    const bytes = files[request.url!];
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (!bytes || !range) {
      response.writeHead(404).end();
      return;
    }
    const part = bytes.subarray(Number(range[1]), Number(range[2]) + 1);
    sent += part.length;
    response.writeHead(206, { "content-length": part.length }).end(part);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => server.close());

const addressOf = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const read = (path: string) => {
  const address = addressOf(path);
  return readTileArchive(address, async (offset, length) => {
    const response = await fetch(address, { headers: { range: `bytes=${offset}-${offset + length - 1}` } });
    return response.status === 206
      ? success(await response.arrayBuffer())
      : failure({ code: "service-status", zh: "没有", en: `HTTP ${response.status}` });
  });
};

describe("an archive of tiles behind an address", () => {
  it("is known by its name, whatever follows it", () => {
    expect(findRangeFormat("https://maps.example/a/photo.PMTILES?key=1")).toBe("pmtiles");
    expect(findRangeFormat("https://maps.example/photo.pmtiles/{z}/{x}/{y}")).toBeUndefined();
  });

  it("says zooms, box and credit, read by ranges: less of it than its tiles", async () => {
    sent = 0;
    const found = await read("/pictures.pmtiles");
    if (!found.ok) throw new Error(found.error.en);
    expect(found.value).toMatchObject({
      kind: "pmtiles",
      title: "影像 2020",
      attribution: "测绘院 © 2020",
      unusable: [],
    });
    expect(found.value.choices).toMatchObject([
      {
        bbox: [106.6, 37.5, 114.6, 43.5],
        source: { form: "pictures", template: addressOf("/pictures.pmtiles"), minZoom: 9, maxZoom: 9 },
      },
    ]);
    expect(sent).toBeLessThan(17_000);
  });

  it("of vector tiles that does not name its layers is unusable, with the reason", async () => {
    const found = await read("/vector.pmtiles");
    expect(found).toMatchObject({ ok: true, value: { choices: [], unusable: [{ id: "vector.pmtiles" }] } });
  });

  it("that is none, or is not there, is refused with a reason", async () => {
    expect(await read("/no.pmtiles")).toMatchObject({ ok: false, error: { code: "service-unknown" } });
    expect(await read("/gone.pmtiles")).toMatchObject({ ok: false, error: { code: "service-status" } });
  });
});

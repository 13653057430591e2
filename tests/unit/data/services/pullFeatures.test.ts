import { describe, expect, it } from "vitest";
import { createServiceTasks } from "../../../../src/compute/serviceTasks.ts";
import { findPause, loadPatiently } from "../../../../src/data/services/loadPatiently.ts";
import { readCount } from "../../../../src/data/services/pages.ts";
import { countRepeated, type PullOrder, pullFeatures } from "../../../../src/data/services/pullFeatures.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import type { ServiceKind } from "../../../../src/domain/services/service.ts";

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const point = (id: number) => ({
  type: "Feature",
  id,
  properties: { id },
  geometry: { type: "Point", coordinates: [110 + id / 1e5, 40] },
});

interface Server {
  total: number;
  /** Most features it gives at once. */
  page: number;
  kind: ServiceKind;
  isDeaf?: boolean;
}

/** A service of numbered points that pages as its kind does. */
function serve({ total, page, kind, isDeaf }: Server) {
  const asked: string[] = [];
  const answer = (address: string) => {
    const url = new URL(address);
    asked.push(address);
    const read = (...names: string[]) => {
      const found = names.map((name) => url.searchParams.get(name)).find((value) => value !== null);
      return Number(found ?? 0);
    };
    if (url.searchParams.get("RESULTTYPE") === "hits")
      return new TextEncoder().encode(`<wfs:FeatureCollection numberMatched="${total}" numberReturned="0"/>`);
    if (url.searchParams.get("returnCountOnly")) return bytesOf({ count: total });
    const from = isDeaf ? 0 : read("offset", "STARTINDEX", "resultOffset", "cursor");
    const size = Math.min(page, read("limit", "COUNT", "resultRecordCount"));
    const features = Array.from({ length: Math.max(0, Math.min(size, total - from)) }, (_, i) =>
      point(from + i),
    );
    const next = new URL(url);
    next.searchParams.set("cursor", String(from + features.length));
    next.searchParams.delete("offset");
    return bytesOf({
      type: "FeatureCollection",
      features,
      ...(kind === "ogc-features"
        ? {
            numberMatched: total,
            links: from + features.length < total ? [{ rel: "next", href: next.href }] : [],
          }
        : {}),
      ...(kind === "arcgis-features" && from + features.length < total
        ? { properties: { exceededTransferLimit: true } }
        : {}),
    });
  };
  return { asked, answer };
}

async function pull(server: Server, order: Partial<PullOrder> = {}, signal = new AbortController().signal) {
  const { asked, answer } = serve(server);
  const tasks = createServiceTasks();
  const told: [number, number | null][] = [];
  const most = order.most ?? 10_000;
  const pulled = await pullFeatures(
    {
      kind: server.kind,
      source: { form: "features", items: "https://a.example/items?f=json", mostPerPage: null, count: null },
      bbox: null,
      most,
      ...order,
    },
    {
      load: async (url) => success(answer(url)),
      readCount,
      takePage: (bytes, address) => tasks.takePage({ pull: "one", bytes, address }),
      tell: (...progress) => told.push(progress),
    },
    signal,
  );
  const ended = await tasks.endPull({ pull: "one", most });
  const collection = ended
    ? (JSON.parse(await ended.geojson.text()) as { features: { id: number }[] })
    : null;
  return { pulled, asked, told, ids: collection?.features.map(({ id }) => id) ?? [], hash: ended?.hash };
}

const kinds = ["ogc-features", "wfs", "arcgis-features"] as const;

describe("features pulled page by page", () => {
  it.each(kinds)("%s: all of them, each once, in order, and said so", async (kind) => {
    const { pulled, ids, told } = await pull({ total: 2_345, page: 1_000, kind });
    expect(pulled).toMatchObject({
      ok: true,
      value: { taken: 2_345, matched: 2_345, isWhole: true, requests: 3 },
    });
    expect(ids).toEqual(Array.from({ length: 2_345 }, (_, i) => i));
    expect(told.at(-1)).toEqual([2_345, 2_345]);
  });

  it.each(kinds)("%s: the first so many, and of how many", async (kind) => {
    const { pulled, ids } = await pull({ total: 83_412, page: 700, kind }, { most: 10_000 });
    expect(pulled).toMatchObject({ ok: true, value: { taken: 10_000, matched: 83_412, isWhole: false } });
    expect(ids).toHaveLength(10_000);
    expect(new Set(ids).size).toBe(10_000);
  });

  it("one that does not say how many is whole when a short page comes, and not before", async () => {
    const kind = "tilejson" as ServiceKind;
    expect((await pull({ total: 1_500, page: 1_000, kind })).pulled).toMatchObject({
      value: { taken: 1_500, matched: null, isWhole: true },
    });
    expect((await pull({ total: 1_500, page: 1_000, kind }, { most: 1_000 })).pulled).toMatchObject({
      value: { taken: 1_000, matched: null, isWhole: false },
    });
  });

  it("one that does not page is found out instead of being taken twice", async () => {
    const { pulled } = await pull({ total: 5_000, page: 1_000, kind: "wfs", isDeaf: true });
    expect(pulled).toMatchObject({ ok: false, error: { code: "service-paging" } });
  });

  it("bounds are asked for as each service wants them", async () => {
    const bbox = [109.1, 39, 112, 41] as const;
    const first = async (kind: ServiceKind) =>
      new URL((await pull({ total: 1, page: 10, kind }, { bbox: [...bbox] })).asked.at(-1)!).searchParams;
    expect((await first("ogc-features")).get("bbox")).toBe("109.1,39,112,41");
    expect((await first("wfs")).get("BBOX")).toBe("109.1,39,112,41,urn:ogc:def:crs:OGC:1.3:CRS84");
    const arcgis = await first("arcgis-features");
    expect(arcgis.get("geometry")).toBe("109.1,39,112,41");
    expect(arcgis.get("inSR")).toBe("4326");
  });

  it("the same answers have the same hash, other ones another", async () => {
    const once = await pull({ total: 30, page: 10, kind: "wfs" });
    const again = await pull({ total: 30, page: 10, kind: "wfs" });
    const other = await pull({ total: 31, page: 10, kind: "wfs" });
    expect(once.hash).toBe(again.hash);
    expect(other.hash).not.toBe(once.hash);
  });

  it("called off, it is answered so", async () => {
    const stop = new AbortController();
    stop.abort();
    const { pulled } = await pull({ total: 30, page: 10, kind: "wfs" }, {}, stop.signal);
    expect(pulled).toMatchObject({ ok: false, error: { code: "cancelled" } });
  });

  it("a page that is none ends it, with what the service said", async () => {
    const tasks = createServiceTasks();
    const take = (text: string) =>
      tasks.takePage({ pull: "x", bytes: new TextEncoder().encode(text), address: "https://a.example/" });
    expect(await take('{"error":{"code":400,"message":"Invalid query"}}')).toMatchObject({
      ok: false,
      error: { en: expect.stringContaining("Invalid query") },
    });
    expect(
      await take("<ows:Exception><ows:ExceptionText>no such type</ows:ExceptionText></ows:Exception>"),
    ).toMatchObject({
      ok: false,
      error: { zh: expect.stringContaining("no such type") },
    });
  });
});

describe("an address that does not answer at once", () => {
  const load = async (answers: (number | "broken")[]) => {
    const waited: number[] = [];
    let tries = 0;
    const result = await loadPatiently(
      "https://a.example/x",
      new AbortController().signal,
      async () => {
        const next = answers[tries]!;
        tries += 1;
        if (next === "broken") throw new TypeError("Failed to fetch");
        return new Response("text", { status: next, headers: next === 429 ? { "retry-after": "7" } : {} });
      },
      async () => ({ code: "service-unreachable", zh: "", en: "" }),
      async (milliseconds) => {
        waited.push(milliseconds);
      },
    );
    return { result, waited, tries };
  };

  it("is tried three times where that may help, as long apart as it asks", async () => {
    expect(await load([503, "broken", 200])).toMatchObject({ result: { ok: true }, waited: [1_000, 2_000] });
    expect(await load([429, 200])).toMatchObject({ result: { ok: true }, waited: [7_000] });
    expect(await load(["broken", "broken", "broken"])).toMatchObject({
      result: failure({ code: "service-unreachable", zh: "", en: "" }),
      tries: 3,
    });
  });

  it("is not tried again where that cannot help", async () => {
    expect(await load([403])).toMatchObject({
      result: { ok: false, error: { code: "service-refused" } },
      tries: 1,
    });
    expect(await load([404])).toMatchObject({
      result: { ok: false, error: { code: "service-status" } },
      tries: 1,
    });
  });

  it("never waits longer than half a minute", () => {
    expect(findPause(1, "86400")).toBe(30_000);
    expect(findPause(2, "soon")).toBe(2_000);
  });
});

describe("a service whose order is not stable", () => {
  it("is found out by features that come twice", () => {
    expect(countRepeated([point(1), point(2), point(3), point(2), point(1)])).toBe(2);
    expect(countRepeated([point(1), point(2), point(3)])).toBe(0);
    // Without ids nothing can be told.
    expect(countRepeated([{}, {}, {}])).toBe(0);
  });

  it("is told at the end of the pull", async () => {
    const tasks = createServiceTasks();
    const address = "https://a.example/items";
    for (const ids of [
      [1, 2],
      [2, 3],
    ])
      await tasks.takePage({
        pull: "p",
        address,
        bytes: bytesOf({ type: "FeatureCollection", features: ids.map(point) }),
      });
    expect(await tasks.endPull({ pull: "p", most: 10 })).toMatchObject({ repeated: 1 });
  });
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import { dataWorker } from "../../../../src/compute/askData.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import type { FeatureSource, PictureSource, Service } from "../../../../src/domain/services/service.ts";
import { mostServiceLayers } from "../../../../src/domain/services/serviceLayers.ts";
import { showBoard } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { useUserData } from "../../../../src/state/own/userData.ts";
import {
  agreeToHost,
  isAgreed,
  useAgreedHosts,
  withdrawHost,
} from "../../../../src/state/services/agreedHosts.ts";
import { cancelPull, pullLayer, usePull } from "../../../../src/state/services/pullLayer.ts";
import { loadRowTile, writeRowsAddress } from "../../../../src/state/services/rowTiles.ts";
import {
  addPictures,
  closeServices,
  dropServiceLayer,
  fadeServiceLayer,
  openServices,
  readAddress,
  showServiceLayer,
  typeAddress,
  useServices,
} from "../../../../src/state/services/services.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { createRefusingStorage, createStorage, stubStorage } from "../fakes/storage.ts";
import { waitUntil } from "../fakes/waitUntil.ts";
import { stubPage, stubWorkers } from "../fakes/workers.ts";

const host = "https://maps.example";
const settings = {
  services: {
    hosts: [host],
    catalogue: [{ group: "", title: "地图", address: `${host}/wfs`, headers: { Authorization: "secret" } }],
  },
};

/** The network: what each address answers, and what was sent to it. */
function stubNetwork(answer: (url: string, options: RequestInit) => Response | undefined, isOnLine = true) {
  const sent: { url: string; options: RequestInit }[] = [];
  vi.stubGlobal("navigator", { ...navigator, onLine: isOnLine });
  vi.stubGlobal("fetch", async (url: string, options: RequestInit = {}) => {
    sent.push({ url, options });
    const found = answer(url, options);
    if (!found) throw new TypeError("Failed to fetch");
    return found;
  });
  return sent;
}
/** The module that keeps the settings for a visit, as at the start of one. */
async function visit() {
  vi.resetModules();
  const [loads, hosts] = await Promise.all([
    import("../../../../src/state/services/loadService.ts"),
    import("../../../../src/state/services/agreedHosts.ts"),
  ]);
  hosts.agreeToHost(host);
  hosts.agreeToHost("https://other.example");
  return { ...loads, loadRange: loads.buildRangePorts(signal).loadRange };
}
const signal = new AbortController().signal;
const json = (value: unknown) => new Response(JSON.stringify(value));

beforeEach(() => {
  stubStorage();
  stubPage();
  Object.assign(URL, { createObjectURL: () => "blob:x" });
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [] });
  useAgreedHosts.setState({ hosts: [] });
  useUserData.setState({ contents: {}, job: null });
  dataWorker.cancel();
});

describe("hosts the reader has agreed to", () => {
  it("are kept on this machine, and asked no more once that is withdrawn", () => {
    expect(isAgreed(`${host}/wms`)).toBe(false);
    agreeToHost(host);
    agreeToHost(host);
    expect(isAgreed(`${host}/wms`)).toBe(true);
    expect(isAgreed("https://maps.example.evil/wms")).toBe(false);
    expect(isAgreed("http://maps.example/wms")).toBe(false);
    expect(localStorage.getItem("atlas-hosts")).toBe(JSON.stringify([host]));
    withdrawHost(host);
    expect(isAgreed(`${host}/wms`)).toBe(false);
  });

  it("always have the atlas's own among them, and never what is no address", () => {
    expect(isAgreed("https://atlas.example/data/x")).toBe(true);
    expect(isAgreed("no address")).toBe(false);
  });

  it.each([
    ['[1,"https://a.example"]', ["https://a.example"]],
    ["{", []],
    ["{}", []],
  ])("kept as %s are %j", async (kept, hosts) => {
    vi.stubGlobal("localStorage", createStorage({ "atlas-hosts": kept }));
    vi.resetModules();
    const fresh = await import("../../../../src/state/services/agreedHosts.ts");
    expect(fresh.useAgreedHosts.getState().hosts).toEqual(hosts);
  });

  it("hold for the visit where nothing can be kept", () => {
    vi.stubGlobal("localStorage", createRefusingStorage());
    agreeToHost(host);
    expect(isAgreed(`${host}/wms`)).toBe(true);
  });
});

describe("what is asked of a service", () => {
  it("is nothing before the reader agrees", async () => {
    const sent = stubNetwork(() => json({}));
    const { loadService, loadRange } = await visit();
    expect(await loadService("https://strange.example/wfs", signal)).toMatchObject({
      error: { code: "service-not-agreed" },
    });
    expect(await loadRange("https://strange.example/a.pmtiles", 0, 9)).toMatchObject({
      error: { code: "service-not-agreed" },
    });
    expect(sent).toEqual([]);
  });

  it("carries the office's headers to that host alone, and no cookies to any", async () => {
    const sent = stubNetwork((url) => (url === "settings.json" ? json(settings) : new Response("ok")));
    const { loadService } = await visit();
    await loadService(`${host}/wfs?a=1`, signal);
    await loadService("https://other.example/wfs", signal);
    const [own, other] = sent.filter(({ url }) => url.startsWith("https"));
    expect(own!.options).toMatchObject({
      headers: { Authorization: "secret" },
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    expect(other!.options.headers).toEqual({});
    expect(sent.filter(({ url }) => url === "settings.json")).toHaveLength(1);
  });

  it("is one piece of a file, and a server that would send it whole is refused unread", async () => {
    let status = 206;
    const cancel = vi.fn();
    const sent = stubNetwork((url) =>
      url === "settings.json"
        ? json({})
        : new Response(
            new ReadableStream({
              start: (it) => {
                it.enqueue(new Uint8Array([1, 2]));
                it.close();
              },
              cancel,
            }),
            { status },
          ),
    );
    const { loadRange } = await visit();
    const ask = () => loadRange(`${host}/a.pmtiles`, 10, 20);
    const found = await ask();
    expect(found.ok && new Uint8Array(found.value)).toEqual(new Uint8Array([1, 2]));
    expect(sent.at(-1)?.options.headers).toEqual({ Range: "bytes=10-29" });
    status = 200;
    expect(await ask()).toMatchObject({ error: { code: "service-range" } });
    status = 404;
    expect(await ask()).toMatchObject({
      error: { code: "service-status", en: expect.stringContaining("404") },
    });
  });
});

describe("why a service gave no answer", () => {
  const range = async (loads: Awaited<ReturnType<typeof visit>>, at = host) => {
    const found = await loads.loadRange(`${at}/a.pmtiles`, 0, 9);
    return found.ok ? "" : found.error.code;
  };
  const onlySettings = (url: string) => (url === "settings.json" ? json(settings) : undefined);

  it("is the site's own policy for a host it does not list, else the network", async () => {
    stubNetwork(onlySettings);
    const loads = await visit();
    expect(await range(loads, "https://other.example")).toBe("service-policy");
    expect(await range(loads)).toBe("service-unreachable");
    stubNetwork((url, { mode }) => (mode === "no-cors" ? new Response() : onlySettings(url)));
    expect(await range(loads)).toBe("service-cors");
  });

  it("is that there is no network, and not the policy, where the settings could not be had either", async () => {
    stubNetwork(() => undefined, false);
    const loads = await visit();
    expect(await range(loads)).toBe("service-offline");
    // Once there is one again, the settings are read and the host is found in them.
    stubNetwork(onlySettings);
    expect(await range(loads)).toBe("service-unreachable");
  });
});

const service: Service = {
  kind: "wfs",
  title: "s",
  address: `${host}/wfs?token=geheim`,
  attribution: "某局",
  choices: [],
  unusable: [],
} as Service;
const features: FeatureSource = {
  form: "features",
  items: `${host}/items`,
  mostPerPage: null,
  count: 3,
} as FeatureSource;
const choice = { id: "c", title: "宗地/2021?", bbox: null, source: features };

describe("features of a service", () => {
  const report = {
    read: 1,
    accepted: true,
    format: "geojson",
    errors: [],
    warnings: [],
    decisions: [],
    repairs: [],
    files: [],
    questions: [],
    encoding: null,
    datum: null,
  };
  const page = { count: 2, matched: 2, next: null, hasMore: false, hash: "h" };
  const pull = (data: Record<string, (input: never) => unknown> = {}) => {
    const workers = stubWorkers({
      data: {
        takePage: () => success(page),
        endPull: () => ({ geojson: new Blob(["{}"]), hash: "sum", repeated: 0 }),
        dropPull: () => null,
        read: () => ({
          report,
          contents: [
            {
              key: "a".repeat(32),
              name: "x",
              blob: new Blob(["{}"]),
              count: 2,
              bbox: null,
              shapes: [],
              columns: [],
            },
          ],
        }),
        ...data,
      },
    });
    agreeToHost(host);
    stubNetwork((url) => (url === "settings.json" ? json(settings) : json({})));
    const done = pullLayer(service, { ...choice, source: features }, { bbox: [110, 40, 111, 41], most: 100 });
    return { ...workers, done };
  };
  const readMessages = () => useAtlas.getState().messages.map(({ text }) => text.en);

  it("come in as an own layer that tells where they are from, without the key of the reader", async () => {
    const { listAsked, done } = pull();
    expect(usePull.getState().pull).toEqual({ title: "宗地/2021?", taken: 0, matched: 3, most: 100 });
    expect(await pullLayer(service, { ...choice, source: features }, { bbox: null, most: 1 })).toBe(false);
    expect(await done).toBe(true);
    expect(usePull.getState().pull).toBeNull();
    expect(useAtlas.getState().board.userLayers).toMatchObject([{ name: "宗地 2021 ", count: 2 }]);
    const kept = useUserData.getState().contents["a".repeat(32)]!.report!.service!;
    expect(kept).toMatchObject({ attribution: "某局", hash: "sum", taken: 2, isWhole: true, isWithin: true });
    expect(JSON.stringify(kept)).not.toContain("geheim");
    expect(listAsked("read")).toHaveLength(1);
  });

  it("that are none are told, and nothing comes in", async () => {
    const { done } = pull({ takePage: () => success({ ...page, count: 0, matched: 0 }) });
    expect(await done).toBe(false);
    expect(readMessages()).toEqual([expect.stringContaining("has no features in the chosen area")]);
    expect(useAtlas.getState().board.userLayers).toBeUndefined();
  });

  it("are refused where the worker lost some of the pages", async () => {
    const { done } = pull({ endPull: () => null });
    expect(await done).toBe(false);
    expect(readMessages()).toEqual([expect.stringContaining("pull them again")]);
  });

  it("are let go without a word where the reader stops, and can be pulled again", async () => {
    const { listAsked, done } = pull();
    cancelPull();
    expect(await done).toBe(false);
    expect(readMessages()).toEqual([]);
    await waitUntil(() => expect(listAsked("dropPull")).toHaveLength(1));
    expect(await pull().done).toBe(true);
  });
});

describe("the dialog of services", () => {
  beforeEach(() => {
    agreeToHost(host);
    stubNetwork((url) => (url === "settings.json" ? json({}) : json({})));
  });

  it("shows what an address offers, following one hop on, and no further", async () => {
    /** How often the list stands elsewhere. */
    let hops = 1;
    stubWorkers({
      data: {
        describeService: ({ address }: { address: string }) =>
          success(
            address.endsWith("/on".repeat(hops))
              ? { ...service, title: address }
              : { next: `${address.split("?")[0]}/on` },
          ),
      },
    });
    openServices();
    await readAddress(`${host}/ogc`);
    expect(useServices.getState()).toMatchObject({ isReading: false, problem: null });
    expect(useServices.getState().service?.title).toMatch(/ogc.*\/on$/);
    hops = 2;
    await readAddress(`${host}/ogc`);
    expect(useServices.getState().problem?.code).toBe("service-unknown");
  });

  it("asks no second question where the first says why not, and none after it is closed", async () => {
    const refused = failure({ code: "service-refused", zh: "x", en: "x" });
    const { asked } = stubWorkers({ data: { describeService: () => refused } });
    await readAddress(`${host}/unknown`);
    expect(useServices.getState().problem?.code).toBe("service-refused");
    expect(asked).toHaveLength(1);
    const reading = readAddress(`${host}/unknown`);
    closeServices();
    await reading;
    expect(useServices.getState()).toMatchObject({
      isOpen: false,
      problem: null,
      service: null,
      address: `${host}/unknown`,
    });
    typeAddress("x");
    expect(useServices.getState().address).toBe("x");
  });

  it("reads a tile template without asking anyone", async () => {
    const { asked } = stubWorkers({});
    await readAddress(`${host}/{z}/{x}/{y}.png`);
    expect(useServices.getState().service?.choices).toHaveLength(1);
    expect(asked).toEqual([]);
  });

  it("lays pictures below the plan up to the most there may be", () => {
    const source = { form: "pictures", template: `${host}/{z}/{x}/{y}.png` } as PictureSource;
    const pictures = { ...choice, source };
    const layers = () => useAtlas.getState().board.serviceLayers ?? [];
    addPictures({ ...service, attribution: "" }, pictures, source);
    expect(layers()[0]).toMatchObject({ name: choice.title, attribution: "maps.example", visible: true });
    const { id } = layers()[0]!;
    for (const opacity of [0.9, 0.5]) fadeServiceLayer(id, opacity);
    showServiceLayer(id, false);
    expect(layers()[0]).toMatchObject({ opacity: 0.5, visible: false });
    expect(useAtlas.getState().past).toHaveLength(3);
    for (let at = 1; at <= mostServiceLayers; at += 1) addPictures(service, pictures, source);
    expect(layers()).toHaveLength(mostServiceLayers);
    expect(new Set(layers().map((layer) => layer.id)).size).toBe(mostServiceLayers);
    expect(useAtlas.getState().messages.at(-1)?.text.en).toMatch(/service layers at most/);
    dropServiceLayer(id);
    expect(layers()).toHaveLength(mostServiceLayers - 1);
  });

  it("makes a tile of the rows it lies on; a gap is none where the server has none, and told otherwise", async () => {
    const template = `${host}/{z}/{x}/{y}.png?a=b`;
    const sent = stubNetwork(() => new Response("", { status: 500 }));
    await expect(
      loadRowTile(
        writeRowsAddress(template).replace("{z}", "3").replace("{x}", "6").replace("{y}", "2"),
        signal,
      ),
    ).rejects.toThrow("HTTP 500");
    expect(sent.every(({ url }) => /^https:\/\/maps\.example\/3\/6\/\d+\.png\?a=b$/.test(url))).toBe(true);
  });
});

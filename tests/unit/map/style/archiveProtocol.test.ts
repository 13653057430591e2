import { afterEach, describe, expect, it, vi } from "vitest";
import { SteadySource } from "../../../../src/map/style/archiveProtocol.ts";

const part = new Uint8Array([1, 2, 3, 4]);
const answer = () =>
  new Response(part, { status: 206, headers: { "Content-Length": String(part.length), ETag: '"a"' } });

/** Answers each request by the next of the list, and counts them. */
function stubFetch(...answers: (() => Response)[]) {
  const fetch = vi.fn(async () => answers[Math.min(fetch.mock.calls.length, answers.length) - 1]!());
  vi.stubGlobal("fetch", fetch);
  return fetch;
}
const fail = () => {
  throw new TypeError("Failed to fetch");
};

describe("a range of a tile archive", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is asked for once more where the network dropped it", async () => {
    const fetch = stubFetch(fail, answer);
    const { data } = await new SteadySource("/base.pmtiles").getBytes(0, 4);
    expect([...new Uint8Array(data)]).toEqual([...part]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it("fails where the network stays away, after two tries", async () => {
    const fetch = stubFetch(fail);
    await expect(new SteadySource("/base.pmtiles").getBytes(0, 4)).rejects.toThrow("Failed to fetch");
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it("is not asked for again where the server refused it", async () => {
    const fetch = stubFetch(() => new Response("", { status: 403 }));
    await expect(new SteadySource("/base.pmtiles").getBytes(0, 4)).rejects.toThrow("403");
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("is not asked for again once the map has moved on", async () => {
    const controller = new AbortController();
    const fetch = stubFetch(() => {
      controller.abort();
      return fail();
    });
    await expect(new SteadySource("/base.pmtiles").getBytes(0, 4, controller.signal)).rejects.toThrow();
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

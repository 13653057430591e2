import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  acceptsEncoding,
  createFileServer,
  isOwnHost,
  matchesTag,
  parseRange,
} from "../../../src/build/fileServer.ts";

const folder = mkdtempSync(join(tmpdir(), "atlas-server-"));
const large = Buffer.alloc(8_000_000, "0123456789");
let server: Server;
let port = 0;

function listen(patience?: number): Promise<Server> {
  const made = createFileServer(folder, patience);
  return new Promise((resolve) => made.listen(0, "127.0.0.1", () => resolve(made)));
}
const portOf = (made: Server) => (made.address() as AddressInfo).port;

beforeAll(async () => {
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<p>page</p>");
  writeFileSync(join(folder, "large.bin"), large);
  writeFileSync(join(folder, "data.json"), JSON.stringify({ rows: Array(500).fill("row") }));
  server = await listen();
  port = portOf(server);
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }>(
    (resolve, reject) => {
      request({ port, host: "127.0.0.1", path, method, headers, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
        );
        response.on("error", reject);
      })
        .on("error", reject)
        .end();
    },
  );
}

describe("what a client says it takes", () => {
  it.each([
    ["br", true],
    ["gzip, br;q=0.5", true],
    ["br;q=0", false],
    ["br; q=0.000, *", false],
    ["*", true],
    ["*;q=0", false],
    ["gzip", false],
    ["brotli", false],
    [undefined, false],
  ])("%s", (header, expected) => {
    expect(acceptsEncoding(header, "br")).toBe(expected);
  });
  it.each([
    ['"a-b"', true],
    ['W/"a-b"', true],
    ['"x", W/"a-b"', true],
    ["*", true],
    ['"a-c"', false],
    [undefined, false],
  ])("the tag %s", (header, expected) => {
    expect(matchesTag(header, '"a-b"')).toBe(expected);
  });
  it.each([
    ["bytes=0-9", { start: 0, end: 9 }],
    ["bytes=95-", { start: 95, end: 99 }],
    ["bytes=-5", { start: 95, end: 99 }],
    ["bytes=90-900", { start: 90, end: 99 }],
    ["bytes=100-", "bad"],
    ["bytes=9-3", "bad"],
    ["bytes=0-1,5-6", undefined],
    ["bytes=-", undefined],
  ])("the range %s of a hundred bytes", (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });
  it.each([
    ["127.0.0.1:4173", true],
    ["localhost", true],
    ["[::1]:80", true],
    ["attacker.example", false],
    ["127.0.0.1.attacker.example", false],
    [undefined, false],
  ])("the host %s", (header, expected) => {
    expect(isOwnHost(header)).toBe(expected);
  });
});

describe("the server of the built app", () => {
  it("compresses for who takes it and not for who refuses it", async () => {
    const packed = await ask("/data.json", { "accept-encoding": "br" });
    const plain = await ask("/data.json", { "accept-encoding": "gzip, br;q=0" });
    expect(packed.headers["content-encoding"]).toBe("br");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(brotliDecompressSync(packed.body)).toEqual(plain.body);
    expect(packed.headers.vary).toBe("accept-encoding");
  });

  it("answers 304 for a weak tag, and ignores a range that was asked of another version", async () => {
    const first = await ask("/large.bin", { range: "bytes=5-14" });
    expect(first.status).toBe(206);
    expect(first.body.toString()).toBe("5678901234");
    const tag = first.headers.etag!;
    expect((await ask("/large.bin", { "if-none-match": `W/${tag}` })).status).toBe(304);
    expect((await ask("/large.bin", { range: "bytes=5-14", "if-range": tag })).status).toBe(206);
    const whole = await ask("/large.bin", { range: "bytes=5-14", "if-range": '"older"' });
    expect([whole.status, whole.body.length]).toEqual([200, large.length]);
  });

  it("refuses a foreign host, another method, a way out of the folder and a broken address", async () => {
    expect((await ask("/", { host: "attacker.example" })).status).toBe(421);
    expect((await ask("/", {}, "POST")).status).toBe(405);
    expect((await ask("/..%2f..%2fetc/passwd")).status).toBe(404);
    expect((await ask("/%E0%A4%A")).status).toBe(400);
    expect((await ask("/none.txt")).status).toBe(404);
  });

  it.runIf(process.platform === "linux")("leaves no file open after 1,000 aborted downloads", async () => {
    const countOpen = () => readdirSync("/proc/self/fd").length;
    const before = countOpen();
    const abort = () =>
      new Promise<void>((resolve) => {
        const socket = connect(port, "127.0.0.1", () => {
          socket.write("GET /large.bin HTTP/1.1\r\nhost: localhost\r\n\r\n");
        });
        socket.once("data", () => socket.destroy());
        socket.once("close", () => resolve());
      });
    for (let round = 0; round < 50; round += 1) await Promise.all(Array.from({ length: 20 }, abort));
    await expect.poll(countOpen, { timeout: 30_000 }).toBeLessThanOrEqual(before + 5);
  });

  it("closes on a client that takes nothing and on one that never ends its request", async () => {
    const patient = await listen(500);
    const closed = (text: string, isRead: boolean) =>
      new Promise<void>((resolve) => {
        const socket = connect(portOf(patient), "127.0.0.1", () => socket.write(text));
        socket.on("error", () => {});
        // Reading only what the first bytes need, then nothing: the rest waits in the server.
        if (!isRead) socket.pause();
        else socket.resume();
        socket.once("close", () => resolve());
        const watch = setInterval(() => {
          if (socket.destroyed) clearInterval(watch);
          else if (!isRead) void patient.getConnections((_, count) => count === 0 && socket.destroy());
        }, 100);
      });
    await Promise.all([
      closed("GET /large.bin HTTP/1.1\r\nhost: localhost\r\n\r\n", false),
      closed("GET /large.bin HTTP/1.1\r\nhost: loc", true),
    ]);
    const left = await new Promise<number>((resolve) => patient.getConnections((_, n) => resolve(n)));
    expect(left).toBe(0);
    patient.close();
  });
});

describe("the settings beside the page", () => {
  it("make the policy, and a changed file changes it without a restart", async () => {
    const policyOf = async () => (await ask("/")).headers["content-security-policy"];
    expect(await policyOf()).toContain("connect-src 'self' blob:;");
    writeFileSync(
      join(folder, "settings.json"),
      JSON.stringify({ services: { hosts: ["https://maps.example"] } }),
    );
    expect(await policyOf()).toContain("connect-src 'self' blob: https://maps.example;");
    rmSync(join(folder, "settings.json"));
    expect(await policyOf()).toContain("connect-src 'self' blob:;");
  });
});

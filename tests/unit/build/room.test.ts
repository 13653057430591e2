import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type ClientRequest, type IncomingHttpHeaders, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createFileAnswer, createFileServer } from "../../../src/build/fileServer.ts";
import { createCodeLimit, createGuests } from "../../../src/build/roomGuests.ts";
import { createRoom } from "../../../src/build/roomServer.ts";
import type { RoomStatus } from "../../../src/domain/walk/room.ts";

const folder = mkdtempSync(join(tmpdir(), "atlas-room-"));
let room: ReturnType<typeof createRoom>;
let server: Server;
let own = "";

beforeAll(() => writeFileSync(join(folder, "index.html"), "<p>page</p>"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const start = async (wallPatience?: number) => {
  // Another loopback address stands for the one in the local network.
  room = createRoom(folder, { findAddresses: () => ["127.0.0.2"], wallPatience });
  server = createFileServer(folder, undefined, createFileAnswer(folder, undefined, room.answer));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  own = `127.0.0.1:${(server.address() as AddressInfo).port}`;
};
beforeEach(() => start());
afterEach(async () => {
  await room.close();
  server.close();
  server.closeAllConnections();
});

interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Asks a host as given; `origin` defaults to its own page's for what is sent. */
function ask(host: string, path: string, options: { send?: unknown; headers?: Record<string, string> } = {}) {
  const [address, port] = host.split(":");
  const isSent = options.send !== undefined;
  return new Promise<Reply>((resolve, reject) => {
    const asked = request(
      {
        host: address,
        port,
        path,
        method: isSent ? "POST" : "GET",
        agent: false,
        headers: { host, ...(isSent ? { origin: `http://${host}` } : {}), ...options.headers },
      },
      (response) => {
        let body = "";
        response.on("data", (part: Buffer) => {
          body += part.toString("utf8");
        });
        response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      },
    );
    asked.on("error", reject);
    asked.end(isSent ? JSON.stringify(options.send) : undefined);
  });
}
const order = async (name: string, send: unknown): Promise<RoomStatus> =>
  JSON.parse((await ask(own, `/room/${name}`, { send })).body) as RoomStatus;
const cookieOf = (reply: Reply) => ({ cookie: reply.headers["set-cookie"]![0]!.split(";")[0]! });

/** Listens to a stream of events; `said` grows, `ended` says when it is over. */
function listen(host: string, path: string, headers: Record<string, string> = {}) {
  const [address, port] = host.split(":");
  const heard = { said: "", status: 0, asked: undefined as ClientRequest | undefined };
  const ended = new Promise<void>((resolve) => {
    heard.asked = request(
      { host: address, port, path, agent: false, headers: { host, ...headers } },
      (response) => {
        heard.status = response.statusCode!;
        response.on("data", (part: Buffer) => {
          heard.said += part.toString("utf8");
        });
        response.on("close", resolve);
      },
    );
    heard.asked.on("error", () => resolve());
    heard.asked.end();
  });
  return { heard, ended, leave: () => heard.asked?.destroy() };
}
/** Whether anything takes a connection there. */
const isOpen = (host: string) => {
  const [address, port] = host.split(":");
  return new Promise<boolean>((resolve) => {
    const socket = connect({ host: address, port: Number(port) });
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
};
const scene = { id: "a", narration: { zh: "词", en: "words" }, notes: { zh: "备注", en: "secret note" } };
const show = { walkTag: "1", index: 3, step: 0 };

describe("phones in the room", () => {
  it("off by default: nothing listens beyond this machine, and there is no code", async () => {
    const status = JSON.parse((await ask(own, "/room/status")).body) as RoomStatus;
    expect(status).toEqual({ addresses: ["127.0.0.2"], host: null, codes: {}, devices: [] });
    const { port } = server.address() as AddressInfo;
    expect(await isOpen(`127.0.0.2:${port}`)).toBe(false);
    expect((await ask(own, "/room/wall")).status).toBe(204);
  });

  it("a page of another origin, another name or another site can order nothing", async () => {
    const send = { role: "remote" };
    const foreign = { origin: "http://attacker.example" };
    expect((await ask(own, "/room/open", { send, headers: foreign })).status).toBe(403);
    expect((await ask(own, "/room/open", { send, headers: { host: "attacker.example" } })).status).toBe(421);
    const site = { "sec-fetch-site": "cross-site" };
    expect((await ask(own, "/room/status", { headers: site })).status).toBe(403);
    expect((await ask(own, "/room/open")).status).toBe(404);
    const wrong = { role: "remote", address: "0.0.0.0" };
    expect((await ask(own, "/room/open", { send: wrong })).status).toBe(409);
    expect(JSON.parse((await ask(own, "/room/status")).body)).toMatchObject({ host: null });
  });

  it("without a code the open door gives nothing, under its own name only", async () => {
    const { host } = await order("open", { role: "follower" });
    expect((await ask(host!, "/")).status).toBe(403);
    expect((await ask(host!, "/room/status")).status).toBe(403);
    expect((await ask(host!, "/room/events")).status).toBe(403);
    expect((await ask(host!, "/", { headers: { host: "attacker.example" } })).status).toBe(421);
    expect((await ask(host!, "/", { headers: { cookie: "atlas-room=00ff" } })).status).toBe(403);
  });

  it("a wrong code is refused, and after some no code is looked at", async () => {
    const { host, codes } = await order("open", { role: "remote" });
    const wrong = codes.remote === "22222222" ? "33333333" : "22222222";
    for (let tries = 0; tries < 8; tries += 1) expect((await ask(host!, `/${wrong}`)).status).toBe(403);
    const refused = await ask(host!, `/${codes.remote}`);
    expect(refused.status).toBe(429);
    expect(refused.headers["retry-after"]).toBe("300");
  });

  it("the code of the remote serves once; the phone then has the page, and steers", async () => {
    const { host, codes } = await order("open", { role: "remote" });
    const joined = await ask(host!, `/${codes.remote}`);
    expect(joined).toMatchObject({ status: 303, headers: { location: "/#remote" } });
    expect(joined.headers["set-cookie"]![0]).toMatch(/HttpOnly; SameSite=Lax$/);
    expect((await ask(host!, `/${codes.remote}`)).status).toBe(403);
    const headers = cookieOf(joined);
    expect((await ask(host!, "/", { headers })).body).toBe("<p>page</p>");

    const press = (key: string, more = {}) =>
      ask(host!, "/room/press", { send: { key }, headers: { ...headers, ...more } });
    expect((await press("arrowright")).status).toBe(409);
    const wall = listen(own, "/room/wall");
    await vi.waitFor(() => expect(wall.heard.status).toBe(200));
    expect((await press("arrowright")).status).toBe(200);
    await vi.waitFor(() => expect(wall.heard.said).toContain('{"do":"key","key":"arrowright"}'));
    expect((await press("escape")).status).toBe(400);
    expect((await press("b", { origin: "http://attacker.example" })).status).toBe(403);
    wall.leave();
  });

  it("the audience follows, read only and without the presenter's notes", async () => {
    const { host, codes } = await order("open", { role: "follower" });
    const headers = cookieOf(await ask(host!, `/${codes.follower}`));
    // One sign for a whole hall.
    expect((await ask(host!, `/${codes.follower}`)).status).toBe(303);
    const phone = listen(host!, "/room/events", headers);
    await vi.waitFor(() => expect(phone.heard.said).toContain('{"role":"follower","show":null}'));
    const wall = listen(own, "/room/wall");
    await vi.waitFor(() => expect(wall.heard.status).toBe(200));
    await order("walk", { scenes: [scene] });
    await order("show", show);
    await vi.waitFor(() => expect(phone.heard.said).toContain(JSON.stringify(show)));
    const walk = (await ask(host!, "/room/walk", { headers })).body;
    expect(walk).toContain("words");
    expect(walk).not.toMatch(/secret note|备注/);
    expect((await ask(host!, "/room/press", { send: { key: "b" }, headers })).status).toBe(403);
    expect((await ask(host!, "/room/open", { send: { role: "remote" }, headers })).status).toBe(404);
    // A wall that goes is said at once.
    phone.heard.said = "";
    wall.leave();
    await vi.waitFor(() => expect(phone.heard.said).toContain('"show":null'));
    phone.leave();
  });

  it("a removed device is out at once, and its code with it", async () => {
    const { host, codes } = await order("open", { role: "follower" });
    const headers = cookieOf(
      await ask(host!, `/${codes.follower}`, { headers: { "user-agent": "x iPhone y" } }),
    );
    const phone = listen(host!, "/room/events", headers);
    await vi.waitFor(() => expect(phone.heard.status).toBe(200));
    const { devices } = JSON.parse((await ask(own, "/room/status")).body) as RoomStatus;
    expect(devices).toMatchObject([{ role: "follower", name: "iPhone 1", isConnected: true }]);
    const after = await order("remove", { id: devices[0]!.id });
    expect(after.devices).toEqual([]);
    expect(after.codes.follower).not.toBe(codes.follower);
    await phone.ended;
    expect(phone.heard.said).toContain("event: out");
    expect((await ask(host!, "/", { headers })).status).toBe(403);
    expect((await ask(host!, `/${codes.follower}`)).status).toBe(403);
  });

  it("switching one off shows its phones out; switching the last off closes the door", async () => {
    const { host, codes } = await order("open", { role: "remote" });
    await order("open", { role: "follower" });
    const headers = cookieOf(await ask(host!, `/${codes.remote}`));
    expect(await order("shut", { role: "remote" })).toMatchObject({ host, devices: [] });
    expect((await ask(host!, "/", { headers })).status).toBe(403);
    expect(await order("shut", { role: "follower" })).toMatchObject({ host: null, codes: {} });
    expect(await isOpen(host!)).toBe(false);
  });

  it("closes by itself where no wall comes, or comes back", async () => {
    await room.close();
    server.close();
    await start(30);
    const { host } = await order("open", { role: "follower" });
    await vi.waitFor(async () => expect(await isOpen(host!)).toBe(false));
    const again = await order("open", { role: "follower" });
    const wall = listen(own, "/room/wall");
    await vi.waitFor(() => expect(wall.heard.status).toBe(200));
    expect(await isOpen(again.host!)).toBe(true);
    wall.leave();
    await vi.waitFor(async () => expect(await isOpen(again.host!)).toBe(false));
  });

  it("says nothing in its log", async () => {
    const logs = (["log", "warn", "error", "info"] as const).map((name) => vi.spyOn(console, name));
    const { host, codes } = await order("open", { role: "remote" });
    await ask(host!, `/${codes.remote}`);
    await ask(host!, "/22222222");
    for (const log of logs) expect(log).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it("two orders at once open one door", async () => {
    const [first, second] = await Promise.all([
      order("open", { role: "remote" }),
      order("open", { role: "follower" }),
    ]);
    expect(first.host).toBe(second.host);
  });
});

describe("codes and guests", () => {
  it("codes differ, and the audience has a limit", () => {
    const guests = createGuests();
    guests.admit("follower");
    const first = guests.codes.follower!;
    expect(first).toMatch(/^[2-9a-hjkmnp-z]{8}$/);
    for (let count = 0; count < 200; count += 1) expect(typeof guests.join(first, undefined)).toBe("object");
    expect(guests.join(first, undefined)).toBe("full");
    guests.admit("follower");
    expect(guests.codes.follower).not.toBe(first);
    expect(guests.join("", undefined)).toBe("wrong");
  });

  it("wrong codes of all together count too, and are forgotten after five minutes", () => {
    const limit = createCodeLimit();
    for (let count = 0; count < 60; count += 1) limit.count(`10.0.0.${count}`, 0);
    expect(limit.isSpent("10.0.1.1", 299_999)).toBe(true);
    expect(limit.isSpent("10.0.1.1", 300_000)).toBe(false);
  });
});

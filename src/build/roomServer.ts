import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { isRoomRole, type RoomRole, type RoomShow, type RoomStatus, roomRoles } from "../domain/walk/room.ts";
import type { Walk } from "../domain/walk/walk.ts";
import { type Answer, createFileAnswer, createFileServer, refuse } from "./fileServer.ts";
import { createDoorAnswer } from "./roomDoor.ts";
import { createCodeLimit, createGuests } from "./roomGuests.ts";
import { createStage } from "./roomStage.ts";
import { isOwnPage, mostWordBytes, pathOf, readField, readJson, sendJson } from "./roomTalk.ts";

/** Without a wall for so long nobody presents any more: time for a browser to come back, not for a lunch. */
const wallPatienceMilliseconds = 120_000;
/** A phone that misses some of these knows that it is cut off. */
const beatMilliseconds = 2_000;
/** A walk of some hundred scenes is under one megabyte. */
const mostWalkBytes = 8_388_608;

/** Networks of an office, a hotspot or a cable: RFC 1918 and 3927. A public address is none of them. */
const isLocalNetwork = (address: string) =>
  /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);

/** Addresses of this machine that a phone in the same network reaches. */
export const findLocalAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ family, internal, address }) => family === "IPv4" && !internal && isLocalNetwork(address))
    .map(({ address }) => address);

const isLoopback = (address: string | undefined) =>
  address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);

/** A listener beyond this machine, closed until it is opened. */
function createDoor(folder: string, answer: Answer, onBeat: () => void, patience?: number) {
  let door: { server: Server; host: string; address: string; beat: NodeJS.Timeout } | null = null;
  return {
    get: () => door,
    async open(address: string) {
      const isHost = (header: string | undefined) => door !== null && header === door.host;
      const server = createFileServer(folder, patience, createFileAnswer(folder, isHost, answer));
      // A hall of phones, each with a stream and a few requests beside it.
      server.maxConnections = 1_024;
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, address, resolve);
      });
      server.on("error", () => {});
      const { port } = server.address() as AddressInfo;
      door = { server, address, host: `${address}:${port}`, beat: setInterval(onBeat, beatMilliseconds) };
      door.beat.unref();
    },
    async close() {
      if (!door) return;
      const { server, beat } = door;
      door = null;
      clearInterval(beat);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        // The word that they are out is on its way; nothing else is waited for.
        setImmediate(() => server.closeAllConnections());
      });
    },
  };
}

export interface RoomOptions {
  /** Addresses that phones may be let in at. */
  findAddresses?: () => string[];
  /** Milliseconds without a wall after which the room is shut. */
  wallPatience?: number;
}

/**
 * Phones in the room where a walk is presented. Nothing listens beyond this machine until the presenter lets a role
 * join; when no role may, or no wall has been there for a while, the door is closed and every phone forgotten.
 * Codes and secrets live in memory alone and are written nowhere.
 *
 * `answer` is for the server of this machine's own pages, `close` for its end.
 */
export function createRoom(folder: string, options: RoomOptions = {}) {
  const { findAddresses = findLocalAddresses, wallPatience = wallPatienceMilliseconds } = options;
  const guests = createGuests();
  let waiting: NodeJS.Timeout | undefined;
  const stage = createStage(guests, watchWall);
  const door = createDoor(folder, createDoorAnswer(guests, createCodeLimit(), stage), stage.beat);

  /** Nobody presents: the door does not stay open behind an empty room. */
  function watchWall(isThere: boolean) {
    clearTimeout(waiting);
    if (isThere) return;
    waiting = setTimeout(() => void shut(roomRoles), wallPatience);
    waiting.unref();
  }

  async function shut(roles: readonly RoomRole[]) {
    for (const role of roles) stage.showOut(guests.dismiss(role));
    if (Object.keys(guests.codes).length === 0) await door.close();
  }

  function readStatus(): RoomStatus {
    const addresses = findAddresses();
    const open = door.get();
    return {
      addresses: open ? [open.address, ...addresses.filter((other) => other !== open.address)] : addresses,
      host: open?.host ?? null,
      codes: { ...guests.codes },
      devices: guests.list(stage.isHere),
    };
  }

  // One after the other: two at once would each open a door.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (act: () => Promise<unknown>) => {
    last = last.then(act, act);
  };

  async function admit(role: unknown, address: unknown, response: ServerResponse) {
    const addresses = findAddresses();
    const wanted = typeof address === "string" ? address : (door.get()?.address ?? addresses[0]);
    if (!isRoomRole(role)) return refuse(response, 400, "which role?");
    if (wanted === undefined || !addresses.includes(wanted))
      return refuse(response, 409, "this machine has no such address in a local network");
    try {
      if (door.get() && door.get()?.address !== wanted) await shut(roomRoles);
      guests.admit(role);
      if (!door.get()) await door.open(wanted);
      watchWall(stage.hasWall());
    } catch (error) {
      guests.dismiss(role);
      return refuse(response, 409, `cannot listen at ${wanted}: ${(error as Error).message}`);
    }
    sendJson(response, readStatus());
  }

  const orders: Readonly<Record<string, (value: unknown, response: ServerResponse) => void>> = {
    open: (value, response) =>
      inTurn(() => admit(readField(value, "role"), readField(value, "address"), response)),
    shut: (value, response) =>
      inTurn(async () => {
        const role = readField(value, "role");
        await shut(isRoomRole(role) ? [role] : roomRoles);
        sendJson(response, readStatus());
      }),
    remove(value, response) {
      const id = String(readField(value, "id"));
      guests.remove(id);
      stage.showOut([id]);
      sendJson(response, readStatus());
    },
    show(value, response) {
      stage.takeShow(value as RoomShow);
      sendJson(response, {});
    },
    walk(value, response) {
      stage.takeWalk(value as Walk);
      sendJson(response, {});
    },
  };

  const answer: Answer = (request, response) => {
    const path = pathOf(request);
    if (!path.startsWith("/room/")) return false;
    const name = path.slice("/room/".length);
    const site = request.headers["sec-fetch-site"];
    if (!isLoopback(request.socket.remoteAddress)) refuse(response, 403, "this machine only");
    else if (site !== undefined && site !== "same-origin") refuse(response, 403, "this page only");
    else if (request.method === "GET" && name === "status") sendJson(response, readStatus());
    else if (request.method === "GET" && name === "wall") {
      // Nothing to hear: a stream answered so is not asked for again.
      if (door.get()) stage.joinWall(response);
      else response.writeHead(204).end();
    } else if (request.method === "POST" && Object.hasOwn(orders, name)) {
      if (!isOwnPage(request)) refuse(response, 403, "this page only");
      else
        readJson(request, response, name === "walk" ? mostWalkBytes : mostWordBytes, (value) =>
          orders[name]!(value, response),
        );
    } else refuse(response, 404, "not found");
    return true;
  };

  return {
    answer,
    async close() {
      clearTimeout(waiting);
      await shut(roomRoles);
      stage.dropWall();
    },
  };
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { isRemoteKey } from "../domain/walk/room.ts";
import { type Answer, refuse } from "./fileServer.ts";
import { codePattern, type createCodeLimit, type createGuests } from "./roomGuests.ts";
import type { createStage } from "./roomStage.ts";
import { isOwnPage, mostWordBytes, pathOf, readField, readJson, sendJson } from "./roomTalk.ts";

const cookieName = "atlas-room";

/** What phones are answered at the door: nothing at all without a code or the secret it was changed for. */
export function createDoorAnswer(
  guests: ReturnType<typeof createGuests>,
  limit: ReturnType<typeof createCodeLimit>,
  stage: ReturnType<typeof createStage>,
): Answer {
  const findGuest = ({ headers }: IncomingMessage) =>
    guests.find(headers.cookie?.match(new RegExp(`(?:^|; )${cookieName}=([0-9a-f]+)`))?.[1]);

  function takeCode(code: string, request: IncomingMessage, response: ServerResponse) {
    const from = request.socket.remoteAddress ?? "";
    const now = Date.now();
    if (limit.isSpent(from, now)) {
      response.setHeader("retry-after", "300");
      return refuse(
        response,
        429,
        "错误次数过多，请五分钟后再试。\nToo many wrong codes: try again in five minutes.",
      );
    }
    const guest = guests.join(code, request.headers["user-agent"]);
    if (guest === "full") return refuse(response, 503, "接入的设备已满。\nNo more devices can join.");
    if (guest === "wrong") {
      limit.count(from, now);
      return refuse(
        response,
        403,
        "此码无效或已用过，请向讲解人要新码。\nThis code is wrong or was used: ask the presenter for a new one.",
      );
    }
    response.writeHead(303, {
      location: guest.role === "remote" ? "/#remote" : "/#follow",
      "set-cookie": `${cookieName}=${guest.token}; Path=/; HttpOnly; SameSite=Lax`,
      "cache-control": "no-store",
    });
    response.end();
  }

  return (request, response) => {
    const path = pathOf(request);
    const { method, headers } = request;
    const code = codePattern.exec(path)?.[1];
    // A browser that only looks ahead must not use the code up.
    if (code && method === "GET" && !/prefetch/.test(`${headers.purpose ?? headers["sec-purpose"] ?? ""}`)) {
      takeCode(code, request, response);
      return true;
    }
    const guest = findGuest(request);
    if (!guest) {
      refuse(response, 403, "请扫描讲解人给出的二维码进入。\nScan the code the presenter shows to come in.");
      return true;
    }
    if (!path.startsWith("/room/")) return false;
    const walk = path === "/room/walk" ? stage.readWalk(guest.role) : undefined;
    if (method === "GET" && path === "/room/events") {
      stage.follow(guest.id, guest.role, response);
    } else if (method === "GET" && walk !== undefined) {
      response.writeHead(200, {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
      });
      response.end(walk);
    } else if (method === "POST" && path === "/room/press") {
      if (guest.role !== "remote" || !isOwnPage(request)) refuse(response, 403, "not yours");
      else
        readJson(request, response, mostWordBytes, (value) => {
          const key = readField(value, "key");
          if (!isRemoteKey(key)) refuse(response, 400, "no such key");
          else if (!stage.press(key)) refuse(response, 409, "no wall");
          else sendJson(response, {});
        });
    } else refuse(response, 404, "not found");
    return true;
  };
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { refuse } from "./fileServer.ts";

/** The longest word a page sends, but for a whole walk. */
export const mostWordBytes = 16_384;

export const pathOf = (request: IncomingMessage) => new URL(request.url ?? "/", "http://local").pathname;

export function sendJson(response: ServerResponse, value: unknown) {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(JSON.stringify(value));
}

/** Reads what was sent, as JSON; answers itself where it is too long or none. */
export function readJson(
  request: IncomingMessage,
  response: ServerResponse,
  most: number,
  use: (value: unknown) => void,
) {
  const parts: Buffer[] = [];
  let size = 0;
  request.on("data", (part: Buffer) => {
    size += part.length;
    if (size > most) {
      if (!response.headersSent) refuse(response, 413, "too long");
      request.destroy();
    } else parts.push(part);
  });
  request.on("end", () => {
    let value: unknown;
    try {
      value = JSON.parse(Buffer.concat(parts).toString("utf8"));
    } catch {
      refuse(response, 400, "not JSON");
      return;
    }
    try {
      use(value);
    } catch {
      if (!response.headersSent) refuse(response, 400, "not understood");
    }
  });
}

export const readField = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** Whether a page of this very address asks. Browsers name the page that sends anything; other programs need not. */
export const isOwnPage = ({ headers }: IncomingMessage) => headers.origin === `http://${headers.host}`;

export function openStream(response: ServerResponse, onClose: () => void) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": here\n\n");
  response.once("close", onClose);
}

export const writeEvent = (response: ServerResponse, data: unknown, name = "message") =>
  void response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);

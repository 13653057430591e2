import type { RoomRole, RoomStatus } from "../../domain/walk/room.ts";
import { markRoom } from "./roomRelay.ts";

/** What the presenter's window knows of the room; `absent` where the page's server has no room to open. */
export type RoomAnswer = { kind: "status"; status: RoomStatus } | { kind: "absent" } | { kind: "refused" };

async function ask(name: string, sent?: unknown): Promise<RoomAnswer> {
  try {
    const response = await fetch(
      `room/${name}`,
      sent === undefined ? { cache: "no-store" } : { method: "POST", body: JSON.stringify(sent) },
    );
    if (response.status === 409) return { kind: "refused" };
    // A server of files may answer anything it does not have with its first page.
    const isRoom = response.ok && response.headers.get("content-type")?.startsWith("application/json");
    if (!isRoom) return { kind: "absent" };
    const status = (await response.json()) as RoomStatus;
    markRoom(status.host !== null);
    return { kind: "status", status };
  } catch {
    return { kind: "absent" };
  }
}

export const askRoom = () => ask("status");

/** Lets a role join. The listener beyond this machine is open from then on. */
export const openRoom = (role: RoomRole, address?: string) => ask("open", { role, address });
export const shutRoom = (role: RoomRole) => ask("shut", { role });
export const removeDevice = (id: string) => ask("remove", { id });

import type { ServerResponse } from "node:http";
import { type RoomNews, type RoomRole, type RoomShow, withoutNotes } from "../domain/walk/room.ts";
import type { Walk } from "../domain/walk/walk.ts";
import type { createGuests } from "./roomGuests.ts";
import { openStream, writeEvent } from "./roomTalk.ts";

/**
 * What the wall shows and who hears of it: the wall's line to this machine, the phones' streams, the show as it was
 * told last. `onWall` is called when a wall comes and when it goes.
 */
export function createStage(guests: ReturnType<typeof createGuests>, onWall: (isThere: boolean) => void) {
  const streams = new Map<string, Set<ServerResponse>>();
  let wall: ServerResponse | null = null;
  let show: RoomShow | null = null;
  let walk: Record<RoomRole, string> | null = null;

  const newsFor = (role: RoomRole): RoomNews => ({ role, show: wall && walk ? show : null });
  const each = (use: (stream: ServerResponse, role: RoomRole) => void) => {
    for (const { id, role } of guests.list(() => true))
      for (const stream of streams.get(id) ?? []) use(stream, role);
  };
  const tellAll = () => each((stream, role) => writeEvent(stream, newsFor(role)));

  return {
    newsFor,
    hasWall: () => wall !== null,
    isHere: (id: string) => (streams.get(id)?.size ?? 0) > 0,
    readWalk: (role: RoomRole) => walk?.[role],
    beat: () => each((stream) => writeEvent(stream, {}, "beat")),
    /** A phone's stream: what is so now, and then each change. */
    follow(id: string, role: RoomRole, stream: ServerResponse) {
      const open = streams.get(id) ?? new Set();
      streams.set(id, open.add(stream));
      openStream(stream, () => void open.delete(stream));
      writeEvent(stream, newsFor(role));
    },
    showOut(ids: readonly string[]) {
      for (const id of ids) {
        for (const stream of streams.get(id) ?? []) {
          writeEvent(stream, {}, "out");
          stream.end();
        }
        streams.delete(id);
      }
    },
    /** Gives what a phone pressed to the wall; false where none is there. */
    press(key: string): boolean {
      if (wall) writeEvent(wall, { do: "key", key });
      return wall !== null;
    },
    /** The wall's own line: while it is up a wall is there. A later wall takes the place of an earlier one. */
    joinWall(response: ServerResponse) {
      if (wall) {
        writeEvent(wall, {}, "replaced");
        wall.end();
      }
      wall = response;
      openStream(response, () => {
        if (wall !== response) return;
        wall = null;
        tellAll();
        onWall(false);
      });
      onWall(true);
    },
    dropWall: () => void wall?.end(),
    takeShow(said: RoomShow) {
      show = said;
      tellAll();
    },
    takeWalk(said: Walk) {
      walk = { remote: JSON.stringify(said), follower: JSON.stringify(withoutNotes(said)) };
      tellAll();
    },
  };
}

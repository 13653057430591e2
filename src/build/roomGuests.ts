import { randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { RoomDevice, RoomRole } from "../domain/walk/room.ts";

/** Without letters and digits that are taken for one another when a code is typed by hand. */
const codeLetters = "23456789abcdefghjkmnpqrstuvwxyz";
const codeLength = 8;

/** A code of 39 random bits: with the limit on wrong ones, no guess comes near it in a day. */
export const createCode = () =>
  Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]).join("");

export const codePattern = new RegExp(`^/([${codeLetters}]{${codeLength}})$`);

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Wrong codes in this time, from one address and from all, after which no code is looked at. */
const windowMilliseconds = 5 * 60_000;
const mostWrongOfOne = 8;
const mostWrongOfAll = 60;

/** Counts wrong codes. `now` in milliseconds. */
export function createCodeLimit() {
  let wrong: { from: string; at: number }[] = [];
  return {
    isSpent(from: string, now: number): boolean {
      wrong = wrong.filter(({ at }) => now - at < windowMilliseconds);
      return (
        wrong.length >= mostWrongOfAll || wrong.filter((one) => one.from === from).length >= mostWrongOfOne
      );
    },
    count: (from: string, now: number) => void wrong.push({ from, at: now }),
  };
}

/** A presenter has few phones; the audience of a hall has many. */
const mostDevices: Record<RoomRole, number> = { remote: 4, follower: 200 };

const kinds: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Macintosh/, "Mac"],
  [/Linux/, "Linux"],
];

/** What is kept of a phone's own words about itself: its kind alone, never the whole line. */
const findKind = (agent: string | undefined) =>
  kinds.find(([pattern]) => pattern.test(agent ?? ""))?.[1] ?? "?";

interface Guest extends RoomDevice {
  token: string;
}

/** The phones in the room: which codes let one in, who is in, who is shown out. */
export function createGuests(now: () => number = Date.now) {
  const codes: Partial<Record<RoomRole, string>> = {};
  let guests: Guest[] = [];
  let count = 0;

  return {
    codes,
    /** Lets a role join, with a fresh code. */
    admit(role: RoomRole) {
      codes[role] = createCode();
    },
    /** Ends a role: its code, and all who joined with it. Gives their ids. */
    dismiss(role: RoomRole): string[] {
      delete codes[role];
      const gone = guests.filter((guest) => guest.role === role);
      guests = guests.filter((guest) => guest.role !== role);
      return gone.map(({ id }) => id);
    },
    /** Shows one out, and changes the code it came in by: it would be back with it at once. */
    remove(id: string) {
      const role = guests.find((guest) => guest.id === id)?.role;
      if (role && codes[role]) codes[role] = createCode();
      guests = guests.filter((guest) => guest.id !== id);
    },
    /**
     * Takes a code. The one for steering the wall serves once and a new one takes its place; the audience's is one
     * sign for a whole hall. Gives the secret the phone shows from then on, or why not.
     */
    join(code: string, agent: string | undefined): Guest | "wrong" | "full" {
      const role = (["remote", "follower"] as const).find((one) => {
        const open = codes[one];
        return open !== undefined && isSame(open, code);
      });
      if (!role) return "wrong";
      if (guests.filter((guest) => guest.role === role).length >= mostDevices[role]) return "full";
      count += 1;
      const guest: Guest = {
        id: String(count),
        role,
        name: `${findKind(agent)} ${count}`,
        joinedAt: now(),
        isConnected: false,
        token: randomBytes(24).toString("hex"),
      };
      guests = [...guests, guest];
      if (role === "remote") codes.remote = createCode();
      return guest;
    },
    find: (token: string | undefined): Guest | undefined =>
      token === undefined ? undefined : guests.find((guest) => isSame(guest.token, token)),
    list: (isConnected: (id: string) => boolean): RoomDevice[] =>
      guests.map(({ id, role, name, joinedAt }) => ({
        id,
        role,
        name,
        joinedAt,
        isConnected: isConnected(id),
      })),
  };
}

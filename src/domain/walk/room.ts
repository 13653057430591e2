import type { Language } from "../board/board.ts";
import type { Walk } from "./walk.ts";

/** What a phone may do in the room: steer the wall, or follow it. */
export const roomRoles = ["remote", "follower"] as const;
export type RoomRole = (typeof roomRoles)[number];

/** A phone that joined with a code. */
export interface RoomDevice {
  id: string;
  role: RoomRole;
  /** What its browser says it is, such as `iPhone 2`. */
  name: string;
  /** Milliseconds since 1970. */
  joinedAt: number;
  isConnected: boolean;
}

/** What the presenter's own machine is told of the room: nothing of it is told to a phone. */
export interface RoomStatus {
  /** Addresses of this machine in local networks, the one in use or to be used first. */
  addresses: string[];
  /** Host and port phones come to; null while this machine listens to itself only. */
  host: string | null;
  /** The code each open role is joined with. */
  codes: Partial<Record<RoomRole, string>>;
  devices: RoomDevice[];
}

/** What phones are told of the show, each time it changes. */
export interface RoomShow {
  /** Names the walk as it is now; another one is to be fetched where it differs. */
  walkTag: string;
  index: number;
  step: number;
  blank: "black" | "white" | null;
  language: Language;
  route: string | null;
  startedAt: number | null;
  sceneStartedAt: number | null;
  pausedAt: number | null;
  /** The presenter's clock when this was said, milliseconds since 1970: a phone's own may differ. */
  now: number;
}

/** The message of the stream of events: `show` is null while no wall is there. */
export interface RoomNews {
  role: RoomRole;
  show: RoomShow | null;
}

/** Keys of presenting that a phone may press: on, back, black, and the clock. */
export const remoteKeys = ["arrowright", "arrowleft", "b", "t"] as const;
export type RemoteKey = (typeof remoteKeys)[number];

export const isRemoteKey = (value: unknown): value is RemoteKey => remoteKeys.some((key) => key === value);
export const isRoomRole = (value: unknown): value is RoomRole => roomRoles.some((role) => role === value);

/** The walk as the audience may have it: without what is written for the presenter. */
export const withoutNotes = (walk: Walk): Walk => ({
  ...walk,
  scenes: walk.scenes.map((scene) => ({ ...scene, notes: { zh: "", en: "" } })),
});

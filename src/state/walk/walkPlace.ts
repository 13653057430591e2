import type { Tabs } from "../board/tabs.ts";
import type { WalkDesk } from "./joinWalkTabs.ts";

/** What this window is to the walk it shows; other windows may have it open too. */
let joined: { id: string; tabs: Promise<Tabs | undefined> } | undefined;

/** Gives up what this window holds of a walk other than this one. */
export function leaveOtherWalks(id: string) {
  if (!joined || joined.id === id) return;
  const left = joined;
  joined = undefined;
  void left.tabs.then((tabs) => tabs?.leave());
}

/** Joins the windows that edit the walk: before the first writing, not before the first sight. */
export function joinWalk(id: string, createDesk: () => WalkDesk): Promise<Tabs | undefined> {
  leaveOtherWalks(id);
  joined ??= {
    id,
    tabs: import("./joinWalkTabs.ts")
      .then(({ joinWalkTabs }) => joinWalkTabs(id, createDesk()))
      // It could not be fetched: the look before each writing keeps the windows apart.
      .catch(() => undefined),
  };
  return joined.tabs;
}

/** The walk goes on under the id of the copy that this window is keeping already. */
export function renamePlace(id: string, copyId: string) {
  if (joined?.id === id) joined.id = copyId;
}

import type { Bilingual } from "../../domain/plan.ts";
import { tell } from "../actions.ts";
import { createTabs, type Tabs, tabChoices } from "../board/tabs.ts";

/** What the open walk does when the reader has chosen. */
export interface WalkDesk {
  /** Whether this walk is still the one shown: a question may be answered long after it was asked. */
  isShown: () => boolean;
  /** Writes what waits to be kept. */
  flush: () => Promise<void>;
  /** Shows the walk as it is kept now; what was shown is one step of undo away. */
  showKept: () => Promise<void>;
  /** Goes on with the copy under this id. */
  continueCopy: (id: string) => void;
}

const texts = {
  occupied: {
    zh: "同一讲解已在另一个窗口编辑，请选择此窗口如何处理；选择之前，此处的改动另存为副本",
    en: "This walk is being edited in another window. Choose what this one does; until then its changes are kept in a copy",
  },
  takenOver: {
    zh: "另一个窗口已接管讲解。此前的改动已保存，此后的改动另存为副本",
    en: "Another window has taken the walk over. Your changes so far are kept; later ones are kept in a copy",
  },
  taken: {
    zh: "此窗口已接管讲解，显示另一窗口最后保存的内容；此窗口此前如有改动，已存入副本，撤销一步也可取回",
    en: "This window has the walk now, as the other one last kept it; changes made here before, if any, are in a copy, and one step of undo away",
  },
  reading: {
    zh: "此窗口为只读：改动不保存；另一窗口保存的讲解随时显示于此",
    en: "This window is read only: changes are not kept; the walk is shown as the other window keeps it",
  },
  copied: {
    zh: "此窗口使用自己的副本，可在讲解菜单中找到",
    en: "This window has a copy of its own, to be found in the menu of the walk",
  },
} as const satisfies Record<string, Bilingual>;

/** Joins the windows that edit one walk; undefined where the browser lets none know of another. */
export function joinWalkTabs(id: string, desk: WalkDesk): Tabs | undefined {
  if (!navigator.locks || typeof BroadcastChannel === "undefined") return undefined;
  const offer = (choice: keyof typeof tabChoices, choose: () => Promise<void>) => ({
    text: tabChoices[choice],
    act: () => {
      if (desk.isShown()) void choose();
    },
  });
  const takeOver = offer("takeOver", () => tabs.takeOver());
  const readOnly = offer("readOnly", async () => {
    await tabs.readOnly();
    await desk.showKept();
    tell("warning", texts.reading, [takeOver]);
  });
  const ownCopy = offer("ownCopy", async () => {
    await tabs.keepOwn();
    tell("information", texts.copied);
  });
  let own: string | null = null;
  const tabs = createTabs(
    {
      lockPrefix: "atlas-walk",
      sharedKey: id,
      locks: navigator.locks,
      channel: new BroadcastChannel(`atlas-walk-tabs:${id}`),
      ownKey: {
        // A copy is a walk of the list: after a reload it opens as any other.
        read: () => null,
        write: (key) => {
          own = key;
        },
      },
      createKey: () => `${id}-copy-${crypto.randomUUID().slice(0, 8)}`,
      // What another window left is in the list of walks already, and stays until the reader deletes it.
      listKeys: async () => [],
      drop: async () => {},
      patienceMilliseconds: 2_000,
    },
    {
      tellOccupied: () => tell("warning", texts.occupied, [takeOver, readOnly, ownCopy]),
      tellTakenOver: () => tell("warning", texts.takenOver, [takeOver, readOnly, ownCopy]),
      tellLeft: () => {},
      flush: async () => {
        if (own !== null) desk.continueCopy(own);
        await desk.flush();
        return true;
      },
      takeIn: async () => {
        await desk.flush();
        await desk.showKept();
        tell("information", texts.taken);
      },
      onKept: () => void desk.showKept(),
    },
  );
  return tabs;
}

import type { Bilingual } from "../../domain/plan.ts";

/**
 * What a window does with a board or a walk that others may have open too: the keeper writes to the shared place, of
 * which there is one; one aside writes to a place of its own; a reader writes nowhere.
 */
export type TabRole = "keeper" | "aside" | "reader";

/** What a window needs of the browser; tests give fakes. */
export interface TabPorts {
  /** What the work is called among the locks of this address, such as "atlas-board". */
  lockPrefix: string;
  /** The key of the place that all windows share. */
  sharedKey: string;
  locks: Pick<LockManager, "request">;
  channel: Pick<BroadcastChannel, "postMessage" | "addEventListener">;
  /** The name of this window's own place, once chosen: it finds it again after a reload. */
  ownKey: { read: () => string | null; write: (key: string | null) => void };
  createKey: () => string;
  listKeys: () => Promise<string[]>;
  drop: (key: string) => Promise<void>;
  /** How long a keeper may take to give way before it is passed over; a frozen window never answers. */
  patienceMilliseconds: number;
}

/** What a window is asked to do or tell. */
export interface TabWishes {
  /** Another window keeps the shared board: the reader chooses. */
  tellOccupied: () => void;
  /** Another window has taken the shared place over. */
  tellTakenOver: () => void;
  /** Boards other windows left in places of their own, newest last. */
  tellLeft: (keys: readonly string[]) => void;
  /** Writes what waits to be written; false where it could not be. */
  flush: () => Promise<boolean>;
  /** Takes in what the window before kept, once the shared place is this one's. */
  takeIn: () => Promise<void>;
  /** The keeper has written: a reader may look. */
  onKept: () => void;
}

export const ownPlacePrefix = "copy-";

type TabMessage = { kind: "yield" } | { kind: "kept" };

/** Holds a lock until let go; null where another window has it. */
function claimLock(
  locks: TabPorts["locks"],
  name: string,
  options: LockOptions,
  onLost: () => void = () => {},
): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    let held = false;
    locks
      .request(name, options, (lock) => {
        if (!lock) {
          resolve(null);
          return;
        }
        held = true;
        return new Promise<void>((letGo) => {
          resolve(() => {
            held = false;
            letGo();
          });
        });
      })
      .catch(() => {
        if (held) onLost();
        resolve(null);
      });
  });
}

type Claim = (name: string, options: LockOptions, onLost?: () => void) => Promise<(() => void) | null>;

/** The own places that no open window holds. */
async function findLeft(ports: TabPorts, claim: Claim): Promise<string[]> {
  const left: string[] = [];
  for (const other of (await ports.listKeys()).filter((name) => name.startsWith(ownPlacePrefix))) {
    const free = await claim(other, { ifAvailable: true });
    if (!free) continue;
    free();
    left.push(other);
  }
  return left;
}

/** Says where this window keeps its work, so that two windows never write over each other. */
export function createTabs(ports: TabPorts, wishes: TabWishes) {
  const { sharedKey } = ports;
  const claim: Claim = (name, options, onLost) =>
    claimLock(ports.locks, `${ports.lockPrefix}:${name}`, options, onLost);
  let role: TabRole = "aside";
  let key = sharedKey;
  let release: (() => void) | null = null;
  let joining: Promise<void> | undefined;
  const post = (message: TabMessage) => ports.channel.postMessage(message);

  async function stepAside() {
    const chosen = ports.ownKey.read();
    // A window that was copied has the name of the other's place too.
    const isFree = chosen !== null && (await claim(chosen, { ifAvailable: true })) !== null;
    key = isFree ? chosen : ports.createKey();
    if (!isFree) await claim(key, { ifAvailable: true });
  }

  async function loseShared() {
    // At once: whoever has the place now writes there alone.
    role = "aside";
    key = ports.createKey();
    release = null;
    await claim(key, { ifAvailable: true });
    wishes.tellTakenOver();
  }

  function becomeKeeper(letGo: () => void) {
    role = "keeper";
    key = sharedKey;
    release = letGo;
  }

  async function tellLeft() {
    const left = await findLeft(ports, claim);
    if (left.length > 0) wishes.tellLeft(left);
  }

  /** Finds this window's place, once. */
  function join(): Promise<void> {
    joining ??= (async () => {
      if (ports.ownKey.read() !== null) return stepAside();
      const letGo = await claim(sharedKey, { ifAvailable: true }, () => void loseShared());
      if (letGo) becomeKeeper(letGo);
      else {
        await stepAside();
        wishes.tellOccupied();
      }
      void tellLeft();
    })();
    return joining;
  }

  ports.channel.addEventListener("message", (event) => {
    const message = (event as MessageEvent<TabMessage>).data;
    if (message.kind === "yield" && role === "keeper")
      void wishes.flush().then(() => {
        const letGo = release;
        void loseShared();
        letGo?.();
      });
    if (message.kind === "kept" && role === "reader") wishes.onKept();
  });

  return {
    role: () => role,
    /** The key this window writes under; null for a reader. */
    place: async (): Promise<string | null> => {
      await join();
      return role === "reader" ? null : key;
    },
    noteKept: () => {
      if (role === "keeper") post({ kind: "kept" });
    },
    /** Takes the shared place, and what the other window kept there. */
    takeOver: async () => {
      await join();
      if (role === "keeper") return;
      const own = key;
      const waiting = claim(
        sharedKey,
        { signal: AbortSignal.timeout(ports.patienceMilliseconds) },
        () => void loseShared(),
      );
      post({ kind: "yield" });
      const letGo = (await waiting) ?? (await claim(sharedKey, { steal: true }, () => void loseShared()));
      if (!letGo) return;
      await wishes.takeIn();
      becomeKeeper(letGo);
      ports.ownKey.write(null);
      if (await wishes.flush()) await ports.drop(own);
    },
    /** From now on nothing of this window is kept. */
    readOnly: async () => {
      await join();
      role = "reader";
      ports.ownKey.write(null);
      await ports.drop(key);
    },
    /** Gives the shared place up: this window shows something else now. */
    leave: async () => {
      await join();
      release?.();
      release = null;
      role = "aside";
    },
    /** From now on this window keeps a board of its own. */
    keepOwn: async () => {
      await join();
      if (role === "keeper") return;
      role = "aside";
      ports.ownKey.write(key);
      await wishes.flush();
    },
  };
}

export type Tabs = ReturnType<typeof createTabs>;

export const tabChoices = {
  takeOver: { zh: "接管", en: "Take over" },
  readOnly: { zh: "只读", en: "Read only" },
  ownCopy: { zh: "另用副本", en: "Own copy" },
} as const satisfies Record<string, Bilingual>;

/** What is said beside the choices. */
export const tabTexts = {
  occupied: {
    zh: "同一图板已在另一个窗口打开，请选择此窗口如何处理；选择之前，此处的改动单独保存",
    en: "This board is open in another window. Choose what this one does; until then its changes are kept apart",
  },
  takenOver: {
    zh: "另一个窗口已接管图板。此前的改动已保存，此后的改动单独保存",
    en: "Another window has taken the board over. Your changes so far are kept; later ones are kept apart",
  },
  readOnly: {
    zh: "此窗口为只读：改动不保存；另一窗口的自有图层随时带入",
    en: "This window is read only: changes are not kept; own layers of the other window are brought in",
  },
  ownCopy: {
    zh: "此窗口使用自己的副本。关闭后，下次打开一张图时会问是否取回",
    en: "This window has a copy of its own. Once it is closed, the atlas offers the copy when it opens next",
  },
  merged: {
    zh: "已接管图板，并带入另一窗口的自有图层；撤销一步可回到合并之前",
    en: "The board is taken over, with the own layers of the other window; one step of undo is the state before",
  },
  taken: { zh: "此窗口已接管图板", en: "This window has the board now" },
} as const satisfies Record<string, Bilingual>;

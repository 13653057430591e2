import type { TabPorts } from "../../../../src/state/board/tabs.ts";

/** Locks as the Web Locks API has them: one holder, steal, ifAvailable, a signal that gives up. */
export function createLocks() {
  const holders = new Map<string, { lose: () => void; done: Promise<unknown> }>();
  const request = async (
    name: string,
    options: LockOptions,
    work: (lock: { name: string } | null) => unknown,
  ) => {
    const before = holders.get(name);
    if (before && options.ifAvailable) return work(null);
    if (before && options.steal) before.lose();
    else if (before)
      await Promise.race([
        before.done,
        new Promise((_, reject) =>
          options.signal?.addEventListener("abort", () => reject(new Error("abort"))),
        ),
      ]);
    let lose = () => {};
    const lost = new Promise((_, reject) => {
      lose = () => reject(new Error("stolen"));
    });
    const done = Promise.resolve(work({ name }));
    const holder = { lose, done };
    holders.set(name, holder);
    try {
      return await Promise.race([done, lost]);
    } finally {
      if (holders.get(name) === holder) holders.delete(name);
    }
  };
  return { locks: { request } as TabPorts["locks"], close: (name: string) => holders.delete(name) };
}

/** Channels of one name: what one posts, the others hear. */
export function createAir() {
  const ears: { owner: object; hear: (data: unknown) => void }[] = [];
  return (isFrozen = () => false): TabPorts["channel"] => {
    const owner = {};
    return {
      postMessage: (data: unknown) => {
        for (const ear of ears) if (ear.owner !== owner) queueMicrotask(() => ear.hear(data));
      },
      addEventListener: (_type: string, listener: EventListenerOrEventListenerObject) => {
        if (typeof listener === "function")
          ears.push({
            owner,
            hear: (data) => {
              if (!isFrozen()) listener(new MessageEvent("message", { data }));
            },
          });
      },
    };
  };
}

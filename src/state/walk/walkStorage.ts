import type { Bilingual } from "../../domain/plan.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { openStore } from "../openStore.ts";

/** A walk as it is kept: its text, and what a list shows of it. */
export interface StoredWalk {
  id: string;
  title: Bilingual;
  sceneCount: number;
  savedAt: number;
  text: string;
}

const run = openStore("atlas-walks", "walks", { keyPath: "id" });

const keepFailed = (error: unknown) => {
  const said = error instanceof Error ? error.message : String(error);
  return failure<Problem>({
    code: "walk-autosave-failed",
    zh: `讲解自动保存失败（${said}）。请用“保存讲解文件”留存`,
    en: `The walk could not be kept (${said}). Save it as a file to keep it`,
  });
};

/** What a window knows of the walk it writes over. */
export interface WrittenOver {
  /** `savedAt` of what was kept when this window last read or wrote it; undefined where nothing was. */
  savedAt: number | undefined;
  /** The same walk under another id: where another window has kept a newer one, that stays. */
  buildCopy: (id: string) => StoredWalk;
}

/**
 * Keeps a walk under its id, and answers what was kept. With `over`, what another window kept meanwhile is never
 * written over: the walk is kept beside it as a copy. Looking and writing are one transaction, so that no window
 * writes in between.
 */
export async function keepWalk(stored: StoredWalk, over?: WrittenOver): Promise<Result<StoredWalk>> {
  let kept = stored;
  try {
    await run("readwrite", (store): IDBRequest => {
      if (!over) return store.put(stored);
      const look = (id: string, act: (found: StoredWalk | undefined) => void) => {
        const request = store.get(id) as IDBRequest<StoredWalk | undefined>;
        request.onsuccess = () => act(request.result);
        return request;
      };
      const putCopy = (number: number) => {
        const id = `${stored.id}-copy${number === 1 ? "" : `-${number}`}`;
        look(id, (found) => {
          if (found) return putCopy(number + 1);
          kept = over.buildCopy(id);
          store.put(kept);
        });
      };
      return look(stored.id, (found) => {
        if (!found || found.savedAt === over.savedAt || found.text === stored.text) store.put(stored);
        else putCopy(1);
      });
    });
    return success(kept);
  } catch (error) {
    return keepFailed(error);
  }
}

export async function forgetWalk(id: string): Promise<void> {
  await run("readwrite", (store) => store.delete(id)).catch(() => {});
}

/** A kept walk, undefined where there is none or the browser keeps nothing. */
export const findStoredWalk = (id: string): Promise<StoredWalk | undefined> =>
  run("readonly", (store) => store.get(id) as IDBRequest<StoredWalk | undefined>).catch(() => undefined);

/** All kept walks, newest first. */
export async function listStoredWalks(): Promise<StoredWalk[]> {
  const all = await run("readonly", (store) => store.getAll() as IDBRequest<StoredWalk[]>).catch(() => []);
  return all.sort((a, b) => b.savedAt - a.savedAt);
}

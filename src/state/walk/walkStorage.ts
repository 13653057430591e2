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

/** Keeps a walk under its id, over what was kept there. */
export async function keepWalk(stored: StoredWalk): Promise<Result<true>> {
  try {
    await run("readwrite", (store) => store.put(stored));
    return success(true);
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

import { failure, type Problem, type Result, success } from "../domain/result.ts";

/** A kept board: the text as it was written and when. */
export interface KeptBoard {
  text: string;
  savedAt: number;
}

const databaseName = "atlas-board";
const storeName = "boards";
const currentKey = "current";
const copyName = "board-copy.json";
const markerName = "board-database-created";

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("the database is in use by an older page"));
  });
}

async function readRecord(key: string): Promise<KeptBoard | undefined> {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      const request = database.transaction(storeName).objectStore(storeName).get(key);
      request.onsuccess = () => resolve(request.result as KeptBoard | undefined);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

async function writeRecord(key: string, kept: KeptBoard): Promise<void> {
  const database = await openDatabase();
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(storeName, "readwrite", { durability: "strict" });
      transaction.objectStore(storeName).put(kept, key);
      transaction.oncomplete = () => resolve();
      // A full disk aborts the transaction without an error event on the request.
      transaction.onabort = () => reject(transaction.error ?? new Error("the transaction was aborted"));
    });
  } finally {
    database.close();
  }
}

const openFolder = () => navigator.storage.getDirectory();

async function readCopy(name: string): Promise<string | undefined> {
  try {
    const handle = await (await openFolder()).getFileHandle(name);
    return await (await handle.getFile()).text();
  } catch {
    return undefined;
  }
}

async function writeCopy(name: string, text: string) {
  try {
    const handle = await (await openFolder()).getFileHandle(name, { create: true });
    const stream = await handle.createWritable();
    await stream.write(text);
    await stream.close();
  } catch {
    // The copy is a second chance only; the database has the board, and it reports its own failures.
  }
}

function parseKept(text: string | undefined): KeptBoard | undefined {
  try {
    const kept = JSON.parse(text ?? "") as KeptBoard;
    return typeof kept.text === "string" && Number.isFinite(kept.savedAt) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a board in the database (strict durability) and in a second copy outside it. */
export async function keepBoard(kept: KeptBoard): Promise<Result<true>> {
  await writeCopy(copyName, JSON.stringify(kept));
  try {
    await writeRecord(currentKey, kept);
    await writeCopy(markerName, "1");
    return success(true);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "autosave-failed",
      zh: `自动保存失败（${said}）。请用“保存图板文件”留存`,
      en: `Autosave failed (${said}). Save the board as a file to keep it`,
    });
  }
}

/** Sets a board aside under a name of its own, so that the next autosave does not write over it. */
export const keepAside = (kept: KeptBoard) => writeRecord(`aside-${kept.savedAt}`, kept).catch(() => {});

/**
 * The board kept last. A browser replaces a damaged database by an empty one without a word: the marker
 * outside it says that there was one, and then the copy is the truth.
 */
export async function findKeptBoard(): Promise<{ kept: KeptBoard; fromCopy: boolean } | undefined> {
  const record = await readRecord(currentKey).catch(() => undefined);
  const copy = parseKept(await readCopy(copyName));
  if (record && (!copy || copy.savedAt <= record.savedAt)) return { kept: record, fromCopy: false };
  if (!copy) return record && { kept: record, fromCopy: false };
  const wasCreated = (await readCopy(markerName)) !== undefined;
  return { kept: copy, fromCopy: wasCreated && record === undefined };
}

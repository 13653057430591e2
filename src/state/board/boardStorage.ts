import { failure, type Problem, type Result, success } from "../../domain/result.ts";

/** A kept board: the text as it was written and when. */
export interface KeptBoard {
  text: string;
  savedAt: number;
}

const databaseName = "atlas-board";
const storeName = "boards";
/** The place of the board that opens next time; a window that keeps a board of its own has another. */
export const currentKey = "current";
const markerName = "board-database-created";
const copyNameOf = (key: string) => (key === currentKey ? "board-copy.json" : `board-${key}.json`);

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("the database is in use by an older page"));
  });
}

async function during<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode, { durability: "strict" });
      const request = work(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      // A full disk aborts the transaction without an error event on the request.
      transaction.onabort = () => reject(transaction.error ?? new Error("the transaction was aborted"));
    });
  } finally {
    database.close();
  }
}

const readRecord = (key: string) =>
  during("readonly", (store) => store.get(key) as IDBRequest<KeptBoard | undefined>);

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

async function dropCopy(name: string) {
  try {
    await (await openFolder()).removeEntry(name);
  } catch {
    // There was none, or the browser gives a page of this address no files.
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
export async function keepBoard(kept: KeptBoard, key = currentKey): Promise<Result<true>> {
  const copy = writeCopy(copyNameOf(key), JSON.stringify(kept));
  try {
    await during("readwrite", (store) => store.put(kept, key));
    await copy;
    if (key === currentKey) await writeCopy(markerName, "1");
    return success(true);
  } catch (error) {
    const said = await import("./storageFailure.ts").then(
      ({ sayStorageFailure }) => sayStorageFailure(error),
      // The words could not be fetched either.
      () => ({ zh: String(error), en: String(error) }),
    );
    return failure<Problem>({
      code: "autosave-failed",
      zh: `自动保存失败：${said.zh}。请用“保存图板文件”留存`,
      en: `Autosave failed: ${said.en}. Save the board as a file to keep it`,
    });
  }
}

/** Sets a board aside under a name of its own, so that the next autosave does not write over it. */
export const keepAside = (kept: KeptBoard) =>
  during("readwrite", (store) => store.put(kept, `aside-${kept.savedAt}`)).catch(() => {});

/** The names under which boards are kept. */
export const listKeptKeys = async (): Promise<string[]> =>
  (await during("readonly", (store) => store.getAllKeys()).catch(() => [])).map(String);

/** Lets go of a board kept under a name of its own. */
export async function dropKept(key: string) {
  await during("readwrite", (store) => store.delete(key)).catch(() => {});
  await dropCopy(copyNameOf(key));
}

/**
 * The board kept last. A browser replaces a damaged database by an empty one without a word: the marker
 * outside it says that there was one, and then the copy is the truth.
 */
export async function findKeptBoard(
  key = currentKey,
): Promise<{ kept: KeptBoard; fromCopy: boolean } | undefined> {
  const record = await readRecord(key).catch(() => undefined);
  const copy = parseKept(await readCopy(copyNameOf(key)));
  if (record && (!copy || copy.savedAt <= record.savedAt)) return { kept: record, fromCopy: false };
  if (!copy) return record && { kept: record, fromCopy: false };
  const wasCreated = (await readCopy(markerName)) !== undefined;
  return { kept: copy, fromCopy: wasCreated && record === undefined };
}

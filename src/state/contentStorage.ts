import { failure, type Problem, type Result, success } from "../domain/result.ts";

/** Features of a user's layer as they are kept in the browser. */
export interface StoredContent {
  blob: Blob;
  /** How they were read, where they came from a file. */
  report: unknown;
  savedAt: number;
}

const databaseName = "atlas-contents";
const storeName = "contents";
/** Contents no board speaks of are kept this long: a step back or another window may still want them. */
const spareMilliseconds = 7 * 24 * 3_600_000;

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
  work: (store: IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode, { durability: "strict" });
      const request = work(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("the transaction was aborted"));
    });
  } finally {
    database.close();
  }
}

/** Keeps features for the next visit. */
export async function storeContent(
  key: string,
  content: Omit<StoredContent, "savedAt">,
): Promise<Result<true>> {
  try {
    await during("readwrite", (store) => store.put({ ...content, savedAt: Date.now() }, key));
    return success(true);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "content-not-kept",
      zh: `图层数据没能存入浏览器（${said}），刷新后会丢失；请用“保存图板文件”留存`,
      en: `The layer's data could not be kept in the browser (${said}) and will be gone after a reload; save the board as a file`,
    });
  }
}

/** Features kept under a key, or undefined. */
export const findStoredContent = (key: string): Promise<StoredContent | undefined> =>
  during("readonly", (store) => store.get(key) as IDBRequest<StoredContent | undefined>).catch(
    () => undefined,
  );

/** Lets go of contents that nobody speaks of any more. */
export async function dropSpareContents(wanted: ReadonlySet<string>) {
  const oldest = Date.now() - spareMilliseconds;
  await during("readwrite", (store) => {
    const cursor = store.openCursor();
    cursor.onsuccess = () => {
      const at = cursor.result;
      if (!at) return;
      const stored = at.value as StoredContent;
      if (!wanted.has(String(at.key)) && !(stored.savedAt > oldest)) at.delete();
      at.continue();
    };
    return undefined;
  }).catch(() => undefined);
}

import { hashBytes } from "../../compute/hashText.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { sayStorageFailure } from "../board/storageFailure.ts";
import { openStore } from "../openStore.ts";
import { dropContentCopies, readContentCopy, writeContentCopy } from "./contentCopies.ts";
import type { StoredContent } from "./storedContent.ts";

const during = openStore("atlas-contents", "contents");
/** Contents no board speaks of are kept this long: a step back or another window may still want them. */
const spareMilliseconds = 7 * 24 * 3_600_000;

/** Keeps features for the next visit, and a second copy of them outside the database. */
export async function storeContent(
  key: string,
  content: Omit<StoredContent, "savedAt">,
): Promise<Result<true>> {
  const stored = { ...content, savedAt: Date.now() };
  try {
    await during("readwrite", (store) => store.put(stored, key));
    void writeContentCopy(key, stored);
    return success(true);
  } catch (error) {
    const said = await sayStorageFailure(error);
    return failure<Problem>({
      code: "content-not-kept",
      zh: `图层数据没能存入浏览器：${said.zh}。刷新后会丢失，请用“保存图板文件”留存`,
      en: `The layer's data could not be kept in the browser: ${said.en}. They will be gone after a reload; save the board as a file`,
    });
  }
}

/** Past this size only the ends of a text are read to see that it is there; its sum would hold the page up. */
const mostSummedBytes = 8_000_000;

/** Whether the features are those that were kept: their key is the sum of their text. */
export async function isWhole(key: string, blob: Blob): Promise<boolean> {
  try {
    if (blob.size > mostSummedBytes || !globalThis.crypto?.subtle) {
      const [first, last] = [await blob.slice(0, 1).text(), await blob.slice(-1).text()];
      return first === "{" && last === "}";
    }
    return (await hashBytes(new Uint8Array(await blob.arrayBuffer()))) === key;
  } catch {
    // The browser has lost the file behind it.
    return false;
  }
}

export type FoundContent =
  | { kind: "found"; content: StoredContent; fromCopy: boolean }
  | { kind: "damaged" }
  | { kind: "missing" };

/** Features kept under a key: from the database, else from the second copy; each only where it is whole. */
export async function findStoredContent(key: string): Promise<FoundContent> {
  const stored = await during("readonly", (store) => store.get(key) as IDBRequest<unknown>).catch(() => null);
  const content = stored as StoredContent | null | undefined;
  if (content?.blob instanceof Blob && (await isWhole(key, content.blob)))
    return { kind: "found", content, fromCopy: false };
  const copy = await readContentCopy(key);
  if (copy && (await isWhole(key, copy.blob))) return { kind: "found", content: copy, fromCopy: true };
  return { kind: stored === undefined && !copy ? "missing" : "damaged" };
}

/** Lets go of contents that nobody speaks of any more. */
export async function dropSpareContents(wanted: ReadonlySet<string>) {
  const oldest = Date.now() - spareMilliseconds;
  const dropped: string[] = [];
  await during("readwrite", (store) => {
    const cursor = store.openCursor();
    cursor.onsuccess = () => {
      const at = cursor.result;
      if (!at) return;
      const stored = at.value as StoredContent;
      if (!wanted.has(String(at.key)) && !(stored.savedAt > oldest)) {
        dropped.push(String(at.key));
        at.delete();
      }
      at.continue();
    };
    return cursor;
  }).catch(() => undefined);
  await dropContentCopies(dropped);
}

import type { StoredContent } from "./storedContent.ts";

const folderName = "contents";
/** Digits of the length that begins a copy. */
const lengthDigits = 12;

const openFolder = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });

/** A copy as one file: how long the head is, the head, the text. */
export function packCopy({ blob, report, savedAt }: StoredContent): Blob {
  const head = new TextEncoder().encode(JSON.stringify({ report, savedAt, type: blob.type }));
  return new Blob([String(head.length).padStart(lengthDigits), head, blob]);
}

/** Reads a copy; undefined where it is cut off or none. */
export async function unpackCopy(file: Blob): Promise<StoredContent | undefined> {
  const length = Number(await file.slice(0, lengthDigits).text());
  if (!Number.isSafeInteger(length) || length <= 0) return undefined;
  const begin = lengthDigits + length;
  try {
    const head = JSON.parse(await file.slice(lengthDigits, begin).text()) as {
      report: unknown;
      savedAt: number;
      type: string;
    };
    return { blob: file.slice(begin, file.size, head.type), report: head.report, savedAt: head.savedAt };
  } catch {
    return undefined;
  }
}

/** Writes the second copy of a content, outside the database. A failure is no loss: the database has it too. */
export async function writeContentCopy(key: string, content: StoredContent) {
  try {
    const handle = await (await openFolder()).getFileHandle(key, { create: true });
    const stream = await handle.createWritable();
    await stream.write(packCopy(content));
    await stream.close();
  } catch {
    // No room for two: the one in the database stays.
  }
}

export async function readContentCopy(key: string): Promise<StoredContent | undefined> {
  try {
    return await unpackCopy(await (await (await openFolder()).getFileHandle(key)).getFile());
  } catch {
    return undefined;
  }
}

/** Lets go of the copies of contents that are gone from the database. */
export async function dropContentCopies(dropped: readonly string[]) {
  const folder = await openFolder().catch(() => undefined);
  for (const key of dropped) await folder?.removeEntry(key).catch(() => {});
}

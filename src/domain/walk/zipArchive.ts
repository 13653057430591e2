import { Zip, ZipDeflate, ZipPassThrough } from "fflate";

/** A file of an archive: its name and its content in pieces. */
export interface ArchiveFile {
  name: string;
  pieces: readonly (string | Uint8Array)[];
  /** Content that is compressed already is stored as it is. */
  isCompressed: boolean;
}

const pieceBytes = 1 << 20;

function* cutBytes(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/**
 * A ZIP file (APPNOTE 6.3, names in UTF-8) made piece by piece, so that a page stays awake meanwhile.
 *
 * @param modified the time every entry carries.
 * @param pause is awaited after each megabyte. Rejects with what `pause` throws, which stops the work.
 */
export async function zipArchive(
  files: readonly ArchiveFile[],
  modified: Date,
  pause: () => Promise<void>,
): Promise<Uint8Array[]> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
  });
  const encoder = new TextEncoder();
  for (const { name, pieces, isCompressed } of files) {
    const entry = isCompressed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    entry.mtime = modified;
    zip.add(entry);
    for (const piece of pieces) {
      for (const part of cutBytes(typeof piece === "string" ? encoder.encode(piece) : piece)) {
        entry.push(part);
        await pause();
      }
    }
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  return made;
}

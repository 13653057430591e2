import { noteTiles } from "../../compute/askTile.ts";
import type { ContentSummary } from "../../compute/dataProtocol.ts";

/** Below this a file is drawn at once when it has been read. */
const leastPrepared = 2_000_000;
/** So much of a file says whether its positions are degrees. */
const headBytes = 4096;

let prepared = 0;

/** Whether a file begins as GeoJSON in degrees does, with nothing that says otherwise. */
async function looksDrawable(file: File): Promise<boolean> {
  const head = await file.slice(0, headBytes).text();
  if (!/^\uFEFF?\s*\{/.test(head) || !/"FeatureCollection"/.test(head) || /"crs"/.test(head)) return false;
  const first = /"coordinates"\s*:[\s[]*(-?[\d.]+)\s*,\s*(-?[\d.]+)/.exec(head);
  return first !== null && Math.abs(Number(first[1])) <= 180 && Math.abs(Number(first[2])) <= 90;
}

/**
 * Lets the worker of the tiles read a large file while it is still being checked, so that it is drawn when it is
 * listed. The answer takes what came of the file: where that is not the file word for word, what was prepared is let go.
 */
export async function prepareTiles(
  files: readonly File[],
): Promise<(contents: readonly ContentSummary[]) => void> {
  const [file] = files;
  if (files.length !== 1 || !file || file.size < leastPrepared || !(await looksDrawable(file)))
    return () => {};
  prepared += 1;
  const key = `file-${prepared}`;
  noteTiles({ note: "prepare", key, blob: file });
  return ([content, ...others]) =>
    noteTiles(
      content?.isVerbatim && others.length === 0
        ? { note: "rename", from: key, to: content.key }
        : { note: "drop", key },
    );
}

import { openBoardFile } from "./boardFile.ts";
import { importFiles } from "./importFiles.ts";

/** A board says its version and its phase; map files do not. */
async function isBoardFile(file: File): Promise<boolean> {
  if (!/\.json$/i.test(file.name)) return false;
  const start = await file.slice(0, 4_000).text();
  return /"version"\s*:\s*\d/.test(start) && /"phase"\s*:/.test(start);
}

/** Opens what was dropped or chosen: a board as a board, everything else as map data. */
export async function openFiles(files: readonly File[]) {
  const [first] = files;
  if (files.length === 1 && first && (await isBoardFile(first))) await openBoardFile(first);
  else await importFiles(files);
}

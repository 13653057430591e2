import { openBoardFile } from "../board/boardFile.ts";
import { importFiles } from "./importFiles.ts";

/** A board says its version and its phase; map files do not. */
async function isBoardFile(file: File): Promise<boolean> {
  if (!/\.json$/i.test(file.name)) return false;
  const start = await file.slice(0, 4_000).text();
  return /"version"\s*:\s*\d/.test(start) && /"phase"\s*:/.test(start);
}

/** Opens what was dropped or chosen: a board as a board, heights as terrain, everything else as map data. */
export async function openFiles(files: readonly File[]) {
  const [first] = files;
  if (files.length === 1 && first && (await isBoardFile(first))) await openBoardFile(first);
  else if (files.some(({ name }) => /\.(hgt(\.zip)?|asc|tiff?)$/i.test(name)))
    await (await import("../terrain/terrain.ts")).openTerrain(files);
  else await importFiles(files);
}

/** Most files of a dropped folder that are looked at: a whole disk is no map data. */
const mostFiles = 5_000;

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** A folder's entries; the browser gives them a hundred at a time. */
async function listEntries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || all.length > mostFiles) return all;
    all.push(...some);
  }
}

/** All files of what was dropped, those of folders under their path: a geodatabase is a folder. */
export async function collectFiles(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const files: File[] = [];
  const pending = entries.map((entry) => ({ entry, path: "" }));
  for (let next = pending.shift(); next && files.length < mostFiles; next = pending.shift()) {
    const { entry, path } = next;
    if (entry.isDirectory) {
      const inside = await listEntries(entry as FileSystemDirectoryEntry);
      pending.push(...inside.map((below) => ({ entry: below, path: `${path}${entry.name}/` })));
    } else {
      const file = await fileOf(entry as FileSystemFileEntry);
      files.push(path === "" ? file : new File([file], path + file.name, { type: file.type }));
    }
  }
  return files;
}

/** Opens what was dropped on the page: files as they are, folders by what is in them. */
export async function openDropped(files: readonly File[], entries: readonly FileSystemEntry[]) {
  const hasFolder = entries.some((entry) => entry.isDirectory);
  await openFiles(hasFolder ? await collectFiles(entries) : files);
}

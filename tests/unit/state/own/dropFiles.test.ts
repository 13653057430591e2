import { describe, expect, it } from "vitest";
import { collectFiles } from "../../../../src/state/own/dropFiles.ts";
import { groupFiles } from "../../../../src/state/own/importFiles.ts";

const fileEntry = (name: string) =>
  ({
    name,
    isFile: true,
    isDirectory: false,
    file: (take: (file: File) => void) => take(new File([name], name)),
  }) as FileSystemFileEntry;
/** A folder as browsers list it: a hundred at a time, then none. */
const folderEntry = (name: string, inside: FileSystemEntry[]) =>
  ({
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const rest = [...inside];
      return { readEntries: (take: (some: FileSystemEntry[]) => void) => take(rest.splice(0, 100)) };
    },
  }) as FileSystemDirectoryEntry;

describe("what is dropped on the page", () => {
  it("two geodatabases in a folder are two sets, each with all its parts; a file beside them is its own", async () => {
    const parts = Array.from(
      { length: 130 },
      (_, index) => `a${index.toString(16).padStart(8, "0")}.gdbtable`,
    );
    const geodatabase = (name: string) => folderEntry(name, [...parts, "gdb", "timestamps"].map(fileEntry));
    const files = await collectFiles([
      folderEntry("数据", [geodatabase("一期.gdb"), geodatabase("二期.gdb")]),
      fileEntry("点.csv"),
    ]);
    const sets = groupFiles(files).map((set) => [set.length, set[0]!.name.replace(/\/[^/]*$/, "")]);
    expect(sets.sort()).toEqual([
      [1, "点.csv"],
      [132, "数据/一期.gdb"],
      [132, "数据/二期.gdb"],
    ]);
    expect(await files.find(({ name }) => name.endsWith("二期.gdb/gdb"))!.text()).toBe("gdb");
  });
});

import { spawnSync } from "node:child_process";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { zipArchive } from "../../../../src/domain/walk/zipArchive.ts";

const join = (pieces: Uint8Array[]) => new Uint8Array(Buffer.concat(pieces));

describe("an archive", () => {
  it("gives every file back, stored or packed, under its Chinese name", async () => {
    const noise = new Uint8Array(3_000_000).map((_, index) => (index * 2_654_435_761) >>> 24);
    let pauses = 0;
    const made = await zipArchive(
      [
        { name: "包/打开方法.txt", pieces: ["先解压", "再打开"], isCompressed: false },
        { name: "包/noise.bin", pieces: [noise], isCompressed: true },
      ],
      new Date(2026, 0, 2, 3, 4, 6),
      async () => {
        pauses += 1;
      },
    );
    const files = unzipSync(join(made));
    expect(strFromU8(files["包/打开方法.txt"]!)).toBe("先解压再打开");
    expect(Buffer.from(files["包/noise.bin"]!).equals(Buffer.from(noise))).toBe(true);
    expect(pauses).toBe(2 + 3);
  });

  it("stops when the pause says so", async () => {
    const file = { name: "a.txt", pieces: ["a"], isCompressed: false };
    const stop = zipArchive([file], new Date(), () => Promise.reject(new Error("stopped")));
    await expect(stop).rejects.toThrow("stopped");
  });

  it("says that its names are UTF-8, which other programs need to be told", async () => {
    const file = { name: "打开方法.txt", pieces: ["a"], isCompressed: false };
    const bytes = join(await zipArchive([file], new Date(), async () => {}));
    // General purpose flag of the local header, bit 11.
    expect((bytes[6]! | (bytes[7]! << 8)) & 0x0800).toBe(0x0800);
    const python = spawnSync(
      "python3",
      [
        "-c",
        "import sys,zipfile,io;print(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).namelist()[0].encode())",
      ],
      { input: bytes },
    );
    // Where there is no Python, the flag itself must do.
    if (python.status === 0)
      expect(python.stdout.toString()).toContain(
        "\\xe6\\x89\\x93\\xe5\\xbc\\x80\\xe6\\x96\\xb9\\xe6\\xb3\\x95",
      );
  });
});

import { Inflate } from "fflate";
import { type InputFile, Refusal } from "../importReport.ts";
import { decodeStrictly } from "./decodeText.ts";

export const mostEntries = 1000;
export const mostBytes = 200 * 1024 * 1024;
const mostRatio = 200;
/** Below this size a high ratio does no harm: a short file of blanks is not a bomb. */
const harmlessBytes = 1024 * 1024;

export const isZip = (bytes: Uint8Array) =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  (bytes[2] === 3 || bytes[2] === 5) &&
  (bytes[3] === 4 || bytes[3] === 6);

interface Entry {
  name: string;
  method: number;
  encrypted: boolean;
  crc: number;
  packedBytes: number;
  bytes: number;
  offset: number;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function computeCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i += 1) crc = crcTable[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const broken = (file: string, why: { zh: string; en: string }, record?: number) =>
  new Refusal(
    "archive-broken",
    { zh: `压缩包“${file}”已损坏：${why.zh}`, en: `the archive '${file}' is damaged: ${why.en}` },
    { file, record: record ?? 1 },
  );

function readDirectory(file: string, bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = -1;
  for (let i = bytes.length - 22; i >= Math.max(0, bytes.length - 22 - 65_535); i -= 1) {
    if (view.getUint32(i, true) === 0x06054b50) {
      end = i;
      break;
    }
  }
  if (end < 0) throw broken(file, { zh: "没有目录", en: "it has no directory" });
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) {
    throw broken(file, {
      zh: "ZIP64 超出大小限制",
      en: "it is in the ZIP64 form, which is over the size limit",
    });
  }
  if (count > mostEntries) {
    throw new Refusal(
      "archive-entries",
      {
        zh: `压缩包“${file}”有 ${count} 个文件，上限 ${mostEntries}`,
        en: `the archive '${file}' holds ${count} entries; the limit is ${mostEntries}`,
      },
      { file, record: mostEntries + 1 },
    );
  }
  const entries: Entry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) {
      throw broken(
        file,
        { zh: `目录第 ${i + 1} 项读不出`, en: `entry ${i + 1} of the directory is unreadable` },
        i + 1,
      );
    }
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const raw = bytes.subarray(at + 46, at + 46 + nameLength);
    entries.push({
      name: decodeStrictly(raw, "utf-8") ?? new TextDecoder("gb18030").decode(raw),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function checkEntry(file: string, entry: Entry, record: number) {
  if (entry.encrypted) {
    throw new Refusal(
      "archive-encrypted",
      {
        zh: `压缩包“${file}”中的“${entry.name}”已加密，请先解密`,
        en: `'${entry.name}' in '${file}' is encrypted; take the password off first`,
      },
      { file, record },
    );
  }
  if (entry.method !== 0 && entry.method !== 8) {
    throw new Refusal(
      "archive-method",
      {
        zh: `“${entry.name}”的压缩方法 ${entry.method} 不支持，请用普通 ZIP`,
        en: `'${entry.name}' is packed by method ${entry.method}, which is not supported; use plain ZIP`,
      },
      { file, record },
    );
  }
  if (entry.bytes > harmlessBytes && entry.bytes / Math.max(1, entry.packedBytes) > mostRatio) {
    throw new Refusal(
      "archive-ratio",
      {
        zh: `“${entry.name}”压缩比超过 ${mostRatio}，可能是压缩炸弹，已拒绝`,
        en: `'${entry.name}' unpacks to more than ${mostRatio} times its size; refused as a likely bomb`,
      },
      { file, record },
    );
  }
}

function unpackEntry(file: string, entry: Entry, archive: Uint8Array, record: number): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  if (entry.offset + 30 > archive.length || view.getUint32(entry.offset, true) !== 0x04034b50) {
    throw broken(
      file,
      { zh: `“${entry.name}”的位置不对`, en: `'${entry.name}' is not where the directory says` },
      record,
    );
  }
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = archive.subarray(start, start + entry.packedBytes);
  if (packed.length !== entry.packedBytes) {
    throw broken(file, { zh: `“${entry.name}”被截断`, en: `'${entry.name}' is cut off` }, record);
  }
  let out: Uint8Array = packed;
  if (entry.method === 8) {
    out = new Uint8Array(entry.bytes);
    let written = 0;
    const inflate = new Inflate((chunk) => {
      if (written + chunk.length > entry.bytes) {
        throw broken(
          file,
          { zh: `“${entry.name}”比目录所说的大`, en: `'${entry.name}' is larger than the directory says` },
          record,
        );
      }
      out.set(chunk, written);
      written += chunk.length;
    });
    try {
      // In slices, so that a lie about the size is found before the whole of it is unpacked.
      for (let at = 0; at < packed.length || at === 0; at += 65_536) {
        inflate.push(packed.subarray(at, at + 65_536), at + 65_536 >= packed.length);
      }
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw broken(file, { zh: `“${entry.name}”解压失败`, en: `'${entry.name}' cannot be unpacked` }, record);
    }
    if (written !== entry.bytes)
      throw broken(file, { zh: `“${entry.name}”被截断`, en: `'${entry.name}' is cut off` }, record);
  }
  if (out.length !== entry.bytes || computeCrc(out) !== entry.crc) {
    throw broken(
      file,
      { zh: `“${entry.name}”校验和不符`, en: `the checksum of '${entry.name}' does not match` },
      record,
    );
  }
  return out;
}

/**
 * The files of a ZIP archive: at most 1,000 entries and 200 MB in all, none more than 200 times its packed
 * size, each checked against its checksum. What macOS adds is left aside; names
 * keep their folders and are only ever names. Refuses encrypted entries and archives inside the archive, by name.
 */
export function unpackArchive(file: string, bytes: Uint8Array): InputFile[] {
  const entries = readDirectory(file, bytes);
  const wanted = entries
    .map((entry, index) => ({ entry, record: index + 1 }))
    .filter(
      ({ entry }) => !entry.name.endsWith("/") && !/(^|\/)(__MACOSX\/|\.DS_Store$|\._)/.test(entry.name),
    );
  let total = 0;
  for (const { entry, record } of wanted) {
    checkEntry(file, entry, record);
    total += entry.bytes;
    if (total > mostBytes) {
      throw new Refusal(
        "archive-size",
        { zh: `压缩包“${file}”解开后超过 200 MB`, en: `the archive '${file}' unpacks to more than 200 MB` },
        { file, record },
      );
    }
  }
  return wanted.map(({ entry, record }) => {
    const out = unpackEntry(file, entry, bytes, record);
    if (isZip(out)) {
      throw new Refusal(
        "archive-nested",
        {
          zh: `压缩包“${file}”里还有压缩包“${entry.name}”，请先解开`,
          en: `the archive '${file}' holds another archive, '${entry.name}'; unpack it first`,
        },
        { file, record },
      );
    }
    return { name: entry.name.replaceAll("\\", "/"), bytes: out };
  });
}

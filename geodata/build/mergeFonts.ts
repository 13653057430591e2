/** A font of type sfnt with TrueType outlines (OpenType 1.9), by table. */
type Tables = Map<string, Buffer>;

function readTables(font: Buffer): Tables {
  const tables: Tables = new Map();
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16;
    const offset = font.readUInt32BE(at + 8);
    tables.set(
      font.toString("latin1", at, at + 4),
      font.subarray(offset, offset + font.readUInt32BE(at + 12)),
    );
  }
  return tables;
}

function tableOf(tables: Tables, tag: string): Buffer {
  const table = tables.get(tag);
  if (!table) throw new Error(`the font has no table '${tag}', expected TrueType outlines`);
  return table;
}

/** Characters to glyphs, from a subtable of format 12 or 4. */
function readCharacters(cmap: Buffer): Map<number, number> {
  const found = new Map<number, number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const at = cmap.readUInt32BE(4 + index * 8 + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 12)
      for (let group = 0; group < cmap.readUInt32BE(at + 12); group += 1) {
        const from = at + 16 + group * 12;
        const first = cmap.readUInt32BE(from);
        for (let code = first; code <= cmap.readUInt32BE(from + 4); code += 1)
          found.set(code, cmap.readUInt32BE(from + 8) + code - first);
      }
    else if (format === 4) {
      const size = cmap.readUInt16BE(at + 6);
      for (let segment = 0; segment < size; segment += 2) {
        const end = cmap.readUInt16BE(at + 14 + segment);
        const start = cmap.readUInt16BE(at + 16 + size + segment);
        const delta = cmap.readUInt16BE(at + 16 + size * 2 + segment);
        const rangeAt = at + 16 + size * 3 + segment;
        const range = cmap.readUInt16BE(rangeAt);
        for (let code = start; code <= end && code < 0xffff; code += 1) {
          const glyph = range === 0 ? code : cmap.readUInt16BE(rangeAt + range + (code - start) * 2);
          if (glyph !== 0) found.set(code, (glyph + delta) & 0xffff);
        }
      }
    }
  }
  return found;
}

interface Glyph {
  outline: Buffer;
  advance: number;
  bearing: number;
}

function readGlyphs(tables: Tables): Glyph[] {
  const [glyf, loca, hmtx] = ["glyf", "loca", "hmtx"].map((tag) => tableOf(tables, tag)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const isLong = tableOf(tables, "head").readInt16BE(50) === 1;
  const metrics = tableOf(tables, "hhea").readUInt16BE(34);
  const offset = (index: number) =>
    isLong ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2;
  return Array.from({ length: tableOf(tables, "maxp").readUInt16BE(4) }, (_, glyph) => ({
    outline: Buffer.from(glyf.subarray(offset(glyph), offset(glyph + 1))),
    advance: hmtx.readUInt16BE(Math.min(glyph, metrics - 1) * 4),
    bearing: hmtx.readInt16BE(glyph < metrics ? glyph * 4 + 2 : metrics * 4 + (glyph - metrics) * 2),
  }));
}

/** Lets a composed glyph name its parts by numbers that are larger by `more`. */
function renumberParts({ outline }: Glyph, more: number) {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return;
  let at = 10;
  let flags: number;
  do {
    flags = outline.readUInt16BE(at);
    outline.writeUInt16BE(outline.readUInt16BE(at + 2) + more, at + 2);
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 64 ? 4 : flags & 128 ? 8 : 0);
  } while (flags & 32);
}

function writeCharacters(characters: ReadonlyMap<number, number>): Buffer {
  const codes = [...characters].sort(([a], [b]) => a - b);
  const cmap = Buffer.alloc(12 + 16 + codes.length * 12);
  cmap.writeUInt16BE(1, 2);
  // Windows, the whole of Unicode.
  cmap.writeUInt16BE(3, 4);
  cmap.writeUInt16BE(10, 6);
  cmap.writeUInt32BE(12, 8);
  cmap.writeUInt16BE(12, 12);
  cmap.writeUInt32BE(16 + codes.length * 12, 16);
  cmap.writeUInt32BE(codes.length, 24);
  for (const [index, [code, glyph]] of codes.entries()) {
    cmap.writeUInt32BE(code, 28 + index * 12);
    cmap.writeUInt32BE(code, 32 + index * 12);
    cmap.writeUInt32BE(glyph, 36 + index * 12);
  }
  return cmap;
}

function writeTables(tables: Tables): Buffer {
  const entries = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const head = Buffer.alloc(12 + entries.length * 16);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(entries.length, 4);
  const parts = [head];
  let offset = head.length;
  for (const [index, [tag, table]] of entries.entries()) {
    head.write(tag, 12 + index * 16, "latin1");
    head.writeUInt32BE(offset, 12 + index * 16 + 8);
    head.writeUInt32BE(table.length, 12 + index * 16 + 12);
    const padded = Buffer.alloc((table.length + 3) & ~3);
    table.copy(padded);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

/** Fields of `maxp` that say how much of something the largest glyph has. */
const mostFields = [6, 8, 10, 12, 28, 30];

/**
 * One font with the letters of several cuts of the same typeface; a letter is taken from the first that has it.
 * Outlines, widths and characters only: no kerning, no alternates. Sums of the tables are left to who packs it.
 */
export function mergeFonts(fonts: readonly Buffer[]): Buffer {
  const [base, ...more] = fonts.map(readTables);
  if (!base) throw new Error("got no font to merge");
  const glyphs = readGlyphs(base);
  const characters = readCharacters(tableOf(base, "cmap"));
  const maxp = Buffer.from(tableOf(base, "maxp"));
  for (const tables of more) {
    if (tableOf(tables, "head").readUInt16BE(18) !== tableOf(base, "head").readUInt16BE(18))
      throw new Error("the cuts are drawn on different grids");
    const first = glyphs.length;
    for (const glyph of readGlyphs(tables)) {
      renumberParts(glyph, first);
      glyphs.push(glyph);
    }
    for (const [code, glyph] of readCharacters(tableOf(tables, "cmap")))
      if (!characters.has(code)) characters.set(code, first + glyph);
    for (const at of mostFields)
      maxp.writeUInt16BE(Math.max(maxp.readUInt16BE(at), tableOf(tables, "maxp").readUInt16BE(at)), at);
  }
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  const hmtx = Buffer.alloc(glyphs.length * 4);
  const outlines: Buffer[] = [];
  let length = 0;
  for (const [index, { outline, advance, bearing }] of glyphs.entries()) {
    const padded = Buffer.alloc((outline.length + 3) & ~3);
    outline.copy(padded);
    outlines.push(padded);
    hmtx.writeUInt16BE(advance, index * 4);
    hmtx.writeInt16BE(bearing, index * 4 + 2);
    length += padded.length;
    loca.writeUInt32BE(length, (index + 1) * 4);
  }
  maxp.writeUInt16BE(glyphs.length, 4);
  const head = Buffer.from(tableOf(base, "head"));
  head.writeInt16BE(1, 50);
  const hhea = Buffer.from(tableOf(base, "hhea"));
  hhea.writeUInt16BE(glyphs.length, 34);
  const kept = ["OS/2", "name", "post", "cvt ", "fpgm", "prep"].flatMap((tag): [string, Buffer][] => {
    const table = base.get(tag);
    return table ? [[tag, table]] : [];
  });
  return writeTables(
    new Map([
      ...kept,
      ["cmap", writeCharacters(characters)],
      ["glyf", Buffer.concat(outlines)],
      ["head", head],
      ["hhea", hhea],
      ["hmtx", hmtx],
      ["loca", loca],
      ["maxp", maxp],
    ]),
  );
}

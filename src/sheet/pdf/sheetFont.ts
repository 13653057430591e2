import { unzlibSync } from "fflate";
import { readOutline } from "./glyphOutline.ts";
import { formatNumber, type PdfFile, type PdfRef, refer } from "./pdfFile.ts";
import { movePath, type PathStep } from "./svgPath.ts";

/** A TrueType font, read from a WOFF file, that keeps count of the glyphs written with it. */
export class SheetFont {
  private readonly tables = new Map<string, Uint8Array>();
  private readonly glyphs = new Map<number, number>();
  private readonly traced = new Map<number, readonly PathStep[]>();
  private offsets: readonly number[] | undefined;
  private readonly used = new Map<number, number>();
  private readonly unitsPerEm: number;
  private readonly longMetrics: number;
  /** Heights above and below the line of writing, in ems. */
  readonly ascent: number;
  readonly descent: number;
  readonly name: string;

  /** @param woff bytes of a WOFF 1.0 file with TrueType outlines; throws on any other. */
  constructor(name: string, woff: Uint8Array) {
    this.name = name;
    const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
    if (view.getUint32(0) !== 0x774f4646 || view.getUint32(4) !== 0x00010000)
      throw new Error(`the font ${name} is no WOFF file with TrueType outlines`);
    for (let index = 0; index < view.getUint16(12); index += 1) {
      const at = 44 + index * 20;
      const tag = String.fromCharCode(...woff.subarray(at, at + 4));
      const [offset, packed, length] = [
        view.getUint32(at + 4),
        view.getUint32(at + 8),
        view.getUint32(at + 12),
      ];
      const bytes = woff.subarray(offset, offset + packed);
      this.tables.set(tag, packed < length ? unzlibSync(bytes) : bytes);
    }
    this.unitsPerEm = this.viewOf("head").getUint16(18);
    const metrics = this.viewOf("hhea");
    this.ascent = metrics.getInt16(4) / this.unitsPerEm;
    this.descent = -metrics.getInt16(6) / this.unitsPerEm;
    this.longMetrics = metrics.getUint16(34);
    this.readCharacters();
  }

  private table(tag: string): Uint8Array {
    const table = this.tables.get(tag);
    if (!table) throw new Error(`the font ${this.name} has no table '${tag}'`);
    return table;
  }

  private viewOf(tag: string): DataView {
    const table = this.table(tag);
    return new DataView(table.buffer, table.byteOffset, table.byteLength);
  }

  /** Characters to glyphs, from a subtable of format 4 or 12. */
  private readCharacters() {
    const view = this.viewOf("cmap");
    for (let index = 0; index < view.getUint16(2); index += 1) {
      const at = view.getUint32(4 + index * 8 + 4);
      const format = view.getUint16(at);
      if (format === 12) {
        for (let group = 0; group < view.getUint32(at + 12); group += 1) {
          const from = at + 16 + group * 12;
          const [first, last, glyph] = [
            view.getUint32(from),
            view.getUint32(from + 4),
            view.getUint32(from + 8),
          ];
          for (let code = first; code <= last; code += 1) this.glyphs.set(code, glyph + code - first);
        }
      } else if (format === 4) {
        const segments = view.getUint16(at + 6) / 2;
        for (let segment = 0; segment < segments; segment += 1) {
          const [end, start] = [14, 16 + segments * 2].map((o) => view.getUint16(at + o + segment * 2));
          const delta = view.getInt16(at + 16 + segments * 4 + segment * 2);
          const rangeAt = at + 16 + segments * 6 + segment * 2;
          const range = view.getUint16(rangeAt);
          for (let code = start!; code <= end! && code < 0xffff; code += 1) {
            const glyph = range === 0 ? code : view.getUint16(rangeAt + range + (code - start!) * 2);
            if (glyph !== 0 || range === 0) this.glyphs.set(code, (glyph + delta) & 0xffff);
          }
        }
      }
    }
  }

  has(character: string): boolean {
    return (this.glyphs.get(character.codePointAt(0)!) ?? 0) > 0;
  }

  /** Width of a character in ems. */
  widthOf(character: string): number {
    return this.advance(this.glyphs.get(character.codePointAt(0)!) ?? 0);
  }

  private advance(glyph: number): number {
    return this.viewOf("hmtx").getUint16(Math.min(glyph, this.longMetrics - 1) * 4) / this.unitsPerEm;
  }

  /** A text as the page's content writes it; marks its glyphs as used. */
  encode(text: string): string {
    let hex = "";
    for (const character of text) {
      const code = character.codePointAt(0)!;
      const glyph = this.glyphs.get(code) ?? 0;
      this.used.set(glyph, code);
      hex += glyph.toString(16).toUpperCase().padStart(4, "0");
    }
    return `<${hex}>`;
  }

  /** The outline of a glyph in ems, upwards from the line of writing. */
  outlineOf(glyph: number): readonly PathStep[] {
    let known = this.traced.get(glyph);
    if (!known) {
      this.offsets ??= this.outlines();
      known = movePath(readOutline(this.viewOf("glyf"), this.offsets, glyph), [
        1 / this.unitsPerEm,
        0,
        0,
        1 / this.unitsPerEm,
        0,
        0,
      ]);
      this.traced.set(glyph, known);
    }
    return known;
  }

  /** Width of a glyph in ems, as the file says it: in whole thousandths. */
  advanceOf(glyph: number): number {
    return Math.round(this.advance(glyph) * 1000) / 1000;
  }

  /** Offsets of the glyphs' outlines within `glyf`. */
  private outlines(): number[] {
    const view = this.viewOf("loca");
    const isLong = this.viewOf("head").getInt16(50) === 1;
    const count = this.viewOf("maxp").getUint16(4) + 1;
    return Array.from({ length: count }, (_, i) =>
      isLong ? view.getUint32(i * 4) : view.getUint16(i * 2) * 2,
    );
  }

  /** Used glyphs with those they are composed of. */
  private closure(offsets: readonly number[]): Set<number> {
    const glyf = this.viewOf("glyf");
    const kept = new Set<number>();
    const visit = (glyph: number) => {
      if (kept.has(glyph)) return;
      kept.add(glyph);
      const at = offsets[glyph]!;
      if (at === offsets[glyph + 1] || glyf.getInt16(at) >= 0) return;
      let part = at + 10;
      let flags: number;
      do {
        flags = glyf.getUint16(part);
        visit(glyf.getUint16(part + 2));
        part += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 64 ? 4 : flags & 128 ? 8 : 0);
      } while (flags & 32);
    };
    visit(0);
    for (const glyph of this.used.keys()) visit(glyph);
    return kept;
  }

  /** The font with only the outlines of used glyphs; all keep their numbers, so that no text need change. */
  private buildProgram(): Uint8Array {
    const offsets = this.outlines();
    const kept = this.closure(offsets);
    const glyf = this.table("glyf");
    const loca = new DataView(new ArrayBuffer(offsets.length * 4));
    const pieces: Uint8Array[] = [];
    let length = 0;
    for (let glyph = 0; glyph < offsets.length - 1; glyph += 1) {
      loca.setUint32(glyph * 4, length);
      if (!kept.has(glyph)) continue;
      const piece = glyf.subarray(offsets[glyph], offsets[glyph + 1]);
      pieces.push(piece);
      length += (piece.length + 3) & ~3;
    }
    loca.setUint32((offsets.length - 1) * 4, length);
    const outlines = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      outlines.set(piece, at);
      at += (piece.length + 3) & ~3;
    }
    const head = this.table("head").slice();
    new DataView(head.buffer).setInt16(50, 1);
    const wanted = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];
    const replaced = new Map([
      ["glyf", outlines],
      ["head", head],
      ["loca", new Uint8Array(loca.buffer)],
    ]);
    return packTables(
      wanted.flatMap((tag): [string, Uint8Array][] => {
        const table = replaced.get(tag) ?? this.tables.get(tag);
        return table ? [[tag, table]] : [];
      }),
    );
  }

  /** Writes the font with what was used of it, and the table that gives readers its text back. */
  embed(file: PdfFile, ref: PdfRef) {
    const glyphs = [...this.used].sort(([a], [b]) => a - b);
    const name = `ATLAS${String.fromCharCode(65 + (glyphs.length % 26))}+${this.name}`;
    const head = this.viewOf("head");
    const perMille = (units: number) => formatNumber((units * 1000) / this.unitsPerEm, 0);
    const program = this.buildProgram();
    const bytes = file.addStream(program, `/Length1 ${program.length}`);
    const box = [36, 38, 40, 42].map((offset) => perMille(head.getInt16(offset))).join(" ");
    const descriptor = file.add(
      `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${box}] /ItalicAngle 0 /Ascent ${formatNumber(this.ascent * 1000, 0)} /Descent ${formatNumber(-this.descent * 1000, 0)} /CapHeight 733 /StemV 80 /FontFile2 ${refer(bytes)} >>`,
    );
    const widths = glyphs
      .map(([glyph]) => `${glyph} [${formatNumber(this.advance(glyph) * 1000, 0)}]`)
      .join(" ");
    const child = file.add(
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${refer(descriptor)} /DW 1000 /W [${widths}] /CIDToGIDMap /Identity >>`,
    );
    const unicode = file.addStream(buildUnicodeMap(glyphs));
    file.write(
      ref,
      `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${refer(child)}] /ToUnicode ${refer(unicode)} >>`,
    );
  }
}

/** Tables in one file of type sfnt. */
function packTables(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const start = 12 + tables.length * 16;
  const size = tables.reduce((sum, [, table]) => sum + ((table.length + 3) & ~3), start);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 2 ** power * 16);
  view.setUint16(8, power);
  view.setUint16(10, tables.length * 16 - 2 ** power * 16);
  let at = start;
  tables.forEach(([tag, table], index) => {
    const entry = 12 + index * 16;
    for (let i = 0; i < 4; i += 1) bytes[entry + i] = tag.charCodeAt(i);
    bytes.set(table, at);
    let sum = 0;
    for (let i = at; i < at + ((table.length + 3) & ~3); i += 4) sum = (sum + view.getUint32(i)) >>> 0;
    view.setUint32(entry + 4, sum);
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, table.length);
    at += (table.length + 3) & ~3;
  });
  return bytes;
}

const hex4 = (value: number) => value.toString(16).toUpperCase().padStart(4, "0");

function buildUnicodeMap(glyphs: readonly (readonly [glyph: number, code: number])[]): string {
  const lines = glyphs.map(([glyph, code]) => {
    const text = [...String.fromCodePoint(code)].join("");
    return `<${hex4(glyph)}> <${Array.from({ length: text.length }, (_, i) => hex4(text.charCodeAt(i))).join("")}>`;
  });
  const blocks: string[] = [];
  for (let from = 0; from < lines.length; from += 100) {
    const block = lines.slice(from, from + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n${blocks.join("\n")}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n`;
}

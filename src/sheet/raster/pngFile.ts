import { Zlib } from "fflate";

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function sumOf(parts: readonly Uint8Array[]): number {
  let sum = 0xffffffff;
  for (const part of parts) for (const byte of part) sum = table[(sum ^ byte) & 255]! ^ (sum >>> 8);
  return ~sum >>> 0;
}

const nameOf = (type: string) => Uint8Array.from(type, (letter) => letter.charCodeAt(0));

const bytesOf = (value: number) => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

const metresPerInch = 0.0254;

/**
 * A PNG file written row by row (ISO 15948): the whole picture is never in memory. Colours of 24 bits, without
 * opacity, and how many dots there are to the inch.
 */
export class PngFile {
  private readonly rowBytes: number;
  private readonly height: number;
  private readonly give: (bytes: Uint8Array) => void;
  private readonly packer: Zlib;
  private last: Uint8Array;
  private written = 0;

  /** @param give called with the bytes of the file as they come. */
  constructor(width: number, height: number, dotsPerInch: number, give: (bytes: Uint8Array) => void) {
    this.rowBytes = width * 3;
    this.height = height;
    this.give = give;
    this.last = new Uint8Array(this.rowBytes);
    this.packer = new Zlib({ level: 4 }, (bytes) => {
      if (bytes.length > 0) this.chunk("IDAT", bytes);
    });
    give(Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10));
    // Eight bits, red green blue, the only compression and filter method, not interlaced.
    this.chunk("IHDR", Uint8Array.of(...bytesOf(width), ...bytesOf(height), 8, 2, 0, 0, 0));
    const perMetre = bytesOf(Math.round(dotsPerInch / metresPerInch));
    this.chunk("pHYs", Uint8Array.of(...perMetre, ...perMetre, 1));
  }

  private chunk(type: string, data: Uint8Array) {
    const name = nameOf(type);
    this.give(bytesOf(data.length));
    this.give(name);
    this.give(data);
    this.give(bytesOf(sumOf([name, data])));
  }

  /** Adds rows of red, green and blue; each is packed as what differs from the row above. */
  addRows(rows: Uint8Array) {
    const { rowBytes } = this;
    const count = rows.length / rowBytes;
    if (!Number.isInteger(count)) throw new Error(`got ${rows.length} bytes for rows of ${rowBytes}`);
    const filtered = new Uint8Array(rows.length + count);
    for (let row = 0; row < count; row += 1) {
      const from = row * rowBytes;
      const to = row * (rowBytes + 1);
      filtered[to] = 2;
      for (let i = 0; i < rowBytes; i += 1)
        filtered[to + 1 + i] = rows[from + i]! - (row === 0 ? this.last[i]! : rows[from - rowBytes + i]!);
    }
    this.last = rows.slice(rows.length - rowBytes);
    this.written += count;
    this.packer.push(filtered);
  }

  /** Ends the file. Throws where rows are missing or too many. */
  finish() {
    if (this.written !== this.height)
      throw new Error(`the picture has ${this.written} rows, expected ${this.height}`);
    this.packer.push(new Uint8Array(0), true);
    this.chunk("IEND", new Uint8Array(0));
  }
}

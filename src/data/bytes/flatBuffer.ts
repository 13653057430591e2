const decoder = new TextDecoder();

/** One table of a FlatBuffer, every read checked against the bytes: throws RangeError where one leads outside. */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #fields: number;
  readonly #fieldsBytes: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    this.#fields = at - view.getInt32(at, true);
    this.#fieldsBytes = view.getUint16(this.#fields, true);
    if (this.#fieldsBytes < 4 || this.#fieldsBytes % 2 === 1) throw new RangeError("a table without a head");
  }

  /** The root table of a buffer. */
  static readRoot(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const root = view.getUint32(0, true);
    if (root < 4) throw new RangeError("no root table");
    return new FlatTable(view, root);
  }

  /** Where the value of a field is; 0 where it is left out. */
  #find(field: number): number {
    const entry = 4 + field * 2;
    if (entry + 2 > this.#fieldsBytes) return 0;
    const offset = this.#view.getUint16(this.#fields + entry, true);
    return offset === 0 ? 0 : this.#at + offset;
  }

  readNumber(field: number, kind: "Uint8" | "Uint16" | "Int32", otherwise: number): number {
    const at = this.#find(field);
    if (at === 0) return otherwise;
    return kind === "Uint8" ? this.#view.getUint8(at) : this.#view[`get${kind}`](at, true);
  }

  readBigUint64(field: number): bigint {
    const at = this.#find(field);
    return at === 0 ? 0n : this.#view.getBigUint64(at, true);
  }

  /** Writes over a number that is there; false where the field is left out. */
  writeBigUint64(field: number, value: bigint): boolean {
    const at = this.#find(field);
    if (at !== 0) this.#view.setBigUint64(at, value, true);
    return at !== 0;
  }

  /** First byte and length of a vector whose entries take `entryBytes` each. */
  #findVector(field: number, entryBytes: number): { at: number; length: number } | undefined {
    const at = this.#find(field);
    if (at === 0) return undefined;
    const start = at + this.#view.getUint32(at, true);
    const length = this.#view.getUint32(start, true);
    if (start + 4 + length * entryBytes > this.#view.byteLength)
      throw new RangeError("a vector runs past the end");
    return { at: start + 4, length };
  }

  readText(field: number): string | undefined {
    const bytes = this.readBytes(field);
    return bytes && decoder.decode(bytes);
  }

  readBytes(field: number): Uint8Array | undefined {
    const found = this.#findVector(field, 1);
    return found && new Uint8Array(this.#view.buffer, this.#view.byteOffset + found.at, found.length);
  }

  readDoubles(field: number): number[] | undefined {
    const found = this.#findVector(field, 8);
    return (
      found && Array.from({ length: found.length }, (_, i) => this.#view.getFloat64(found.at + i * 8, true))
    );
  }

  readUint32s(field: number): number[] | undefined {
    const found = this.#findVector(field, 4);
    return (
      found && Array.from({ length: found.length }, (_, i) => this.#view.getUint32(found.at + i * 4, true))
    );
  }

  readTable(field: number): FlatTable | undefined {
    const at = this.#find(field);
    return at === 0 ? undefined : new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  readTables(field: number): FlatTable[] | undefined {
    const found = this.#findVector(field, 4);
    return (
      found &&
      Array.from({ length: found.length }, (_, i) => {
        const at = found.at + i * 4;
        return new FlatTable(this.#view, at + this.#view.getUint32(at, true));
      })
    );
  }
}

import type { Bilingual } from "../../domain/plan.ts";
import { Damage, sayDamage } from "./damage.ts";

/** One column of a table of an Esri file geodatabase. */
export interface GdbField {
  name: string;
  type: number;
  isNullable: boolean;
  /** Of the geometry column only. */
  grid?: GdbGrid;
}

/** How the geometry column turns whole numbers into coordinates, and the system it names. */
export interface GdbGrid {
  wkt: string;
  x: number;
  y: number;
  scale: number;
  z: number;
  zScale: number;
}

export const geometryType = 7;
const objectIdType = 6;

/** Reads numbers one after the other; a DataView throws RangeError past the end of what is there. */
export class Cursor {
  readonly view: DataView;
  at: number;

  constructor(view: DataView, at = 0) {
    this.view = view;
    this.at = at;
  }

  uint8(): number {
    this.at += 1;
    return this.view.getUint8(this.at - 1);
  }

  int16(): number {
    this.at += 2;
    return this.view.getInt16(this.at - 2, true);
  }

  int32(): number {
    this.at += 4;
    return this.view.getInt32(this.at - 4, true);
  }

  uint32(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  int64(): bigint {
    this.at += 8;
    return this.view.getBigInt64(this.at - 8, true);
  }

  float32(): number {
    this.at += 4;
    return this.view.getFloat32(this.at - 4, true);
  }

  float64(): number {
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }

  bytes(length: number): Uint8Array {
    if (length < 0 || this.at + length > this.view.byteLength)
      throw new Damage("有值超出记录末尾", "a value runs past the end");
    this.at += length;
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.at - length, length);
  }

  /** Seven bits a byte, least first; exact to 2^53. */
  varuint(): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 10; i += 1) {
      const byte = this.uint8();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new Damage("有数没有结尾", "a number without an end");
  }

  /** The same with a sign in the second bit of the first byte. */
  varint(): number {
    const first = this.uint8();
    let value = first & 0x3f;
    let factor = 64;
    for (let byte = first, i = 0; byte >= 0x80; i += 1) {
      if (i > 9) throw new Damage("有数没有结尾", "a number without an end");
      byte = this.uint8();
      value += (byte & 0x7f) * factor;
      factor *= 128;
    }
    return first & 0x40 ? -value : value;
  }

  utf16(characters: number): string {
    return new TextDecoder("utf-16le").decode(this.bytes(characters * 2));
  }
}

function readGrid(cursor: Cursor): GdbGrid {
  const wkt = new TextDecoder("utf-16le").decode(cursor.bytes(cursor.int16()));
  const flags = cursor.uint8();
  const [hasM, hasZ] = [(flags & 2) !== 0, (flags & 4) !== 0];
  const [x, y, scale] = [cursor.float64(), cursor.float64(), cursor.float64()];
  if (hasM) cursor.at += 16;
  const [z, zScale] = hasZ ? [cursor.float64(), cursor.float64()] : [0, 1];
  cursor.at += 8 + (hasM ? 8 : 0) + (hasZ ? 8 : 0);
  // The extent, then perhaps those of heights and measures, then one to three sizes of the index's grid.
  cursor.at += 32;
  for (let extents = 0; extents < 3; extents += 1) {
    const sizes = cursor.view.getUint32(cursor.at + 1, true);
    if (cursor.view.getUint8(cursor.at) === 0 && sizes >= 1 && sizes <= 3) {
      cursor.at += 5 + sizes * 8;
      return { wkt, x, y, scale, z, zScale };
    }
    cursor.at += 16;
  }
  throw new Damage("几何字段的描述方式不认识", "the geometry column is described in a way that is not known");
}

function readField(cursor: Cursor): GdbField {
  const name = cursor.utf16(cursor.uint8());
  const alias = cursor.uint8();
  cursor.utf16(alias);
  const type = cursor.uint8();
  const isNullable = (flag: number) => (flag & 1) !== 0;
  if (type === 4) {
    cursor.at += 4;
    const flag = cursor.uint8();
    const length = cursor.varuint();
    if (flag & 4) cursor.bytes(length);
    return { name, type, isNullable: isNullable(flag) };
  }
  cursor.at += 1;
  const flag = cursor.uint8();
  if (type === geometryType) return { name, type, isNullable: isNullable(flag), grid: readGrid(cursor) };
  if (type === 9) throw new Damage("有栅格字段", "a raster column");
  if (![objectIdType, 8, 10, 11, 12].includes(type)) {
    const length = cursor.uint8();
    if (flag & 4) cursor.bytes(length);
  }
  return { name, type, isNullable: isNullable(flag) };
}

/** Where the rows of a table are, by the index beside it; deleted rows are left out. */
function findOffsets(index: Uint8Array): { record: number; offset: number }[] {
  const cursor = new Cursor(new DataView(index.buffer, index.byteOffset, index.byteLength), 4);
  const blocks = cursor.uint32();
  const rows = cursor.uint32();
  const width = cursor.uint32();
  if (width < 4 || width > 6 || blocks * 1024 * width > index.length)
    throw new Damage("记录索引已损坏", "the index of rows is damaged");
  const offsetAt = (place: number) => {
    const at = 16 + place * width;
    const low = cursor.view.getUint32(at, true);
    return width === 4 ? low : low + cursor.view.getUint8(at + 4) * 2 ** 32;
  };
  const offsets: { record: number; offset: number }[] = [];
  let isPresent = (_block: number) => true;
  const trailer = 16 + blocks * 1024 * width;
  if (rows > blocks * 1024) {
    // Blocks without rows are left out; a map of bits says which are there.
    const words = cursor.view.getUint32(trailer, true);
    if (words === 0) throw new Damage("记录索引已损坏", "the index of rows is damaged");
    isPresent = (block) => ((cursor.view.getUint8(trailer + 16 + (block >> 3)) >> (block & 7)) & 1) === 1;
  }
  let kept = 0;
  for (let block = 0; block * 1024 < rows; block += 1) {
    if (!isPresent(block)) continue;
    for (let i = 0; i < 1024 && block * 1024 + i < rows; i += 1) {
      const offset = offsetAt(kept * 1024 + i);
      if (offset > 0) offsets.push({ record: block * 1024 + i + 1, offset });
    }
    kept += 1;
  }
  return offsets;
}

const textDecoder = new TextDecoder();

const formatGuid = (raw: Uint8Array) => {
  const hex = (from: number, to: number, isLittle: boolean) => {
    const part = [...raw.subarray(from, to)].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase());
    return (isLittle ? part.reverse() : part).join("");
  };
  return `{${hex(0, 4, true)}-${hex(4, 6, true)}-${hex(6, 8, true)}-${hex(8, 10, false)}-${hex(10, 16, false)}}`;
};

/** A date counted in days from 1899-12-30, as ISO 8601. */
function formatDays(days: number): string | null {
  const date = new Date(Math.round((days - 25_569) * 86_400_000));
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 19);
}

function readValue(cursor: Cursor, type: number): unknown {
  switch (type) {
    case 0:
      return cursor.int16();
    case 1:
      return cursor.int32();
    case 2:
      return Number(cursor.float32().toPrecision(7));
    case 3:
      return cursor.float64();
    case 4:
    case 12:
      return textDecoder.decode(cursor.bytes(cursor.varuint()));
    case 5:
    case 14:
      return formatDays(cursor.float64());
    case geometryType:
    case 8:
      return cursor.bytes(cursor.varuint());
    case 10:
    case 11:
      return formatGuid(cursor.bytes(16));
    case 13:
      return cursor.int64();
    case 15: {
      const seconds = Math.round(cursor.float64() * 86_400);
      return new Date(seconds * 1000).toISOString().slice(11, 19);
    }
    case 16: {
      const text = formatDays(cursor.float64());
      cursor.at += 2;
      return text;
    }
    default:
      throw new Damage(`有类型为 ${type} 的字段`, `a column of type ${type}`);
  }
}

const overlap = new Damage("记录互相重叠，索引已损坏", "rows lie over one another; the index is damaged");

export interface GdbTable {
  fields: GdbField[];
  /** Rows that are there; values are bytes for geometry, bigint for 64-bit numbers. */
  rows(): Generator<
    { record: number; values: Map<GdbField, unknown> } | { record: number; problem: Bilingual }
  >;
}

/**
 * A table of a file geodatabase (versions 9 and 10): `.gdbtable` and the `.gdbtablx` beside it. Throws Damage, or
 * RangeError where the bytes end too soon; so do its rows where they lie over one another.
 */
export function openGdbTable(table: Uint8Array, index: Uint8Array): GdbTable {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const cursor = new Cursor(view, Number(view.getBigUint64(32, true)));
  cursor.at += 4;
  const version = cursor.int32();
  if (version < 3 || version > 6)
    throw new Damage(`格式版本 ${version} 不支持`, `version ${version} of the format is not read`);
  cursor.at += 4;
  const count = cursor.int16();
  if (count < 0 || count > 4096) throw new Damage("字段过多", "too many columns");
  const fields = Array.from({ length: count }, () => readField(cursor));
  const offsets = findOffsets(index);
  const stored = fields.filter(({ type }) => type !== objectIdType);
  const nullable = stored.filter((field) => field.isNullable);
  const flagBytes = Math.ceil(nullable.length / 8);
  return {
    fields,
    *rows() {
      // Rows lie one after the other: together they are never longer than the file that holds them.
      let left = table.byteLength;
      for (const { record, offset } of offsets) {
        const values = new Map<GdbField, unknown>();
        let problem: Bilingual | undefined;
        try {
          const length = view.getUint32(offset, true);
          left -= length;
          if (left < 0) throw overlap;
          const row = new Cursor(new DataView(table.buffer, table.byteOffset + offset + 4, length));
          const flags = row.bytes(flagBytes);
          let bit = 0;
          for (const field of stored) {
            let isNull = false;
            if (field.isNullable) {
              isNull = ((flags[bit >> 3]! >> (bit & 7)) & 1) === 1;
              bit += 1;
            }
            values.set(field, isNull ? null : readValue(row, field.type));
          }
        } catch (error) {
          if (error === overlap) throw error;
          problem = sayDamage(error);
        }
        yield problem === undefined ? { record, values } : { record, problem };
      }
    },
  };
}

import type { Geometry, Position } from "geojson";
import { gatherNestedRings } from "../rings.ts";
import { Damage } from "./damage.ts";
import { findMapHeadSystem } from "./mapInfoSystem.ts";

/** Names of object types by their numbers; even ones of each pair keep coordinates whole, odd ones compressed. */
const shapes: Record<
  number,
  "point" | "font-point" | "custom-point" | "line" | "pline" | "multipline" | "area" | "rect" | "multipoint"
> = {
  1: "point",
  4: "line",
  7: "pline",
  13: "area",
  19: "rect",
  22: "rect",
  37: "multipline",
  40: "font-point",
  43: "custom-point",
  46: "area",
  49: "multipline",
  52: "multipoint",
  61: "area",
  64: "multipline",
};

const closeRing = (ring: Position[]): Position[] => {
  const [first, last] = [ring[0]!, ring.at(-1)!];
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, [...first]];
};

/** The shapes of a .map file: objects in blocks, their corners in chained blocks of their own. */
export class MapFile {
  readonly #view: DataView;
  readonly #blockBytes: number;
  /** Bytes of coordinates still to be read: shapes share none, so together they are no longer than the file. */
  #left: number;
  readonly #quadrant: number;
  readonly #scale: [number, number];
  readonly #shift: [number, number];

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#view.getInt32(0x100, true) !== 42_424_242)
      throw new Damage(".map 文件没有文件头", "the .map file has no header");
    this.#blockBytes = this.#view.getInt16(0x106, true) || 512;
    if (this.#blockBytes < 512 || this.#blockBytes % 512 !== 0)
      throw new Damage(
        `.map 的块长 ${this.#blockBytes} 不对`,
        `the .map file has blocks of ${this.#blockBytes} bytes`,
      );
    this.#left = 2 * this.#view.byteLength + 1000;
    this.#quadrant = this.#view.getUint8(0x161);
    this.#scale = [this.#view.getFloat64(0x170, true), this.#view.getFloat64(0x178, true)];
    this.#shift = [this.#view.getFloat64(0x180, true), this.#view.getFloat64(0x188, true)];
  }

  findSystem() {
    const view = this.#view;
    const [projection, ellipsoid, unit] = [0x16d, 0x16e, 0x16f].map((at) => view.getUint8(at)) as [
      number,
      number,
      number,
    ];
    return findMapHeadSystem({
      projection,
      ellipsoid,
      unit,
      parameters: Array.from({ length: 6 }, (_, i) => view.getFloat64(0x190 + i * 8, true)),
      shift: Array.from({ length: 3 }, (_, i) => view.getFloat64(0x1c0 + i * 8, true)),
    });
  }

  #place(x: number, y: number): Position {
    const isLeft = [0, 2, 3].includes(this.#quadrant);
    const isDown = [0, 3, 4].includes(this.#quadrant);
    return [
      isLeft ? -(x + this.#shift[0]) / this.#scale[0] : (x - this.#shift[0]) / this.#scale[0],
      isDown ? -(y + this.#shift[1]) / this.#scale[1] : (y - this.#shift[1]) / this.#scale[1],
    ];
  }

  /** Bytes of the chain of coordinate blocks that begins at an address. */
  #gather(start: number, length: number): DataView {
    const out = new Uint8Array(Math.min(length, this.#view.byteLength));
    let filled = 0;
    let at = start;
    for (
      let blocks = 0;
      filled < out.length && blocks * this.#blockBytes <= this.#view.byteLength;
      blocks += 1
    ) {
      const block = Math.floor(at / this.#blockBytes) * this.#blockBytes;
      if (this.#view.getUint16(block, true) !== 3)
        throw new Damage("坐标不在应在的位置", "coordinates are not where they should be");
      const end = block + 8 + this.#view.getUint16(block + 2, true);
      const take = Math.min(end - at, out.length - filled);
      this.#left -= Math.max(take, 1);
      if (this.#left < 0)
        throw new Damage("多个图形共用坐标，文件已损坏", "shapes share coordinates; the file is damaged");
      if (take > 0) {
        out.set(new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, take), filled);
        filled += take;
      }
      if (filled >= out.length) break;
      const next = this.#view.getInt32(block + 4, true);
      if (next <= 0) throw new Damage("坐标不完整", "coordinates end too soon");
      at = next + 8;
    }
    return new DataView(out.buffer);
  }

  /** Lines or rings of an object of several sections. */
  #readSections(
    data: DataView,
    sections: number,
    isCompressed: boolean,
    isWide: boolean,
    origin: Position,
  ): Position[][] {
    const wide = isWide ? 4 : 2;
    const headerBytes = wide + 2 + (isCompressed ? 8 : 16) + 4;
    const parts: { count: number; offset: number }[] = [];
    for (let i = 0; i < sections; i += 1) {
      const at = i * headerBytes;
      parts.push({
        count: isWide ? data.getInt32(at, true) : data.getInt16(at, true),
        offset: data.getInt32(at + headerBytes - 4, true),
      });
    }
    let at = sections * headerBytes;
    return parts.map(({ count }) => {
      if (count < 0 || at + count * (isCompressed ? 4 : 8) > data.byteLength)
        throw new Damage("一段的点数过多", "a section of too many corners");
      const line = this.#readCorners(data, at, count, isCompressed, origin);
      at += count * (isCompressed ? 4 : 8);
      return line;
    });
  }

  #readCorners(
    data: DataView,
    from: number,
    count: number,
    isCompressed: boolean,
    origin: Position,
  ): Position[] {
    return Array.from({ length: count }, (_, i) => {
      const at = from + i * (isCompressed ? 4 : 8);
      return isCompressed
        ? this.#place(origin[0]! + data.getInt16(at, true), origin[1]! + data.getInt16(at + 2, true))
        : this.#place(data.getInt32(at, true), data.getInt32(at + 4, true));
    });
  }

  /**
   * The shape of the object at an address; null where it is of a kind that is not read. Throws Damage, or
   * RangeError where the bytes end too soon.
   */
  readObject(at: number): Geometry | null {
    const view = this.#view;
    const type = view.getUint8(at);
    const isCompressed = type % 3 === 1;
    const shape = shapes[isCompressed ? type : type - 1];
    if (shape === undefined) return null;
    const block = Math.floor(at / this.#blockBytes) * this.#blockBytes;
    const centre = [view.getInt32(block + 4, true), view.getInt32(block + 8, true)];
    const point = (offset: number): Position =>
      isCompressed
        ? this.#place(centre[0]! + view.getInt16(offset, true), centre[1]! + view.getInt16(offset + 2, true))
        : this.#place(view.getInt32(offset, true), view.getInt32(offset + 4, true));
    const pointBytes = isCompressed ? 4 : 8;
    const body = at + 5;
    switch (shape) {
      case "point":
        return { type: "Point", coordinates: point(body) };
      case "font-point":
        return { type: "Point", coordinates: point(body + 12) };
      case "custom-point":
        return { type: "Point", coordinates: point(body + 2) };
      case "line":
        return { type: "LineString", coordinates: [point(body), point(body + pointBytes)] };
      case "rect": {
        const from = shapes[22] === shape && (type === 22 || type === 23) ? body + pointBytes : body;
        const [[x1, y1], [x2, y2]] = [point(from), point(from + pointBytes)] as [
          [number, number],
          [number, number],
        ];
        return {
          type: "Polygon",
          coordinates: [
            [
              [x1, y1],
              [x2, y1],
              [x2, y2],
              [x1, y2],
              [x1, y1],
            ],
          ],
        };
      }
      case "multipoint": {
        const data = this.#gather(view.getInt32(body, true), view.getInt32(body + 4, true) * pointBytes);
        // Fifteen bytes of symbols and label stand before the origin of compressed ones.
        const from = body + 8 + 15 + pointBytes;
        const origin = isCompressed ? [view.getInt32(from, true), view.getInt32(from + 4, true)] : [0, 0];
        return {
          type: "MultiPoint",
          coordinates: this.#readCorners(data, 0, data.byteLength / pointBytes, isCompressed, origin),
        };
      }
      default:
        return this.#readLine(type, shape, body, isCompressed);
    }
  }

  #readLine(type: number, shape: string, body: number, isCompressed: boolean): Geometry {
    const view = this.#view;
    const size = view.getInt32(body + 4, true) & 0x7fffffff;
    if (size > view.byteLength) throw new Damage("图形比文件还大", "a shape larger than the file");
    const data = this.#gather(view.getInt32(body, true), size);
    const isV800 = type >= 61;
    let at = body + 8;
    let sections = 1;
    if (shape !== "pline") {
      sections = isV800 ? view.getInt32(at, true) : view.getInt16(at, true);
      at += isV800 ? 37 : 2;
    }
    if (sections < 0 || sections * 14 > size + 14)
      throw new Damage(`声称有 ${sections} 段`, `a shape of ${sections} sections`);
    const origin = isCompressed ? [view.getInt32(at + 4, true), view.getInt32(at + 8, true)] : [0, 0];
    if (shape === "pline")
      return {
        type: "LineString",
        coordinates: this.#readCorners(data, 0, size / (isCompressed ? 4 : 8), isCompressed, origin),
      };
    const lines = this.#readSections(data, sections, isCompressed, type >= 46, origin);
    return shape === "area"
      ? gatherNestedRings(lines.filter((line) => line.length > 0).map(closeRing))
      : { type: "MultiLineString", coordinates: lines };
  }
}

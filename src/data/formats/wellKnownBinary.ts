import type { Geometry, Position } from "geojson";
import { strokeCircularString } from "./curves.ts";

/**
 * A geometry from well-known binary (ISO or extended), heights kept and measures left out, curves stroked;
 * throws RangeError on bytes that are not one. `told.curves` counts the curves met.
 */
export function readWellKnownBinary(bytes: Uint8Array, start = 0, told = { curves: 0 }): Geometry {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start;
  const fail = (why: string): never => {
    throw new RangeError(`well-known binary: ${why} at byte ${at}`);
  };
  const read = (depth: number): Geometry => {
    if (depth > 20) fail("nested too deep");
    const little = view.getUint8(at) === 1;
    let type = view.getUint32(at + 1, little);
    at += 5;
    let [z, m] = [false, false];
    if (type & 0xe0000000) {
      [z, m] = [(type & 0x80000000) !== 0, (type & 0x40000000) !== 0];
      if (type & 0x20000000) at += 4;
      type &= 0x1fffffff;
    }
    const thousands = Math.floor(type / 1000);
    if (thousands > 0) {
      [z, m] = [thousands === 1 || thousands === 3, thousands === 2 || thousands === 3];
      type %= 1000;
    }
    const width = 16 + (z ? 8 : 0) + (m ? 8 : 0);
    const count = (least: number) => {
      const n = view.getUint32(at, little);
      at += 4;
      if (n * least > view.byteLength - at) fail(`a count of ${n} does not fit`);
      return n;
    };
    const position = (): Position => {
      const p = [view.getFloat64(at, little), view.getFloat64(at + 8, little)];
      if (z) p.push(view.getFloat64(at + 16, little));
      at += width;
      return p;
    };
    const line = () => Array.from({ length: count(width) }, position);
    const rings = () => Array.from({ length: count(4) }, line);
    const parts = () => Array.from({ length: count(9) }, () => read(depth + 1));
    switch (type) {
      case 1: {
        const p = position();
        return { type: "Point", coordinates: p.some(Number.isNaN) ? [] : p };
      }
      case 2:
        return { type: "LineString", coordinates: line() };
      case 3:
        return { type: "Polygon", coordinates: rings() };
      case 4:
        return {
          type: "MultiPoint",
          coordinates: parts().map((g) => (g as { coordinates: Position }).coordinates),
        };
      case 5:
        return {
          type: "MultiLineString",
          coordinates: parts().map((g) => (g as { coordinates: Position[] }).coordinates),
        };
      case 6:
        return {
          type: "MultiPolygon",
          coordinates: parts().map((g) => (g as { coordinates: Position[][] }).coordinates),
        };
      case 7:
        return { type: "GeometryCollection", geometries: parts() };
      case 8:
        told.curves += 1;
        return { type: "LineString", coordinates: strokeCircularString(line()) };
      case 9:
        return { type: "LineString", coordinates: joinLines(parts()) };
      case 10:
        return { type: "Polygon", coordinates: parts().map((ring) => joinLines([ring])) };
      case 11:
        return { type: "MultiLineString", coordinates: parts().map((part) => joinLines([part])) };
      case 12:
      case 15:
      case 16:
        return {
          type: "MultiPolygon",
          coordinates: parts().map((g) => (g as { coordinates: Position[][] }).coordinates),
        };
      case 17:
        return { type: "Polygon", coordinates: rings() };
      default:
        return fail(`geometry type ${type} is not supported`);
    }
  };
  return read(0);
}

/** Lines end to start as one; the shared positions come once. */
function joinLines(parts: readonly Geometry[]): Position[] {
  const line: Position[] = [];
  for (const part of parts) {
    if (part.type !== "LineString") throw new RangeError("well-known binary: a curve is made of no lines");
    const last = line.at(-1);
    const [first] = part.coordinates;
    const isShared = last && first && last[0] === first[0] && last[1] === first[1];
    for (let i = isShared ? 1 : 0; i < part.coordinates.length; i += 1) line.push(part.coordinates[i]!);
  }
  return line;
}

/** ISO well-known binary of a geometry, two dimensions, little-endian. */
export function writeWellKnownBinary(geometry: Geometry): Uint8Array {
  const chunks: number[] = [];
  const scratch = new DataView(new ArrayBuffer(8));
  const uint32 = (n: number) => {
    scratch.setUint32(0, n, true);
    for (let i = 0; i < 4; i += 1) chunks.push(scratch.getUint8(i));
  };
  const float64 = (n: number) => {
    scratch.setFloat64(0, n, true);
    for (let i = 0; i < 8; i += 1) chunks.push(scratch.getUint8(i));
  };
  const position = (p: Position | undefined) => {
    float64(p?.[0] ?? Number.NaN);
    float64(p?.[1] ?? Number.NaN);
  };
  const line = (positions: Position[]) => {
    uint32(positions.length);
    for (const p of positions) position(p);
  };
  const rings = (list: Position[][]) => {
    uint32(list.length);
    for (const ring of list) line(ring);
  };
  const write = (g: Geometry): void => {
    chunks.push(1);
    const many = (type: number, parts: Geometry[]) => {
      uint32(type);
      uint32(parts.length);
      for (const part of parts) write(part);
    };
    if (g.type === "Point") {
      uint32(1);
      position(g.coordinates.length > 0 ? g.coordinates : undefined);
    } else if (g.type === "LineString") {
      uint32(2);
      line(g.coordinates);
    } else if (g.type === "Polygon") {
      uint32(3);
      rings(g.coordinates);
    } else if (g.type === "GeometryCollection") many(7, g.geometries);
    else if (g.type === "MultiPoint") {
      many(
        4,
        g.coordinates.map((coordinates) => ({ type: "Point", coordinates })),
      );
    } else if (g.type === "MultiLineString") {
      many(
        5,
        g.coordinates.map((coordinates) => ({ type: "LineString", coordinates })),
      );
    } else {
      many(
        6,
        g.coordinates.map((coordinates) => ({ type: "Polygon", coordinates })),
      );
    }
  };
  write(geometry);
  return Uint8Array.from(chunks);
}

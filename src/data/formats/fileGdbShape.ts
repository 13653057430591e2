import type { Geometry, Position } from "geojson";
import { gatherNestedRings } from "../rings.ts";
import { strokeArc, strokeBezier, strokeCircle } from "./curves.ts";
import { Damage } from "./damage.ts";
import { Cursor, type GdbGrid } from "./fileGdbTable.ts";

/** Shape types by their plain kind; those of the general form carry flags of their own. */
const kinds: Record<number, "point" | "multipoint" | "line" | "area"> = {
  1: "point",
  9: "point",
  11: "point",
  21: "point",
  52: "point",
  8: "multipoint",
  18: "multipoint",
  20: "multipoint",
  28: "multipoint",
  53: "multipoint",
  3: "line",
  10: "line",
  13: "line",
  23: "line",
  50: "line",
  5: "area",
  15: "area",
  19: "area",
  25: "area",
  51: "area",
};
const withHeights = new Set([9, 11, 18, 20, 10, 13, 15, 19]);
const [zFlag, curveFlag] = [0x80000000, 0x20000000];

/** An arc as Esri keeps it: by a position on it, or by its centre and the way round. */
function strokeEsriArc(start: Position, end: Position, [x, y]: Position, bits: number): Position[] {
  const [isLine, isByPosition, isCcw] = [(bits & 0x20) !== 0, (bits & 0x80) !== 0, (bits & 0x08) !== 0];
  if (isLine || (bits & 0x41) !== 0) return [end];
  if (isByPosition) return strokeArc(start, [x!, y!], end);
  const angle = (p: Position) => Math.atan2(p[1]! - y!, p[0]! - x!);
  const full = 2 * Math.PI;
  let sweep = (((angle(end) - angle(start)) % full) + full) % full || full;
  if (!isCcw) sweep -= full;
  const line = strokeCircle(
    [x!, y!],
    Math.hypot(start[0]! - x!, start[1]! - y!),
    angle(start),
    sweep || -full,
  ).slice(1);
  line[line.length - 1] = end;
  return line;
}

/** Segments of a shape that are curves, by the place of the position they begin at. */
function readCurves(cursor: Cursor, count: number, told: CurveTally) {
  const curves = new Map<number, (start: Position, end: Position) => Position[]>();
  for (let i = 0; i < count; i += 1) {
    const at = cursor.varuint();
    const type = cursor.varuint();
    told.curves += 1;
    if (type === 1) {
      const place = [cursor.float64(), cursor.float64()];
      const bits = cursor.uint32();
      curves.set(at, (start, end) => strokeEsriArc(start, end, place, bits));
    } else if (type === 4) {
      const [a, b] = [
        [cursor.float64(), cursor.float64()],
        [cursor.float64(), cursor.float64()],
      ] as [Position, Position];
      curves.set(at, (start, end) => strokeBezier(start, a, b, end));
    } else if (type === 5) {
      cursor.at += 44;
      told.chords += 1;
    } else throw new Damage(`曲线类型 ${type} 不认识`, `a curve of type ${type} is not known`);
  }
  return curves;
}

const closeRing = (ring: Position[]): Position[] => {
  const [first, last] = [ring[0], ring.at(-1)];
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, [...first]] : ring;
};

/** Shapes of three dimensions made of patches; a reader leaves them out by name. */
export const multipatch = new Damage("多面体（MultiPatch）", "a multipatch");

/** What is told of a layer once: curves that became chords, arcs of ellipses read straight, and how many corners curves may still give. */
export interface CurveTally {
  curves: number;
  chords: number;
  left: number;
}
export const mostCurveCorners = 5_000_000;

/** Far below the finest grid: takes away what adding a large origin leaves behind. */
const settle = (value: number) => Math.round(value * 1e10) / 1e10;

/** A shape as its row keeps it; null where it is empty. Throws Damage, or RangeError where its bytes end too soon. */
export function readShape(blob: Uint8Array, grid: GdbGrid, told: CurveTally): Geometry | null {
  const cursor = new Cursor(new DataView(blob.buffer, blob.byteOffset, blob.byteLength));
  const full = cursor.varuint();
  const type = full % 256;
  if (type === 0) return null;
  const kind = kinds[type];
  if (kind === undefined)
    throw type === 31 || type === 32 || type === 54
      ? multipatch
      : new Damage(`几何类型 ${type} 不认识`, `shape type ${type} is not known`);
  const hasZ = withHeights.has(type) || Math.floor(full / zFlag) % 2 === 1;
  if (kind === "point") {
    const [x, y] = [cursor.varuint(), cursor.varuint()];
    if (x === 0) return null;
    const position = [settle((x - 1) / grid.scale + grid.x), settle((y - 1) / grid.scale + grid.y)];
    if (hasZ) position.push((cursor.varuint() - 1) / grid.zScale + grid.z);
    return { type: "Point", coordinates: position };
  }
  const count = cursor.varuint();
  if (count === 0) return null;
  if (count * 2 > blob.length)
    throw new Damage(
      `${blob.length} 字节里声称有 ${count} 个点`,
      `${count} positions in ${blob.length} bytes`,
    );
  let sizes = [count];
  let curveCount = 0;
  if (kind === "multipoint") for (let i = 0; i < 4; i += 1) cursor.varuint();
  else {
    const parts = cursor.varuint();
    if (parts > count)
      throw new Damage(`${count} 个点分成 ${parts} 部分`, `${parts} parts of ${count} positions`);
    if (type >= 50 && Math.floor(full / curveFlag) % 2 === 1) curveCount = cursor.varuint();
    if (curveCount > blob.length) throw new Damage(`声称有 ${curveCount} 段曲线`, `${curveCount} curves`);
    for (let i = 0; i < 4; i += 1) cursor.varuint();
    sizes = Array.from({ length: Math.max(0, parts - 1) }, () => cursor.varuint());
    sizes.push(count - sizes.reduce((sum, size) => sum + size, 0));
    if (sizes.some((size) => size < 0))
      throw new Damage("各部分的点数超过总点数", "parts of more positions than there are");
  }
  let [dx, dy] = [0, 0];
  const positions = Array.from({ length: count }, (): Position => {
    dx += cursor.varint();
    dy += cursor.varint();
    return [settle(dx / grid.scale + grid.x), settle(dy / grid.scale + grid.y)];
  });
  if (hasZ) {
    let dz = 0;
    for (const position of positions) {
      dz += cursor.varint();
      position.push(dz / grid.zScale + grid.z);
    }
  }
  // Measures stand between heights and curves and have no use here.
  const hasM = [11, 21, 18, 28, 13, 23, 15, 25].includes(type) || Math.floor(full / 0x40000000) % 2 === 1;
  if (hasM && curveCount > 0) for (let i = 0; i < count; i += 1) cursor.varint();
  if (kind === "multipoint") return { type: "MultiPoint", coordinates: positions };
  const curves = curveCount > 0 ? readCurves(cursor, curveCount, told) : undefined;
  let from = 0;
  const lines = sizes.map((size) => {
    const line = positions.slice(from, from + size);
    const start = from;
    from += size;
    if (!curves) return line;
    return line.flatMap((position, i): Position[] => {
      if (i === 0) return [position];
      const curve = curves.get(start + i - 1);
      if (!curve) return [position];
      const stroked = curve(line[i - 1]!, position);
      told.left -= stroked.length;
      if (told.left < 0) throw new Damage("曲线化成的折点过多", "its curves give too many corners");
      return stroked;
    });
  });
  if (kind === "line")
    return lines.length === 1
      ? { type: "LineString", coordinates: lines[0]! }
      : { type: "MultiLineString", coordinates: lines };
  return gatherNestedRings(lines.map(closeRing));
}

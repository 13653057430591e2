import type { Geometry, Position } from "geojson";
import type { Findings, MemberPath, RepairId } from "./importReport.ts";

const depths: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};
export const geometryTypes = [...Object.keys(depths), "GeometryCollection"];

interface Place {
  file: string;
  record: number;
  line: number | null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Twice the signed area of a ring in degrees, positive when counter-clockwise. */
export function computeTurn(ring: readonly Position[]): number {
  let sum = 0;
  const [ox, oy] = ring[0] as [number, number];
  for (let i = 1; i < ring.length; i += 1) {
    const [ax, ay] = ring[i - 1] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    sum += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
  }
  return sum;
}

/** Checks one geometry against RFC 7946, without recursion; what it adds names record and member. True: may be used. */
export function checkGeometry(
  geometry: unknown,
  place: Place,
  base: MemberPath,
  ownRingOrder: boolean,
  findings: Findings,
): boolean {
  const pending: { value: unknown; path: MemberPath; depth: number }[] = [
    { value: geometry, path: base, depth: 0 },
  ];
  let sound = true;
  const fail = (code: string, zh: string, en: string, path: MemberPath, repair?: RepairId) => {
    sound = false;
    findings.addError(code, { zh, en }, { ...place, path }, repair);
  };
  for (let item = pending.pop(); item; item = pending.pop()) {
    const { value, path, depth } = item;
    if (!isObject(value)) {
      fail("geometry-not-object", "几何不是对象", "a geometry is not an object", path);
      continue;
    }
    const type = Object.hasOwn(value, "type") ? value.type : undefined;
    if (typeof type !== "string" || !geometryTypes.includes(type)) {
      const said = type === undefined ? "" : ` ${JSON.stringify(type)?.slice(0, 60)}`;
      fail(
        "geometry-type",
        `几何类型${said}不对，应为 ${geometryTypes.join("、")}`,
        `the geometry type${said} is not one of ${geometryTypes.join(", ")}`,
        [...path, "type"],
      );
      continue;
    }
    const stray = ["geometry", "properties", "features"].find((key) => Object.hasOwn(value, key));
    if (stray)
      fail(
        "geometry-member",
        `几何中不允许有“${stray}”（RFC 7946 7.1）`,
        `a geometry must not have a member '${stray}' (RFC 7946, 7.1)`,
        [...path, stray],
      );
    if (type === "GeometryCollection") {
      if (!Array.isArray(value.geometries) || !Object.hasOwn(value, "geometries")) {
        fail(
          "geometries-missing",
          "GeometryCollection 缺少 geometries 数组",
          "a GeometryCollection needs an array 'geometries'",
          [...path, "geometries"],
        );
        continue;
      }
      if (Object.hasOwn(value, "coordinates")) {
        fail(
          "geometry-member",
          "GeometryCollection 不允许有 coordinates",
          "a GeometryCollection must not have 'coordinates'",
          [...path, "coordinates"],
        );
      }
      if (depth > 0) {
        findings.addWarning(
          "nested-collection",
          {
            zh: "几何集合里套几何集合（RFC 7946 不建议）",
            en: "a collection inside a collection (RFC 7946 advises against it)",
          },
          { ...place, path },
        );
      }
      value.geometries.forEach((part, index) => {
        pending.push({ value: part, path: [...path, "geometries", index], depth: depth + 1 });
      });
      continue;
    }
    if (!Object.hasOwn(value, "coordinates") || !Array.isArray(value.coordinates)) {
      fail("coordinates-missing", `${type} 缺少 coordinates 数组`, `a ${type} needs an array 'coordinates'`, [
        ...path,
        "coordinates",
      ]);
      continue;
    }
    if (!checkCoordinates(type, value.coordinates, [...path, "coordinates"], place, ownRingOrder, findings))
      sound = false;
  }
  return sound;
}

/** Looks at the coordinates of one geometry: number of values, closed rings, their direction. */
class CoordinateCheck {
  isSound = true;
  /** The first position with more values than mean anything. */
  extra: MemberPath | undefined;
  private readonly place: Place;
  private readonly ownRingOrder: boolean;
  private readonly findings: Findings;

  constructor(place: Place, ownRingOrder: boolean, findings: Findings) {
    this.place = place;
    this.ownRingOrder = ownRingOrder;
    this.findings = findings;
  }

  private fail(code: string, zh: string, en: string, path: MemberPath, repair?: RepairId) {
    this.isSound = false;
    this.findings.addError(code, { zh, en }, { ...this.place, path }, repair);
  }

  checkPosition(value: unknown, path: () => MemberPath): boolean {
    if (!Array.isArray(value)) {
      this.fail(
        "position-not-array",
        "坐标应是 [经度, 纬度] 数组",
        "a position should be an array [longitude, latitude]",
        path(),
      );
      return false;
    }
    if (value.length < 2) {
      this.fail(
        "position-length",
        `坐标只有 ${value.length} 个数，至少要两个`,
        `a position has ${value.length} values; it needs two`,
        path(),
      );
      return false;
    }
    for (let i = 0; i < value.length; i += 1) {
      if (typeof value[i] !== "number") {
        this.fail(
          "position-number",
          `坐标的第 ${i + 1} 个值不是数`,
          `value ${i + 1} of a position is not a number`,
          [...path(), i],
        );
        return false;
      }
      if (!Number.isFinite(value[i])) {
        this.fail(
          "position-finite",
          `坐标的第 ${i + 1} 个值不是有限数`,
          `value ${i + 1} of a position is not a finite number`,
          [...path(), i],
        );
        return false;
      }
    }
    if (value.length > 3) this.extra ??= path();
    return true;
  }

  checkLine(value: unknown, path: () => MemberPath, ring: "outer" | "hole" | undefined): void {
    if (!Array.isArray(value)) {
      this.fail(
        "line-not-array",
        ring ? "环应是坐标数组" : "线应是坐标数组",
        `a ${ring ? "ring" : "line"} should be an array of positions`,
        path(),
      );
      return;
    }
    for (let i = 0; i < value.length; i += 1) if (!this.checkPosition(value[i], () => [...path(), i])) return;
    if (!ring) {
      if (value.length < 2)
        this.fail(
          "line-length",
          `线只有 ${value.length} 个点，至少要两个`,
          `a line has ${value.length} positions; it needs two`,
          path(),
        );
      return;
    }
    this.checkRing(value as Position[], path, ring);
  }

  private checkRing(value: Position[], path: () => MemberPath, ring: "outer" | "hole"): void {
    const [first, last] = [value[0], value.at(-1)];
    const closed =
      first !== undefined && first.length === last!.length && first.every((v, i) => v === last![i]);
    if (!closed && value.length >= 3) {
      this.fail(
        "ring-not-closed",
        `环未闭合：首点 ${String(first)}，末点 ${String(last)}`,
        `a ring is not closed: it begins at ${String(first)} and ends at ${String(last)}`,
        path(),
        "close-rings",
      );
      return;
    }
    if (value.length < 4) {
      this.fail(
        "ring-length",
        `环只有 ${value.length} 个点，至少要四个`,
        `a ring has ${value.length} positions; it needs four`,
        path(),
      );
      return;
    }
    const turn = this.ownRingOrder ? 0 : computeTurn(value);
    if (turn !== 0 && turn > 0 !== (ring === "outer")) {
      this.findings.addWarning(
        "ring-direction",
        {
          zh: ring === "outer" ? "外环应为逆时针" : "内环应为顺时针",
          en: ring === "outer" ? "an outer ring should run counter-clockwise" : "a hole should run clockwise",
        },
        { ...this.place, path: path() },
        "rewind-rings",
      );
    }
  }

  checkPolygon(value: unknown, path: () => MemberPath): void {
    if (!Array.isArray(value))
      this.fail("polygon-not-array", "面应是环的数组", "a polygon should be an array of rings", path());
    else
      for (const [i, ring] of value.entries())
        this.checkLine(ring, () => [...path(), i], i === 0 ? "outer" : "hole");
  }
}

function checkCoordinates(
  type: string,
  coordinates: unknown[],
  base: MemberPath,
  place: Place,
  ownRingOrder: boolean,
  findings: Findings,
): boolean {
  const check = new CoordinateCheck(place, ownRingOrder, findings);
  const each = (look: (value: unknown, path: () => MemberPath) => void) =>
    coordinates.forEach((value, i) => {
      look(value, () => [...base, i]);
    });
  if (type === "Point") {
    if (coordinates.length > 0) check.checkPosition(coordinates, () => base);
  } else if (coordinates.length === 0) {
    // RFC 7946, 3.1: may be read as null. The pipeline says so.
  } else if (type === "MultiPoint")
    each((value, path) => {
      check.checkPosition(value, path);
    });
  else if (type === "LineString") check.checkLine(coordinates, () => base, undefined);
  else if (type === "MultiLineString") each((value, path) => check.checkLine(value, path, undefined));
  else if (type === "Polygon") check.checkPolygon(coordinates, () => base);
  else each((value, path) => check.checkPolygon(value, path));
  if (check.extra) {
    findings.addWarning(
      "position-extra",
      {
        zh: "坐标有四个以上的数，多出的没有含义",
        en: "positions have more than three values; the rest mean nothing",
      },
      { ...place, path: check.extra },
      "drop-extra-values",
    );
  }
  return check.isSound;
}

/** Arrays of positions in a geometry of any kind, with the rings among them marked; skips what is malformed. */
function* findSequences(
  geometry: unknown,
): Generator<{ list: unknown[]; ring: "outer" | "hole" | undefined }> {
  const pending = [geometry];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (!isObject(value)) continue;
    if (Array.isArray(value.geometries)) pending.push(...value.geometries);
    if (typeof value.type !== "string" || !Array.isArray(value.coordinates)) continue;
    const c = value.coordinates as unknown[];
    const rings = function* (polygon: unknown) {
      if (!Array.isArray(polygon)) return;
      for (const [i, ring] of polygon.entries()) {
        if (Array.isArray(ring))
          yield { list: ring as unknown[], ring: i === 0 ? ("outer" as const) : ("hole" as const) };
      }
    };
    if (value.type === "Point") yield { list: [c], ring: undefined };
    else if (value.type === "MultiPoint" || value.type === "LineString") yield { list: c, ring: undefined };
    else if (value.type === "MultiLineString") {
      for (const line of c) if (Array.isArray(line)) yield { list: line, ring: undefined };
    } else if (value.type === "Polygon") yield* rings(c);
    else if (value.type === "MultiPolygon") for (const polygon of c) yield* rings(polygon);
  }
}

/** Carries out the repairs that concern positions and rings, in place; gives how many places it touched. */
export function repairPositions(geometry: Geometry | null, repair: RepairId): number {
  let count = 0;
  for (const { list, ring } of findSequences(geometry)) {
    const positions = list.filter((p): p is number[] => Array.isArray(p));
    if (repair === "drop-extra-values") {
      for (const p of positions) {
        if (p.length > 3) {
          p.length = 3;
          count += 1;
        }
      }
    } else if (repair === "swap-axes") {
      for (const p of positions) {
        if (p.length < 2) continue;
        [p[0], p[1]] = [p[1]!, p[0]!];
        count += 1;
      }
    } else if (repair === "close-rings" && ring && positions.length === list.length && list.length >= 3) {
      const [first, last] = [positions[0]!, positions.at(-1)!];
      if (first.length !== last.length || first.some((v, i) => v !== last[i])) {
        list.push([...first]);
        count += 1;
      }
    } else if (repair === "rewind-rings" && ring && positions.length === list.length && list.length >= 4) {
      const turn = computeTurn(positions);
      if (turn !== 0 && turn > 0 !== (ring === "outer")) {
        list.reverse();
        count += 1;
      }
    }
  }
  return count;
}

/** True where there is no position at all. */
export function isEmptyGeometry(geometry: Geometry): boolean {
  if (geometry.type === "GeometryCollection") return geometry.geometries.every(isEmptyGeometry);
  if (geometry.type === "Polygon") return geometry.coordinates.every((ring) => ring.length === 0);
  if (geometry.type === "MultiPolygon")
    return geometry.coordinates.every((p) => p.every((ring) => ring.length === 0));
  return geometry.coordinates.length === 0;
}

/** Changes every position of a sound geometry in place. */
export function changePositions(geometry: Geometry, change: (position: Position) => void): void {
  const pending: Geometry[] = [geometry];
  const walk = (value: Position | unknown[]) => {
    if (typeof value[0] === "number") change(value as Position);
    else for (let i = 0; i < value.length; i += 1) walk(value[i] as unknown[]);
  };
  for (let g = pending.pop(); g; g = pending.pop()) {
    if (g.type === "GeometryCollection") pending.push(...g.geometries);
    else walk(g.coordinates);
  }
}

import type { Geometry, Position } from "geojson";

const names: Record<string, Exclude<Geometry["type"], "GeometryCollection">> = {
  POINT: "Point",
  MULTIPOINT: "MultiPoint",
  LINESTRING: "LineString",
  MULTILINESTRING: "MultiLineString",
  POLYGON: "Polygon",
  MULTIPOLYGON: "MultiPolygon",
};

/** Whether a text begins as well-known text of a geometry does. */
export const looksLikeWellKnownText = (text: string) =>
  /^\s*(SRID\s*=\s*\d+\s*;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(ZM|Z|M)?\s*(\(|EMPTY)/i.test(
    text,
  );

/**
 * A geometry from well-known text, with or without heights and an SRID prefix (which is given back); a
 * sentence saying what is wrong otherwise. Measures (M) are left out.
 */
export function parseWellKnownText(
  text: string,
): { geometry: Geometry; srid: number | null } | { problem: string; at: number } {
  const tokens = /\s*(?:([A-Za-z]+)|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([(),;=]))/y;
  let at = 0;
  let token = "";
  const next = () => {
    tokens.lastIndex = at;
    const match = tokens.exec(text);
    token = match ? (match[1]?.toUpperCase() ?? match[2] ?? match[3]!) : "";
    if (match) at = tokens.lastIndex;
    return token;
  };
  class Problem extends Error {}
  const expect = (wanted: string) => {
    if (token !== wanted)
      throw new Problem(`expected '${wanted}'${token ? `, got '${token}'` : " before the end"}`);
    next();
  };
  const readPosition = (measures: boolean): Position => {
    const values: number[] = [];
    while (token !== "" && /^[-+.\d]/.test(token)) {
      values.push(Number(token));
      next();
    }
    if (values.length < 2) throw new Problem(`a position has ${values.length} values`);
    if (values.length > 4) throw new Problem(`a position has ${values.length} values`);
    return measures && values.length >= 3 ? values.slice(0, values.length - 1) : values.slice(0, 3);
  };
  /** `depth` levels of brackets round positions. */
  const readLevel = (depth: number, measures: boolean): unknown[] => {
    if (token === "EMPTY") {
      next();
      return [];
    }
    expect("(");
    const parts: unknown[] = [];
    for (;;) {
      if (depth > 1) parts.push(readLevel(depth - 1, measures));
      else if (token === "(") {
        next();
        parts.push(readPosition(measures));
        expect(")");
      } else parts.push(readPosition(measures));
      if (token !== ",") break;
      next();
    }
    expect(")");
    return parts;
  };
  const readGeometry = (nested: number): Geometry => {
    if (nested > 20) throw new Problem("collections are nested too deep");
    const word = token.replace(/(ZM|Z|M)$/, (tail) =>
      token.replace(/(ZM|Z|M)$/, "") in names || token.startsWith("GEOMETRYCOLLECTION") ? "" : tail,
    );
    let measures = /M$/.test(token) && word !== token;
    next();
    if (["Z", "M", "ZM"].includes(token)) {
      measures = token !== "Z";
      next();
    }
    if (word === "GEOMETRYCOLLECTION") {
      const geometries: Geometry[] = [];
      if (token === "EMPTY") next();
      else {
        expect("(");
        for (;;) {
          geometries.push(readGeometry(nested + 1));
          if (token !== ",") break;
          next();
        }
        expect(")");
      }
      return { type: "GeometryCollection", geometries };
    }
    const type = names[word];
    if (!type) throw new Problem(`'${word.slice(0, 30)}' is no kind of geometry`);
    const depth = { Point: 1, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }[
      type
    ];
    const parts = readLevel(depth, measures);
    if (type === "Point") return { type, coordinates: (parts[0] as Position | undefined) ?? [] };
    return { type, coordinates: parts } as Geometry;
  };
  try {
    let srid: number | null = null;
    next();
    if (token === "SRID") {
      next();
      expect("=");
      srid = Number(token);
      next();
      expect(";");
    }
    const geometry = readGeometry(0);
    if (token !== "" || text.slice(at).trim() !== "")
      throw new Problem(`'${(token || text.slice(at).trim()).slice(0, 20)}' follows the end`);
    return { geometry, srid };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message, at };
    throw error;
  }
}

/** Well-known text of a geometry, heights kept. */
export function formatWellKnownText(geometry: Geometry): string {
  if (geometry.type === "GeometryCollection") {
    return geometry.geometries.length === 0
      ? "GEOMETRYCOLLECTION EMPTY"
      : `GEOMETRYCOLLECTION (${geometry.geometries.map(formatWellKnownText).join(", ")})`;
  }
  const format = (value: unknown): string => {
    const list = value as unknown[];
    if (typeof list[0] === "number") return list.slice(0, 3).join(" ");
    return `(${list.map(format).join(", ")})`;
  };
  const first = (geometry.coordinates as unknown[]).flat(3);
  if (first.length === 0) return `${geometry.type.toUpperCase()} EMPTY`;
  const deepest = (value: unknown): unknown[] =>
    typeof (value as unknown[])[0] === "number" ? (value as unknown[]) : deepest((value as unknown[])[0]);
  const z = deepest(geometry.coordinates).length > 2 ? " Z" : "";
  const body = format(geometry.coordinates);
  return `${geometry.type.toUpperCase()}${z} ${geometry.type === "Point" ? `(${body})` : body}`;
}

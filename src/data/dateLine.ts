import type { Geometry, Position } from "geojson";
import { combinePolygons } from "../domain/place/polygonEngine.ts";
import type { Findings, RawLayer } from "./importReport.ts";

/** On the date line, but for what a program's rounding left (a hundredth of a millimetre). */
const isOnDateLine = ([longitude]: Position) => Math.abs(Math.abs(longitude!) - 180) < 1e-10;

/** An edge that jumps over the date line: more than half the globe wide, and not along the edge of the map. */
const jumps = (from: Position, to: Position) =>
  Math.abs(to[0]! - from[0]!) > 180 && !(isOnDateLine(from) && isOnDateLine(to));

/** Longitudes counted on past ±180°, so that no edge jumps. */
function unwrap(line: readonly Position[]): Position[] {
  let turns = 0;
  return line.map((position, i) => {
    const before = line[i - 1];
    if (before && jumps(before, position)) turns += position[0]! < before[0]! ? 360 : -360;
    return [position[0]! + turns, ...position.slice(1)];
  });
}

/** A line in pieces, each between −180° and 180°. */
function splitLine(line: readonly Position[]): Position[][] {
  const pieces: Position[][] = [[line[0]!]];
  for (let i = 1; i < line.length; i += 1) {
    const [from, to] = [line[i - 1]!, line[i]!];
    if (jumps(from, to)) {
      const edge = Math.sign(from[0]!) * 180;
      const whole = to[0]! + 2 * edge;
      const share = whole === from[0]! ? 0 : (edge - from[0]!) / (whole - from[0]!);
      const latitude = from[1]! + (to[1]! - from[1]!) * share;
      pieces.at(-1)!.push([edge, latitude]);
      pieces.push([[-edge, latitude]]);
    }
    pieces.at(-1)!.push(to);
  }
  return pieces.filter((piece) => piece.length > 1 && new Set(piece.map(String)).size > 1);
}

const strip = (west: number): Position[][] => [
  [
    [west, -90],
    [west + 360, -90],
    [west + 360, 90],
    [west, 90],
    [west, -90],
  ],
];

/** A polygon in parts, each between −180° and 180°; undefined where a ring goes round a pole. */
function splitPolygon(rings: readonly Position[][]): Position[][][] | undefined {
  const unwrapped = rings.map(unwrap);
  if (unwrapped.some((ring) => ring[0]![0] !== ring.at(-1)![0])) return undefined;
  // A hole is counted from its own first position: it belongs on the side of its ring.
  const middle = unwrapped[0]!.reduce((sum, p) => sum + p[0]!, 0) / unwrapped[0]!.length;
  const aligned = unwrapped.map((ring) => {
    const off = Math.round((middle - ring[0]![0]!) / 360) * 360;
    return ring.map((p) => [p[0]! + off, ...p.slice(1)]);
  });
  return [-540, -180, 180].flatMap((west) =>
    combinePolygons("intersection", [aligned], [strip(west)]).map((polygon) =>
      polygon.map((ring) => ring.map((p) => [p[0]! - west - 180, ...p.slice(1)])),
    ),
  );
}

const hasJump = (line: readonly Position[]) => line.some((p, i) => i > 0 && jumps(line[i - 1]!, p));

/** Parts that do not cross the date line (RFC 7946, 3.1.9); null: it does not cross; undefined: it goes round a pole. */
export function splitAtDateLine(geometry: Geometry): Geometry | null | undefined {
  switch (geometry.type) {
    case "LineString":
    case "MultiLineString": {
      const lines = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
      if (!lines.some(hasJump)) return null;
      return { type: "MultiLineString", coordinates: lines.flatMap(splitLine) };
    }
    case "Polygon":
    case "MultiPolygon": {
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      if (!polygons.some((rings) => rings.some(hasJump))) return null;
      const parts: Position[][][] = [];
      for (const rings of polygons) {
        const split = rings.some(hasJump) ? splitPolygon(rings) : [rings];
        if (!split) return undefined;
        parts.push(...split);
      }
      return { type: "MultiPolygon", coordinates: parts };
    }
    case "GeometryCollection": {
      const parts = geometry.geometries.map((part) => ({ part, split: splitAtDateLine(part) }));
      if (parts.some(({ split }) => split === undefined)) return undefined;
      if (parts.every(({ split }) => split === null)) return null;
      return { type: "GeometryCollection", geometries: parts.map(({ part, split }) => split ?? part) };
    }
    default:
      return null;
  }
}

/** Splits what crosses the date line, and refuses what goes round a pole: drawn as it stands it is a band round the world. */
export function settleDateLine(layer: RawLayer, findings: Findings): void {
  const bad = new Set<RawLayer["features"][number]>();
  for (const feature of layer.features) {
    if (!feature.geometry || findings.isFull()) continue;
    const split = splitAtDateLine(feature.geometry);
    if (split === null) continue;
    const place = { file: layer.file, record: feature.record, line: feature.line };
    if (split === undefined) {
      bad.add(feature);
      findings.addError(
        "round-a-pole",
        {
          zh: "环绕过极点或横跨 180° 经线而不闭合；请在 180° 经线处断开（RFC 7946，3.1.9）",
          en: "a ring goes round a pole, or over the date line without coming back; cut it at 180° (RFC 7946, 3.1.9)",
        },
        place,
      );
      continue;
    }
    feature.geometry = split;
    findings.addWarning(
      "date-line-split",
      {
        zh: "跨 180° 经线，已在该处断开（RFC 7946，3.1.9）",
        en: "crosses the date line and was cut there (RFC 7946, 3.1.9)",
      },
      place,
    );
  }
  if (bad.size > 0) layer.features = layer.features.filter((feature) => !bad.has(feature));
}

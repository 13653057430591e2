import Flatbush from "flatbush";
import type { Geometry, Position } from "geojson";
import { type Bbox, findBoundingBox } from "../domain/place/boundingBox.ts";
import { measureAreaSquareMetres } from "../domain/place/measure.ts";
import { buildIntersection, findPolygons } from "../domain/place/overlay.ts";
import { sharesGround } from "../domain/place/sharesGround.ts";
import type { Findings, RawFeature, RawLayer } from "./importReport.ts";
import { changePositions } from "./shapeRules.ts";
import { findGaps } from "./topologyGaps.ts";

/** Overlaps told of one layer; where everything overlaps, more would only take time. */
const mostTold = 1000;
/** Less than this (a hundredth of a square metre) is what rounding leaves along a common edge. */
const leastSquareMetres = 0.01;
/** Narrower than this (its area by its length), an overlap is a sliver: two surveys of one edge. */
const sliverMetres = 0.5;
/** Joining all areas of a layer takes time; past this many, gaps are looked for by nobody. */
const mostJoined = 5000;
const mostGapsTold = 200;

const findCommonBox = (a: Bbox, b: Bbox): Bbox => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
];

const isArea = (geometry: Geometry | null): geometry is Geometry =>
  geometry?.type === "Polygon" || geometry?.type === "MultiPolygon";

/** Any position of a geometry, to say where. */
function findPosition(geometry: Geometry): Position {
  let value: unknown = geometry.type === "GeometryCollection" ? geometry.geometries[0] : geometry;
  while (typeof value === "object" && value !== null && !Array.isArray(value) && "coordinates" in value)
    value = value.coordinates;
  while (Array.isArray(value) && Array.isArray(value[0])) value = value[0];
  return value as Position;
}

const formatPosition = ([x, y]: Position) => `${x!.toFixed(6)}, ${y!.toFixed(6)}`;

/** Two points at one place are two things as a rule: only what is the same in every part counts. */
const writeShape = (feature: RawFeature, geometry: Geometry) =>
  JSON.stringify(/Point$/.test(geometry.type) ? [geometry, feature.properties] : geometry);

/** A sum of a geometry's positions: shapes that are the same have the same, others hardly ever. */
function sumPositions(geometry: Geometry): number {
  let sum = 0;
  changePositions(geometry, (p) => {
    sum = sum * 0.7548776662466927 + p[0]! * 1.3247179572447458 + p[1]!;
  });
  return sum;
}

/**
 * Finds the earlier feature whose shape is the same. Shapes are written out only where their sums agree: writing out
 * every one of a large file would take longer than reading it.
 */
function createShapeFinder(): (feature: RawFeature, geometry: Geometry) => RawFeature | undefined {
  const firsts = new Map<number, RawFeature>();
  const written = new Map<number, Map<string, RawFeature>>();
  return (feature, geometry) => {
    const sum = sumPositions(geometry);
    const first = firsts.get(sum);
    if (!first) {
      firsts.set(sum, feature);
      return undefined;
    }
    let texts = written.get(sum);
    if (!texts) {
      texts = new Map([[writeShape(first, first.geometry!), first]]);
      written.set(sum, texts);
    }
    const shape = writeShape(feature, geometry);
    const before = texts.get(shape);
    if (!before) texts.set(shape, feature);
    return before;
  };
}

/** Records that repeat the geometry of an earlier one, and ids that stand twice. */
function tellRepeats(layer: RawLayer, findings: Findings): Set<RawFeature> {
  const find = createShapeFinder();
  const ids = new Map<string | number, RawFeature>();
  const repeats = new Set<RawFeature>();
  for (const feature of layer.features) {
    if (!feature.geometry) continue;
    const place = { file: layer.file, record: feature.record, line: feature.line };
    // The reader of GeoJSON has told ids already, with line and column.
    if (feature.id !== undefined && !layer.locate) {
      const before = ids.get(feature.id);
      if (before)
        findings.addWarning(
          "id-twice",
          {
            zh: `id“${feature.id}”与第 ${before.record} 条相同`,
            en: `the id '${feature.id}' is that of record ${before.record} too`,
          },
          place,
        );
      else ids.set(feature.id, feature);
    }
    const before = find(feature, feature.geometry);
    if (before) {
      repeats.add(feature);
      const isWhole = JSON.stringify(before.properties) === JSON.stringify(feature.properties);
      findings.addWarning(
        "feature-twice",
        {
          zh: `与第 ${before.record} 条${isWhole ? "完全" : "图形"}相同（${formatPosition(findPosition(feature.geometry))}）`,
          en: `is the same ${isWhole ? "in every part" : "in shape"} as record ${before.record} (${formatPosition(findPosition(feature.geometry))})`,
        },
        place,
      );
    }
  }
  return repeats;
}

/** Areas that share ground, each pair with its place and size. */
function tellOverlaps(layer: RawLayer, repeats: ReadonlySet<RawFeature>, findings: Findings) {
  const areas = layer.features.filter((f) => isArea(f.geometry) && !repeats.has(f));
  if (areas.length < 2) return;
  const boxes = areas.map(({ geometry }) => findBoundingBox([geometry!])!);
  const index = new Flatbush(areas.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  const shapes = areas.map(({ geometry }) => findPolygons(geometry));
  let told = 0;
  areas.forEach((feature, i) => {
    if (told >= mostTold) return;
    for (const j of index.search(...boxes[i]!).sort((a, b) => a - b)) {
      if (j <= i) continue;
      const other = areas[j]!;
      // Neighbours that only share a border are most of what the index finds.
      const common = findCommonBox(boxes[i]!, boxes[j]!);
      if (common[0] >= common[2] || common[1] >= common[3]) continue;
      if (!sharesGround(shapes[i]!, shapes[j]!, common)) continue;
      const shared = buildIntersection(feature.geometry!, other.geometry!);
      const area = measureAreaSquareMetres(shared);
      if (!shared || area < leastSquareMetres) continue;
      const [west, south, east, north] = findBoundingBox([shared])!;
      const metres = 111_320;
      const span = Math.hypot(
        (east - west) * metres * Math.cos((south * Math.PI) / 180),
        (north - south) * metres,
      );
      told += 1;
      const isSliver = area / span < sliverMetres;
      const size = formatSize(area);
      const at = formatPosition(findPosition(shared));
      findings.addWarning(
        isSliver ? "sliver" : "overlap",
        {
          zh: `与第 ${feature.record} 条${isSliver ? "沿边重叠成碎条" : "重叠"} ${size}（${at}）`,
          en: `overlaps record ${feature.record} by ${size}${isSliver ? ", a sliver along an edge" : ""} (${at})`,
        },
        { file: layer.file, record: other.record, line: other.line },
      );
    }
  });
  tellWhole(told, findings);
}

const formatSize = (area: number) =>
  area < 1e4 ? `${area.toFixed(2)} m²` : `${(area / 1e6).toFixed(4)} km²`;

/** Ground enclosed by areas that none of them covers, the smallest first: those are the likely faults. */
function tellGaps(layer: RawLayer, repeats: ReadonlySet<RawFeature>, findings: Findings) {
  const areas = layer.features.filter((f) => isArea(f.geometry) && !repeats.has(f));
  if (areas.length < 2) return;
  if (areas.length > mostJoined) {
    findings.decisions.push({
      about: "topology",
      value: String(areas.length),
      by: "rule",
      reason: {
        zh: `面超过 ${mostJoined} 个，未查面与面之间的缝隙`,
        en: `more than ${mostJoined} areas: gaps between them were not looked for`,
      },
    });
    return;
  }
  const gaps = findGaps(areas.map(({ geometry }) => findPolygons(geometry)));
  for (const { at, areaSquareMetres, neighbours } of gaps.slice(0, mostGapsTold)) {
    const [first, ...others] = neighbours.map((index) => areas[index]!);
    const size = formatSize(areaSquareMetres);
    const records = others.map(({ record }) => record);
    const shown = records.slice(0, 5);
    const more = records.length > shown.length;
    findings.addWarning(
      "gap",
      {
        zh: `${shown.length > 0 ? `与第 ${shown.join("、")} 条${more ? "等" : ""}之间` : "四周"}有缝隙 ${size}（${formatPosition(at)}）`,
        en: `leaves a gap of ${size}${shown.length > 0 ? ` with records ${shown.join(", ")}${more ? " and others" : ""}` : ""} (${formatPosition(at)})`,
      },
      { file: layer.file, ...(first ? { record: first.record, line: first.line } : {}) },
    );
  }
  if (gaps.length > mostGapsTold)
    findings.decisions.push({
      about: "topology",
      value: String(gaps.length),
      by: "rule",
      reason: {
        zh: `缝隙 ${gaps.length} 处，只列出最小的 ${mostGapsTold} 处`,
        en: `${gaps.length} gaps, of which the smallest ${mostGapsTold} are listed`,
      },
    });
}

function tellWhole(told: number, findings: Findings) {
  if (told < mostTold) return;
  findings.decisions.push({
    about: "topology",
    value: String(mostTold),
    by: "rule",
    reason: {
      zh: `重叠太多，只列出前 ${mostTold} 处`,
      en: `so much overlaps that only the first ${mostTold} are listed`,
    },
  });
}

/**
 * What the features of a layer do to each other, told with places and changed by nothing: the same feature
 * twice, an id twice, areas that overlap, slivers along common edges, gaps between them.
 */
export function tellTopology(layer: RawLayer, findings: Findings): void {
  if (layer.features.length < 2) return;
  const repeats = tellRepeats(layer, findings);
  tellOverlaps(layer, repeats, findings);
  tellGaps(layer, repeats, findings);
}

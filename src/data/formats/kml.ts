import { gpx as toGpxFeatures, kml as toKmlFeatures } from "@tmcw/togeojson";
import type { Element } from "@xmldom/xmldom";
import type { Feature, Geometry, Position } from "geojson";
import { escapeXml } from "../../domain/escapeXml.ts";
import { isKml } from "../bytes/contentKind.ts";
import { findElements, lineOf, parseMarkup } from "../bytes/markup.ts";
import type { Findings, InputFile, RawFeature, RawLayer, ReadOptions } from "../importReport.ts";

/** What the converter gives as nested values, as the text it stands for: descriptions stay text, never markup. */
function flattenProperties(given: Record<string, unknown> | null): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given ?? {})) {
    if (key === "coordinateProperties") continue;
    let plain = value;
    if (typeof value === "object" && value !== null) {
      const inner = (value as { value?: unknown }).value;
      plain = typeof inner === "string" ? inner : JSON.stringify(value);
    }
    Object.defineProperty(flat, key, { value: plain, enumerable: true, writable: true, configurable: true });
  }
  return flat;
}

function checkCoordinateTexts(
  elements: Element[],
  input: InputFile,
  findings: Findings,
  recordOf: (element: Element) => number | undefined,
) {
  const tuple = /^[-+]?[\d.]+(?:e[-+]?\d+)?,[-+]?[\d.]+(?:e[-+]?\d+)?(?:,[-+]?[\d.]*(?:e[-+]?\d+)?)?$/i;
  for (const element of elements) {
    const bad = (element.textContent ?? "")
      .trim()
      .split(/\s+/)
      .find((t) => t !== "" && !tuple.test(t));
    if (bad === undefined) continue;
    if (findings.isFull()) return;
    findings.addError(
      "kml-coordinates",
      {
        zh: `坐标“${bad.slice(0, 40)}”不是“经度,纬度[,高度]”`,
        en: `the coordinates '${bad.slice(0, 40)}' are not 'longitude,latitude[,altitude]'`,
      },
      { file: input.name, record: recordOf(element), line: lineOf(element) },
    );
  }
}

const ancestorOf = (element: Element, name: string): Element | null => {
  let at: Element | null = element;
  while (at && at.nodeName !== name) at = at.parentNode as Element | null;
  return at;
};

function toRaw(
  features: (Feature<Geometry | null> | undefined)[],
  elements: Element[],
  input: InputFile,
  findings: Findings,
) {
  const kept: RawFeature[] = [];
  let skipped = 0;
  features.forEach((feature, i) => {
    const line = lineOf(elements[i]);
    if (!feature?.geometry) {
      skipped += 1;
      findings.addWarning(
        "geometry-missing",
        { zh: "没有几何，未上图", en: "has no geometry; left out" },
        { file: input.name, record: i + 1, line },
      );
      return;
    }
    kept.push({
      record: i + 1,
      line,
      ...(feature.id === undefined ? {} : { id: feature.id }),
      properties: flattenProperties(feature.properties),
      geometry: feature.geometry,
    });
  });
  return { kept, skipped };
}

/** The folders each placemark lies in, outermost first, as a column of their own. */
function nameFolders(features: readonly RawFeature[], placemarks: readonly Element[]) {
  const known = new Map<Element, string>();
  const pathOf = (element: Element | null): string => {
    if (!element) return "";
    let path = known.get(element);
    if (path === undefined) {
      const name =
        element.nodeName === "Folder"
          ? [...element.childNodes].find((node) => node.nodeName === "name")?.textContent?.trim()
          : undefined;
      path = [pathOf(element.parentNode as Element | null), name].filter(Boolean).join(" / ");
      known.set(element, path);
    }
    return path;
  };
  const paths = features.map(({ record }) => pathOf(placemarks[record - 1]!.parentNode as Element | null));
  if (paths.every((path) => path === "")) return;
  const isTaken = features.some(({ properties }) => Object.hasOwn(properties, "folder"));
  features.forEach(({ properties }, i) => {
    properties[isTaken ? "kml_folder" : "folder"] = paths[i] || null;
  });
}

/** Placemarks of a KML document. What lies elsewhere (network links, overlays) is named, never fetched. */
function readKmlDocument(
  given: InputFile,
  beside: readonly string[],
  findings: Findings,
  options: ReadOptions,
): RawLayer {
  // A few programs write every element with the prefix kml:, which the converter does not know.
  const prefixed = new TextDecoder("latin1")
    .decode(given.bytes.subarray(0, 2000))
    .match(/<(\w+):kml[\s>]/)?.[1];
  const input = prefixed
    ? {
        ...given,
        bytes: new TextEncoder().encode(
          new TextDecoder().decode(given.bytes).replaceAll(new RegExp(`(</?)${prefixed}:`, "g"), "$1"),
        ),
      }
    : given;
  const { document } = parseMarkup(input, options.encoding, findings);
  const placemarks = findElements(document, "Placemark");
  for (const link of findElements(document, "NetworkLink")) {
    const target = findElements(link, "href")[0]?.textContent?.trim() ?? "";
    if (!(beside.length > 1 && !target.includes("://"))) {
      findings.addWarning(
        "kml-network-link",
        {
          zh: `网络链接不会打开：${target.slice(0, 120)}`,
          en: `a network link is not followed: ${target.slice(0, 120)}`,
        },
        { file: input.name, line: lineOf(link) },
      );
    }
    link.parentNode?.removeChild(link);
  }
  const recordOf = (element: Element) => {
    const owner = ancestorOf(element, "Placemark");
    const at = owner ? placemarks.indexOf(owner) : -1;
    return at < 0 ? undefined : at + 1;
  };
  for (const overlay of [
    ...findElements(document, "GroundOverlay"),
    ...findElements(document, "ScreenOverlay"),
  ]) {
    findings.addWarning(
      "kml-overlay",
      { zh: "图片覆盖层未读取", en: "an image overlay is not read" },
      { file: input.name, line: lineOf(overlay) },
    );
    overlay.parentNode?.removeChild(overlay);
  }
  checkCoordinateTexts(findElements(document, "coordinates"), input, findings, recordOf);
  const features = toKmlFeatures(document).features as Feature<Geometry | null>[];
  const { kept, skipped } = toRaw(features, placemarks, input, findings);
  if (features.length === placemarks.length) nameFolders(kept, placemarks);
  else if (findElements(document, "Folder").length > 0)
    findings.addWarning(
      "kml-folders",
      { zh: "文件夹名未读取", en: "the names of folders are left out" },
      { file: input.name, record: 1 },
    );
  if (features.length < placemarks.length) {
    findings.addWarning(
      "kml-count",
      {
        zh: `${placemarks.length} 个地标中读出 ${features.length} 个`,
        en: `${features.length} of ${placemarks.length} placemarks were read`,
      },
      { file: input.name, record: features.length + 1 },
    );
  }
  const name = input.name.replace(/^.*\//, "").replace(/\.kml$/i, "");
  return {
    name,
    file: input.name,
    features: kept,
    crs: null,
    ownRingOrder: true,
    skipped: skipped + Math.max(0, placemarks.length - features.length),
  };
}

/** KML as it is, or the KML documents of an unpacked KMZ archive. */
export function readKml(files: readonly InputFile[], findings: Findings, options: ReadOptions): RawLayer[] {
  const documents = files.filter((f) => isKml(f.bytes));
  const others = files.filter((f) => !documents.includes(f));
  if (others.length > 0) {
    findings.addWarning(
      "file-left-out",
      {
        zh: `${others.length} 个其他文件（图标、图片等）未读取：${others
          .slice(0, 5)
          .map((f) => f.name)
          .join("、")}`,
        en: `${others.length} other files (icons, pictures) were left out: ${others
          .slice(0, 5)
          .map((f) => f.name)
          .join(", ")}`,
      },
      { file: others[0]!.name, record: 1 },
    );
  }
  const names = documents.map((f) => f.name);
  const layers = documents.map((f) => readKmlDocument(f, names, findings, options));
  // The first document of an archive often only links to the others.
  const filled = layers.filter((layer) => layer.features.length + layer.skipped > 0);
  return filled.length > 0 ? filled : layers;
}

/** Tracks, routes and waypoints, each a feature. */
export function readGpx(input: InputFile, findings: Findings, options: ReadOptions): RawLayer[] {
  const { document } = parseMarkup(input, options.encoding, findings);
  const elements = ["trk", "rte", "wpt"].flatMap((name) => findElements(document, name));
  for (const point of ["trkpt", "rtept", "wpt"].flatMap((name) => findElements(document, name))) {
    const [lon, lat] = [point.getAttribute("lon"), point.getAttribute("lat")];
    if (lon?.trim() && lat?.trim() && Number.isFinite(Number(lon)) && Number.isFinite(Number(lat))) continue;
    findings.addError(
      "gpx-position",
      {
        zh: `点的经纬度“${lon ?? ""}, ${lat ?? ""}”不是数`,
        en: `the longitude and latitude '${lon ?? ""}, ${lat ?? ""}' of a point are not numbers`,
      },
      { file: input.name, line: lineOf(point) },
    );
    if (findings.isFull()) break;
  }
  const features = toGpxFeatures(document).features as Feature<Geometry | null>[];
  if (features.length !== elements.length) {
    findings.addWarning(
      "gpx-count",
      {
        zh: `${elements.length} 条轨迹、路线和航点中读出 ${features.length} 条，其余没有坐标`,
        en: `${features.length} of ${elements.length} tracks, routes and waypoints were read; the rest have no positions`,
      },
      { file: input.name, record: features.length + 1 },
    );
  }
  const same = features.length === elements.length;
  const { kept, skipped } = toRaw(features, same ? elements : [], input, findings);
  const name = input.name.replace(/^.*\//, "").replace(/\.gpx$/i, "");
  return [
    {
      name,
      file: input.name,
      features: kept,
      crs: null,
      ownRingOrder: true,
      skipped: skipped + elements.length - features.length,
    },
  ];
}

function formatGeometry(geometry: Geometry): string {
  const tuples = (positions: Position[]) => positions.map((p) => p.slice(0, 3).join(",")).join(" ");
  const line = (positions: Position[]) =>
    `<LineString><coordinates>${tuples(positions)}</coordinates></LineString>`;
  const point = (p: Position) => `<Point><coordinates>${tuples([p])}</coordinates></Point>`;
  const polygon = (rings: Position[][]) => {
    const boundary = (ring: Position[], tag: string) =>
      `<${tag}><LinearRing><coordinates>${tuples(ring)}</coordinates></LinearRing></${tag}>`;
    return `<Polygon>${rings.map((ring, i) => boundary(ring, i === 0 ? "outerBoundaryIs" : "innerBoundaryIs")).join("")}</Polygon>`;
  };
  const many = (parts: string[]) => `<MultiGeometry>${parts.join("")}</MultiGeometry>`;
  switch (geometry.type) {
    case "Point":
      return point(geometry.coordinates);
    case "MultiPoint":
      return many(geometry.coordinates.map(point));
    case "LineString":
      return line(geometry.coordinates);
    case "MultiLineString":
      return many(geometry.coordinates.map(line));
    case "Polygon":
      return polygon(geometry.coordinates);
    case "MultiPolygon":
      return many(geometry.coordinates.map(polygon));
    default:
      return many(geometry.geometries.map(formatGeometry));
  }
}

/** A KML document, WGS 84; attributes as ExtendedData, the first that looks like a name as the name. */
export function writeKml(features: readonly Feature<Geometry>[], title: string): Uint8Array {
  const nameKeys = ["name:zh", "name", "Name", "名称", "NAME", "title"];
  const marks = features.map((feature) => {
    const properties = feature.properties ?? {};
    const nameKey = nameKeys.find((key) => Object.hasOwn(properties, key) && properties[key] !== null);
    const data = Object.entries(properties)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => {
        const text = typeof value === "object" ? JSON.stringify(value) : String(value);
        return `<Data name="${escapeXml(key)}"><value>${escapeXml(text)}</value></Data>`;
      });
    const name = nameKey ? `<name>${escapeXml(String(properties[nameKey]))}</name>` : "";
    return `<Placemark>${name}${data.length > 0 ? `<ExtendedData>${data.join("")}</ExtendedData>` : ""}${formatGeometry(feature.geometry)}</Placemark>`;
  });
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${escapeXml(title)}</name>\n${marks.join("\n")}\n</Document></kml>\n`,
  );
}

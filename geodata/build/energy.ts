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
import { checkKind } from "./kinds.ts";
import { readMosaic } from "./mosaic.ts";
import { buildNewPlants } from "./newPower.ts";
import { createPlaceFeature, isOutside, readConfidence, readPosition, selectRows } from "./placeFeature.ts";

type EnergyDataset = "energy-bases" | "energy-projects" | "uhv-lines" | "gas-fields";

const readCapacity = (fact: FactRow) => ({ capacityMegawatts: readNumber(fact, "capacity_megawatts") });

export function buildEnergyProjects(dataset: EnergyDataset): PlanFeature[] {
  return selectRows(readFactTable("energy_projects_grid_gas.csv"), dataset).map((fact) =>
    createPlaceFeature(fact, dataset, readCapacity(fact)),
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
    kind: checkKind(fact, "power-plants", kind),
    // The database ends about 2018 and lists no later closure: what it last saw is carried on.
    status: alwaysStatus(closed ? "closed" : "existing"),
    confidence: readConfidence(fact),
    source: "Global Power Plant Database, World Resources Institute (CC BY 4.0), table of China, about 2018",
    noteZh: `数据库约到 2018 年，其后情况未查。${repeated ? "可能已计入大唐托克托发电厂的装机。" : ""}`,
    noteEn: `The database ends about 2018; nothing later is known from it.${repeated ? " Probably counted in the capacity of Datang Tuoketuo as well." : ""}`,
    geometry: { type: "Point", coordinates: readPosition(fact) },
    extra: {
      capacityMegawatts: readNumber(fact, "capacity_mw"),
      commissioningYear: year,
      lastSeenYear: 2018,
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
  writeDataset("power-plants", [...buildPowerPlants(), ...buildNewPlants()]);
  for (const dataset of ["energy-projects", "uhv-lines", "gas-fields"] as const)
    writeDataset(dataset, buildEnergyProjects(dataset));
}

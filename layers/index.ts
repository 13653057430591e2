import { airports } from "./airports.ts";
import { baseWater } from "./base-water.ts";
import { borderPorts } from "./border-ports.ts";
import { boundaries } from "./boundaries.ts";
import { checkAlternatives } from "./check-alternatives.ts";
import { cities } from "./cities.ts";
import { cityCentres } from "./city-centres.ts";
import { cityOutput } from "./city-output.ts";
import { conflicts } from "./conflicts.ts";
import { cooperation } from "./cooperation.ts";
import { culture } from "./culture.ts";
import { dataCentres } from "./data-centres.ts";
import { deserts } from "./deserts.ts";
import { energyBases } from "./energy-bases.ts";
import { energyProjects } from "./energy-projects.ts";
import { gasFields } from "./gas-fields.ts";
import { grasslandParks } from "./grassland-parks.ts";
import { growingTowns } from "./growing-towns.ts";
import { industry } from "./industry.ts";
import { innovation } from "./innovation.ts";
import { lakesWetlands } from "./lakes-wetlands.ts";
import type { LayerDefinition } from "./layer.ts";
import { leavingAreas } from "./leaving-areas.ts";
import { logistics } from "./logistics.ts";
import { mountains } from "./mountains.ts";
import { natureReserves } from "./nature-reserves.ts";
import { neighbouringLand } from "./neighbouring-land.ts";
import { outwardCorridors } from "./outward-corridors.ts";
import { powerPlants } from "./power-plants.ts";
import { publicServices } from "./public-services.ts";
import { railLines } from "./rail-lines.ts";
import { reachBands } from "./reach-bands.ts";
import { reachRing } from "./reach-ring.ts";
import { reachRoute } from "./reach-route.ts";
import { region } from "./region.ts";
import { rivers } from "./rivers.ts";
import { roads } from "./roads.ts";
import { satelliteCorridors } from "./satellite-corridors.ts";
import { stations } from "./stations.ts";
import { statisticalZones } from "./statistical-zones.ts";
import { towns } from "./towns.ts";
import { transportHubs } from "./transport-hubs.ts";
import { uhvLines } from "./uhv-lines.ts";
import { unitPeople } from "./unit-people.ts";
import { units } from "./units.ts";
import { waterWorks } from "./water-works.ts";

/** Every layer the map can show, bottom first: the place in this list is the draw order. */
export const layers: readonly LayerDefinition[] = [
  neighbouringLand,
  region,
  cities,
  baseWater,
  units,
  boundaries,
  mountains,
  deserts,
  lakesWetlands,
  gasFields,
  energyBases,
  natureReserves,
  leavingAreas,
  statisticalZones,
  rivers,
  satelliteCorridors,
  waterWorks,
  roads,
  railLines,
  uhvLines,
  outwardCorridors,
  cooperation,
  towns,
  stations,
  grasslandParks,
  publicServices,
  culture,
  dataCentres,
  innovation,
  industry,
  energyProjects,
  powerPlants,
  logistics,
  borderPorts,
  growingTowns,
  airports,
  transportHubs,
  unitPeople,
  cityOutput,
  // Names of cities come before those of bands: what is higher in the list is written first.
  reachBands,
  cityCentres,
  reachRing,
  reachRoute,
  conflicts,
  checkAlternatives,
];

import { baseTiles, datasets } from "../geodata/catalogue.ts";
import { roles } from "../geodata/roles.ts";
import { airports } from "./airports.ts";
import { checkAlternatives } from "./answers/check-alternatives.ts";
import { conflicts } from "./answers/conflicts.ts";
import { projectStatesLayer } from "./answers/project-states.ts";
import { reachBands } from "./answers/reach-bands.ts";
import { reachRing } from "./answers/reach-ring.ts";
import { reachRoute } from "./answers/reach-route.ts";
import { unitStatistics } from "./answers/unit-statistics.ts";
import { baseWater } from "./base-water.ts";
import { borderPorts } from "./border-ports.ts";
import { boundaries } from "./boundaries.ts";
import { cities } from "./cities.ts";
import { cityCentres } from "./city-centres.ts";
import { cityOutput } from "./city-output.ts";
import { cooperation } from "./cooperation.ts";
import { culture } from "./culture.ts";
import { dataCentres } from "./data-centres.ts";
import { deserts } from "./deserts.ts";
import { energyBases } from "./energy-bases.ts";
import { energyProjects } from "./energy-projects.ts";
import { gasFields } from "./gas-fields.ts";
import type { LayerDefinition } from "./grammar/layer.ts";
import { grasslandParks } from "./grassland-parks.ts";
import { growingTowns } from "./growing-towns.ts";
import { industry } from "./industry.ts";
import { innovation } from "./innovation.ts";
import { lakesWetlands } from "./lakes-wetlands.ts";
import { leavingAreas } from "./leaving-areas.ts";
import { logistics } from "./logistics.ts";
import { mountains } from "./mountains.ts";
import { natureReserves } from "./nature-reserves.ts";
import { neighbouringLand } from "./neighbouring-land.ts";
import { outwardCorridors } from "./outward-corridors.ts";
import { powerPlants } from "./power-plants.ts";
import { publicServices } from "./public-services.ts";
import { railLines } from "./rail-lines.ts";
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
const everyLayer: readonly LayerDefinition[] = [
  neighbouringLand,
  region,
  cities,
  baseWater,
  units,
  unitStatistics,
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
  projectStatesLayer,
];

/** Whether this plan has what a layer draws. */
const isOfPlan = ({ data }: LayerDefinition): boolean =>
  "dataset" in data
    ? datasets.some(({ id }) => id === data.dataset)
    : "kernel" in data || (baseTiles.file as string) !== "";

/** The layers of this plan, bottom first, each called as the plan calls it. */
export const layers: readonly LayerDefinition[] = everyLayer
  .filter(isOfPlan)
  .map((layer) => ({ ...layer, title: roles.layerTitles?.[layer.id] ?? layer.title }));

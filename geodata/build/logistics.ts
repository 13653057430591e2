/** Logistics and opening-up: hubs, parks, bonded zones, border ports, corridors and cooperation arcs. */
import type { PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { createPlaceFeature, type Kinds, selectRows } from "./placeFeature.ts";

export const logisticsKinds = {
  logistics: {
    "logistics-hub": { zh: "国家物流枢纽", en: "National logistics hub" },
    "logistics-park": { zh: "物流园区", en: "Logistics park" },
    "rail-freight-centre": { zh: "中欧班列集结中心", en: "China–Europe train centre" },
    "bonded-zone": { zh: "综合保税区", en: "Comprehensive bonded zone" },
    "bonded-centre": { zh: "保税物流中心（B型）", en: "Bonded logistics centre (type B)" },
    "policy-zone": { zh: "跨境电商综试区", en: "Cross-border e-commerce zone" },
    "air-port": { zh: "航空口岸", en: "Air port of entry" },
    "air-express": { zh: "航空快件中心", en: "Air express centre" },
    expo: { zh: "国际会展", en: "International exhibition" },
  },
  "border-ports": {
    "rail-and-road-port": { zh: "铁路、公路口岸", en: "Rail and road port" },
    "road-port": { zh: "公路口岸", en: "Road port" },
  },
  "outward-corridors": {
    northward: { zh: "向北开放通道", en: "Northward corridor" },
    "hinterland-axis": { zh: "口岸腹地轴线", en: "Port and hinterland axis" },
    "china-europe-train": { zh: "中欧班列", en: "China–Europe train" },
    "city-cluster": { zh: "通城市群通道", en: "Corridor to a city cluster" },
    "land-sea": { zh: "西部陆海新通道", en: "New western land–sea corridor" },
    "energy-import": { zh: "能源进出口通道", en: "Energy import corridor" },
    "air-route": { zh: "国际航线", en: "International air route" },
  },
  cooperation: {
    "city-cluster": { zh: "城市群与省区合作", en: "City clusters and provinces" },
    innovation: { zh: "创新示范区对接", en: "Innovation zones" },
    port: { zh: "港口合作", en: "Seaports" },
    "inner-mongolia": { zh: "区内东西部盟市", en: "Leagues of Inner Mongolia" },
    border: { zh: "口岸与俄蒙", en: "Border ports, Mongolia and Russia" },
    internal: { zh: "四市之间", en: "Among the four cities" },
  },
} satisfies Record<string, Kinds>;

const placesTable = () => readFactTable("logistics_opening.csv");

export const buildLogistics = (): PlanFeature[] =>
  selectRows(placesTable(), "logistics").map((fact) =>
    createPlaceFeature(fact, logisticsKinds.logistics, {
      areaSquareKilometres: readNumber(fact, "area_square_kilometres"),
    }),
  );

export const buildBorderPorts = (): PlanFeature[] =>
  readFactTable("border_ports.csv").map((fact) =>
    createPlaceFeature(fact, logisticsKinds["border-ports"], {
      oppositePort: requireText(fact, "opposite_port"),
      roads: readText(fact, "road_links").replace(/\s*\(memory\)/, ""),
    }),
  );

export const buildOutwardCorridors = (): PlanFeature[] =>
  [...readFactTable("outward_corridors.csv"), ...selectRows(placesTable(), "outward-corridors")].map((fact) =>
    createPlaceFeature(fact, logisticsKinds["outward-corridors"]),
  );

function createCooperation(fact: FactRow): PlanFeature {
  const feature = createPlaceFeature(fact, logisticsKinds.cooperation, {
    "fromName:zh": requireText(fact, "from_zh"),
    "fromName:en": requireText(fact, "from_en"),
    "toName:zh": requireText(fact, "to_zh"),
    "toName:en": requireText(fact, "to_en"),
  });
  if (feature.geometry.type !== "LineString" || feature.geometry.coordinates.length !== 2)
    refuse(fact, "an arc has exactly two ends");
  return feature;
}

export const buildCooperation = (): PlanFeature[] => readFactTable("cooperation.csv").map(createCooperation);

export function build() {
  writeDataset("logistics", buildLogistics());
  writeDataset("border-ports", buildBorderPorts());
  writeDataset("outward-corridors", buildOutwardCorridors());
  writeDataset("cooperation", buildCooperation());
}

/**
 * Industry, innovation, data centres, culture and public services. Nuclear fuel stays a text item
 * without a point; zones the plan does not name are left out, as the table says row by row.
 */
import type { PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { readFactTable } from "./factTable.ts";
import { createPlaceFeature, type Kinds, selectRows } from "./placeFeature.ts";

export const industryKinds = {
  industry: {
    "high-tech-zone": { zh: "国家高新区", en: "National high-tech zone" },
    "new-area": { zh: "新区", en: "New area" },
    "industrial-park": { zh: "产业园区", en: "Industrial park" },
    "cooperation-zone": { zh: "产业合作试点", en: "Industrial cooperation pilot" },
    "transfer-zone": { zh: "产业转型升级示范区", en: "Industrial transformation zone" },
    "material-base": { zh: "材料产业基地", en: "Materials base" },
    "dairy-base": { zh: "乳业园区", en: "Dairy park" },
    "bio-base": { zh: "生物医药基地", en: "Biotechnology base" },
    "textile-base": { zh: "羊绒产业基地", en: "Cashmere base" },
    "service-base": { zh: "现代服务业", en: "Modern services" },
    "farm-belt": { zh: "农业产业带", en: "Farming belt" },
    mine: { zh: "矿山", en: "Mine" },
  },
  innovation: {
    "national-centre": { zh: "创新中心", en: "Innovation centre" },
    institute: { zh: "研究院与交易平台", en: "Institute or exchange" },
    "innovation-zone": { zh: "创新示范区", en: "Innovation demonstration zone" },
  },
  "data-centres": {
    "data-cluster": { zh: "数据中心集群", en: "Data-centre cluster" },
    "data-centre": { zh: "数据中心", en: "Data centre" },
    "digital-platform": { zh: "城市智慧管理平台", en: "Smart-city platform" },
  },
  culture: {
    "archaeology-park": { zh: "考古遗址公园", en: "Archaeological park" },
    grottoes: { zh: "石窟", en: "Grottoes" },
    "cultural-park": { zh: "国家文化公园", en: "National cultural park" },
    "tourism-base": { zh: "旅游示范区与基地", en: "Tourism area" },
    "tourism-route": { zh: "旅游带与线路", en: "Tourism route" },
    "consumption-city": { zh: "文旅消费城市", en: "Culture consumption city" },
  },
  "public-services": {
    "medical-centre": { zh: "区域医疗中心", en: "Regional medical centre" },
    "elderly-care": { zh: "养老服务试点", en: "Elderly care pilot" },
    "talent-community": { zh: "人才社区", en: "Talent community" },
    "service-window": { zh: "异地互办窗口", en: "Cross-city service window" },
  },
} satisfies Record<string, Kinds>;

type IndustryDataset = Exclude<keyof typeof industryKinds, "public-services">;

export const buildIndustry = (dataset: IndustryDataset): PlanFeature[] =>
  selectRows(readFactTable("industry_innovation_culture.csv"), dataset).map((fact) =>
    createPlaceFeature(fact, industryKinds[dataset]),
  );

export const buildPublicServices = (): PlanFeature[] =>
  readFactTable("public_services.csv").map((fact) =>
    createPlaceFeature(fact, industryKinds["public-services"]),
  );

export function build() {
  for (const dataset of ["industry", "innovation", "data-centres", "culture"] as const)
    writeDataset(dataset, buildIndustry(dataset));
  writeDataset("public-services", buildPublicServices());
}

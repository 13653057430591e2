import { datedPhase, usableStatuses } from "./phases.ts";

/** Which datasets, kinds and words of this plan play the parts that the app asks for by role. */
export const roles = {
  region: "region",
  cities: "cities",
  units: "units",
  statisticalZones: "statistical-zones",
  towns: { dataset: "towns", kind: "town" },
  hubs: "transport-hubs",
  factualPhase: datedPhase.id,
  destinations: [
    { title: { zh: "综合交通枢纽", en: "transport hub" }, dataset: "transport-hubs" },
    {
      title: { zh: "区域医疗中心", en: "regional medical centre" },
      dataset: "public-services",
      kind: "medical-centre",
    },
    { title: { zh: "运输机场", en: "airport with flights" }, dataset: "airports", kind: "airport" },
  ],
  servingStatuses: usableStatuses,
  railLines: "rail-lines",
  mainRiver: { dataset: "rivers", kind: "main-stem" },
  landAreas: [
    { dataset: "mountains", kind: "mountain-range", land: "mountain" },
    { dataset: "deserts", kind: "sandy-land", land: "sandy-land" },
    { dataset: "deserts", kind: "desert", land: "desert" },
    { dataset: "lakes-wetlands", kind: "lake", land: "water" },
  ],
  wholeAreas: ["region", "cities", "units"],
  selfEvidentLayers: ["cities", "units", "city-centres", "towns"],
  groundLayers: ["neighbouring-land", "region", "cities", "base-water", "boundaries"],
  words: {
    cities: { zh: "四城", en: "the cities" },
    scope: { zh: "四市", en: "the four cities" },
    units: { zh: "旗县", en: "units" },
  },
};

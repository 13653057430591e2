import type { Pair } from "./scene.ts";

interface FeatureSource {
  dataset: string;
  sum?: string;
  ids?: readonly string[];
  kinds?: readonly string[];
  status?: readonly [phase: string, ...in: string[]];
}

/** A live number as it is written here. `approved` is the value the text was approved with. */
export interface NumberSource {
  approved: number;
  from:
    | { indicator: string; comparison?: string }
    | FeatureSource
    | { rail: string; cities: readonly [string, string] }
    | { kernel: string; input: unknown; path: readonly (string | number)[] };
  /** Divisor, digits, and the unit as it follows the number; or a date. */
  zh: readonly [divide: number, digits: number, unit: string, kind?: "date"];
  en: readonly [divide: number, digits: number, unit: string, kind?: "date"];
}

const minutes = { zh: [1, 0, " 分钟"], en: [1, 0, " min"] } as const;
const yuan = { zh: [1, 1, " 亿元"], en: [10, 1, " billion yuan"] } as const;
const people = { zh: [10_000, 1, " 万人"], en: [1_000_000, 2, " million"] } as const;
const percent = { zh: [1, 1, "%"], en: [1, 1, "%"] } as const;
const power = { zh: [10, 0, " 万千瓦"], en: [1_000, 1, " GW"] } as const;
const count = (zh: string, en = "") => ({ zh: [1, 0, zh], en: [1, 0, en] }) as const;

/** The plants of the database: what was built after it ended stands in the same file. */
const stock2020 = ["2020", "existing", "closed"] as const;

const cities: readonly (readonly [key: string, name: string])[] = [
  ["hohhot", "呼和浩特"],
  ["baotou", "包头"],
  ["ordos", "鄂尔多斯"],
  ["ulanqab", "乌兰察布"],
];

const gdpOf: Record<string, number> = { hohhot: 2800.7, baotou: 2787.4, ordos: 3533.7, ulanqab: 826.9 };
const peopleOf: Record<string, number> = {
  "1501": 3446100,
  "1502": 2709378,
  "1506": 2153638,
  "1509": 1706328,
};

/** Minutes in the train by phase, in the order of `railPairs`. */
const railMinutes: Record<string, readonly number[]> = {
  "2020": [59.8, 101, 38.4, 99.9, 111.7, 153.3],
  "plan-2025": [43.3, 57.1, 38.4, 47.6, 84.4, 98.5],
  "actual-2025": [59.8, 101, 38.4, 99.9, 111.7, 153.3],
  "2035": [43.3, 57.1, 38.4, 47.6, 84.4, 98.5],
};

/** Pairs of cities in the order of every rail chart. */
export const railPairs: readonly { key: string; cities: readonly [string, string]; label: Pair }[] = [
  { key: "hb", cities: ["呼和浩特", "包头"], label: ["呼—包", "Hohhot–Baotou"] },
  { key: "ho", cities: ["呼和浩特", "鄂尔多斯"], label: ["呼—鄂", "Hohhot–Ordos"] },
  { key: "hu", cities: ["呼和浩特", "乌兰察布"], label: ["呼—乌", "Hohhot–Ulanqab"] },
  { key: "bo", cities: ["包头", "鄂尔多斯"], label: ["包—鄂", "Baotou–Ordos"] },
  { key: "bu", cities: ["包头", "乌兰察布"], label: ["包—乌", "Baotou–Ulanqab"] },
  { key: "ou", cities: ["鄂尔多斯", "乌兰察布"], label: ["鄂—乌", "Ordos–Ulanqab"] },
];

const basins = ["wulanbuhe", "hangjin", "pugebu", "zhaojunfen", "xiaobaihe"].map((name) => `wat-fd-${name}`);

/** Where the hour begins in the scenes of reach. */
export const reachOrigin = {
  kind: "station",
  station: "station-huhehaotedong",
  name: { zh: "呼和浩特东", en: "Hohhot East" },
} as const;

const peopleWithinHour = (phase: string, approved: number): NumberSource => ({
  from: {
    kernel: "reachFrame",
    input: {
      scenario: { phase, edits: [], speedFactor: 1, changeShiftMinutes: 0 },
      origins: [{ kind: reachOrigin.kind, station: reachOrigin.station }],
      combine: "union",
      definition: "train",
      trains: "fastest",
      cutoffs: [60],
    },
    path: ["summary", "people", 0],
  },
  approved,
  ...people,
});

/** The three inner lines against all zones of law and plan. */
const checkInput = {
  phase: "2035",
  decisionDate: "2026-11-30",
  datasets: [
    "rail-lines",
    "nature-reserves",
    "lakes-wetlands",
    "rivers",
    "grassland-parks",
    "deserts",
    "mountains",
    "water-works",
    "leaving-areas",
  ],
  subjects: ["rail-hubao-hsr", "rail-baoe-hsr", "rail-hue-intercity"].map((id) => ({
    dataset: "rail-lines",
    id,
  })),
  ownSubjects: [],
  planZones: true,
  ownZones: [],
  rules: null,
  parameters: null,
  time: "2025-12-31T00:00:00Z",
};

const checkNumber = (path: readonly (string | number)[], approved: number): NumberSource => ({
  from: { kernel: "conflicts", input: checkInput, path },
  approved,
  ...count(" 处"),
});

/** The last day of the plan: what the walk says of promises it says of this day. */
const lastDay = "2025-12-31";

/** The railways that the plan promises between and out of the four cities. */
const promisedRailways = [
  "jining-datong-yuanping-hsr",
  "baotou-yinchuan-hsr",
  "hohhot-baotou-hsr",
  "baotou-ordos-hsr",
  "hohhot-ordos-intercity",
  "ordos-yulin-yanan-hsr",
];

/** Promised projects in a state, of all, of a chapter or of a few. */
const scoreNumber = (
  state: string,
  approved: number,
  among: { chapter?: number; projects?: readonly string[] } = {},
): NumberSource => ({
  from: {
    kernel: "monitorScore",
    input: { asOf: lastDay, ...among },
    path: state === "all" ? ["total"] : ["counts", state],
  },
  approved,
  ...count(" 个"),
});

/** The date the rows give an event of a promised project. */
const eventDate = (
  project: string,
  event: string,
  which: "first" | "last",
  approved: number,
): NumberSource => ({
  from: { kernel: "monitorDay", input: { project, event, which }, path: ["date"] },
  approved,
  zh: [1, 0, "", "date"],
  en: [1, 0, "", "date"],
});

/** What the rows of the evaluation measured, in the unit of the indicator's rows. */
const observed = (indicator: string, area: string, year: number, approved: number) => ({
  from: { kernel: "monitorValue", input: { indicator, area, year }, path: ["value"] },
  approved,
});

/** Every promised project, by state. */
const score = {
  all: 128,
  built: 11,
  partly: 5,
  continuing: 25,
  "on-track": 1,
  overdue: 25,
  "not-started": 6,
  adjusted: 4,
  "no-evidence": 51,
};

export const numbers: Record<string, NumberSource> = {
  "opened-yuanping": eventDate("jining-datong-yuanping-hsr", "opened", "last", 20241231),
  "opened-yinchuan": eventDate("baotou-yinchuan-hsr", "opened", "last", 20251223),
  "started-yulin": eventDate("ordos-yulin-yanan-hsr", "started", "first", 202311),
  "started-hebei": eventDate("uhv-mengxi-hebei", "started", "first", 20251230),
  "named-tuchengzi": eventDate("tuchengzi-site-park", "completed", "first", 202506),
  "started-node": eventDate("horinger-data-cluster", "started", "first", 202201),
  "opened-mengniu": eventDate("mengniu-dairy-park", "opened", "first", 2021),
  "opened-daihai": eventDate("daihai-recharge", "opened", "first", 20220920),
  "listed-erenhot": eventDate("lhub-ulanqab-erenhot", "approved", "first", 201909),
  "waiting-baoe": eventDate("baotou-ordos-hsr", "not-started-reported", "last", 20260204),
  "daihai-area": {
    ...observed("daihai-area", "ulanqab", 2021, 49.3),
    zh: [1, 1, " 平方公里"],
    en: [1, 1, " km²"],
  },
  "daihai-water": {
    ...observed("daihai-recharge-volume", "ulanqab", 2024, 2326),
    zh: [1, 0, " 万立方米"],
    en: [100, 2, " million m³"],
  },
  "baotou-water": { ...observed("good-water-yr-baotou", "baotou", 2025, 81.8), ...percent },
  "gdp-whole-region": { ...observed("gdp", "Inner Mongolia", 2020, 17359.8), ...yuan },
  area: {
    from: { indicator: "ind-area-18-62" },
    approved: 18.62,
    zh: [1, 2, " 万平方公里"],
    en: [0.0001, 0, " km²"],
  },
  population: { from: { dataset: "region", sum: "population2020" }, approved: 10_015_444, ...people },
  gdp: { from: { indicator: "ind-gdp-9948-6" }, approved: 9948.6, ...yuan },
  "share-area": { from: { indicator: "ind-area-share-15-7" }, approved: 15.7, ...percent },
  "share-population": { from: { indicator: "ind-pop-share-41-6" }, approved: 41.6, ...percent },
  "share-gdp": { from: { indicator: "ind-gdp-share-57-5" }, approved: 57.5, ...percent },
  units: { from: { dataset: "units" }, approved: 38, ...count(" 个") },
  growth: {
    from: { indicator: "target-gdp-growth-6", comparison: "十三五实际" },
    approved: 4.5,
    ...percent,
  },
  "growth-target": { from: { indicator: "target-gdp-growth-6" }, approved: 6, ...percent },
  "growth-lead": {
    from: { indicator: "ind-growth-lead-0-2" },
    approved: 0.2,
    zh: [1, 1, " 个百分点"],
    en: [1, 1, " points"],
  },
  "urban-target": {
    from: { indicator: "target-urban-pop-5" },
    approved: 5,
    zh: [1, 0, "%"],
    en: [1, 0, "%"],
  },
  ...Object.fromEntries(
    cities.map(([key, name]) => [
      `gdp-${key}`,
      { from: { indicator: "ind-gdp-9948-6", comparison: name }, approved: gdpOf[key]!, ...yuan },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(peopleOf).map(([id, approved]) => [
      `people-${id}`,
      { from: { dataset: "cities", ids: [`city-${id}`], sum: "population2020" }, approved, ...people },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(railMinutes).flatMap(([phase, values]) =>
      railPairs.map((pair, index) => [
        `rail-${phase}-${pair.key}`,
        { from: { rail: phase, cities: pair.cities }, approved: values[index]!, ...minutes },
      ]),
    ),
  ),
  ...Object.fromEntries(
    Object.entries(score).map(([state, approved]) => [`score-${state}`, scoreNumber(state, approved)]),
  ),
  "score-rail-all": { ...scoreNumber("all", 6, { projects: promisedRailways }), ...count(" 条") },
  "score-rail-built": { ...scoreNumber("built", 2, { projects: promisedRailways }), ...count(" 条") },
  "score-6-all": scoreNumber("all", 57, { chapter: 6 }),
  "score-6-built": scoreNumber("built", 5, { chapter: 6 }),
  "score-6-overdue": scoreNumber("overdue", 14, { chapter: 6 }),
  "score-6-none": scoreNumber("no-evidence", 21, { chapter: 6 }),
  growing: { from: { dataset: "growing-towns" }, approved: 7, ...count(" 个") },
  "growing-people": {
    from: { dataset: "growing-towns", sum: "population2020" },
    approved: 1712226,
    ...people,
  },
  leaving: { from: { dataset: "leaving-areas" }, approved: 5, ...count(" 类") },
  corridors: { from: { dataset: "satellite-corridors" }, approved: 5, ...count(" 组") },
  "good-water": { from: { indicator: "ind-good-water-82-4" }, approved: 82.4, ...percent },
  services: { from: { indicator: "ind-51-service-items" }, approved: 51, ...count(" 项") },
  groups: { from: { indicator: "ind-16-task-groups" }, approved: 16, ...count(" 个") },
  "power-all": {
    from: { dataset: "power-plants", sum: "capacityMegawatts", status: stock2020 },
    approved: 49844.1,
    ...power,
  },
  "power-coal": {
    from: { dataset: "power-plants", kinds: ["coal"], sum: "capacityMegawatts", status: stock2020 },
    approved: 43340,
    ...power,
  },
  "power-wind": {
    from: { dataset: "power-plants", kinds: ["wind"], sum: "capacityMegawatts", status: stock2020 },
    approved: 3304.1,
    ...power,
  },
  "power-water": {
    from: { dataset: "power-plants", kinds: ["hydro", "pumped-storage"], sum: "capacityMegawatts" },
    approved: 2700,
    ...power,
  },
  "power-other": {
    from: { dataset: "power-plants", kinds: ["gas", "solar"], sum: "capacityMegawatts", status: stock2020 },
    approved: 500,
    ...power,
  },
  "power-togtoh": {
    from: { dataset: "power-plants", ids: ["gppd-wri1070659"], sum: "capacityMegawatts" },
    approved: 6720,
    ...power,
  },
  "projects-built": {
    from: { dataset: "energy-projects", sum: "capacityMegawatts", status: ["actual-2025", "existing"] },
    approved: 9052.5,
    ...power,
  },
  "projects-2020": {
    from: { dataset: "energy-projects", sum: "capacityMegawatts", status: ["2020", "existing"] },
    approved: 2902.5,
    ...power,
  },
  "projects-building": {
    from: {
      dataset: "energy-projects",
      sum: "capacityMegawatts",
      status: ["actual-2025", "under-construction"],
    },
    approved: 44320,
    ...power,
  },
  "project-kubuqi": {
    from: {
      dataset: "energy-projects",
      ids: ["en-kubuqi-200"],
      sum: "capacityMegawatts",
      status: ["actual-2025", "existing"],
    },
    approved: 2000,
    ...power,
  },
  "desert-bases": {
    from: {
      dataset: "energy-projects",
      ids: ["en-kubuqi-nz", "en-shuofang"],
      sum: "capacityMegawatts",
      status: ["actual-2025", "under-construction"],
    },
    approved: 32200,
    ...power,
  },
  zones: { from: { dataset: "nature-reserves" }, approved: 35, ...count(" 处") },
  reserves: {
    from: { dataset: "nature-reserves", kinds: ["nature-reserve"] },
    approved: 18,
    ...count(" 处"),
  },
  hubs: { from: { dataset: "logistics", kinds: ["logistics-hub"] }, approved: 6, ...count(" 处") },
  "hubs-open": {
    from: { dataset: "logistics", kinds: ["logistics-hub"], status: ["actual-2025", "existing"] },
    approved: 4,
    ...count(" 处"),
  },
  outlets: { from: { dataset: "uhv-lines", kinds: ["direction"] }, approved: 4, ...count(" 条") },
  kongdui: { from: { dataset: "rivers", kinds: ["kongdui"] }, approved: 10, ...count(" 条") },
  basins: { from: { dataset: "water-works", ids: basins }, approved: 5, ...count(" 处") },
  links: {
    from: { dataset: "cooperation", kinds: ["city-cluster", "port"] },
    approved: 17,
    ...count(" 条"),
  },
  "high-tech": { from: { dataset: "industry", kinds: ["high-tech-zone"] }, approved: 3, ...count(" 家") },
  "general-open": {
    from: { dataset: "airports", kinds: ["general-airport"], status: ["actual-2025", "existing"] },
    approved: 2,
    ...count(" 处"),
  },
  "hour-2020": peopleWithinHour("2020", 3501310),
  "hour-plan-2025": peopleWithinHour("plan-2025", 4986074),
  "hour-actual-2025": peopleWithinHour("actual-2025", 3501310),
  "hour-2035": peopleWithinHour("2035", 4986074),
  "conflicts-all": checkNumber(["totals", "conflictCount"], 23),
  "conflicts-prohibited": checkNumber(["totals", "byVerdict", "prohibited"], 0),
  "conflicts-assessment": checkNumber(["totals", "byVerdict", "assessment"], 2),
  "conflicts-unverified": checkNumber(["totals", "byVerdict", "unverified"], 21),
  clusters: { from: { dataset: "data-centres", kinds: ["data-cluster"] }, approved: 3, ...count(" 处") },
};

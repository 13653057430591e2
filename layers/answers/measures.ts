interface Text {
  zh: string;
  en: string;
}

/** A number that can be shown by unit, and where it comes from. */
export interface Measure {
  id: string;
  title: Text;
  unit: Text;
  /** Which areas it is given for. */
  level: "unit" | "city";
  /** Digits after the point. */
  digits: number;
  /** Whether it may be told by circles: amounts may, shares may not. */
  isAmount: boolean;
  from:
    | { kind: "property"; dataset: string; key: string; idKey?: string }
    | { kind: "ratio"; over: string; under: string }
    /** Features of these datasets, counted, or added up by a property; those in one of these statuses, or all. */
    | { kind: "features"; datasets: readonly string[]; key?: string; only?: readonly string[] }
    /** How much of a unit the areas of a dataset cover, each place once. */
    | { kind: "covered"; dataset: string }
    /** How far the people of a unit get by rail: whom they reach within the minutes, or the nearest place of a dataset. */
    | { kind: "access"; withinMinutes: number }
    | { kind: "access"; nearest: string };
}

const people: Text = { zh: "人", en: "people" };
const squareKilometres: Text = { zh: "km²", en: "km²" };
const minutes: Text = { zh: "分钟", en: "minutes" };
const things: Text = { zh: "项", en: "projects" };
const standing = ["existing", "upgrade-done", "upgrade-under-way", "upgrade-planned"];
const projects = [
  "energy-projects",
  "industry",
  "logistics",
  "innovation",
  "data-centres",
  "water-works",
  "airports",
];

export const measures: readonly Measure[] = [
  {
    id: "population",
    title: { zh: "常住人口（2020 年）", en: "Population (2020)" },
    unit: people,
    level: "unit",
    digits: 0,
    isAmount: true,
    from: { kind: "property", dataset: "units", key: "population2020" },
  },
  {
    id: "density",
    title: { zh: "人口密度（2020 年）", en: "Population density (2020)" },
    unit: { zh: "人/km²", en: "people/km²" },
    level: "unit",
    digits: 1,
    isAmount: false,
    from: { kind: "ratio", over: "population2020", under: "areaSquareKilometres" },
  },
  {
    id: "urban-share",
    title: { zh: "城镇人口比重（2020 年）", en: "Urban share of the population (2020)" },
    unit: { zh: "比值", en: "ratio" },
    level: "unit",
    digits: 3,
    isAmount: false,
    from: { kind: "ratio", over: "urbanPopulation2020", under: "population2020" },
  },
  {
    id: "household-size",
    title: { zh: "户均人口（2020 年）", en: "People per household (2020)" },
    unit: { zh: "人/户", en: "people/household" },
    level: "unit",
    digits: 2,
    isAmount: false,
    from: { kind: "ratio", over: "population2020", under: "households2020" },
  },
  {
    id: "area",
    title: { zh: "面积", en: "Area" },
    unit: squareKilometres,
    level: "unit",
    digits: 0,
    isAmount: true,
    from: { kind: "property", dataset: "units", key: "areaSquareKilometres" },
  },
  {
    id: "city-output",
    title: { zh: "各市地区生产总值（2020 年）", en: "Output of the cities (2020)" },
    unit: { zh: "亿元", en: "100 million yuan" },
    level: "city",
    digits: 1,
    isAmount: true,
    from: { kind: "property", dataset: "city-centres", key: "gdp2020HundredMillionYuan", idKey: "cityId" },
  },
  {
    id: "city-population",
    title: { zh: "各市常住人口（2020 年）", en: "Population of the cities (2020)" },
    unit: people,
    level: "city",
    digits: 0,
    isAmount: true,
    from: { kind: "property", dataset: "cities", key: "population2020" },
  },
  {
    id: "hub-minutes",
    title: { zh: "到最近综合交通枢纽的时间", en: "Minutes to the nearest transport hub" },
    unit: minutes,
    level: "unit",
    digits: 0,
    isAmount: false,
    from: { kind: "access", nearest: "transport-hubs" },
  },
  {
    id: "airport-minutes",
    title: { zh: "到最近运输机场的时间", en: "Minutes to the nearest airport with flights" },
    unit: minutes,
    level: "unit",
    digits: 0,
    isAmount: false,
    from: { kind: "access", nearest: "airports" },
  },
  {
    id: "people-reached",
    title: { zh: "60 分钟内可达人口", en: "People reached within 60 minutes" },
    unit: people,
    level: "unit",
    digits: 0,
    isAmount: true,
    from: { kind: "access", withinMinutes: 60 },
  },
  {
    id: "projects-standing",
    title: { zh: "已建成项目数", en: "Projects that stand" },
    unit: things,
    level: "unit",
    digits: 0,
    isAmount: true,
    from: { kind: "features", datasets: projects, only: standing },
  },
  {
    id: "projects-under-construction",
    title: { zh: "在建项目数", en: "Projects under construction" },
    unit: things,
    level: "unit",
    digits: 0,
    isAmount: true,
    from: { kind: "features", datasets: projects, only: ["under-construction"] },
  },
  {
    id: "projects-coming",
    title: { zh: "规划项目数", en: "Projects planned" },
    unit: things,
    level: "unit",
    digits: 0,
    isAmount: true,
    from: { kind: "features", datasets: projects, only: ["planned", "study"] },
  },
  {
    id: "reserves-within",
    title: {
      zh: "区划内自然保护地面积（有边界的，重叠只计一次）",
      en: "Area of reserves within the unit (those with a boundary, each place once)",
    },
    unit: squareKilometres,
    level: "unit",
    digits: 0,
    isAmount: true,
    from: { kind: "covered", dataset: "nature-reserves" },
  },
  {
    id: "reserves",
    title: { zh: "自然保护地面积（按所在地归并）", en: "Area of reserves (by where their middle lies)" },
    unit: squareKilometres,
    level: "unit",
    digits: 0,
    isAmount: true,
    from: { kind: "features", datasets: ["nature-reserves"], key: "areaSquareKilometres" },
  },
  {
    id: "power",
    title: { zh: "电站装机容量", en: "Capacity of power stations" },
    unit: { zh: "兆瓦", en: "MW" },
    level: "unit",
    digits: 0,
    isAmount: true,
    from: { kind: "features", datasets: ["power-plants"], key: "capacityMegawatts", only: standing },
  },
];

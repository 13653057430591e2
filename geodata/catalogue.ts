/** Name and scope of this atlas. Nothing in `src` names a place: it reads it here. */
export const atlas = {
  id: "hubaoewu",
  title: { zh: "呼包鄂乌一张图", en: "Hubao’ewu One Map" },
  /** Bounding box of the four cities: west, south, east, north in degrees, WGS 84. */
  bbox: [106.6, 37.5, 114.6, 43.5] as [number, number, number, number],
  disclaimer: { zh: "示意图，非标准地图", en: "Orientation only, not an official map" },
} as const;

interface Text {
  zh: string;
  en: string;
}

/** What is known of a dataset as a whole; each feature adds its own source and confidence. */
export interface DatasetRecord {
  id: string;
  title: Text;
  /** File below `public/data`. */
  file: string;
  publisher: string;
  licence: string;
  attribution: string;
  /** Always WGS 84 in what is shipped; what the sources were in, where it was converted. */
  datum: string;
  /** Date of the facts, ISO 8601, year or day. */
  date: string;
  accuracy: { metres: number } | "schematic";
  featureCount: number;
}

export const datasets: readonly DatasetRecord[] = [
  {
    id: "rail-lines",
    title: { zh: "铁路", en: "Railways" },
    file: "rail-lines.geojson",
    publisher: "OpenStreetMap contributors; status and lengths from the sources named in each feature",
    licence: "ODbL-1.0",
    attribution: "© OpenStreetMap contributors (ODbL)",
    datum: "WGS 84",
    date: "2025-12-31",
    accuracy: { metres: 5000 },
    featureCount: 36,
  },
  {
    id: "stations",
    title: { zh: "火车站", en: "Railway stations" },
    file: "stations.geojson",
    publisher: "OpenStreetMap contributors; national station list",
    licence: "ODbL-1.0",
    attribution: "© OpenStreetMap contributors (ODbL)",
    datum: "WGS 84; some positions converted from GCJ-02",
    date: "2026-01-07",
    accuracy: { metres: 1000 },
    featureCount: 178,
  },
  {
    id: "roads",
    title: { zh: "高速公路与干线公路", en: "Expressways and trunk roads" },
    file: "roads.geojson",
    publisher: "This project, from the sources named in each feature",
    licence: "CC-BY-4.0",
    attribution: "Hubao’ewu One Map",
    datum: "WGS 84",
    date: "2025-12-31",
    accuracy: "schematic",
    featureCount: 19,
  },
  {
    id: "airports",
    title: { zh: "机场", en: "Airports" },
    file: "airports.geojson",
    publisher: "OpenStreetMap contributors; OurAirports",
    licence: "ODbL-1.0",
    attribution: "© OpenStreetMap contributors (ODbL)",
    datum: "WGS 84",
    date: "2025-12-31",
    accuracy: { metres: 1000 },
    featureCount: 16,
  },
  {
    id: "transport-hubs",
    title: { zh: "综合交通枢纽", en: "Comprehensive transport hubs" },
    file: "transport-hubs.geojson",
    publisher: "This project, from the plan; OpenStreetMap contributors",
    licence: "ODbL-1.0",
    attribution: "© OpenStreetMap contributors (ODbL)",
    datum: "WGS 84",
    date: "2021",
    accuracy: { metres: 5000 },
    featureCount: 4,
  },
];

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

export const datasets: readonly DatasetRecord[] = [];

/** Name and scope of this atlas. Nothing in `src` names a place: it reads it here. */
export const atlas = {
  id: "hubaoewu",
  title: { zh: "呼包鄂乌一张图", en: "Hubao’ewu One Map" },
  /** Bounding box of the four cities: west, south, east, north in degrees, WGS 84. */
  bbox: [106.6, 37.5, 114.6, 43.5] as [number, number, number, number],
  disclaimer: { zh: "示意图，非标准地图", en: "Orientation only, not an official map" },
} as const;

import type { Profile } from "./profile.ts";

/** A profile as comma-separated text: metres along the line, degrees, height; empty where nothing is known. */
export function formatProfileCsv({ points }: Profile, language: "zh" | "en"): string {
  const head =
    language === "zh"
      ? ["距离（米）", "经度", "纬度", "高程（米）"]
      : ["distance (m)", "longitude", "latitude", "height (m)"];
  const rows = points.map(({ distanceMetres, lngLat: [longitude, latitude], heightMetres }) => [
    distanceMetres.toFixed(1),
    longitude.toFixed(7),
    latitude.toFixed(7),
    heightMetres === null ? "" : heightMetres.toFixed(1),
  ]);
  return `\ufeff${[head, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
}

import type { FeatureCollection, Geometry } from "geojson";
import { type Bbox, findBoundingBox } from "../domain/place/boundingBox.ts";
import { isInsidePolygons } from "../domain/place/insidePolygons.ts";
import type { Bilingual } from "../domain/plan.ts";

/** A named area to say where positions land. */
export interface PlaceShape {
  name: Bilingual;
  geometry: Geometry;
}

/** Where a position lands; `inside` is false outside all places known. */
export interface Landing {
  inside: boolean;
  /** Degrees off the box of all places; 0 within it. */
  offDegrees: number;
  said: Bilingual;
  /** Names by which texts of a file may speak of the place. */
  names: string[];
}

const textOf = (properties: Record<string, unknown> | null, key: string) => {
  const value = properties?.[key];
  return typeof value === "string" ? value : "";
};

/** The shapes of units, each named with the city it belongs to. */
export function buildPlaceShapes(
  units: FeatureCollection<Geometry>,
  cities: FeatureCollection<Geometry>,
): PlaceShape[] {
  const cityNames = new Map(
    cities.features.map(({ properties }) => [
      textOf(properties, "id"),
      { zh: textOf(properties, "name:zh"), en: textOf(properties, "name:en") },
    ]),
  );
  return units.features.map(({ properties, geometry }) => {
    const city = cityNames.get(textOf(properties, "cityId"));
    const [zh, en] = [textOf(properties, "name:zh"), textOf(properties, "name:en")];
    return { name: city ? { zh: `${city.zh} ${zh}`, en: `${en}, ${city.en}` } : { zh, en }, geometry };
  });
}

const degrees = (value: number, positive: string, negative: string) =>
  `${Math.abs(value).toFixed(2)}°${value < 0 ? negative : positive}`;

const polygonsOf = (geometry: Geometry) =>
  geometry.type === "Polygon"
    ? [geometry.coordinates]
    : geometry.type === "MultiPolygon"
      ? geometry.coordinates
      : [];

/** Tells where positions land: a place by its name, or the degrees of what lies outside them all. */
export function createLandingFinder(places: readonly PlaceShape[]): (x: number, y: number) => Landing {
  const boxes = places.map(({ geometry }) => findBoundingBox([geometry]));
  const whole: Bbox | undefined = findBoundingBox(places.map(({ geometry }) => geometry));
  return (x, y) => {
    const at = places.findIndex(({ geometry }, i) => {
      const box = boxes[i];
      return (
        box !== undefined &&
        x >= box[0] &&
        y >= box[1] &&
        x <= box[2] &&
        y <= box[3] &&
        isInsidePolygons([x, y], polygonsOf(geometry))
      );
    });
    const place = places[at];
    if (place)
      return {
        inside: true,
        offDegrees: 0,
        said: { zh: `落在 ${place.name.zh}`, en: `lands in ${place.name.en}` },
        names: place.name.zh.split(" ").map((name) => name.replace(/[市区县旗]$/, "")),
      };
    const off = whole ? Math.max(whole[0] - x, x - whole[2], 0) + Math.max(whole[1] - y, y - whole[3], 0) : 0;
    const spot = `${degrees(x, "E", "W")} ${degrees(y, "N", "S")}`;
    return {
      inside: false,
      offDegrees: off,
      said: places.length
        ? { zh: `落在本区域之外（${spot}）`, en: `lands outside the region (${spot})` }
        : { zh: `落在 ${spot}`, en: `lands at ${spot}` },
      names: [],
    };
  };
}

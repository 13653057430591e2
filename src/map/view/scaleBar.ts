/** A scale bar: a round length no longer than asked, and how many pixels it takes. */
export interface ScaleBar {
  lengthMetres: number;
  widthPixels: number;
  label: string;
}

/** Circumference of the sphere Web Mercator is drawn on, in metres. */
const circumferenceMetres = 40_075_016.686;
const tilePixels = 512;

/** Metres on the ground that one pixel spans at a latitude and zoom. */
export const metresPerPixel = (latitude: number, zoom: number): number =>
  (circumferenceMetres * Math.cos((latitude * Math.PI) / 180)) / (tilePixels * 2 ** zoom);

/** The longest of 1, 2, 5 × 10ⁿ metres that fits in `mostPixels`. */
export function buildScaleBar(latitude: number, zoom: number, mostPixels: number): ScaleBar {
  const perPixel = metresPerPixel(latitude, zoom);
  const most = perPixel * mostPixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const lengthMetres = (most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1) * power;
  return {
    lengthMetres,
    widthPixels: lengthMetres / perPixel,
    label: lengthMetres >= 1000 ? `${lengthMetres / 1000} km` : `${lengthMetres} m`,
  };
}

/** Metres a page's pixel is wide: a ninety-sixth of an inch. */
const pixelMetres = 0.0254 / 96;

/** The N of 1:N on a screen, at a latitude and zoom, to two digits: a screen is no ruler. */
export function findScaleNumber(latitude: number, zoom: number): number {
  const exact = metresPerPixel(latitude, zoom) / pixelMetres;
  const power = 10 ** (Math.floor(Math.log10(exact)) - 1);
  return Math.round(exact / power) * power;
}

/** A position as a reader writes it down: longitude, then latitude, good to about 100 m. */
export const formatPosition = (longitude: number, latitude: number): string =>
  `${Math.abs(longitude).toFixed(3)}° ${longitude < 0 ? "W" : "E"}, ${Math.abs(latitude).toFixed(3)}° ${latitude < 0 ? "S" : "N"}`;

/** Long and short side of a sheet, millimetres (ISO 216). */
export const paperSizes = {
  A4: [297, 210],
  A3: [420, 297],
  A2: [594, 420],
  A1: [841, 594],
  A0: [1189, 841],
} as const;
export type PaperSize = keyof typeof paperSizes;
export const isPaperSize = (text: string): text is PaperSize => Object.hasOwn(paperSizes, text);

/** Scales that rulers and readers know. */
export const usualScales = [
  10_000, 25_000, 50_000, 100_000, 150_000, 200_000, 250_000, 300_000, 400_000, 500_000, 600_000, 750_000,
  1_000_000, 1_250_000, 1_500_000, 2_000_000, 2_500_000, 3_000_000, 4_000_000, 5_000_000, 6_000_000,
  8_000_000, 10_000_000, 15_000_000, 20_000_000,
] as const;
/** West, south, east, north in degrees. */
export type Extent = readonly [west: number, south: number, east: number, north: number];

/** How the paper lies; "auto" as its extent comes out larger. */
export const orientations = ["auto", "landscape", "portrait"] as const;
export type Orientation = (typeof orientations)[number];

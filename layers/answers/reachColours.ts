/** The nearest of three channels, as a two-digit hexadecimal. */
const toHex = (value: number) => Math.round(value).toString(16).padStart(2, "0");

/** Red, green and blue of a `#rrggbb` colour, 0 to 255. */
export const splitColour = (colour: string): [number, number, number] => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
];

/** A colour of a ramp at a share of its length from 0 to 1, straight between its steps. */
export function findRampColour(ramp: readonly string[], share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
  const index = Math.min(ramp.length - 2, Math.floor(place));
  const [from, to] = [splitColour(ramp[index]!), splitColour(ramp[index + 1]!)];
  return `#${from.map((value, channel) => toHex(value + (to[channel]! - value) * (place - index))).join("")}`;
}

/** The colours of some bands, near to far; a single band takes the second lightest tone. */
export const findBandColours = (ramp: readonly string[], count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    findRampColour(ramp, count === 1 ? 0.25 : (index / (count - 1)) * 0.92),
  );

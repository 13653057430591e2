import type { DrawContext, LegendEntry } from "../grammar/layer.ts";
import { findBandColours } from "./reachColours.ts";

/** One legend entry a band, near to far. */
export function listBandEntries({ theme, cutoffs = [] }: DrawContext): LegendEntry[] {
  const colours = findBandColours(theme.reach.ramp, cutoffs.length);
  return cutoffs.map((minutes, index): LegendEntry => {
    const before = cutoffs[index - 1];
    return {
      id: `within-${minutes}`,
      label: {
        zh: before === undefined ? `${minutes} 分钟内` : `${before}—${minutes} 分钟`,
        en: before === undefined ? `within ${minutes} min` : `${before}–${minutes} min`,
      },
      filter: ["==", ["get", "minutes"], minutes],
      swatch: { shape: "fill", colour: colours[index]!, solid: true },
    };
  });
}

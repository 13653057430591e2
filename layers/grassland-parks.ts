import { signMark } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";
import { kindEntries } from "./grammar/legend.ts";

export const grasslandParks = defineLayer({
  id: "grassland-parks",
  title: { zh: "草原自然公园", en: "Grassland parks" },
  group: "ecology",
  data: { dataset: "grassland-parks" },
  shown: false,
  legend: (context) => [
    ...kindEntries(context, "grassland-parks", {
      kind: "grassland-park",
      tone: "nature",
      shape: "symbol",
    }),
  ],
  draw: (context) => [
    signMark(context, {
      id: "sign",
      tone: "nature",
      symbol: "grass",
      minzoom: 5,
      labelZoom: 7,
    }),
  ],
});

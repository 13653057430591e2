import { kindEntry, signMark } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const grasslandParks = defineLayer({
  id: "grassland-parks",
  title: { zh: "草原自然公园", en: "Grassland parks" },
  group: "ecology",
  data: { dataset: "grassland-parks" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "grassland-park",
      zh: "国家草原自然公园",
      en: "National grassland park",
      kinds: ["grassland-park"],
      tone: "nature",
      shape: "symbol",
      icon: "grass",
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

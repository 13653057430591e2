import { byZoom, isDrawn, isPoint } from "./grammar/conditions.ts";
import { areaLabel } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";

const valueKey = "population2020";

export const unitPeople = defineLayer({
  id: "unit-people",
  title: { zh: "旗县区人口", en: "People by county" },
  group: "towns",
  data: { dataset: "units" },
  shown: false,
  legend: ({ theme }) => [
    {
      id: "people",
      label: { zh: "各旗县区 2020 年人口", en: "People of each county in 2020" },
      filter: ["has", valueKey],
      swatch: { shape: "bubble", colour: theme.tone.culture },
    },
  ],
  draw: ({ theme, phase }) => [
    {
      id: "size",
      type: "circle",
      metadata: areaLabel,
      filter: ["all", isDrawn(phase), isPoint],
      paint: {
        "circle-radius": byZoom([
          [5, ["*", 0.014, ["sqrt", ["to-number", ["get", valueKey]]]]],
          [9, ["*", 0.035, ["sqrt", ["to-number", ["get", valueKey]]]]],
        ]),
        "circle-color": theme.tone.culture,
        "circle-opacity": 0.25,
        "circle-stroke-color": theme.tone.culture,
        "circle-stroke-width": 1,
      },
    },
  ],
  deck: {
    colour: (theme) => theme.tone.culture,
    valueKey,
    metresPerUnit: 0.16,
    radiusMetres: 4_500,
  },
  columns: [
    {
      key: valueKey,
      title: { zh: "人口 2020", en: "Population 2020" },
      unit: { zh: "人", en: "people" },
    },
  ],
});

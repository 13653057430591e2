import type { ExpressionSpecification } from "@maplibre/maplibre-gl-style-spec";
import { byZoom, isDrawn, isPoint } from "./grammar/conditions.ts";
import { fonts } from "./grammar/labels.ts";
import { defineLayer } from "./grammar/layer.ts";

const valueKey = "gdp2020HundredMillionYuan";

export const cityOutput = defineLayer({
  id: "city-output",
  title: { zh: "地区生产总值", en: "GDP" },
  group: "towns",
  data: { dataset: "city-centres" },
  shown: false,
  legend: ({ theme }) => [
    {
      id: "output",
      label: { zh: "各市 2020 年地区生产总值", en: "GDP of each city in 2020" },
      filter: ["has", valueKey],
      swatch: { shape: "bubble", colour: theme.tone.industry },
    },
  ],
  draw: ({ theme, phase, language }) => [
    {
      id: "size",
      type: "circle",
      filter: ["all", isDrawn(phase), isPoint],
      paint: {
        "circle-radius": byZoom([
          [5, ["*", 0.36, ["sqrt", ["to-number", ["get", valueKey]]]]],
          [9, ["*", 0.8, ["sqrt", ["to-number", ["get", valueKey]]]]],
        ]),
        "circle-color": theme.tone.industry,
        "circle-opacity": 0.25,
        "circle-stroke-color": theme.tone.industry,
        "circle-stroke-width": 1,
      },
    },
    // Below its base, where the column does not stand before it.
    {
      id: "value",
      type: "symbol",
      filter: ["all", isDrawn(phase), isPoint],
      layout: {
        "text-field": [
          "format",
          ["get", language === "zh" ? "name:zh" : "name:en"],
          {},
          "\n",
          {},
          language === "zh"
            ? [
                "concat",
                [
                  "number-format",
                  ["to-number", ["get", valueKey]],
                  { locale: "zh-CN", "min-fraction-digits": 1, "max-fraction-digits": 1 },
                ],
                " 亿元",
              ]
            : [
                "concat",
                [
                  "number-format",
                  ["/", ["to-number", ["get", valueKey]], 10],
                  { "min-fraction-digits": 1, "max-fraction-digits": 1 },
                ],
                " billion yuan",
              ],
          { "font-scale": 0.9 },
        ] as unknown as ExpressionSpecification,
        "text-font": fonts.strong,
        "text-size": 14,
        "text-max-width": 20,
        // On a phone the four stand close: each takes a side the others have left.
        "text-variable-anchor": ["top", "left", "right", "top-left", "top-right"],
        "text-radial-offset": 1.1,
        "text-justify": "auto",
        "text-overlap": "always",
      },
      paint: { "text-color": theme.text, "text-halo-color": theme.paper, "text-halo-width": 1.6 },
    },
  ],
  deck: {
    colour: (theme) => theme.tone.industry,
    valueKey,
    metresPerUnit: 38,
    radiusMetres: 9_000,
  },
  columns: [
    {
      key: valueKey,
      title: { zh: "地区生产总值 2020", en: "GDP 2020" },
      unit: { zh: "亿元", en: "100 million yuan" },
    },
  ],
});

import { kindEntry, signMark, statusEntries, symbolByKind } from "./grammar.ts";
import { defineLayer } from "./layer.ts";

export const publicServices = defineLayer({
  id: "public-services",
  title: { zh: "公共服务", en: "Public services" },
  group: "services",
  data: { dataset: "public-services" },
  shown: false,
  legend: (context) => [
    kindEntry(context, {
      id: "medical-centre",
      zh: "区域医疗中心",
      en: "Regional medical centre",
      kinds: ["medical-centre"],
      tone: "rail",
      shape: "symbol",
      icon: "cross",
      existing: true,
    }),
    kindEntry(context, {
      id: "elderly-care",
      zh: "养老服务",
      en: "Care for the elderly",
      kinds: ["elderly-care"],
      tone: "rail",
      shape: "symbol",
      icon: "people",
      existing: true,
    }),
    kindEntry(context, {
      id: "talent-community",
      zh: "人才社区",
      en: "Talent community",
      kinds: ["talent-community"],
      tone: "rail",
      shape: "symbol",
      icon: "mortarboard",
      existing: true,
    }),
    kindEntry(context, {
      id: "service-window",
      zh: "跨市服务窗口",
      en: "Cross-city service window",
      kinds: ["service-window"],
      tone: "rail",
      shape: "symbol",
      icon: "warehouse",
      existing: true,
    }),
    ...statusEntries(context, "rail", "symbol"),
  ],
  draw: (context) => [
    signMark(context, {
      id: "sign",
      tone: "rail",
      symbol: symbolByKind(
        [
          ["medical-centre", "cross"],
          ["elderly-care", "people"],
          ["talent-community", "mortarboard"],
          ["service-window", "warehouse"],
        ],
        "cross",
      ),
      minzoom: 5.5,
      labelZoom: 7,
    }),
  ],
});

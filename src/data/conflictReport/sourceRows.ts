import type { Bilingual } from "../../domain/plan.ts";
import type { ImportReport } from "../importReport.ts";
import { formatReportTime } from "./reportTime.ts";

/** An own layer or file of a run with what is known of how it was read; null where it was drawn or computed here. */
export interface OwnTrace {
  name: string;
  report: ImportReport | null;
}

/** Pictures of a service that lay below the plan when the report was made: seen, not tested. */
export interface PictureTrace {
  name: string;
  kind: string;
  /** Where they come from, keys hidden. */
  address: string;
  /** Each empty where it is not said. */
  attribution: string;
  licence: string;
  phase: Bilingual | null;
  /** Metres of a cell of a raster file; null where it is not said. */
  grainMetres: number | null;
  /** ISO 8601; empty where it is not known. */
  readAt: string;
  /** When they were kept on the machine; null where they come from the network. */
  keptAt: string | null;
}

type Rows = string[][];

/** Layers pulled from services: address, first request, day, count and hash; the first row is the head. */
export function listServiceRows(own: readonly OwnTrace[], language: "zh" | "en"): Rows {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  return [
    [
      say("图层", "Layer"),
      say("服务地址和提供者", "Service and who gives it"),
      say("使用条款、时段、精度", "Terms of use, phase, accuracy"),
      say("请求（密钥已隐去）", "Request (keys hidden)"),
      say("读取时间", "Read at"),
      say("要素数", "Features"),
      say("数据散列值", "Hash of what was read"),
    ],
    ...own.flatMap(({ name, report }): Rows => {
      const service = report?.service;
      if (!service) return [];
      const { address, attribution, request, requests, date, hash, taken, matched, isWhole, isWithin } =
        service;
      const unsaid = say("未说明", "not said");
      const { licence, note } = service;
      const of = matched === null ? say("总数不详", "total not said") : say(`共 ${matched}`, `of ${matched}`);
      return [
        [
          name,
          [address, attribution].filter((text) => text !== "").join(say("；", "; ")),
          [licence || unsaid, unsaid, note?.[language] ?? unsaid].join(say("；", "; ")),
          requests > 1
            ? say(`${request}（共 ${requests} 次）`, `${request} (${requests} requests)`)
            : request,
          formatReportTime(date, language),
          [
            isWhole
              ? say(`${taken}，已全部读取`, `${taken}, all there are`)
              : `${taken}${say("，", ", ")}${of}`,
            ...(isWithin ? [say("仅限当时视图范围", "only what lay in view")] : []),
          ].join(say("；", "; ")),
          hash,
        ],
      ];
    }),
  ];
}

/** Pictures below the plan: address, credit, terms, phase, accuracy and days; the first row is the head. */
export function listPictureRows(pictures: readonly PictureTrace[], language: "zh" | "en"): Rows {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const unsaid = say("未说明", "not said");
  return [
    [
      say("底图图层（只看，未核查）", "Pictures below the plan (seen, not tested)"),
      say("地址和提供者", "Address and who gives it"),
      say("使用条款、时段、精度", "Terms of use, phase, accuracy"),
      say("读取时间", "Read at"),
    ],
    ...pictures.map(({ name, kind, address, attribution, licence, phase, grainMetres, readAt, keptAt }) => [
      `${name} (${kind.toUpperCase()})`,
      [address, attribution].filter((text) => text !== "").join(say("；", "; ")),
      [
        licence || unsaid,
        phase?.[language] ?? unsaid,
        grainMetres === null ? unsaid : say(`像元 ${grainMetres} 米`, `cells of ${grainMetres} m`),
      ].join(say("；", "; ")),
      [
        readAt === "" ? unsaid : formatReportTime(readAt, language),
        ...(keptAt === null
          ? []
          : [
              say(
                `图片存于 ${formatReportTime(keptAt, "zh")}`,
                `pictures kept at ${formatReportTime(keptAt, "en")}`,
              ),
            ]),
      ].join(say("；", "; ")),
    ]),
  ];
}

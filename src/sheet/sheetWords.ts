import type { Language } from "../domain/board/board.ts";

const words = {
  legend: { zh: "图例", en: "Legend" },
  count: { zh: "项数", en: "count" },
  sources: { zh: "资料来源：", en: "Sources: " },
  dataUntil: { zh: "资料截至", en: "Data to" },
  madeBy: { zh: "编制单位：", en: "Prepared by: " },
  date: { zh: "制图日期：", en: "Date: " },
  run: { zh: "图号", en: "Sheet" },
  north: { zh: "北", en: "N" },
  convergence: { zh: "坐标北；子午线收敛角", en: "Grid north; convergence" },
  projection: { zh: "坐标系：", en: "Grid: " },
  meridian: { zh: "中央经线", en: "central meridian" },
  distortion: {
    zh: "比例尺在中央经线上准确，本图边缘最多放大",
    en: "Scale exact on the central meridian; at most larger at the edge of this sheet by",
  },
  schematic: {
    zh: "软边宽带、点纹和空心符号表示位置或走向为示意，不可量算。",
    en: "Soft bands, stippled areas and hollow signs are schematic: no measuring there.",
  },
  kilometres: { zh: "公里", en: "km" },
  metres: { zh: "米", en: "m" },
  index: { zh: "图幅索引", en: "Index of sheets" },
  joins: { zh: "接第 {page} 幅", en: "Joins sheet {page}" },
  of: { zh: "第 {page} 幅，共 {pages} 幅", en: "Sheet {page} of {pages}" },
  absent: { zh: "未印在本图上：", en: "Not on this sheet: " },
  reachAgainst: { zh: "可达时间对照“{phase}”", en: "travel times against {phase}" },
  withScenario: { zh: "（含情景）", en: " with the scenario" },
  withoutScenario: { zh: "（不含情景）", en: " without the scenario" },
  scenario: { zh: "含铁路情景，改动 {count} 处", en: "rail scenario, edits: {count}" },
  differences: { zh: "差异清单", en: "List of differences" },
  against: { zh: "{left} 与 {right} 对比", en: "{left} against {right}" },
  more: { zh: "……另有 {count} 项，放不下", en: "… {count} more entries did not fit" },
} as const;

export const say = (word: keyof typeof words, language: Language): string => words[word][language];

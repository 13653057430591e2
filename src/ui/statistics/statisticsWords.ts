import { useMemo } from "react";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf } from "../speech/speech.ts";

const words = {
  title: ["分区统计", "Statistics by unit"],
  lead: [
    "选一个数，地图按各区划着色或画圆；随图板进链接、进打印。",
    "Pick a number; the map tints units (or cities) by it or draws circles. It travels in links and onto paper.",
  ],
  measure: ["统计什么", "What to show"],
  none: ["不显示", "Nothing"],
  busy: ["正在计算……", "Computing…"],
  own: ["自有数据列……", "A column of your own…"],
  form: ["画法", "Drawing"],
  areas: ["分级着色", "Tinted areas"],
  circles: ["比例圆", "Circles"],
  onlyAreas: [
    "比率只宜着色：圆的大小表示数量",
    "Ratios are tinted only: the size of a circle stands for an amount",
  ],
  method: ["分级方法", "Class breaks"],
  jenks: ["自然断点", "Natural breaks (Jenks)"],
  quantile: ["分位数", "Quantiles"],
  equal: ["等间距", "Equal steps"],
  ownBreaks: ["自定", "Own"],
  classes: ["级数", "Classes"],
  breaks: ["分级界限（从小到大）", "Breaks, ascending"],
  breaksBad: ["请填 1—4 个从小到大的数，用逗号隔开", "Give 1 to 4 rising numbers, apart by commas"],
  paste: [
    "粘贴两列：区划名称或代码，数值（可带表头）",
    "Paste two columns: name or code of the unit, and a number (a head line is fine)",
  ],
  join: ["连接并显示", "Join and show"],
  joined: ["连上 {count} 行", "{count} {count:row|rows} joined"],
  left: ["没有连上的 {count} 行", "{count} {count:row|rows} that joined nothing"],
  without: ["没有数值的 {count} 个区划：{names}", "{count} {count:unit|units} without a number: {names}"],
  reasonUnknown: ["没有这个名称或代码", "no such name or code"],
  reasonSeveral: ["不止一个区划叫这个名", "more than one unit is called so"],
  reasonTwice: ["前面已有这个区划", "the unit stood there before"],
  reasonNumber: ["不是数", "not a number"],
  row: ["第 {row} 行", "Row {row}"],
  table: ["数值表", "Table of values"],
  unit: ["区划", "Unit"],
  city: ["市", "City"],
  value: ["数值", "Value"],
  phase: ["时段：{phase}", "Phase: {phase}"],
  save: ["存为 CSV", "Save as CSV"],
  clear: ["从地图去掉", "Take off the map"],
} as const;

/** The words of the statistics in the board's language. */
export function useStatisticsWords() {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, words), [language]);
}

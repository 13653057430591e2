import { useMemo } from "react";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf } from "../speech/speech.ts";

const words = {
  title: ["按列筛选", "Filter by column"],
  lead: [
    "只显示符合全部条件的要素；地图、表格、图例、链接和打印一致。",
    "Only features that meet every condition are shown: on the map, in table and legend, in links and on paper.",
  ],
  column: ["列", "Column"],
  operator: ["条件", "Condition"],
  value: ["值", "Value"],
  to: ["至", "to"],
  equals: ["＝ 等于", "= equals"],
  differs: ["≠ 不等于", "≠ differs from"],
  contains: ["包含", "contains"],
  below: ["＜ 小于", "< below"],
  atMost: ["≤ 不大于", "≤ at most"],
  above: ["＞ 大于", "> above"],
  atLeast: ["≥ 不小于", "≥ at least"],
  between: ["介于", "between"],
  empty: ["为空", "is empty"],
  filled: ["不为空", "is not empty"],
  add: ["加条件", "Add a condition"],
  drop: ["去掉条件 {place}", "Remove condition {place}"],
  noColumns: ["这个图层没有可筛选的列。", "This layer has no columns to filter by."],
  wantsNumber: ["请填数字", "Give a number"],
  name: ["名称", "Name"],
  nameEnglish: ["英文名", "Name in English"],
  source: ["来源", "Source"],
  filtered: ["已筛选：{shown} / {total}", "Filtered: {shown} of {total}"],
  filteredPlain: ["已筛选", "Filtered"],
  clear: ["去掉筛选", "Remove the filter"],
} as const;

/** The words of filters in the board's language. */
export function useFilterWords() {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, words), [language]);
}

import type { Bilingual } from "../plan.ts";
import type { Incomparable, IndicatorGrade } from "./gradeIndicator.ts";
import type { ProjectState } from "./judgeProject.ts";
import type { Evidence, MilestoneEvent } from "./rows.ts";

/** What every state is called and when a project is in it: the formula, as it is shown. */
export const stateWords: Record<ProjectState, { name: Bilingual; rule: Bilingual }> = {
  built: {
    name: { zh: "已建成", en: "Built" },
    rule: {
      zh: "有建成、开通的报道（争取类：已获批）。晚于承诺年份的注明迟了多久",
      en: "Reported opened or completed (or granted, where a grant was promised). Late ones say by how much",
    },
  },
  partly: {
    name: { zh: "部分建成", en: "Partly built" },
    rule: { zh: "分几段或几项，其中有的已建成、开通", en: "Has several parts, and some are open" },
  },
  continuing: {
    name: { zh: "持续推进", en: "Continuing" },
    rule: {
      zh: "承诺没有终点（持续性），规划期内有运行、推进的报道",
      en: "A promise without an end, reported as running since the plan began",
    },
  },
  "on-track": {
    name: { zh: "按期推进", en: "On track" },
    rule: {
      zh: "已开工或有规划期内的进展，承诺期限未到",
      en: "Begun or prepared since the plan began, and not yet due",
    },
  },
  overdue: {
    name: { zh: "逾期在建", en: "Overdue" },
    rule: {
      zh: "已开工或有进展，到承诺期限末日仍未见建成；改期不改变逾期",
      en: "Begun or prepared, and not complete on the last day promised; a new date does not undo it",
    },
  },
  "not-started": {
    name: { zh: "未开工", en: "Not started" },
    rule: {
      zh: "有报道说明尚未开工或未获批，其后没有开工的报道",
      en: "Reported as not begun, and no report of a start",
    },
  },
  adjusted: {
    name: { zh: "调整", en: "Adjusted" },
    rule: { zh: "取消，或开工之前改了规划", en: "Cancelled, or replanned before works began" },
  },
  "no-evidence": {
    name: { zh: "无证据", en: "No evidence" },
    rule: {
      zh: "检索过而没有查到；规划期前的前期文件不算",
      en: "Searched for and not found; papers from before the plan do not count",
    },
  },
};

export const gradeWords: Record<IndicatorGrade, { name: Bilingual; rule: Bilingual }> = {
  reached: {
    name: { zh: "已达到", en: "Reached" },
    rule: { zh: "最新实际值达到目标值", en: "The newest actual meets the target" },
  },
  "on-the-way": {
    name: { zh: "进度正常", en: "On the way" },
    rule: {
      zh: "完成度不低于按直线推算的进度，期限未到",
      en: "Progress is at least the straight line’s, and the year has not come",
    },
  },
  behind: {
    name: { zh: "落后", en: "Behind" },
    rule: {
      zh: "完成度低于按直线推算的进度，或到期未达到",
      en: "Progress is below the straight line’s, or the year came and it was not met",
    },
  },
  "not-comparable": {
    name: { zh: "不可比", en: "Not comparable" },
    rule: { zh: "只有别的年份、区域或口径的数", en: "Only other years, areas or wordings were measured" },
  },
  "no-data": {
    name: { zh: "无数据", en: "No data" },
    rule: { zh: "有目标值，没有实际值", en: "There is a target and no actual" },
  },
  "no-target": {
    name: { zh: "无目标值", en: "No target" },
    rule: { zh: "规划没有给目标值，只作观察", en: "The plan sets no target: observed only" },
  },
};

export const gradeFormula: Bilingual = {
  zh: "完成度 =（实际 − 基数）÷（目标 − 基数）；应达进度 =（实际年 − 基数年）÷（目标年 − 基数年），不超过 1。没有基数时用最早的实际值，并注明。",
  en: "Progress = (actual − baseline) ÷ (target − baseline); expected = (year of actual − year of baseline) ÷ (year of target − year of baseline), at most 1. Without a baseline the earliest actual stands in, and it is said.",
};

export const weakRule: Bilingual = {
  zh: "推断、推算和预计的证据画得浅，不能单独使项目成为绿色状态。",
  en: "Evidence that is inferred, derived or forecast is drawn lighter and never makes a state green alone.",
};

export const becauseWords: Record<Incomparable, Bilingual> = {
  "other-year": { zh: "只有其他年份的数", en: "only other years were measured" },
  "other-area": { zh: "只有其他区域的数", en: "only other areas were measured" },
  "other-wording": { zh: "只有其他口径的数", en: "only other wordings were measured" },
};

export const eventWords: Record<MilestoneEvent, Bilingual> = {
  approved: { zh: "获批", en: "Approved" },
  started: { zh: "开工", en: "Begun" },
  milestone: { zh: "进展", en: "Progress" },
  opened: { zh: "开通", en: "Opened" },
  completed: { zh: "建成", en: "Completed" },
  replanned: { zh: "改期", en: "Replanned" },
  cancelled: { zh: "取消", en: "Cancelled" },
  "not-started-reported": { zh: "报告未开工", en: "Reported not begun" },
};

export const evidenceWords: Record<Evidence, Bilingual> = {
  official: { zh: "官方", en: "official" },
  press: { zh: "报道", en: "press" },
  secondary: { zh: "转引", en: "secondary" },
  inferred: { zh: "推断", en: "inferred" },
  derived: { zh: "推算", en: "derived" },
  forecast: { zh: "预计", en: "forecast" },
};

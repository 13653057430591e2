import type { Bilingual } from "../plan.ts";
import type { FiredRule } from "./conflict.ts";
import {
  type ProofAnswer,
  type ProofCondition,
  type ProofReason,
  proofAnswers,
  proofConditions,
} from "./evidence.ts";
import type { CitedRule } from "./rules.ts";

export const conditionWords: Record<ProofCondition, Bilingual> = {
  zone: { zh: "范围", en: "Zone" },
  class: { zh: "类别", en: "Class" },
  clause: { zh: "条款", en: "Clause" },
  project: { zh: "项目", en: "Project" },
  exception: { zh: "例外", en: "Exception" },
  margin: { zh: "余量", en: "Margin" },
};

export const answerSigns: Record<ProofAnswer, string> = { yes: "✓", no: "✗", unknown: "?" };

/** Why a condition is answered as it is, and what would settle it; `settles` is "" where nothing is missing. */
const reasonWords: Record<ProofReason, { reason: Bilingual; settles: Bilingual }> = {
  "zone-approved": {
    reason: { zh: "界线附有批准或公告文件", en: "The outline comes with its approval or announcement" },
    settles: { zh: "", en: "" },
  },
  "zone-no-approval": {
    reason: { zh: "界线未附批准或公告文件", en: "The outline comes without approval or announcement" },
    settles: {
      zh: "批准或公告文件的文号、日期及其附图界线",
      en: "number and date of the approval or announcement, with its boundary",
    },
  },
  "zone-line": {
    reason: { zh: "只有中心线，没有管理范围", en: "Only a centre line, no announced range" },
    settles: { zh: "已公告的管理范围或岸线范围", en: "the announced management or shoreline range" },
  },
  "zone-point": {
    reason: { zh: "只有点位，没有界线", en: "Only a place, no outline" },
    settles: { zh: "经批准的界线矢量", en: "the approved boundary as vectors" },
  },
  "zone-box": {
    reason: { zh: "图形是四至外框，不是界线", en: "The shape is a bounding box, not the boundary" },
    settles: { zh: "经批准的界线矢量", en: "the approved boundary as vectors" },
  },
  "zone-circle": {
    reason: { zh: "图形是等面积圆，不是界线", en: "The shape is a circle of equal area, not the boundary" },
    settles: { zh: "经批准的界线矢量", en: "the approved boundary as vectors" },
  },
  "zone-sketch": {
    reason: { zh: "图形是示意轮廓，不是界线", en: "The shape is a sketch, not the boundary" },
    settles: { zh: "经批准的界线矢量", en: "the approved boundary as vectors" },
  },
  "class-shown": {
    reason: { zh: "类别与条款所指相符", en: "The class is the one the clause speaks of" },
    settles: { zh: "", en: "" },
  },
  "class-unknown": {
    reason: { zh: "条款所指的类别未经证明", en: "The class the clause speaks of is not shown" },
    settles: { zh: "范围的分区、级别或名录文件", en: "the zoning, grade or list of the zone" },
  },
  "clause-read": {
    reason: { zh: "条文已核，核查日有效", en: "The text was read and is in force on the decision day" },
    settles: { zh: "", en: "" },
  },
  "clause-secondary": {
    reason: { zh: "条文未核，仅据转述", en: "The text was not read; it is known from reports" },
    settles: { zh: "该版本的正式文本", en: "the official text of this version" },
  },
  "clause-not-found": {
    reason: { zh: "条文未找到，未经核实", en: "The text was not found; unverified" },
    settles: { zh: "该版本的正式文本", en: "the official text of this version" },
  },
  "clause-own": {
    reason: { zh: "本单位自定，条文未登记核对", en: "The office's own rule; its text is not marked as read" },
    settles: {
      zh: "在规则中登记条文、版本和核对情况",
      en: "the clause, its version and its reading, entered in the rule",
    },
  },
  "clause-no-article": {
    reason: { zh: "条号未见", en: "The number of the article was not seen" },
    settles: { zh: "该版本的正式文本", en: "the official text of this version" },
  },
  "clause-day-unknown": {
    reason: {
      zh: "施行日期未见，核查日是否有效不能确定",
      en: "The day it came into force was not seen: in force or not is open",
    },
    settles: { zh: "公布令或公告中的施行日期", en: "the day of effect in the promulgating order" },
  },
  "clause-basin-uncertain": {
    reason: {
      zh: "该地是否属条款适用的流域不能确定",
      en: "Whether the place is of the basin the clause is held to is open",
    },
    settles: { zh: "流域范围的官方县级名录", en: "the official county list of the basin" },
  },
  "clause-plan-only": {
    reason: { zh: "依据是规划，不是法律条文", en: "It rests on the plan, not on a law" },
    settles: { zh: "适用的法律条文", en: "the clause of law that applies" },
  },
  "project-shown": {
    reason: {
      zh: "行业、建设性质与条款所指相符",
      en: "Trade and nature of the works are those of the clause",
    },
    settles: { zh: "", en: "" },
  },
  "project-schematic": {
    reason: { zh: "项目图形为示意", en: "The project's shape is schematic" },
    settles: { zh: "项目的设计坐标", en: "the project's design coordinates" },
  },
  "project-trade-unknown": {
    reason: { zh: "项目行业或内容未明确", en: "The project's trade or works are not known closely enough" },
    settles: {
      zh: "立项或可研文件中的行业与建设内容",
      en: "trade and works as in the approval or feasibility study",
    },
  },
  "project-works-unknown": {
    reason: { zh: "新建、扩建还是现状未明确", en: "New, enlarged or existing is not said" },
    settles: { zh: "立项文件（新建、改建、扩建）", en: "the project approval (new, rebuilt, enlarged)" },
  },
  "project-existing": {
    reason: {
      zh: "已建成，新建条款不适用；核对手续",
      en: "It is built: the clause on new works does not apply; its permits are to be looked at",
    },
    settles: {
      zh: "建成时间、批准文件，有无改建、扩建",
      en: "when and by what permit it was built, and whether it is being rebuilt or enlarged",
    },
  },
  "project-way-unknown": {
    reason: { zh: "穿越方式未明确（地面、桥、隧）", en: "Surface, bridge or tunnel is not said" },
    settles: { zh: "穿越段的设计方案", en: "the design of the crossing" },
  },
  "project-way-other": {
    reason: { zh: "穿越方式不在条款所指之内", en: "The way of crossing is not one the clause speaks of" },
    settles: { zh: "穿越方案的无害化论证", en: "proof that the crossing does no harm" },
  },
  "exception-none": {
    reason: { zh: "已核：不属条款所列例外", en: "Looked at: no exception holds" },
    settles: { zh: "", en: "" },
  },
  "exception-open": {
    reason: { zh: "是否属例外情形未核", en: "Whether an exception holds was not looked at" },
    settles: { zh: "例外情形的核对意见", en: "a finding on the exceptions" },
  },
  "margin-held": {
    reason: {
      zh: "进入范围的深度大于双方图形误差",
      en: "It reaches inside by more than both shapes may be off",
    },
    settles: { zh: "", en: "" },
  },
  "margin-thin": {
    reason: {
      zh: "进入范围的深度不大于双方图形误差",
      en: "It reaches inside by no more than both shapes may be off",
    },
    settles: { zh: "更精确的界线或项目坐标", en: "a closer survey of the boundary or the project" },
  },
  "margin-unknown": {
    reason: { zh: "图形精度未说明", en: "The accuracy of the shapes is not given" },
    settles: { zh: "双方图形的精度（米）", en: "the accuracy of both shapes in metres" },
  },
  "margin-schematic": {
    reason: {
      zh: "至少一方为示意，不能判断余量",
      en: "At least one side is schematic: no margin can be told",
    },
    settles: { zh: "经批准的界线和项目坐标", en: "the approved boundary and the project's coordinates" },
  },
  "margin-outside": {
    reason: { zh: "没有进入范围的面积或长度", en: "No area or length lies inside" },
    settles: { zh: "已公告的范围界线", en: "the announced range" },
  },
};

/** One line of a proof as it is shown. */
export interface ProofLine {
  condition: ProofCondition;
  answer: ProofAnswer;
  reason: Bilingual;
  /** The document or fact that would settle it; "" where nothing is missing. */
  settles: Bilingual;
}

/** What a rule itself says would settle a condition; it is closer to the case than the general words. */
function findOwnWords(
  condition: ProofCondition,
  reason: ProofReason,
  rule: CitedRule,
): Bilingual | undefined {
  const { classProof, tradeProof, exceptions } = rule.conditions;
  if (reason === "class-unknown" && classProof.zh !== "") return classProof;
  if (reason === "project-trade-unknown" && tradeProof.zh !== "") return tradeProof;
  if (condition === "exception" && reason === "exception-open" && exceptions.zh !== "")
    return { zh: `核对例外：${exceptions.zh}`, en: `a finding on the exceptions: ${exceptions.en}` };
  return undefined;
}

/** The six lines of a proof. */
export const describeProof = ({ proof }: FiredRule, rule: CitedRule): ProofLine[] =>
  proofConditions.map((condition, index) => {
    const reason = proof[index]!;
    const words = reasonWords[reason];
    return {
      condition,
      answer: proofAnswers[reason],
      reason: words.reason,
      settles: findOwnWords(condition, reason, rule) ?? words.settles,
    };
  });

const lawVerdictWords = {
  prohibited: { zh: "禁止", en: "prohibited" },
  restricted: { zh: "限制", en: "restricted" },
  assessment: { zh: "需论证", en: "in need of assessment" },
  notice: { zh: "提示", en: "worth a notice" },
} as const;

/** Reasons that leave open whether a clause speaks of the pair at all. */
const openReasons: readonly ProofReason[] = [
  "class-unknown",
  "project-trade-unknown",
  "clause-basin-uncertain",
];

/** Of a clause that is said as it stands: what must be known before it is relied on; undefined where it surely speaks. */
function describeOpen(fired: FiredRule, rule: CitedRule): Bilingual | undefined {
  const settles = describeProof(fired, rule)
    .filter((_, index) => openReasons.includes(fired.proof[index]!))
    .map((line) => line.settles);
  if (settles.length === 0) return undefined;
  return {
    zh: `条款是否适用尚未查明：缺${settles.map(({ zh }) => zh).join("、")}`,
    en: `Whether the clause applies is open; lacking ${settles.map(({ en }) => en).join(", ")}`,
  };
}

/**
 * "Possibly prohibited: lacking …" where a clause says more than is proven, and of works that stand already that a
 * clause on new ones does not apply; undefined where nothing more is to be said.
 */
export function describeMissing(fired: FiredRule, rule: CitedRule): Bilingual | undefined {
  if (fired.verdict === fired.lawVerdict) return describeOpen(fired, rule);
  if (fired.proof.includes("project-existing")) {
    const { reason, settles } = reasonWords["project-existing"];
    return { zh: `${reason.zh}：${settles.zh}`, en: `${reason.en}: ${settles.en}` };
  }
  const lines = describeProof(fired, rule).filter(({ answer }) => answer !== "yes");
  const missing = (language: "zh" | "en") => [
    ...new Set(lines.map(({ settles }) => settles[language]).filter((text) => text !== "")),
  ];
  const may = lawVerdictWords[fired.lawVerdict];
  return {
    zh: `可能${may.zh}：缺${missing("zh").join("、")}`,
    en: `Possibly ${may.en}; lacking ${missing("en").join(", ")}`,
  };
}

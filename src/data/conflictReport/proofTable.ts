import type { CheckResult } from "../../domain/check/conflict.ts";
import { outcomeWords, textCheckWords, verdictWords } from "../../domain/check/describeConflicts.ts";
import { formatShare } from "../../domain/check/measureWords.ts";
import {
  answerSigns,
  conditionWords,
  describeMissing,
  describeProof,
} from "../../domain/check/proofWords.ts";
import type { CitedRule, RuleVersion } from "../../domain/check/rules.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { Block } from "./report.ts";

interface Words {
  say: (zh: string, en: string) => string;
  pick: (text: Bilingual) => string;
}

/** The proof of each conflict's verdict: six conditions, each with sign, reason and what would settle it. */
export function buildProofTable(result: CheckResult, { say, pick }: Words): Block {
  return {
    kind: "table",
    widths: [6, 14, 80],
    head: [say("序号", "No."), say("结论", "Verdict"), say("证明", "Proof")],
    rows: result.conflicts.map((conflict, index) => {
      const fired = conflict.rules.find(({ id }) => id === conflict.lead)!;
      const rule = result.rules.find(({ id }) => id === conflict.lead)!;
      const lines = describeProof(fired, rule).map(
        ({ condition, answer, reason, settles }) =>
          `${answerSigns[answer]} ${pick(conditionWords[condition])}${say("：", ": ")}${pick(reason)}${
            pick(settles) === "" ? "" : say(`（须：${settles.zh}）`, ` (needs: ${settles.en})`)
          }`,
      );
      const missing = describeMissing(fired, rule);
      return [
        { text: String(index + 1) },
        { text: pick(verdictWords[conflict.verdict]), strong: true, verdict: conflict.verdict },
        { text: [...(missing ? [pick(missing)] : []), ...lines].join("\n") },
      ];
    }),
  };
}

/** Every project, those without conflict too: what came out, and how much of it was tested. */
export function buildOutcomeTable(result: CheckResult, { say, pick }: Words): Block {
  return {
    kind: "table",
    widths: [50, 28, 22],
    head: [say("项目", "Project"), say("结论", "Outcome"), say("已检查", "Tested")],
    rows: result.subjects.map(({ name, outcome, testedShare }) => [
      { text: pick(name) },
      { text: outcome ? pick(outcomeWords[outcome]) : "" },
      { text: testedShare === null ? "" : formatShare(testedShare) },
    ]),
  };
}

const describeDays = ({ inForceFrom, inForceTo }: RuleVersion, { say }: Words) =>
  inForceFrom === ""
    ? say("施行日期未见", "day of effect not seen")
    : say(
        `${inForceFrom} 起施行${inForceTo ? `，至 ${inForceTo}` : ""}`,
        `in force from ${inForceFrom}${inForceTo ? ` to ${inForceTo}` : ""}`,
      );

/** Days and reading of a clause, and the newer version where the day's is no longer the last. */
export function describeVersion(rule: CitedRule, words: Words): string {
  if (rule.law === null) return "";
  const { newest } = rule;
  const later = newest?.law
    ? words.say(
        `；现有更新的版本：《${newest.law.zh}》${newest.law.article}（${describeDays(newest, words)}）`,
        `; there is a newer version: ${newest.law.en} ${newest.law.article} (${describeDays(newest, words)})`,
      )
    : "";
  return `${describeDays(rule, words)}${words.say("；", "; ")}${words.pick(textCheckWords[rule.checked])}${later}`;
}

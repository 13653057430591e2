import type { CheckParty, PairPosition } from "./conflict.ts";
import { type ProofReason, proofAnswers } from "./evidence.ts";
import type { Shape } from "./measurePair.ts";
import type { CitedRule, Verdict } from "./rules.ts";
import { findInForce } from "./ruleVersions.ts";

/** Whether the law of a basin reaches the place of a pair; `everywhere` for a law of no basin. */
export type BasinState = "in" | "out" | "uncertain" | "everywhere";

/** What the proof of one rule on one pair is made from. */
export interface ProofGround {
  subject: { party: CheckParty; shape: Shape };
  zone: { party: CheckParty; shape: Shape };
  rule: CitedRule;
  decisionDate: string;
  basin: BasinState;
  position: PairPosition;
  /** Whether the subject surely reaches inside the zone by more than so many metres. */
  reaches: (metres: number) => boolean;
}

/** Is the zone's outline one that an approval or announcement sets? */
export function proveZone({ zone }: ProofGround): ProofReason {
  const { evidence, schematic } = zone.party;
  if (zone.shape.form === "point") return "zone-point";
  if (evidence.outline === "box") return "zone-box";
  if (evidence.outline === "circle") return "zone-circle";
  if (evidence.outline === "sketch" || schematic) return "zone-sketch";
  if (zone.shape.form === "line") return "zone-line";
  return evidence.approval === "" ? "zone-no-approval" : "zone-approved";
}

/** Is the class shown that the clause speaks of: core area, national list, grade, delimited land, announced range? */
export function proveClass({ zone, rule }: ProofGround): ProofReason {
  const { classKinds, classProof } = rule.conditions;
  return classProof.zh === "" || classKinds.includes(zone.party.kind) ? "class-shown" : "class-unknown";
}

/** Was the text in force on the day, was it read, does it name an article, and does it reach the place? */
export function proveClause({ rule, decisionDate, basin }: ProofGround): ProofReason {
  if (rule.law === null) return rule.checked === "user" ? "clause-own" : "clause-plan-only";
  if (rule.checked === "secondary") return "clause-secondary";
  if (rule.checked === "not found") return "clause-not-found";
  if (rule.checked === "user") return "clause-own";
  if (!/\d/.test(rule.law.article)) return "clause-no-article";
  if (findInForce(rule, decisionDate) !== "yes") return "clause-day-unknown";
  return basin === "uncertain" ? "clause-basin-uncertain" : "clause-read";
}

/** Is the project of the trade the clause speaks of, new where it must be, and does it pass as the clause says? */
export function proveProject({ subject, rule }: ProofGround): ProofReason {
  const { evidence, kind, schematic } = subject.party;
  const { tradeKinds, tradeProof, onlyNew, ways } = rule.conditions;
  // What stands already is not what a clause on new works speaks of, however it is drawn.
  if (onlyNew && evidence.works === "existing") return "project-existing";
  if (schematic || evidence.outline !== "mapped") return "project-schematic";
  if (tradeProof.zh !== "" && !tradeKinds.includes(kind)) return "project-trade-unknown";
  if (onlyNew && evidence.works === "unknown") return "project-works-unknown";
  if (ways.length > 0 && subject.shape.lines.length > 0) {
    if (evidence.way === "unknown") return "project-way-unknown";
    if (!ways.includes(evidence.way)) return "project-way-other";
  }
  return "project-shown";
}

/** Has someone looked at the exceptions and found that none holds? */
export const proveException = ({ subject }: ProofGround): ProofReason =>
  subject.party.evidence.noException ? "exception-none" : "exception-open";

/** Does the project reach inside by more than both shapes may be off? */
export function proveMargin({ subject, zone, position, reaches }: ProofGround): ProofReason {
  if (position === "near" || position === "belt" || zone.shape.prepared === null) return "margin-outside";
  if (subject.party.schematic || zone.party.schematic || position === "uncertain") return "margin-schematic";
  const [own, other] = [subject.party.evidence.accuracyMetres, zone.party.evidence.accuracyMetres];
  if (own === null || other === null) return "margin-unknown";
  return reaches(own + other) ? "margin-held" : "margin-thin";
}

/** The six conditions, in the order of `proofConditions`. */
export const proveRule = (ground: ProofGround): ProofReason[] => [
  proveZone(ground),
  proveClass(ground),
  proveClause(ground),
  proveProject(ground),
  proveException(ground),
  proveMargin(ground),
];

/** Reasons that leave open whether a clause that restricts reaches the pair at all. */
const openReasons: readonly ProofReason[] = [
  "class-unknown",
  "project-trade-unknown",
  "clause-not-found",
  "clause-basin-uncertain",
];

/**
 * What may be said with a proof. A ban needs all six; where the place is uncertain nothing but that is said; a clause
 * on new works says of what stands already no more than that its permits are to be looked at; a clause that restricts
 * but may not reach the pair, or whose text was not found, carries no more than a demand to look closer.
 */
export function weighProof(
  { rule, position, basin }: Pick<ProofGround, "rule" | "position" | "basin">,
  proof: readonly ProofReason[],
): Verdict {
  if (position === "uncertain" || position === "belt") return "unverified";
  if (proof.includes("project-existing")) return "notice";
  if (rule.verdict === "prohibited")
    return proof.every((reason) => proofAnswers[reason] === "yes") ? "prohibited" : "assessment";
  if (
    rule.verdict === "restricted" &&
    (basin === "uncertain" || proof.some((reason) => openReasons.includes(reason)))
  )
    return "assessment";
  return rule.verdict;
}

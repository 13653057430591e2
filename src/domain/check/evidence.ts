import type { CrossingWay } from "./rules.ts";

/** How a shape was made: mapped or handed over as an outline, a box, a circle of the same area, a sketch. */
export const outlines = ["mapped", "box", "circle", "sketch"] as const;
export type Outline = (typeof outlines)[number];

/** What is known of a party beside its shape. Nothing here is guessed: what nobody said is unknown. */
export interface PartyEvidence {
  outline: Outline;
  /** Number and date of the document that sets a zone's limits; "" where none was given. */
  approval: string;
  /** How far the drawn shape may lie from the true one; null where nobody said. */
  accuracyMetres: number | null;
  /** Whether a subject is new or enlarged, or there already. */
  works: "new" | "existing" | "unknown";
  /** How a line passes. */
  way: CrossingWay | "unknown";
  /** Whether someone has looked at the exceptions of the law and found none that holds. */
  noException: boolean;
}

export const noEvidence: PartyEvidence = {
  outline: "mapped",
  approval: "",
  accuracyMetres: null,
  works: "unknown",
  way: "unknown",
  noException: false,
};

/** What must all hold before a ban is said, in the order of the proof. */
export const proofConditions = ["zone", "class", "clause", "project", "exception", "margin"] as const;
export type ProofCondition = (typeof proofConditions)[number];

export type ProofAnswer = "yes" | "no" | "unknown";

/** Every reason a condition can be answered with, and the answer it means. */
export const proofAnswers = {
  "zone-approved": "yes",
  "zone-no-approval": "unknown",
  "zone-line": "unknown",
  "zone-point": "no",
  "zone-box": "no",
  "zone-circle": "no",
  "zone-sketch": "no",
  "class-shown": "yes",
  "class-unknown": "unknown",
  "clause-read": "yes",
  "clause-secondary": "unknown",
  "clause-not-found": "unknown",
  "clause-own": "unknown",
  "clause-no-article": "unknown",
  "clause-day-unknown": "unknown",
  "clause-basin-uncertain": "unknown",
  "clause-plan-only": "no",
  "project-shown": "yes",
  "project-schematic": "no",
  "project-trade-unknown": "unknown",
  "project-works-unknown": "unknown",
  "project-existing": "no",
  "project-way-unknown": "unknown",
  "project-way-other": "no",
  "exception-none": "yes",
  "exception-open": "unknown",
  "margin-held": "yes",
  "margin-thin": "no",
  "margin-unknown": "unknown",
  "margin-schematic": "no",
  "margin-outside": "no",
} as const satisfies Record<string, ProofAnswer>;

export type ProofReason = keyof typeof proofAnswers;

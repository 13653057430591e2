import type { FiredRule } from "../../domain/check/conflict.ts";
import {
  answerSigns,
  conditionWords,
  describeMissing,
  describeProof,
} from "../../domain/check/proofWords.ts";
import type { CitedRule } from "../../domain/check/rules.ts";
import styles from "./Proof.module.css";
import { useCheckWords } from "./useCheckWords.ts";

/** What a rule says of a pair and what that rests on: six lines, each with its sign, its reason and what would settle it. */
export function Proof({ fired, rule }: { fired: FiredRule; rule: CitedRule }) {
  const { word, text } = useCheckWords();
  const missing = describeMissing(fired, rule);
  return (
    <div className={styles.proof} data-testid="check-proof">
      {missing && <p className={styles.missing}>{text(missing)}</p>}
      <ul className={styles.lines} aria-label={word("proof")}>
        {describeProof(fired, rule).map(({ condition, answer, reason, settles }) => (
          <li key={condition} data-answer={answer}>
            <span className={styles.sign} role="img" aria-label={word(`answer-${answer}`)}>
              {answerSigns[answer]}
            </span>
            <span>
              <strong>{text(conditionWords[condition])}</strong> {text(reason)}
              {text(settles) !== "" && (
                <span className={styles.settles}>{word("settles", { text: text(settles) })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

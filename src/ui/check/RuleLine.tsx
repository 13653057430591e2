import { BookOpenText } from "lucide-react";
import type { FiredRule } from "../../domain/check/conflict.ts";
import { describeLaw } from "../../domain/check/describeClause.ts";
import { textCheckWords } from "../../domain/check/describeConflicts.ts";
import type { CitedRule } from "../../domain/check/rules.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./CheckPanel.module.css";
import { findClauseItem, openClause } from "./clauses.ts";
import { Proof } from "./Proof.tsx";
import { useCheckWords } from "./useCheckWords.ts";
import { VerdictMark } from "./VerdictMark.tsx";

/** Days a clause is in force, how it was read, and a newer version where the day's is not the last. */
function VersionLine({ rule }: { rule: CitedRule }) {
  const { word, text, language } = useCheckWords();
  const days = rule.inForceFrom === "" ? word("inForceUnknown") : word("inForce", { from: rule.inForceFrom });
  return (
    <p className={styles.note}>
      {[
        ...(rule.law ? [days] : []),
        ...(rule.inForceTo ? [word("inForceUntil", { to: rule.inForceTo })] : []),
        text(textCheckWords[rule.checked]),
        rule.id,
      ].join(" · ")}
      {rule.newest?.law && (
        <>
          <br />
          {word("newerVersion", { law: describeLaw(rule.newest, language) })}
        </>
      )}
    </p>
  );
}

/** One rule of a conflict: what may be said, its clause, and the proof of what it bans or of the whole verdict. */
export function RuleLine({ rule, fired, isLead }: { rule: CitedRule; fired: FiredRule; isLead: boolean }) {
  const { word, text, number, language } = useCheckWords();
  const plan = useAtlas((state) => state.plan);
  const law = describeLaw(rule, language);
  return (
    <li className={styles.rule}>
      <p>
        <VerdictMark verdict={fired.verdict} /> {text(rule.gist)}
        {rule.distanceMetres !== null &&
          ` (${word("distanceParameter", { metres: number(rule.distanceMetres) })})`}
      </p>
      {law && <p className={styles.law}>{law}</p>}
      {rule.planClauses.length > 0 && (
        <p className={styles.row}>
          {rule.planClauses.map((clause) => {
            const item = plan ? findClauseItem(plan, clause) : undefined;
            return item ? (
              <button
                key={clause}
                type="button"
                className={styles.link}
                title={word("clauseOpen", { clause })}
                onClick={() => openClause(item)}
              >
                <BookOpenText size={13} aria-hidden="true" /> {word("clausePlan", { clause })}
              </button>
            ) : (
              <span key={clause}>{word("clausePlan", { clause })}</span>
            );
          })}
        </p>
      )}
      <VersionLine rule={rule} />
      {text(rule.consult) !== "" && (
        <p className={styles.note}>{word("consult", { text: text(rule.consult) })}</p>
      )}
      {(isLead || fired.lawVerdict === "prohibited") && <Proof fired={fired} rule={rule} />}
    </li>
  );
}

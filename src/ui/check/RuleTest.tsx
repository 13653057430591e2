import { useState } from "react";
import type { CheckResult } from "../../domain/check/conflict.ts";
import { describeMeasures } from "../../domain/check/describeConflicts.ts";
import type { Rule, RuleTable } from "../../domain/check/rules.ts";
import type { Problem } from "../../domain/result.ts";
import { testRule } from "../../state/check/testRule.ts";
import styles from "./CheckPanel.module.css";
import { Proof } from "./Proof.tsx";
import form from "./RuleEditor.module.css";
import { useSelectedFeature } from "./selected.ts";
import { useCheckWords } from "./useCheckWords.ts";
import { VerdictMark } from "./VerdictMark.tsx";

const mostShown = 5;

/** What a rule would say as it now stands, before it is saved: of the selected feature, or of what is being tested. */
export function RuleTest({ rule, table }: { rule: Rule; table: RuleTable }) {
  const { word, text } = useCheckWords();
  const selected = useSelectedFeature();
  const [state, setState] = useState<
    | { kind: "idle" | "busy" }
    | { kind: "done"; result: CheckResult; about: string }
    | { kind: "failed"; problem: Problem }
  >({ kind: "idle" });
  const run = async () => {
    setState({ kind: "busy" });
    const found = await testRule(table, rule, selected?.selection ?? null);
    const about = selected ? text(selected.name) : word("ruleTestAll");
    setState(
      found.ok ? { kind: "done", result: found.value, about } : { kind: "failed", problem: found.error },
    );
  };
  const nameOf = (result: CheckResult, key: string) => {
    const party = [...result.subjects, ...result.zones].find((other) => other.key === key);
    return party ? text(party.name) : key;
  };
  return (
    <section className={form.test} data-testid="rule-test">
      <div className={styles.row}>
        <button
          type="button"
          className={styles.button}
          disabled={state.kind === "busy"}
          onClick={() => void run()}
        >
          {selected ? word("ruleTestSelected", { name: text(selected.name) }) : word("ruleTest")}
        </button>
      </div>
      <p className={styles.note} role="status">
        {state.kind === "busy"
          ? word("busy")
          : state.kind === "failed"
            ? text(state.problem)
            : state.kind === "done"
              ? word("ruleTestFound", {
                  about: state.about,
                  count: state.result.conflicts.length,
                })
              : word("ruleTestHow")}
      </p>
      {state.kind === "done" && (
        <ul>
          {state.result.conflicts.slice(0, mostShown).map((conflict) => {
            const cited = state.result.rules.find(({ id }) => id === conflict.lead)!;
            return (
              <li key={conflict.id}>
                <VerdictMark verdict={conflict.verdict} /> {nameOf(state.result, conflict.subject)} ×{" "}
                {nameOf(state.result, conflict.zone)} · {text(describeMeasures(conflict))}
                <Proof fired={conflict.rules.find(({ id }) => id === conflict.lead)!} rule={cited} />
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

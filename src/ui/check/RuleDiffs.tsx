import { GitCompare } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { diffRuleTables, type RuleDiff } from "../../domain/check/editRules.ts";
import { parseRuleTable } from "../../domain/check/parseRules.ts";
import type { RuleTable } from "../../domain/check/rules.ts";
import { tellProblem } from "../../state/actions.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./CheckPanel.module.css";
import table from "./Cumulative.module.css";
import type { RuleWordKey } from "./ruleWords.ts";
import { useCheckWords } from "./useCheckWords.ts";

const kindWords: Record<RuleDiff["kind"], RuleWordKey> = {
  added: "ruleDiffAdded",
  removed: "ruleDiffRemoved",
  changed: "ruleDiffChanged",
};

function Diff({ diff }: { diff: RuleDiff }) {
  const { word } = useCheckWords();
  return (
    <li>
      <strong>{diff.id}</strong> <span className={styles.tag}>{word(kindWords[diff.kind])}</span>
      {diff.differences.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{word("ruleDiffMember")}</th>
              <th scope="col">{word("ruleDiffBefore")}</th>
              <th scope="col">{word("ruleDiffAfter")}</th>
            </tr>
          </thead>
          <tbody>
            {diff.differences.map(({ member, before, after }) => (
              <tr key={member}>
                <th scope="row">{member}</th>
                <td>{before ?? "—"}</td>
                <td>{after ?? "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}

/** Where the rules in force differ from those shipped, or from those of another file. */
export function RuleDiffs({ rules, shipped }: { rules: RuleTable; shipped: RuleTable }) {
  const { word } = useCheckWords();
  const [other, setOther] = useState<{ name: string; table: RuleTable } | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const diffs = useMemo(() => diffRuleTables(other?.table ?? shipped, rules), [other, shipped, rules]);
  const read = async (file: File) => {
    const parsed = parseRuleTable((await file.text()).replace(/^\ufeff/, ""));
    if (parsed.ok) setOther({ name: file.name, table: parsed.value });
    else tellProblem(parsed.error);
  };
  return (
    <details className={styles.fold2}>
      <summary>{other ? word("ruleDiffOf", { name: other.name }) : word("ruleDiff")}</summary>
      <IconButton
        icon={GitCompare}
        labelled
        name={word("ruleDiffFile")}
        onClick={() => picker.current?.click()}
      />
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={word("ruleDiffFile")}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void read(file);
        }}
      />
      {diffs.length === 0 ? (
        <p className={styles.note}>{word("ruleDiffNone")}</p>
      ) : (
        <ul className={styles.untested} data-testid="rule-diffs">
          {diffs.map((diff) => (
            <Diff key={`${diff.kind} ${diff.id}`} diff={diff} />
          ))}
        </ul>
      )}
    </details>
  );
}

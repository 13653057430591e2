import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { removeRule, saveRule, switchRule } from "../../domain/check/editRules.ts";
import { noConditions } from "../../domain/check/migrateRules.ts";
import type { Rule, RuleTable } from "../../domain/check/rules.ts";
import type { Problem, Result } from "../../domain/result.ts";
import { changeRules } from "../../state/check/check.ts";
import { Dialog } from "../kit/Dialog.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import panel from "./CheckPanel.module.css";
import styles from "./RuleEditor.module.css";
import { RuleForm } from "./RuleForm.tsx";
import { useCheckWords } from "./useCheckWords.ts";
import { VerdictMark } from "./VerdictMark.tsx";

const findFreeId = (table: RuleTable): string => {
  for (let number = 1; ; number += 1) {
    const id = `own-rule-${number}`;
    if (!table.rules.some((rule) => rule.id === id)) return id;
  }
};

const createRule = (table: RuleTable): Rule => ({
  id: findFreeId(table),
  zoneKinds: [table.zoneKinds[0]!.id],
  activityKinds: [table.activityKinds[0]!.id],
  relation: "inside",
  distanceMetres: null,
  planClauses: [],
  consult: { zh: "", en: "" },
  enabled: true,
  versions: [
    {
      clause: "own",
      verdict: "assessment",
      law: null,
      inForceFrom: "",
      inForceTo: null,
      checked: "user",
      basin: null,
      gist: { zh: "", en: "" },
      conditions: noConditions,
      source: "",
    },
  ],
});

/** The rule table to edit: each saving is one step of undo and makes a version of its own. */
export function RuleEditor({ table, onClose }: { table: RuleTable; onClose: () => void }) {
  const { word, text } = useCheckWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const [created, setCreated] = useState<Rule | null>(null);
  const [query, setQuery] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const wanted = query.trim().toLowerCase();
  const shown = table.rules.filter(
    (rule) =>
      wanted === "" ||
      [rule.id, ...rule.versions.flatMap(({ gist, law }) => [gist.zh, gist.en, law?.zh ?? "", law?.en ?? ""])]
        .join(" ")
        .toLowerCase()
        .includes(wanted),
  );
  /** Takes an edited table, or shows why it cannot be taken. */
  const take = (edited: Result<RuleTable>): boolean => {
    setProblem(edited.ok ? null : edited.error);
    if (edited.ok) changeRules(edited.value);
    return edited.ok;
  };
  const rule = created ?? table.rules.find(({ id }) => id === chosen) ?? null;
  const leave = () => {
    setChosen(null);
    setCreated(null);
    setProblem(null);
  };
  return (
    <Dialog title={word("ruleTable")} onClose={onClose}>
      <div className={styles.editor} data-testid="rule-editor">
        <div className={styles.list}>
          <div className={panel.row}>
            <input
              type="search"
              className={panel.input}
              value={query}
              placeholder={word("ruleFind")}
              aria-label={word("ruleFind")}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
            <IconButton
              icon={Plus}
              labelled
              name={word("ruleAdd")}
              onClick={() => {
                leave();
                setCreated(createRule(table));
              }}
            />
          </div>
          <ul className={styles.rules}>
            {shown.map((entry) => (
              <li key={entry.id} data-off={!entry.enabled} data-chosen={entry.id === rule?.id}>
                <input
                  type="checkbox"
                  checked={entry.enabled}
                  aria-label={word("ruleOn", { id: entry.id })}
                  onChange={(event) => take(switchRule(table, entry.id, event.currentTarget.checked))}
                />
                <button
                  type="button"
                  aria-label={word("ruleChoose", { id: entry.id })}
                  onClick={() => {
                    leave();
                    setChosen(entry.id);
                  }}
                >
                  <VerdictMark verdict={entry.versions.at(-1)!.verdict} /> {text(entry.versions.at(-1)!.gist)}
                  <span className={panel.note}>{entry.id}</span>
                </button>
                <IconButton
                  icon={Trash2}
                  name={word("ruleDelete", { id: entry.id })}
                  onClick={() => {
                    if (entry.id === chosen) leave();
                    take(removeRule(table, entry.id));
                  }}
                />
              </li>
            ))}
          </ul>
        </div>
        <div className={styles.form}>
          {problem && (
            <p className={panel.problem} role="alert">
              {text(problem)}
            </p>
          )}
          {rule ? (
            <RuleForm
              key={rule.id}
              rule={rule}
              table={table}
              onCancel={leave}
              onSave={(edited) => {
                const isTaken = take(saveRule(table, created ? null : rule.id, edited));
                if (!isTaken) return;
                setCreated(null);
                setChosen(edited.id);
              }}
            />
          ) : (
            <p className={panel.note}>{word("ruleEmpty")}</p>
          )}
        </div>
      </div>
    </Dialog>
  );
}

import { useState } from "react";
import { relationWords } from "../../domain/check/describeConflicts.ts";
import { addVersion } from "../../domain/check/editRules.ts";
import {
  type Relation,
  type Rule,
  type RuleTable,
  type RuleVersion,
  relations,
} from "../../domain/check/rules.ts";
import { findToday } from "../../state/check/today.ts";
import styles from "./CheckPanel.module.css";
import form from "./RuleEditor.module.css";
import { RuleTest } from "./RuleTest.tsx";
import { Field, Kinds, TextField } from "./ruleFields.tsx";
import { useCheckWords } from "./useCheckWords.ts";
import { VersionForm } from "./VersionForm.tsx";

/** Distance given where a rule becomes one of nearness; a parameter of the office. */
const usualDistanceMetres = 1_000;

const splitClauses = (text: string) =>
  text
    .split(/[,，、;；\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** What the office writes is the office's own word, whatever the text before was based on. */
const vouchFor = (version: RuleVersion, before: RuleVersion | undefined): RuleVersion =>
  before && JSON.stringify([version.gist, version.law]) !== JSON.stringify([before.gist, before.law])
    ? { ...version, checked: version.checked === before.checked ? "user" : version.checked }
    : version;

/** What makes a project and a zone a case of the rule: contact, or nearness of so many metres. */
function RelationFields({ rule, onChange }: { rule: Rule; onChange: (change: Partial<Rule>) => void }) {
  const { word, text } = useCheckWords();
  return (
    <>
      <Field title={word("ruleRelation")}>
        <select
          className={styles.input}
          value={rule.relation}
          onChange={(event) => {
            const relation = event.currentTarget.value as Relation;
            onChange({
              relation,
              distanceMetres: relation === "within" ? (rule.distanceMetres ?? usualDistanceMetres) : null,
            });
          }}
        >
          {relations.map((relation) => (
            <option key={relation} value={relation}>
              {text(relationWords[relation])}
            </option>
          ))}
        </select>
      </Field>
      {rule.relation === "within" && (
        <Field title={word("ruleDistance")}>
          <input
            type="number"
            className={styles.input}
            min={1}
            max={100_000}
            step="any"
            required
            value={Number.isFinite(rule.distanceMetres ?? Number.NaN) ? rule.distanceMetres! : ""}
            onChange={(event) => onChange({ distanceMetres: event.currentTarget.valueAsNumber })}
          />
        </Field>
      )}
    </>
  );
}

/** The versions of a rule: one is chosen and edited, more are added, all but one may go. */
function VersionFields(props: { rule: Rule; table: RuleTable; onChange: (rule: Rule) => void }) {
  const { word } = useCheckWords();
  const { rule, table, onChange } = props;
  const [chosen, setChosen] = useState(rule.versions.length - 1);
  const at = Math.min(chosen, rule.versions.length - 1);
  const putVersions = (versions: RuleVersion[]) => onChange({ ...rule, versions });
  const sayDays = ({ inForceFrom, inForceTo }: RuleVersion) =>
    `${inForceFrom || word("inForceUnknown")} – ${inForceTo ?? ""}`;
  return (
    <fieldset className={form.version} data-testid="rule-version">
      <legend>{word("ruleVersions")}</legend>
      <div className={styles.row}>
        <select
          className={styles.input}
          value={at}
          aria-label={word("ruleVersions")}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        >
          {rule.versions.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: versions have no id but their place
            <option key={index} value={index}>
              {index + 1} · {sayDays(entry)}
            </option>
          ))}
        </select>
        <button
          type="button"
          className={styles.button}
          onClick={() => {
            onChange(addVersion(rule, findToday()));
            setChosen(rule.versions.length);
          }}
        >
          {word("ruleVersionAdd")}
        </button>
        {rule.versions.length > 1 && (
          <button
            type="button"
            className={styles.button}
            onClick={() => putVersions(rule.versions.filter((_, index) => index !== at))}
          >
            {word("ruleVersionDelete")}
          </button>
        )}
      </div>
      <VersionForm
        key={`${at} ${rule.versions.length}`}
        version={rule.versions[at]!}
        rule={rule}
        table={table}
        onChange={(change) =>
          putVersions(rule.versions.map((other, index) => (index === at ? { ...other, ...change } : other)))
        }
      />
    </fieldset>
  );
}

/** One rule to edit, with all its versions. Nothing is taken before it is saved. */
export function RuleForm(props: {
  rule: Rule;
  table: RuleTable;
  onSave: (rule: Rule) => void;
  onCancel: () => void;
}) {
  const { word } = useCheckWords();
  const { table } = props;
  const [rule, setRule] = useState(props.rule);
  const [clauses, setClauses] = useState(props.rule.planClauses.join(", "));
  const put = (change: Partial<Rule>) => setRule((before) => ({ ...before, ...change }));
  const draft: Rule = { ...rule, id: rule.id.trim(), planClauses: splitClauses(clauses) };
  const save = () =>
    props.onSave({
      ...draft,
      versions: draft.versions.map((entry, index) => vouchFor(entry, props.rule.versions[index])),
    });
  return (
    <form
      className={form.fields}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField title={word("ruleId")} value={rule.id} onChange={(id) => put({ id })} />
      <RelationFields rule={rule} onChange={put} />
      <Kinds
        title={word("ruleZoneKinds")}
        kinds={table.zoneKinds}
        chosen={rule.zoneKinds}
        onChange={(zoneKinds) => put({ zoneKinds })}
      />
      <Kinds
        title={word("ruleActivityKinds")}
        kinds={table.activityKinds}
        chosen={rule.activityKinds}
        onChange={(activityKinds) => put({ activityKinds })}
      />
      <TextField title={word("ruleClauses")} value={clauses} onChange={setClauses} />
      <VersionFields rule={rule} table={table} onChange={setRule} />
      <TextField
        title={word("ruleConsultZh")}
        rows={2}
        value={rule.consult.zh}
        onChange={(zh) => put({ consult: { ...rule.consult, zh } })}
      />
      <TextField
        title={word("ruleConsultEn")}
        rows={2}
        value={rule.consult.en}
        onChange={(en) => put({ consult: { ...rule.consult, en } })}
      />
      <RuleTest rule={draft} table={table} />
      <div className={styles.row}>
        <button type="submit" className={styles.primary}>
          {word("ruleSave")}
        </button>
        <button type="button" className={styles.button} onClick={props.onCancel}>
          {word("ruleCancel")}
        </button>
      </div>
    </form>
  );
}

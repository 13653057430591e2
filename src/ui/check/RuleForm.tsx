import { type ReactNode, useState } from "react";
import { relationWords, verdictWords } from "../../domain/ecology/describeConflicts.ts";
import {
  type Relation,
  type Rule,
  type RuleTable,
  relations,
  type Verdict,
  verdicts,
} from "../../domain/ecology/rules.ts";
import styles from "./CheckPanel.module.css";
import form from "./RuleEditor.module.css";
import { useCheckWords } from "./useCheckWords.ts";

function Field({ title, children }: { title: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is the child
    <label className={styles.field}>
      <span>{title}</span>
      {children}
    </label>
  );
}

function TextField(props: {
  title: string;
  value: string;
  rows?: number;
  onChange: (value: string) => void;
}) {
  const { title, value, rows, onChange } = props;
  return (
    <Field title={title}>
      {rows ? (
        <textarea
          className={styles.input}
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <input
          className={styles.input}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function Kinds(props: {
  title: string;
  kinds: RuleTable["zoneKinds"];
  chosen: readonly string[];
  onChange: (next: string[]) => void;
}) {
  const { text } = useCheckWords();
  const { title, kinds, chosen, onChange } = props;
  return (
    <fieldset className={form.kinds}>
      <legend>{title}</legend>
      {kinds.map((kind) => (
        <label key={kind.id} className={styles.check}>
          <input
            type="checkbox"
            checked={chosen.includes(kind.id)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? kinds.map(({ id }) => id).filter((id) => id === kind.id || chosen.includes(id))
                  : chosen.filter((id) => id !== kind.id),
              )
            }
          />
          {text(kind.title)}
        </label>
      ))}
    </fieldset>
  );
}

/** Distance given where a rule becomes one of nearness; a parameter of the office. */
const usualDistanceMetres = 1_000;

const splitClauses = (text: string) =>
  text
    .split(/[,，、;；\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** One rule to edit. Nothing is taken before it is saved. */
export function RuleForm(props: {
  rule: Rule;
  table: RuleTable;
  onSave: (rule: Rule) => void;
  onCancel: () => void;
}) {
  const { word, text } = useCheckWords();
  const [rule, setRule] = useState(props.rule);
  const [clauses, setClauses] = useState(props.rule.planClauses.join(", "));
  const put = (change: Partial<Rule>) => setRule((before) => ({ ...before, ...change }));
  const law = rule.law ?? { zh: "", en: "", article: "", year: "" };
  const putLaw = (change: Partial<NonNullable<Rule["law"]>>) => {
    const next = { ...law, ...change };
    put({ law: Object.values(next).every((value) => value === "") ? null : next });
  };
  const save = () => {
    const isSame = rule.gist === props.rule.gist && rule.law === props.rule.law;
    props.onSave({
      ...rule,
      id: rule.id.trim(),
      planClauses: splitClauses(clauses),
      // What the office writes is the office's own word, whatever the text before was based on.
      certainty: isSame ? rule.certainty : "user",
    });
  };
  return (
    <form
      className={form.fields}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField title={word("ruleId")} value={rule.id} onChange={(id) => put({ id })} />
      <Field title={word("ruleVerdict")}>
        <select
          className={styles.input}
          value={rule.verdict}
          onChange={(event) => put({ verdict: event.currentTarget.value as Verdict })}
        >
          {verdicts.map((verdict) => (
            <option key={verdict} value={verdict}>
              {text(verdictWords[verdict])}
            </option>
          ))}
        </select>
      </Field>
      <Field title={word("ruleRelation")}>
        <select
          className={styles.input}
          value={rule.relation}
          onChange={(event) => {
            const relation = event.currentTarget.value as Relation;
            put({
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
            onChange={(event) => put({ distanceMetres: event.currentTarget.valueAsNumber })}
          />
        </Field>
      )}
      <Kinds
        title={word("ruleZoneKinds")}
        kinds={props.table.zoneKinds}
        chosen={rule.zoneKinds}
        onChange={(zoneKinds) => put({ zoneKinds })}
      />
      <Kinds
        title={word("ruleActivityKinds")}
        kinds={props.table.activityKinds}
        chosen={rule.activityKinds}
        onChange={(activityKinds) => put({ activityKinds })}
      />
      <TextField title={word("ruleClauses")} value={clauses} onChange={setClauses} />
      <TextField title={word("ruleLawZh")} value={law.zh} onChange={(zh) => putLaw({ zh })} />
      <TextField title={word("ruleLawEn")} value={law.en} onChange={(en) => putLaw({ en })} />
      <TextField
        title={word("ruleArticle")}
        value={law.article}
        onChange={(article) => putLaw({ article })}
      />
      <TextField title={word("ruleYear")} value={law.year} onChange={(year) => putLaw({ year })} />
      <TextField
        title={word("ruleGistZh")}
        rows={2}
        value={rule.gist.zh}
        onChange={(zh) => put({ gist: { ...rule.gist, zh } })}
      />
      <TextField
        title={word("ruleGistEn")}
        rows={2}
        value={rule.gist.en}
        onChange={(en) => put({ gist: { ...rule.gist, en } })}
      />
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

import { textCheckWords, verdictWords } from "../../domain/check/describeConflicts.ts";
import {
  crossingWays,
  type LawVerdict,
  lawVerdicts,
  type Rule,
  type RuleConditions,
  type RuleTable,
  type RuleVersion,
  type TextCheck,
  textChecks,
} from "../../domain/check/rules.ts";
import type { Bilingual } from "../../domain/plan.ts";
import styles from "./CheckPanel.module.css";
import form from "./RuleEditor.module.css";
import { Field, Kinds, TextField } from "./ruleFields.tsx";
import type { RuleWordKey } from "./ruleWords.ts";
import { useCheckWords } from "./useCheckWords.ts";

function BilingualFields(props: {
  zh: RuleWordKey;
  en: RuleWordKey;
  value: Bilingual;
  onChange: (value: Bilingual) => void;
}) {
  const { word } = useCheckWords();
  const { value, onChange } = props;
  return (
    <>
      <TextField
        title={word(props.zh)}
        rows={2}
        value={value.zh}
        onChange={(zh) => onChange({ ...value, zh })}
      />
      <TextField
        title={word(props.en)}
        rows={2}
        value={value.en}
        onChange={(en) => onChange({ ...value, en })}
      />
    </>
  );
}

/** What must be shown of zone and project before the ban of a version is proven. */
function Conditions(props: {
  conditions: RuleConditions;
  rule: Rule;
  table: RuleTable;
  onChange: (conditions: RuleConditions) => void;
}) {
  const { word } = useCheckWords();
  const { conditions, rule, table } = props;
  const put = (change: Partial<RuleConditions>) => props.onChange({ ...conditions, ...change });
  return (
    <details className={styles.fold2}>
      <summary>{word("ruleConditions")}</summary>
      <BilingualFields
        zh="ruleClassProofZh"
        en="ruleClassProofEn"
        value={conditions.classProof}
        onChange={(classProof) => put({ classProof })}
      />
      <Kinds
        title={word("ruleClassKinds")}
        kinds={table.zoneKinds.filter(({ id }) => rule.zoneKinds.includes(id))}
        chosen={conditions.classKinds}
        onChange={(classKinds) => put({ classKinds })}
      />
      <BilingualFields
        zh="ruleTradeProofZh"
        en="ruleTradeProofEn"
        value={conditions.tradeProof}
        onChange={(tradeProof) => put({ tradeProof })}
      />
      <Kinds
        title={word("ruleTradeKinds")}
        kinds={table.activityKinds.filter(({ id }) => rule.activityKinds.includes(id))}
        chosen={conditions.tradeKinds}
        onChange={(tradeKinds) => put({ tradeKinds })}
      />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={conditions.onlyNew}
          onChange={(event) => put({ onlyNew: event.currentTarget.checked })}
        />
        {word("ruleOnlyNew")}
      </label>
      <fieldset className={form.kinds}>
        <legend>{word("ruleWays")}</legend>
        {crossingWays.map((way) => (
          <label key={way} className={styles.check}>
            <input
              type="checkbox"
              checked={conditions.ways.includes(way)}
              onChange={(event) =>
                put({
                  ways: crossingWays.filter((other) =>
                    other === way ? event.currentTarget.checked : conditions.ways.includes(other),
                  ),
                })
              }
            />
            {word(`way-${way}`)}
          </label>
        ))}
      </fieldset>
      <BilingualFields
        zh="ruleExceptionsZh"
        en="ruleExceptionsEn"
        value={conditions.exceptions}
        onChange={(exceptions) => put({ exceptions })}
      />
    </details>
  );
}

/** One version of a clause: what it says, where it stands, when it is in force, and what it asks to be shown. */
export function VersionForm(props: {
  version: RuleVersion;
  rule: Rule;
  table: RuleTable;
  onChange: (change: Partial<RuleVersion>) => void;
}) {
  const { word, text } = useCheckWords();
  const { version, rule, table, onChange } = props;
  const law = version.law ?? { zh: "", en: "", article: "", year: "", edition: "" };
  const putLaw = (change: Partial<NonNullable<RuleVersion["law"]>>) => {
    const next = { ...law, ...change };
    onChange({ law: Object.values(next).every((value) => value === "") ? null : next });
  };
  const basins = [
    ...new Set([
      ...table.basinUnits.map(({ basin }) => basin),
      ...table.zoneKinds.flatMap(({ basin }) => basin?.id ?? []),
    ]),
  ];
  return (
    <>
      <Field title={word("ruleVerdict")}>
        <select
          className={styles.input}
          value={version.verdict}
          onChange={(event) => onChange({ verdict: event.currentTarget.value as LawVerdict })}
        >
          {lawVerdicts.map((verdict) => (
            <option key={verdict} value={verdict}>
              {text(verdictWords[verdict])}
            </option>
          ))}
        </select>
      </Field>
      <TextField title={word("ruleLawZh")} value={law.zh} onChange={(zh) => putLaw({ zh })} />
      <TextField title={word("ruleLawEn")} value={law.en} onChange={(en) => putLaw({ en })} />
      <TextField
        title={word("ruleArticle")}
        value={law.article}
        onChange={(article) => putLaw({ article })}
      />
      <TextField title={word("ruleYear")} value={law.year} onChange={(year) => putLaw({ year })} />
      <TextField
        title={word("ruleEdition")}
        value={law.edition}
        onChange={(edition) => putLaw({ edition })}
      />
      <TextField
        title={word("ruleFrom")}
        value={version.inForceFrom}
        onChange={(inForceFrom) => onChange({ inForceFrom: inForceFrom.trim() })}
      />
      <TextField
        title={word("ruleTo")}
        value={version.inForceTo ?? ""}
        onChange={(inForceTo) => onChange({ inForceTo: inForceTo.trim() || null })}
      />
      <Field title={word("ruleChecked")}>
        <select
          className={styles.input}
          value={version.checked}
          onChange={(event) => onChange({ checked: event.currentTarget.value as TextCheck })}
        >
          {textChecks.map((checked) => (
            <option key={checked} value={checked}>
              {text(textCheckWords[checked])}
            </option>
          ))}
        </select>
      </Field>
      <TextField
        title={word("ruleSource")}
        value={version.source}
        onChange={(source) => onChange({ source })}
      />
      <Field title={word("ruleBasin")}>
        <select
          className={styles.input}
          value={version.basin ?? ""}
          onChange={(event) => onChange({ basin: event.currentTarget.value || null })}
        >
          <option value="">{word("ruleBasinNone")}</option>
          {basins.map((basin) => (
            <option key={basin} value={basin}>
              {text(
                table.zoneKinds.find((kind) => kind.basin?.id === basin && kind.basin.state === "in")
                  ?.title ?? { zh: basin, en: basin },
              )}
            </option>
          ))}
        </select>
      </Field>
      <BilingualFields
        zh="ruleGistZh"
        en="ruleGistEn"
        value={version.gist}
        onChange={(gist) => onChange({ gist })}
      />
      <Conditions
        conditions={version.conditions}
        rule={rule}
        table={table}
        onChange={(conditions) => onChange({ conditions })}
      />
    </>
  );
}

import type { ReactNode } from "react";
import type { RuleKind } from "../../domain/check/rules.ts";
import styles from "./CheckPanel.module.css";
import form from "./RuleEditor.module.css";
import { useCheckWords } from "./useCheckWords.ts";

export function Field({ title, children }: { title: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is the child
    <label className={styles.field}>
      <span>{title}</span>
      {children}
    </label>
  );
}

export function TextField(props: {
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

export function Kinds(props: {
  title: string;
  kinds: readonly RuleKind[];
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

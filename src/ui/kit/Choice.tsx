import { useId } from "react";
import styles from "./Choice.module.css";

interface ChoiceProps<T extends string> {
  name: string;
  options: readonly { id: T; title: string; note?: string }[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few: radio buttons that look like a segmented switch and behave like radio buttons. */
export function Choice<T extends string>({ name, options, value, onChange }: ChoiceProps<T>) {
  const group = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">{name}</legend>
      {options.map((option) => (
        <label key={option.id} className={styles.option} title={option.note}>
          <input
            type="radio"
            className={styles.input}
            name={group}
            value={option.id}
            checked={option.id === value}
            onChange={() => onChange(option.id)}
          />
          <span className={styles.title}>{option.title}</span>
        </label>
      ))}
    </fieldset>
  );
}

import { type Ref, useState } from "react";
import { isComposing } from "../kit/isComposing.ts";
import styles from "./ReachPanel.module.css";

/** A number with its unit that is kept when the reader leaves it, within its bounds. */
export function NumberField(props: {
  label: string;
  value: number;
  least: number;
  most: number;
  step: number;
  note?: string | undefined;
  inputRef?: Ref<HTMLInputElement> | undefined;
  onCommit: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const value = Number(typed);
    if (typed !== null && typed !== "" && Number.isFinite(value))
      props.onCommit(Math.min(props.most, Math.max(props.least, value)));
    setTyped(null);
  };
  return (
    <label className={styles.field}>
      <span>{props.label}</span>
      <input
        ref={props.inputRef}
        type="number"
        className={styles.numberField}
        min={props.least}
        max={props.most}
        step={props.step}
        value={typed ?? props.value}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && !isComposing(event) && commit()}
      />
      {props.note && <span className={styles.note}>{props.note}</span>}
    </label>
  );
}

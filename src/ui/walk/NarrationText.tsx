import { formatLiveNumber, splitNarration } from "../../domain/walk/liveNumbers.ts";
import type { NumberStates } from "../../state/walk/numbers.ts";
import styles from "./NarrationText.module.css";
import { useWalkWords } from "./walkWords.ts";

/** A live number; amber, and saying what was approved, where the data changed since. */
export function LiveNumberText({
  name,
  numbers,
  isHero = false,
}: {
  name: string;
  numbers: NumberStates;
  /** A number that stands alone and large, its unit small beside it. */
  isHero?: boolean;
}) {
  const { say, language } = useWalkWords();
  const state = numbers[name];
  if (!state)
    return (
      <span className={`${styles.number} ${styles.changed}`} data-number={name} data-state="unknown">
        {`{{${name}}}`}
        <span className="visually-hidden">{say("unknownNumber", { name })}</span>
      </span>
    );
  const { live, now } = state;
  const approved = formatLiveNumber(live, live.approved, language);
  const show = (written: string) => {
    const { unit } = live[language];
    if (!isHero || unit === "" || !written.endsWith(unit)) return written;
    return (
      <>
        {written.slice(0, -unit.length)}
        <span className={styles.unit}>{unit}</span>
      </>
    );
  };
  if (now.state === "same" || now.state === "pending")
    return (
      <span
        className={styles.number}
        data-number={name}
        data-state={now.state}
        title={now.state === "pending" ? say("pending", { approved }) : undefined}
      >
        {show(approved)}
      </span>
    );
  const value = now.state === "changed" ? formatLiveNumber(live, now.value, language) : approved;
  const remark = now.state === "changed" ? say("changed", { approved, value }) : say("missing", { approved });
  return (
    <span
      className={`${styles.number} ${styles.changed}`}
      data-number={name}
      data-state={now.state}
      title={remark}
    >
      {show(value)}
      <small className={styles.remark}>
        {now.state === "changed" ? say("changedShort", { approved }) : "?"}
        <span className="visually-hidden">{remark}</span>
      </small>
    </span>
  );
}

/** A narration with its live numbers. */
export function NarrationText({ text, numbers }: { text: string; numbers: NumberStates }) {
  const seen = new Map<string, number>();
  return splitNarration(text).map((part) => {
    const content = "text" in part ? part.text : part.number;
    const count = (seen.get(content) ?? 0) + 1;
    seen.set(content, count);
    const key = `${content} ${count}`;
    return "text" in part ? (
      <span key={key}>{part.text}</span>
    ) : (
      <LiveNumberText key={key} name={part.number} numbers={numbers} />
    );
  });
}

import styles from "./ReachPanel.module.css";
import { useReachWords } from "./useReachWords.ts";

interface MinutesCellProps {
  from: string;
  to: string;
  minutes: number | null;
  target: number;
  isSchematic: boolean;
  /** Whether the quickest way goes all by road, and not by train. */
  isByRoad?: boolean;
  isChosen: boolean;
  /** Minutes without the reader's edits, where these change them. */
  before?: number | null | undefined;
  onChoose: () => void;
}

/** Minutes of one journey: full where the target is met, hollow where not; a click draws the way. */
export function MinutesCell(props: MinutesCellProps) {
  const { word, minutes } = useReachWords();
  const { from, to, target, isSchematic, isByRoad, isChosen, before } = props;
  if (props.minutes === null)
    return (
      <span className={styles.none} title={word("noTrain")}>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{word("noTrain")}</span>
      </span>
    );
  const isMet = props.minutes <= target;
  const value = minutes(props.minutes, target);
  const verdict = `${word(isMet ? "met" : "notMet")}${isSchematic ? `, ${word("schematic")}` : ""}${isByRoad ? `, ${word("byRoadLong")}` : ""}`;
  return (
    <button
      type="button"
      className={`${styles.minutes} ${isMet ? styles.met : ""} ${isSchematic ? styles.schematic : ""}`}
      aria-pressed={isChosen}
      aria-label={word("cell", { from, to, value: word("minutesShort", { minutes: value }), verdict })}
      onClick={props.onChoose}
    >
      {isSchematic ? `≈${value}` : value}
      {isByRoad && <small className={styles.mode}>{word("byRoad")}</small>}
      {before !== undefined && before !== props.minutes && (
        <s className={styles.before}>{before === null ? "–" : minutes(before, target)}</s>
      )}
    </button>
  );
}

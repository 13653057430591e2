import styles from "./Presentation.module.css";
import { useWalkWords } from "./walkWords.ts";

/** The way back from wherever the map was taken. `hasKey`: a key does it too. */
export function ReturnButton({
  said,
  does,
  hasKey,
  onClick,
}: {
  said: string;
  does: string;
  hasKey?: boolean;
  onClick: () => void;
}) {
  return (
    <div className={styles.return}>
      <span>{said}</span>
      <button type="button" onClick={onClick}>
        {hasKey && <kbd>R</kbd>} {does}
      </button>
    </div>
  );
}

export function Blank({ blank }: { blank: "black" | "white" }) {
  const { say } = useWalkWords();
  return (
    <div className={`${styles.blank} ${blank === "white" ? styles.white : ""}`} data-testid="blank">
      <p className="visually-hidden" role="status">
        {say("blankHint", { key: blank === "white" ? "W" : "B" })}
      </p>
    </div>
  );
}

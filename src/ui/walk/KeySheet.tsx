import styles from "./KeySheet.module.css";
import { useWalkWords, type WalkWord } from "./walkWords.ts";

const rows: readonly (readonly [keys: string | WalkWord, does: WalkWord])[] = [
  ["keyNext", "next"],
  ["keyPrevious", "previous"],
  ["keyGo", "goTo"],
  ["Home / End", "first"],
  ["R / Backspace", "returnHere"],
  ["M", "tools"],
  ["B / .", "black"],
  ["W / ,", "white"],
  ["H", "hide"],
  ["[ / ]", "swipeLine"],
  ["L", "laser"],
  ["D", "ink"],
  ["K", "inkColour"],
  ["C", "clearInk"],
  ["I", "keepInk"],
  ["A", "play"],
  ["O", "loop"],
  ["T", "pauseClock"],
  ["Z", "resetClock"],
  ["P", "console"],
  ["E", "otherLanguage"],
  ["F", "fullScreen"],
  ["?", "shortcuts"],
  ["Esc", "leave"],
];

/** Every key of presenting, large enough to be read in a dark room. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { say } = useWalkWords();
  return (
    <section className={styles.sheet} role="dialog" aria-label={say("shortcuts")}>
      <h2>{say("shortcuts")}</h2>
      <dl>
        {rows.map(([keys, does]) => (
          <div key={does}>
            <dt>
              <kbd>{keys === "keyNext" || keys === "keyPrevious" || keys === "keyGo" ? say(keys) : keys}</kbd>
            </dt>
            <dd>{say(does)}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={onClose}>
        {say("close")}
      </button>
    </section>
  );
}

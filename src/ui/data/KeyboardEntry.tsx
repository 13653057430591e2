import { useState } from "react";
import { buildSketch, parsePositionText } from "../../domain/place/drawn.ts";
import {
  addPosition,
  type DrawTool,
  dropPosition,
  finishShape,
  type PickTool,
  useDrawing,
} from "../../state/own/drawing.ts";
import styles from "./DataPanel.module.css";
import { useDataWords } from "./useDataWords.ts";

/** Drawing without a pointer: positions by number, or at the crosshair of the map. */
export function KeyboardEntry({ tool }: { tool: DrawTool | PickTool }) {
  const { word, number } = useDataWords();
  const sketch = useDrawing((state) => state.sketch);
  const radiusMetres = useDrawing((state) => state.radiusMetres);
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const shape = buildSketch(tool, sketch, radiusMetres);
  const add = () => {
    const position = parsePositionText(text);
    setWrong(!position);
    if (!position) return;
    addPosition(position);
    setText("");
  };
  return (
    <details className={styles.more}>
      <summary>{word("drawKeyboard")}</summary>
      <p className={styles.note}>{word("drawKeyboardLead")}</p>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label className={styles.field}>
          <span>{word("drawPosition")}</span>
          <input
            value={text}
            inputMode="decimal"
            placeholder="111.67, 40.82"
            aria-invalid={isWrong}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setWrong(false);
            }}
          />
        </label>
        <button type="submit" className={styles.button}>
          {word("drawAdd")}
        </button>
      </form>
      {isWrong && (
        <p className={styles.refusal} role="alert">
          {word("drawPositionInvalid")}
        </p>
      )}
      {tool === "circle" && (
        <label className={styles.field}>
          <span>{word("drawRadius")}</span>
          <input
            type="number"
            min={0.01}
            max={500}
            step="any"
            value={radiusMetres / 1000}
            onChange={(event) => {
              const kilometres = event.currentTarget.valueAsNumber;
              if (kilometres > 0 && kilometres <= 500)
                useDrawing.setState({ radiusMetres: kilometres * 1000 });
            }}
          />
        </label>
      )}
      <p aria-live="polite" className={styles.note}>
        {word("drawCount", { count: sketch.length })}
        {sketch.length > 0 &&
          `: ${sketch
            .slice(-3)
            .map((position) =>
              position.map((v) => number(v, { maximumFractionDigits: 4, useGrouping: false })).join(", "),
            )
            .join(" · ")}`}
      </p>
      <div className={styles.row}>
        <button
          type="button"
          className={styles.primary}
          disabled={!shape}
          onClick={() => shape && void finishShape(shape, tool === "circle" ? radiusMetres : undefined)}
        >
          {word("drawFinish")}
        </button>
        <button type="button" className={styles.button} disabled={sketch.length === 0} onClick={dropPosition}>
          {word("drawDrop")}
        </button>
      </div>
    </details>
  );
}

import { Check, Circle, Eraser, MapPin, Pentagon, Ruler, Spline, Square } from "lucide-react";
import { useEffect, useState } from "react";
import { buildSketch, parsePositionText } from "../../domain/place/drawn.ts";
import {
  addPosition,
  askMap,
  type DrawTool,
  drawTools,
  dropPosition,
  finishShape,
  startTool,
  stopDrawing,
  useDrawing,
} from "../../state/drawing.ts";
import { useOwnLayers } from "../../state/ownLayers.ts";
import { IconButton } from "../frame/IconButton.tsx";
import styles from "./DataPanel.module.css";
import type { DataWordKey } from "./dataWords.ts";
import { useDataWords } from "./useDataWords.ts";

const toolIcons = { point: MapPin, line: Spline, polygon: Pentagon, circle: Circle } as const;
const toolWords: Record<DrawTool, DataWordKey> = {
  point: "toolPoint",
  line: "toolLine",
  polygon: "toolPolygon",
  circle: "toolCircle",
};

/** What the shape in hand measures on the ellipsoid, live. */
function LiveMeasures() {
  const { word, length, area, number } = useDataWords();
  const live = useDrawing((state) => state.live);
  if (!live || (live.lengthMetres === 0 && live.areaSquareMetres === 0)) return null;
  const isArea = live.areaSquareMetres > 0;
  return (
    <div className={styles.measures} data-testid="measures">
      <h3 className={styles.subtitle}>
        <Ruler size={14} aria-hidden="true" /> {word("drawMeasures")}
      </h3>
      <dl className={styles.pairs}>
        <div>
          <dt>{word(isArea ? "perimeter" : "length")}</dt>
          <dd>{length(live.lengthMetres)}</dd>
        </div>
        {isArea && (
          <div>
            <dt>{word("area")}</dt>
            <dd>{area(live.areaSquareMetres)}</dd>
          </div>
        )}
        {live.bearingDegrees !== null && (
          <div>
            <dt>{word("bearing")}</dt>
            <dd>{number(live.bearingDegrees, { maximumFractionDigits: 1, minimumFractionDigits: 1 })}°</dd>
          </div>
        )}
      </dl>
      <p className={styles.note}>{word("onEllipsoid")}</p>
    </div>
  );
}

/** Drawing without a pointer: positions by number, or at the crosshair of the map. */
function KeyboardEntry({ tool }: { tool: DrawTool }) {
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

/** Points, lines, areas and circles by mouse, touch or keyboard, measured while they are drawn. */
export function DrawSection() {
  const { word } = useDataWords();
  const { tool, keeps, snaps, target, sketch, radiusMetres } = useDrawing();
  const layers = useOwnLayers().filter((layer) => layer.origin === "drawing");
  // Leaving the panel ends the drawing: a map that answers no click would be a riddle.
  useEffect(() => stopDrawing, []);
  const targetId = layers.some((layer) => layer.id === target) ? target : null;
  useEffect(() => {
    if (target !== targetId) useDrawing.setState({ target: targetId });
  }, [target, targetId]);
  // Corners are set on the map or entered one by one; both are finished and given up here.
  const finish = () => {
    const entered = tool && buildSketch(tool, sketch, radiusMetres);
    if (entered) void finishShape(entered, tool === "circle" ? radiusMetres : undefined);
    else askMap("finish");
  };
  const giveUp = () => {
    useDrawing.setState({ sketch: [] });
    askMap("cancel");
  };
  return (
    <section className={styles.section} aria-label={word("drawTitle")}>
      <h2 className={styles.title}>{word("drawTitle")}</h2>
      <div className={styles.tools} role="toolbar" aria-label={word("drawTitle")}>
        {drawTools.map((id) => {
          const Icon = toolIcons[id];
          return (
            <button
              key={id}
              type="button"
              className={styles.button}
              aria-pressed={tool === id}
              onClick={() => (tool === id ? stopDrawing() : startTool(id))}
            >
              <Icon size={16} aria-hidden="true" />
              {word(toolWords[id])}
            </button>
          );
        })}
      </div>
      <div className={styles.row}>
        <label className={styles.radio}>
          <input
            type="checkbox"
            checked={snaps}
            onChange={(event) => useDrawing.setState({ snaps: event.currentTarget.checked })}
          />
          {word("drawSnap")}
        </label>
        <label className={styles.radio}>
          <input
            type="checkbox"
            checked={!keeps}
            onChange={(event) => useDrawing.setState({ keeps: !event.currentTarget.checked, measured: null })}
          />
          {word("drawMeasure")}
        </label>
      </div>
      {keeps && layers.length > 0 && (
        <label className={styles.field}>
          <span>{word("drawInto")}</span>
          <select
            value={targetId ?? ""}
            onChange={(event) => useDrawing.setState({ target: event.currentTarget.value || null })}
          >
            <option value="">{word("drawNew")}</option>
            {layers.map((layer) => (
              <option key={layer.id} value={layer.id}>
                {layer.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className={styles.note}>{word("drawLead")}</p>
      {tool && (
        <>
          <div className={styles.row}>
            <IconButton icon={Check} name={word("drawFinish")} labelled onClick={finish} />
            <IconButton icon={Eraser} name={word("drawCancel")} labelled onClick={giveUp} />
            <IconButton icon={Square} name={word("drawStop")} labelled onClick={stopDrawing} />
          </div>
          <KeyboardEntry key={tool} tool={tool} />
        </>
      )}
      <LiveMeasures />
    </section>
  );
}

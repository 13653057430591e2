import { Check, Circle, Eraser, MapPin, Pentagon, Redo2, Ruler, Spline, Square, Undo2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { buildSketch } from "../../domain/place/drawn.ts";
import {
  askMap,
  type DrawTool,
  drawTools,
  dropPosition,
  finishShape,
  isDrawTool,
  startTool,
  stopDrawing,
  useDrawing,
} from "../../state/own/drawing.ts";
import { startKeepingDrafts } from "../../state/own/keptDraft.ts";
import { useOwnLayers } from "../../state/own/ownLayers.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { scrollInPanel } from "../kit/scrollInPanel.ts";
import { usePhone } from "../kit/useMediaQuery.ts";
import styles from "./DataPanel.module.css";
import type { DataWordKey } from "./dataWords.ts";
import { KeyboardEntry } from "./KeyboardEntry.tsx";
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

/** What is done with the shape in hand: beside the tools, on a phone over the map, where the finger is. */
function DraftTools({ tool }: { tool: DrawTool }) {
  const { word } = useDataWords();
  const isPhone = usePhone();
  const { sketch, radiusMetres, steps, draft } = useDrawing();
  // Corners are set on the map or entered one by one; both are finished and given up here.
  const finish = () => {
    const entered = buildSketch(tool, sketch, radiusMetres);
    if (entered) void finishShape(entered, tool === "circle" ? radiusMetres : undefined);
    else askMap("finish");
  };
  const giveUp = () => {
    useDrawing.setState({ sketch: [] });
    askMap("cancel");
  };
  const hasNothing = sketch.length + draft.length === 0;
  const tools = (
    <div className={isPhone ? styles.draftBar : styles.row} role="toolbar" aria-label={word("drawDraft")}>
      <IconButton icon={Check} name={word("drawFinish")} labelled onClick={finish} />
      <IconButton
        icon={Undo2}
        name={word("drawDrop")}
        disabled={sketch.length === 0 && !steps.back}
        onClick={() => (sketch.length > 0 ? dropPosition() : askMap("undo"))}
      />
      <IconButton
        icon={Redo2}
        name={word("drawAgain")}
        disabled={!steps.forth}
        onClick={() => askMap("redo")}
      />
      <IconButton
        icon={Eraser}
        name={word("drawCancel")}
        labelled={!isPhone}
        disabled={hasNothing && tool !== "circle"}
        onClick={giveUp}
      />
      <IconButton icon={Square} name={word("drawStop")} labelled={!isPhone} onClick={stopDrawing} />
    </div>
  );
  const stage = isPhone && document.getElementById("stage");
  return stage ? createPortal(tools, stage) : tools;
}

/** Points, lines, areas and circles by mouse, touch or keyboard, measured while they are drawn. */
export function DrawSection() {
  const { word } = useDataWords();
  const { tool: anyTool, taker, keeps, snaps, target } = useDrawing();
  // A shape that features are picked by is none of this section.
  const tool = taker === null && isDrawTool(anyTool) ? anyTool : null;
  const layers = useOwnLayers().filter((layer) => layer.origin === "drawing");
  const root = useRef<HTMLElement>(null);
  // A tool may be taken up elsewhere, at the map: what it measures is told here.
  useEffect(() => {
    if (tool && root.current) scrollInPanel(root.current);
  }, [tool]);
  // Leaving the panel ends the drawing: a map that answers no click would be a riddle.
  useEffect(() => stopDrawing, []);
  useEffect(startKeepingDrafts, []);
  const targetId = layers.some((layer) => layer.id === target) ? target : null;
  useEffect(() => {
    if (target !== targetId) useDrawing.setState({ target: targetId });
  }, [target, targetId]);
  return (
    <section ref={root} className={styles.section} aria-label={word("drawTitle")}>
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
          <DraftTools tool={tool} />
          <KeyboardEntry key={tool} tool={tool} />
        </>
      )}
      {taker === null && <LiveMeasures />}
    </section>
  );
}

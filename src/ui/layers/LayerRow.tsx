import { ArrowDown, ArrowUp, GripVertical, SlidersHorizontal, Table2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { LayerDefinition } from "../../../layers/grammar/layer.ts";
import type { LayerState } from "../../domain/board/board.ts";
import { changeScreen, fadeLayer, showEveryEntry, showLayer } from "../../state/actions.ts";
import { findPhaseKey } from "../../state/features.ts";
import { useAtlas } from "../../state/store.ts";
import { FilterNote } from "../filters/FilterNote.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { useWords } from "../speech/useWords.ts";
import { explainEmptiness, findLayerContent } from "./emptiness.ts";
import styles from "./LayerRow.module.css";

const FilterForm = lazy(async () => ({ default: (await import("../filters/FilterForm.tsx")).FilterForm }));

interface LayerRowProps {
  definition: LayerDefinition;
  state: LayerState;
  isDragged: boolean;
  onDragStart: () => void;
  onDragOver: () => void;
  onDragEnd: () => void;
  /** Undefined for the uppermost of its group. */
  onRaise: (() => void) | undefined;
  onLower: (() => void) | undefined;
}

/** One layer: shown or not, how strongly, in which place, how much of it there is. */
export function LayerRow({ definition, state, isDragged, ...on }: LayerRowProps) {
  const speech = useWords();
  const { word, text, number } = speech;
  const [isOpen, setOpen] = useState(false);
  const phase = useAtlas((atlas) => findPhaseKey(atlas.board));
  const datasets = useAtlas((atlas) => atlas.datasets);
  const problems = useAtlas((atlas) => atlas.datasetProblems);
  const content = findLayerContent(definition, datasets, (dataset) => dataset in problems, phase);
  const name = text(definition.title);
  const emptiness = explainEmptiness(content, speech);
  const percent = Math.round(state.opacity * 100);
  return (
    <li
      className={`${styles.row} ${isDragged ? styles.dragged : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        on.onDragOver();
      }}
      onDrop={(event) => event.preventDefault()}
    >
      <div className={styles.line}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is the pointer's way; the buttons do the same */}
        <span
          className={styles.grip}
          draggable
          title={word("dragLayer", { name })}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", definition.id);
            on.onDragStart();
          }}
          onDragEnd={on.onDragEnd}
        >
          <GripVertical size={14} strokeWidth={1.75} aria-hidden="true" />
        </span>
        <label className={styles.label}>
          <input
            type="checkbox"
            checked={state.visible}
            onChange={(event) => showLayer(definition.id, event.currentTarget.checked)}
          />
          <span>{name}</span>
        </label>
        {content.kind === "present" && (
          <span className={styles.count} title={word("layerCount", { count: content.count })}>
            {number(content.count)}
          </span>
        )}
        <IconButton
          icon={SlidersHorizontal}
          name={word("layerDetails", { name })}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {emptiness && <p className={styles.empty}>{emptiness}</p>}
      {state.hidden.length > 0 && (
        <p className={styles.empty}>
          {word("layerHidden", { count: state.hidden.length })}{" "}
          <button type="button" className={styles.link} onClick={() => showEveryEntry(definition.id)}>
            {word("showFiltered")}
          </button>
        </p>
      )}
      {state.filter && (
        <div className={styles.filtered}>
          <FilterNote layer={definition.id} />
        </div>
      )}
      {isOpen && (
        <div className={styles.details}>
          <label className={styles.opacity}>
            <span>{word("opacity")}</span>
            <input
              type="range"
              min={0}
              max={100}
              step={5}
              value={percent}
              aria-label={word("opacityOf", { name })}
              aria-valuetext={`${percent} %`}
              onChange={(event) => fadeLayer(definition.id, Number(event.currentTarget.value) / 100)}
            />
            <output>{percent} %</output>
          </label>
          <span className={styles.actions}>
            <IconButton
              icon={ArrowUp}
              name={word("moveUp", { name })}
              disabled={!on.onRaise}
              onClick={on.onRaise}
            />
            <IconButton
              icon={ArrowDown}
              name={word("moveDown", { name })}
              disabled={!on.onLower}
              onClick={on.onLower}
            />
            {"dataset" in definition.data && (
              <IconButton
                icon={Table2}
                name={word("openTable", { name })}
                onClick={() => changeScreen({ tableLayer: definition.id })}
              />
            )}
          </span>
          {"dataset" in definition.data && (
            <Suspense fallback={null}>
              <FilterForm definition={definition} />
            </Suspense>
          )}
        </div>
      )}
    </li>
  );
}

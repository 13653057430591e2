import { BoxSelect, Lasso, type LucideIcon, Pentagon, Square, Table2, X } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { findKind } from "../../../layers/grammar/kinds.ts";
import { countPicked, findPicked, mostKeptPicked, type PickedGroup } from "../../domain/board/picked.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import { type PickedMeasures, pickRelations } from "../../domain/place/pickFeatures.ts";
import { findFeature } from "../../state/features.ts";
import { type PickTool, pickTools, useDrawing } from "../../state/own/drawing.ts";
import {
  checkPickedFeatures,
  checkPickedOwn,
  exportPicked,
  findLayerOf,
  showPickedTable,
} from "../../state/picks/pickedTakeaway.ts";
import { usePicks } from "../../state/picks/pickStore.ts";
import {
  clearPicked,
  dropGroup,
  measureGroups,
  pickInSelected,
  pickInView,
  startPicking,
  stopPicking,
} from "../../state/picks/picks.ts";
import { listShownLayers } from "../../state/picks/shownFeatures.ts";
import { useAtlas } from "../../state/store.ts";
import dataStyles from "../data/DataPanel.module.css";
import { ExportForm } from "../data/ExportForm.tsx";
import { KeyboardEntry } from "../data/KeyboardEntry.tsx";
import { useDataWords } from "../data/useDataWords.ts";
import { Choice } from "../kit/Choice.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { scrollInPanel } from "../kit/scrollInPanel.ts";
import { buildSpeechOf } from "../speech/speech.ts";
import styles from "./PickSection.module.css";
import { pickWords } from "./pickWords.ts";

const icons: Record<PickTool, LucideIcon> = { box: BoxSelect, polygon: Pentagon, lasso: Lasso };
const modes = ["new", "add", "take"] as const;

function usePickWords() {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, pickWords), [language]);
}

/** While shapes are drawn, Shift and Alt say what the next one does. */
function useHeldKeys(isOn: boolean) {
  useEffect(() => {
    if (!isOn) return;
    const follow = ({ shiftKey, altKey }: KeyboardEvent | PointerEvent) => {
      const held = shiftKey ? "add" : altKey ? "take" : null;
      if (usePicks.getState().held !== held) usePicks.setState({ held });
    };
    const events = ["keydown", "keyup", "pointerdown", "pointermove", "pointerup"] as const;
    // Before the map hears of them: the shape is taken when it is finished, in the same event.
    for (const name of events) addEventListener(name, follow, { capture: true });
    return () => {
      for (const name of events) removeEventListener(name, follow, { capture: true });
      usePicks.setState({ held: null });
    };
  }, [isOn]);
}

/** The shape to pick by, and what it does. */
function Tools({ tool }: { tool: PickTool | null }) {
  const { word } = usePickWords();
  const mode = usePicks((state) => state.held ?? state.mode);
  useHeldKeys(tool !== null);
  return (
    <>
      <div className={styles.tools} role="toolbar" aria-label={word("title")}>
        {pickTools.map((id) => {
          const Icon = icons[id];
          return (
            <button
              key={id}
              type="button"
              className={dataStyles.button}
              aria-pressed={tool === id}
              onClick={() => (tool === id ? stopPicking() : startPicking(id))}
            >
              <Icon size={16} aria-hidden="true" />
              {word(id)}
            </button>
          );
        })}
      </div>
      <div className={styles.mode}>
        <span className={dataStyles.note}>{word("mode")}</span>
        <Choice
          name={word("mode")}
          options={modes.map((id) => ({ id, title: word(id) }))}
          value={mode}
          onChange={(next) => usePicks.setState({ mode: next })}
        />
      </div>
      {tool && (
        <>
          <p className={dataStyles.note} role="status">
            {word(`${tool}Hint`)}
          </p>
          <div className={dataStyles.row}>
            <IconButton icon={Square} name={word("stop")} labelled onClick={stopPicking} />
          </div>
          <KeyboardEntry key={tool} tool={tool} />
        </>
      )}
    </>
  );
}

/** What counts as picked, and of which layers. */
function Rules() {
  const { word, text } = usePickWords();
  const board = useAtlas((state) => state.board);
  const { relation, from } = usePicks();
  const shown = listShownLayers(board).reverse();
  const chosen = shown.some(({ definition }) => definition.id === from) ? from : null;
  useEffect(() => {
    if (chosen !== from) usePicks.setState({ from: chosen });
  }, [chosen, from]);
  return (
    <>
      <label className={dataStyles.field}>
        <span>{word("from")}</span>
        <select
          value={chosen ?? ""}
          onChange={(event) => usePicks.setState({ from: event.currentTarget.value || null })}
        >
          <option value="">{word("fromAll")}</option>
          {shown.map(({ definition }) => (
            <option key={definition.id} value={definition.id}>
              {text(definition.title)}
            </option>
          ))}
        </select>
      </label>
      <label className={dataStyles.field}>
        <span>{word("relation")}</span>
        <select
          value={relation}
          onChange={(event) => {
            const next = pickRelations.find((id) => id === event.currentTarget.value);
            if (next) usePicks.setState({ relation: next });
          }}
        >
          {pickRelations.map((id) => (
            <option key={id} value={id}>
              {word(id)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** Picking without a pointer: all in view, or in the area that is selected. */
function Shortcuts() {
  const { word, text } = usePickWords();
  const name = useAtlas(({ board: { selection }, datasets }) => {
    const feature = findFeature(datasets, selection);
    return feature?.geometry.type.endsWith("Polygon") ? feature : undefined;
  });
  const isOwn = useAtlas(({ board }) => findUserLayer(board, board.selection?.dataset ?? "") !== undefined);
  return (
    <div className={dataStyles.row}>
      <button type="button" className={dataStyles.button} onClick={() => void pickInView()}>
        {word("inView")}
      </button>
      <button
        type="button"
        className={dataStyles.button}
        disabled={!name && !isOwn}
        onClick={() => void pickInSelected()}
      >
        {name
          ? word("inSelectedOf", {
              name: text({ zh: name.properties["name:zh"], en: name.properties["name:en"] }),
            })
          : word("inSelected")}
      </button>
    </div>
  );
}

/** The measures of one picked group by kind. */
function Kinds({ rows }: { rows: readonly PickedMeasures[] }) {
  const { word, text, number } = usePickWords();
  const { length, area } = useDataWords();
  const hasLength = rows.some(({ lengthMetres }) => lengthMetres > 0);
  const hasArea = rows.some(({ areaSquareMetres }) => areaSquareMetres > 0);
  return (
    <table className={styles.kinds}>
      <thead>
        <tr>
          <th scope="col">{word("kind")}</th>
          <th scope="col">{word("number")}</th>
          {hasLength && <th scope="col">{word("length")}</th>}
          {hasArea && <th scope="col">{word("area")}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ dataset, kind, count, lengthMetres, areaSquareMetres }) => {
          const title = findKind(dataset, kind);
          return (
            <tr key={kind}>
              <th scope="row">{title ? text(title) : kind || "—"}</th>
              <td>{number(count)}</td>
              {hasLength && <td>{lengthMetres > 0 ? length(lengthMetres) : ""}</td>}
              {hasArea && <td>{areaSquareMetres > 0 ? area(areaSquareMetres) : ""}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Group({ group }: { group: PickedGroup }) {
  const { word, text, number } = usePickWords();
  const board = useAtlas((state) => state.board);
  const measures = usePicks((state) => state.measures);
  const definition = findLayers(board).find(({ id }) => id === findLayerOf(group));
  if (!definition) return null;
  const layer = text(definition.title);
  const rows = measures?.filter(({ dataset }) => dataset === group.dataset) ?? [];
  return (
    <li className={styles.group}>
      <div className={styles.head}>
        <span className={styles.name}>{layer}</span>
        <span className={styles.count}>{number(group.ids.length)}</span>
        <IconButton icon={Table2} name={word("table", { layer })} onClick={() => showPickedTable(group)} />
        <IconButton icon={X} name={word("drop", { layer })} onClick={() => dropGroup(group.dataset)} />
      </div>
      {rows.length > 0 && <Kinds rows={rows} />}
    </li>
  );
}

/** What is picked: by layer, measured, to be listed, tested or taken away. */
function Picked({ groups }: { groups: readonly PickedGroup[] }) {
  const { word } = usePickWords();
  const count = countPicked(groups);
  const plan = groups.filter(({ content }) => content === undefined);
  const own = groups.filter(({ content }) => content !== undefined);
  useEffect(() => void measureGroups(groups), [groups]);
  return (
    <>
      <div className={styles.head} role="status">
        <h3 className={dataStyles.subtitle}>{word("count", { count })}</h3>
        <button type="button" className={dataStyles.link} onClick={clearPicked}>
          {word("clear")}
        </button>
      </div>
      {count > mostKeptPicked && (
        <p className={dataStyles.note}>{word("tooManyKept", { most: mostKeptPicked })}</p>
      )}
      <ul className={styles.groups}>
        {groups.map((group) => (
          <Group key={group.dataset} group={group} />
        ))}
      </ul>
      <p className={dataStyles.note}>{word("measured")}</p>
      <div className={dataStyles.row}>
        {plan.length > 0 && (
          <button type="button" className={dataStyles.button} onClick={() => checkPickedFeatures(plan)}>
            {word("checkPlan", { count: countPicked(plan) })}
          </button>
        )}
        {own.length > 0 && (
          <button
            type="button"
            className={dataStyles.button}
            onClick={() => void checkPickedOwn(own, (layer) => word("subsetName", { layer }))}
          >
            {word("checkOwn", { count: countPicked(own) })}
          </button>
        )}
      </div>
      <details className={dataStyles.more}>
        <summary>{word("export")}</summary>
        {groups.length > 1 && <p className={dataStyles.note}>{word("exportMany")}</p>}
        <ExportForm write={exportPicked} />
      </details>
    </>
  );
}

/** Picking features on the map, and what can be done with them together. */
export function PickSection() {
  const { word } = usePickWords();
  const root = useRef<HTMLElement>(null);
  const board = useAtlas((state) => state.board);
  const isBusy = usePicks((state) => state.isBusy);
  const wish = usePicks((state) => state.wish);
  const tool = useDrawing((state) =>
    state.taker ? (pickTools.find((id) => id === state.tool) ?? null) : null,
  );
  const groups = useMemo(() => findPicked(board), [board]);
  const steady = useSteady(groups);
  useEffect(() => {
    if (wish > 0 && root.current) scrollInPanel(root.current);
  }, [wish]);
  // Leaving the panel ends it: a map that answers no click would be a riddle.
  useEffect(() => stopPicking, []);
  return (
    <section ref={root} className={dataStyles.section} aria-label={word("title")} data-testid="picks">
      <h2 className={dataStyles.title}>{word("title")}</h2>
      <p className={dataStyles.note}>{word("lead")}</p>
      <Tools tool={tool} />
      <Shortcuts />
      <Rules />
      {isBusy && (
        <p className={dataStyles.note} role="status">
          {word("busy")}
        </p>
      )}
      {steady.length === 0 ? (
        <p className={dataStyles.note}>{word("nothing")}</p>
      ) : (
        <Picked groups={steady} />
      )}
    </section>
  );
}

/** The same list for as long as its groups are the same. */
function useSteady(groups: readonly PickedGroup[]): readonly PickedGroup[] {
  const kept = useRef(groups);
  if (kept.current.length !== groups.length || groups.some((group, at) => group !== kept.current[at]))
    kept.current = groups;
  return kept.current;
}

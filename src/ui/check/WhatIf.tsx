import { Copy, Move, Spline, Trash2 } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useState } from "react";
import type { CheckAlternative } from "../../domain/board/checkQuery.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import { placeOfHandle } from "../../domain/check/bendCourse.ts";
import { type RuleTable, verdicts } from "../../domain/check/rules.ts";
import { findDestination } from "../../domain/place/ellipsoid.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { findAlternativeResults } from "../../state/check/checkView.ts";
import {
  addHandle,
  beginFromFeature,
  beginFromOwn,
  bendAlternative,
  bendOnly,
  copyAlternative,
  drawAlternative,
  findActivity,
  moveAlternative,
  removeAlternative,
  removeHandle,
  renameAlternative,
} from "../../state/check/checkWhatIf.ts";
import { findFeature } from "../../state/features.ts";
import { stopDrawing, useDrawing } from "../../state/own/drawing.ts";
import { useAtlas } from "../../state/store.ts";
import { useTerrain } from "../../state/terrain/terrainStore.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Section } from "../kit/Section.tsx";
import { BusyState } from "../kit/States.tsx";
import styles from "./CheckPanel.module.css";
import { Comparison } from "./Comparison.tsx";
import { useCheckWords } from "./useCheckWords.ts";
import { VerdictMark } from "./VerdictMark.tsx";

const Corridor = lazy(async () => ({ default: (await import("./Corridor.tsx")).Corridor }));

const CourseSlope = lazy(async () => ({
  default: (await import("../terrain/CourseSlope.tsx")).CourseSlope,
}));

const stepMetres = 500;
const bearings: Readonly<Record<string, number>> = {
  ArrowUp: 0,
  ArrowRight: 90,
  ArrowDown: 180,
  ArrowLeft: 270,
};

const stepOf = (event: KeyboardEvent) => stepMetres * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);

/** The vertices without a pointer: choose one, move it by arrow keys. */
function Vertices({ alternative }: { alternative: CheckAlternative }) {
  const { word, number } = useCheckWords();
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, alternative.handles.length - 1);
  const place = placeOfHandle(alternative, at);
  const written = (lngLat: readonly number[] | undefined) =>
    (lngLat ?? []).map((value) => number(value, { minimumFractionDigits: 4, useGrouping: false })).join(", ");
  const onMove = (event: KeyboardEvent, move: (bearing: number, metres: number) => void) => {
    const bearing = bearings[event.key];
    if (bearing === undefined) return;
    event.preventDefault();
    move(bearing, stepOf(event));
  };
  return (
    <div className={styles.vertices}>
      <p className={styles.note}>{word("whatIfKeys")}</p>
      <select
        className={styles.input}
        value={at}
        aria-label={word("whatIfBend")}
        onChange={(event) => setChosen(Number(event.currentTarget.value))}
      >
        {alternative.handles.map((handle, index) => (
          <option key={`${handle.path} ${handle.position}`} value={index}>
            {word("whatIfHandle", {
              index: index + 1,
              count: alternative.handles.length,
              place: written(placeOfHandle(alternative, index)),
            })}
          </option>
        ))}
      </select>
      <div className={styles.row}>
        <IconButton
          icon={Spline}
          labelled
          name={word("whatIfBend")}
          onKeyDown={(event) =>
            onMove(event, (bearing, metres) => {
              if (!place) return;
              const [longitude, latitude] = findDestination(place, bearing, metres);
              bendAlternative(alternative.id, at, [longitude, latitude]);
            })
          }
        />
        <IconButton
          icon={Move}
          labelled
          name={word("whatIfAll")}
          onKeyDown={(event) =>
            onMove(event, (bearing, metres) => moveAlternative(alternative.id, bearing, metres))
          }
        />
        <button type="button" className={styles.link} onClick={() => addHandle(alternative.id, at)}>
          {word("whatIfAdd")}
        </button>
        <button type="button" className={styles.link} onClick={() => removeHandle(alternative.id, at)}>
          {word("whatIfDelete")}
        </button>
      </div>
    </div>
  );
}

function Courses({ alternatives }: { alternatives: readonly CheckAlternative[] }) {
  const { word, text, language } = useCheckWords();
  const board = useAtlas((state) => state.board);
  const state = useCheck();
  const answers = useAnswers((state) => state.answers);
  const results = findAlternativeResults(board, state, answers).map((answer) =>
    answer?.ok ? answer.value : null,
  );
  const bent = board.check?.bent ?? null;
  const hasTerrain = useTerrain((state) => state.summary !== null);
  return (
    <>
      <ul className={styles.courses}>
        {alternatives.map((alternative, index) => {
          const result = results[index];
          const strictest = result && verdicts.find((verdict) => result.totals.byVerdict[verdict] > 0);
          return (
            <li key={alternative.id}>
              <input
                className={styles.input}
                value={alternative.name}
                aria-label={word("whatIfRename")}
                onChange={(event) => renameAlternative(alternative.id, event.currentTarget.value)}
              />
              <div className={styles.row}>
                {strictest && <VerdictMark verdict={strictest} />}
                {index > 0 && (
                  <>
                    <button
                      type="button"
                      className={styles.button}
                      aria-pressed={bent === alternative.id}
                      onClick={() => bendOnly(bent === alternative.id ? null : alternative.id)}
                    >
                      {word(bent === alternative.id ? "whatIfBending" : "whatIfBend")}
                    </button>
                    <IconButton
                      icon={Copy}
                      name={word("whatIfCopy")}
                      onClick={() =>
                        copyAlternative(alternative.id, word("whatIfName", { index: alternatives.length }))
                      }
                    />
                    <IconButton
                      icon={Trash2}
                      name={word("whatIfRemove", { name: alternative.name })}
                      onClick={() => removeAlternative(alternative.id)}
                    />
                  </>
                )}
              </div>
              {result && <p className={styles.note}>{text(result.summary)}</p>}
              {hasTerrain && (
                <Suspense>
                  <CourseSlope geometry={alternative.geometry} />
                </Suspense>
              )}
              {bent === alternative.id && <Vertices alternative={alternative} />}
            </li>
          );
        })}
      </ul>
      <Comparison key={language} alternatives={alternatives} results={results} />
    </>
  );
}

/** A course drawn for the comparison, on the map as in any drawing. */
function DrawCourse({ activity, count }: { activity: string; count: number }) {
  const { word } = useCheckWords();
  const tool = useDrawing((state) => (state.taker ? state.tool : null));
  const draw = (wanted: "line" | "polygon") =>
    tool === wanted
      ? stopDrawing()
      : drawAlternative(wanted, activity, {
          original: word("whatIfOriginal"),
          first: word("whatIfName", { index: 1 }),
          next: word("whatIfName", { index: count }),
        });
  return (
    <>
      <div className={styles.row}>
        <button
          type="button"
          className={styles.button}
          aria-pressed={tool === "line"}
          onClick={() => draw("line")}
        >
          {word("whatIfDraw")}
        </button>
        <button
          type="button"
          className={styles.button}
          aria-pressed={tool === "polygon"}
          onClick={() => draw("polygon")}
        >
          {word("whatIfDrawArea")}
        </button>
      </div>
      {tool && (
        <p className={styles.note} role="status">
          {word("whatIfDrawing")}
        </p>
      )}
    </>
  );
}

/** The search for ways of least conflict; its code comes when it is opened. */
function CorridorFold({ table }: { table: RuleTable }) {
  const { word } = useCheckWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={styles.fold2}
      data-testid="corridor-fold"
      onToggle={(event) => {
        // Folds inside this one tell of themselves here too.
        if (event.target === event.currentTarget) setOpen(event.currentTarget.open);
      }}
    >
      <summary>{word("whatIfCorridor")}</summary>
      {isOpen && (
        <Suspense fallback={<BusyState />}>
          <Corridor table={table} />
        </Suspense>
      )}
    </details>
  );
}

/** Other courses of a project: moved, bent or drawn on the map, and weighed side by side. */
export function WhatIf() {
  const { word, text } = useCheckWords();
  const alternatives = useAtlas((state) => state.board.check?.alternatives);
  const selection = useAtlas((state) => state.board.selection);
  const feature = useAtlas((state) => findFeature(state.datasets, state.board.selection));
  const ownLayer = useAtlas((state) => selection && findUserLayer(state.board, selection.dataset));
  const shipped = useCheck((state) => state.shipped);
  const table = useAtlas((state) => state.board.check?.rules ?? null) ?? shipped;
  const [chosen, setChosen] = useState<string | null>(null);
  const activity = selection && feature && findActivity(table, selection, feature);
  const kinds = table?.activityKinds ?? [];
  const asKind = kinds.find(({ id }) => id === chosen)?.id ?? kinds[0]?.id;
  const name = feature
    ? text({ zh: feature.properties["name:zh"], en: feature.properties["name:en"] })
    : ownLayer && selection
      ? `${ownLayer.name} ${Number(selection.id) + 1}`
      : "";
  const names = { original: word("whatIfOriginal"), first: word("whatIfName", { index: 1 }) };
  const canBegin = Boolean(activity || (ownLayer && asKind));
  return (
    <Section title={word("whatIf")} open={(alternatives?.length ?? 0) > 0}>
      <p className={styles.note}>{word("whatIfLead")}</p>
      <label className={styles.row}>
        <span>{word("whatIfActivity")}</span>
        <select
          className={styles.input}
          value={activity ?? asKind ?? ""}
          disabled={Boolean(activity)}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {kinds.map((kind) => (
            <option key={kind.id} value={kind.id}>
              {text(kind.title)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className={styles.button}
        disabled={!canBegin}
        onClick={() => {
          if (selection && feature && activity) beginFromFeature(selection, feature, activity, names);
          else if (selection && ownLayer && asKind) void beginFromOwn(selection, asKind, names);
        }}
      >
        {canBegin ? word("whatIfBegin", { name }) : word("whatIfNot")}
      </button>
      {asKind && <DrawCourse activity={asKind} count={alternatives?.length ?? 1} />}
      {table && <CorridorFold table={table} />}
      {alternatives && alternatives.length > 0 && <Courses alternatives={alternatives} />}
    </Section>
  );
}

import { useState } from "react";
import {
  bufferSource,
  findSources,
  overlaySources,
  type SourceChoice,
  selectionChoice,
} from "../../state/own/computeLayers.ts";
import { exportLayer } from "../../state/own/exportLayer.ts";
import { useUserData } from "../../state/own/userData.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./DataPanel.module.css";
import { ExportForm } from "./ExportForm.tsx";
import { useDataWords } from "./useDataWords.ts";

function SourceField(props: {
  label: string;
  value: string;
  sources: readonly SourceChoice[];
  hasSelection: boolean;
  onChange: (id: string) => void;
}) {
  const { word, text } = useDataWords();
  return (
    <label className={styles.field}>
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.hasSelection && <option value={selectionChoice}>{word("sourceSelection")}</option>}
        {props.sources.map((source) => (
          <option key={source.id} value={source.id}>
            {text(source.title)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What a source is called in the name of a result. */
function useSourceName(sources: readonly SourceChoice[]) {
  const { word, text } = useDataWords();
  return (id: string) => {
    const found = sources.find((source) => source.id === id);
    return found ? text(found.title) : word("sourceSelection");
  };
}

/** Numbers between commas, blanks or 、, in kilometres; undefined where any is none. */
export function parseDistances(text: string): number[] | undefined {
  const parts = text.split(/[\s,，、;；]+/).filter((part) => part !== "");
  const kilometres = parts.map(Number);
  return parts.length > 0 && kilometres.every((value) => value > 0 && value <= 200) ? kilometres : undefined;
}

interface SectionProps {
  sources: readonly SourceChoice[];
  hasSelection: boolean;
}

function useChoice({ sources, hasSelection }: SectionProps, at = 0): [string, (id: string) => void] {
  // Chosen once: a layer that comes later must not take the place of what is about to be computed from.
  const [chosen, setChosen] = useState<string | null>(sources[at]?.id ?? null);
  const isThere =
    chosen !== null &&
    (chosen === selectionChoice ? hasSelection : sources.some((source) => source.id === chosen));
  return [isThere ? chosen : (sources[at]?.id ?? ""), setChosen];
}

function BufferForm(props: SectionProps) {
  const { word } = useDataWords();
  const [source, setSource] = useChoice(props);
  const [distances, setDistances] = useState("1, 5, 10");
  const [dissolve, setDissolve] = useState(true);
  const [rings, setRings] = useState(false);
  const isBusy = useUserData((state) => state.job !== null);
  const nameOf = useSourceName(props.sources);
  const kilometres = parseDistances(distances);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!kilometres) return;
        void bufferSource(source, {
          distancesMetres: kilometres.map((value) => value * 1000),
          dissolve,
          rings,
          name: word("bufferName", { layer: nameOf(source), distances: kilometres.join("/") }),
        });
      }}
    >
      <SourceField label={word("sourceLayer")} value={source} onChange={setSource} {...props} />
      <label className={styles.field}>
        <span>{word("bufferDistances")}</span>
        <input
          value={distances}
          inputMode="decimal"
          aria-invalid={!kilometres}
          onChange={(event) => setDistances(event.currentTarget.value)}
        />
      </label>
      {!kilometres && (
        <p className={styles.refusal} role="alert">
          {word("bufferInvalid")}
        </p>
      )}
      <div className={styles.row}>
        <label className={styles.radio}>
          <input
            type="checkbox"
            checked={dissolve}
            onChange={(event) => setDissolve(event.currentTarget.checked)}
          />
          {word("bufferDissolve")}
        </label>
        <label className={styles.radio}>
          <input
            type="checkbox"
            checked={rings}
            onChange={(event) => setRings(event.currentTarget.checked)}
          />
          {word("bufferRings")}
        </label>
      </div>
      <button type="submit" className={styles.button} disabled={isBusy || !kilometres}>
        {word("bufferDo")}
      </button>
    </form>
  );
}

const operations = ["intersection", "difference", "union", "select"] as const;
const operationWords = {
  intersection: "overlayIntersection",
  difference: "overlayDifference",
  union: "overlayUnion",
  select: "overlaySelect",
} as const;
const relations = ["intersects", "within", "disjoint"] as const;
const relationWords = {
  intersects: "relationIntersects",
  within: "relationWithin",
  disjoint: "relationDisjoint",
} as const;

function OverlayForm(props: SectionProps) {
  const { word } = useDataWords();
  const [operation, setOperation] = useState<(typeof operations)[number]>("intersection");
  const [relation, setRelation] = useState<(typeof relations)[number]>("intersects");
  const [subjects, setSubjects] = useChoice(props);
  const [masks, setMasks] = useChoice(props, 1);
  const isBusy = useUserData((state) => state.job !== null);
  const nameOf = useSourceName(props.sources);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const how = word(operation === "select" ? relationWords[relation] : operationWords[operation]);
        const name = word("overlayName", { subjects: nameOf(subjects), how, masks: nameOf(masks) });
        void overlaySources(operation, { subjects, masks }, relation, name);
      }}
    >
      <SourceField label={word("overlaySubjects")} value={subjects} onChange={setSubjects} {...props} />
      <label className={styles.field}>
        <span>{word("overlayHow")}</span>
        <select
          value={operation}
          onChange={(event) => setOperation(event.currentTarget.value as typeof operation)}
        >
          {operations.map((id) => (
            <option key={id} value={id}>
              {word(operationWords[id])}
            </option>
          ))}
        </select>
      </label>
      {operation === "select" && (
        <label className={styles.field}>
          <span>{word("overlayRelation")}</span>
          <select
            value={relation}
            onChange={(event) => setRelation(event.currentTarget.value as typeof relation)}
          >
            {relations.map((id) => (
              <option key={id} value={id}>
                {word(relationWords[id])}
              </option>
            ))}
          </select>
        </label>
      )}
      <SourceField label={word("overlayMasks")} value={masks} onChange={setMasks} {...props} />
      <button type="submit" className={styles.button} disabled={isBusy}>
        {word("overlayDo")}
      </button>
    </form>
  );
}

/** What is made from layers: buffers, overlays, selections, and files of any layer. */
export function ComputeSection() {
  const { word } = useDataWords();
  const userLayers = useAtlas((state) => state.board.userLayers);
  const hasSelection = useAtlas((state) => state.board.selection !== null);
  const sources = findSources(userLayers ? { ...useAtlas.getState().board, userLayers } : undefined);
  const [exported, setExported] = useChoice({ sources, hasSelection: false });
  return (
    <section className={styles.section} aria-label={word("computeTitle")}>
      <h2 className={styles.title}>{word("computeTitle")}</h2>
      <details className={styles.more}>
        <summary>{word("bufferTitle")}</summary>
        <BufferForm sources={sources} hasSelection={hasSelection} />
      </details>
      <details className={styles.more}>
        <summary>{word("overlayTitle")}</summary>
        <OverlayForm sources={sources} hasSelection={hasSelection} />
      </details>
      <details className={styles.more}>
        <summary>{word("exportAny")}</summary>
        <SourceField
          label={word("sourceLayer")}
          value={exported}
          sources={sources}
          hasSelection={false}
          onChange={setExported}
        />
        <ExportForm write={(options) => exportLayer(exported, options)} />
      </details>
    </section>
  );
}

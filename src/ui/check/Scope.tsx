import { X } from "lucide-react";
import { useEffect } from "react";
import { datasets as records } from "../../../geodata/catalogue.ts";
import type { Selection } from "../../domain/board/board.ts";
import { type CheckQuery, type SubjectChoice, standardCheck } from "../../domain/board/checkQuery.ts";
import type { RuleTable } from "../../domain/check/rules.ts";
import { findCheckDatasets } from "../../domain/check/rules.ts";
import { isDay } from "../../domain/check/ruleVersions.ts";
import { changeCheck } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { findToday } from "../../state/check/today.ts";
import { findFeature } from "../../state/features.ts";
import { loadDataset } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Section } from "../kit/Section.tsx";
import styles from "./CheckPanel.module.css";
import { OwnLayers } from "./OwnLayers.tsx";
import { orderZoneKinds } from "./orderZoneKinds.ts";
import { useSelectedFeature } from "./selected.ts";
import { useCheckWords } from "./useCheckWords.ts";

const isSame = (a: Selection, b: Selection) => a.dataset === b.dataset && a.id === b.id;

function SubjectName({ selection, onRemove }: { selection: Selection; onRemove: () => void }) {
  const { word, text } = useCheckWords();
  const feature = useAtlas((state) => findFeature(state.datasets, selection));
  useEffect(() => {
    void loadDataset(selection.dataset);
  }, [selection.dataset]);
  const name = feature
    ? text({ zh: feature.properties["name:zh"], en: feature.properties["name:en"] })
    : selection.id;
  return (
    <li className={styles.subject}>
      <span>{name}</span>
      <IconButton icon={X} name={word("removeSubject", { name })} onClick={onRemove} />
    </li>
  );
}

/** Features chosen one by one: what is selected on the map, in a table or in the outline can be added. */
function ChosenFeatures({ features }: { features: readonly Selection[] }) {
  const { word, text } = useCheckWords();
  const selected = useSelectedFeature();
  const put = (next: readonly Selection[]) =>
    changeCheck({ subjects: { kind: "features", features: next }, focus: null });
  const canAdd = selected !== null && !features.some((other) => isSame(other, selected.selection));
  return (
    <>
      {features.length === 0 && <p className={styles.note}>{word("subjectsNone")}</p>}
      <ul>
        {features.map((selection) => (
          <SubjectName
            key={`${selection.dataset}/${selection.id}`}
            selection={selection}
            onRemove={() => put(features.filter((other) => !isSame(other, selection)))}
          />
        ))}
      </ul>
      <button
        type="button"
        className={styles.button}
        disabled={!canAdd}
        onClick={() => selected && put([...features, selected.selection])}
      >
        {selected ? word("addSelected", { name: text(selected.name) }) : word("addNothing")}
      </button>
    </>
  );
}

function Subjects({ query, table }: { query: CheckQuery; table: RuleTable }) {
  const { word, text } = useCheckWords();
  const selected = useSelectedFeature();
  const layers = findCheckDatasets(table).subjects.flatMap(
    (id) => records.find((record) => record.id === id) ?? [],
  );
  const { subjects } = query;
  const choose = (kind: SubjectChoice["kind"]) => {
    const next: SubjectChoice =
      kind === "dataset"
        ? { kind, dataset: layers[0]?.id ?? "" }
        : kind === "features"
          ? { kind, features: selected ? [selected.selection] : [] }
          : kind === "own"
            ? { kind, layers: [] }
            : { kind };
    changeCheck({ subjects: next, focus: null });
  };
  const options: [SubjectChoice["kind"], string][] = [
    ["plan", word("subjectsPlan")],
    ["dataset", word("subjectsDataset")],
    ["features", word("subjectsFeatures")],
    ["own", word("subjectsOwn")],
  ];
  return (
    <>
      <label className={styles.field}>
        <span>{word("subjects")}</span>
        <select
          className={styles.input}
          value={subjects.kind}
          onChange={(event) => choose(event.currentTarget.value as SubjectChoice["kind"])}
        >
          {options.map(([kind, title]) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {subjects.kind === "dataset" && (
        <label className={styles.field}>
          <span>{word("subjectsLayer")}</span>
          <select
            className={styles.input}
            value={subjects.dataset}
            onChange={(event) =>
              changeCheck({
                subjects: { kind: "dataset", dataset: event.currentTarget.value },
                focus: null,
              })
            }
          >
            {layers.map((layer) => (
              <option key={layer.id} value={layer.id}>
                {text(layer.title)}
              </option>
            ))}
          </select>
        </label>
      )}
      {subjects.kind === "features" && <ChosenFeatures features={subjects.features} />}
      {subjects.kind === "own" && (
        <OwnLayers
          part="subject"
          chosen={subjects.layers}
          kinds={table.activityKinds}
          standardKind="user"
          onChange={(next) => changeCheck({ subjects: { kind: "own", layers: next }, focus: null })}
        />
      )}
    </>
  );
}

/** The day whose law is cited: the board's own, or today. */
function DecisionDay({ query }: { query: CheckQuery }) {
  const { word } = useCheckWords();
  const today = findToday();
  return (
    <div className={styles.row}>
      <label className={styles.field}>
        <span>{word("decisionDay")}</span>
        <input
          type="date"
          className={styles.input}
          data-testid="check-decision-day"
          value={query.decisionDate ?? today}
          onChange={(event) => {
            const day = event.currentTarget.value;
            if (isDay(day)) changeCheck({ decisionDate: day === today ? null : day, focus: null });
          }}
        />
      </label>
      {query.decisionDate !== null && (
        <button
          type="button"
          className={styles.link}
          onClick={() => changeCheck({ decisionDate: null, focus: null })}
        >
          {word("decisionToday")}
        </button>
      )}
    </div>
  );
}

function Zones({ query, table }: { query: CheckQuery; table: RuleTable }) {
  const { word, text } = useCheckWords();
  const hasOwn = useAtlas((state) => (state.board.userLayers?.length ?? 0) > 0);
  const kinds = table.zoneKinds.filter(({ id }) => table.zoneClasses.some(({ kindOf }) => kindOf === id));
  const chosen = query.zoneKinds ?? kinds.map(({ id }) => id);
  const put = (next: readonly string[]) =>
    changeCheck({ zoneKinds: next.length === kinds.length ? null : next, focus: null });
  return (
    <details className={styles.fold2}>
      <summary>
        {word("zones")}
        {text({ zh: "：", en: ": " })}
        {query.zoneKinds === null
          ? word("zonesAll")
          : word("zonesSome", { count: chosen.length, total: kinds.length })}
      </summary>
      <div className={styles.row}>
        <button type="button" className={styles.link} onClick={() => put(kinds.map(({ id }) => id))}>
          {word("chooseAll")}
        </button>
        <button type="button" className={styles.link} onClick={() => put([])}>
          {word("chooseNone")}
        </button>
      </div>
      {chosen.length === 0 && query.ownZones.length === 0 && (
        <p className={styles.warning}>{word("zonesNone")}</p>
      )}
      <ul className={styles.kinds}>
        {kinds.map((kind) => (
          <li key={kind.id}>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={chosen.includes(kind.id)}
                onChange={(event) =>
                  put(
                    event.currentTarget.checked
                      ? kinds.map(({ id }) => id).filter((id) => id === kind.id || chosen.includes(id))
                      : chosen.filter((id) => id !== kind.id),
                  )
                }
              />
              {text(kind.title)}
            </label>
          </li>
        ))}
      </ul>
      {hasOwn && (
        <>
          <h3 className={styles.subtitle}>{word("zonesOwn")}</h3>
          <OwnLayers
            part="zone"
            chosen={query.ownZones}
            kinds={orderZoneKinds(table)}
            standardKind="user-zone"
            onChange={(ownZones) => changeCheck({ ownZones, focus: null })}
          />
        </>
      )}
    </details>
  );
}

function Parameters({ query }: { query: CheckQuery }) {
  const { word } = useCheckWords();
  const fields = [
    ["smallestAreaSquareMetres", word("smallestArea")],
    ["smallestLengthMetres", word("smallestLength")],
    ["schematicBeltMetres", word("schematicBelt")],
  ] as const;
  return (
    <details className={styles.fold2}>
      <summary>{word("parameters")}</summary>
      {fields.map(([key, title]) => (
        <label key={key} className={styles.field}>
          <span>{title}</span>
          <input
            type="number"
            className={styles.input}
            min={0}
            max={1_000_000}
            step="any"
            value={query.parameters[key]}
            onChange={(event) => {
              const value = event.currentTarget.valueAsNumber;
              if (value >= 0)
                changeCheck({ parameters: { ...query.parameters, [key]: value } }, `check ${key}`);
            }}
          />
        </label>
      ))}
    </details>
  );
}

/** What is tested against what. */
export function Scope() {
  const { word } = useCheckWords();
  const query = useAtlas((state) => state.board.check) ?? standardCheck;
  const shipped = useCheck((state) => state.shipped);
  const table = query.rules ?? shipped;
  if (!table) return null;
  return (
    <Section title={word("scope")}>
      <DecisionDay query={query} />
      <Subjects query={query} table={table} />
      <Zones query={query} table={table} />
      <Parameters query={query} />
    </Section>
  );
}

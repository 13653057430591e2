import { X } from "lucide-react";
import { useEffect } from "react";
import { datasets as records } from "../../../geodata/catalogue.ts";
import { type CheckQuery, type SubjectChoice, standardCheck } from "../../domain/board/checkQuery.ts";
import type { Selection } from "../../domain/board.ts";
import type { RuleTable } from "../../domain/ecology/rules.ts";
import { findCheckDatasets } from "../../domain/ecology/rules.ts";
import { changeCheck } from "../../state/check.ts";
import { useCheck } from "../../state/checkStore.ts";
import { findFeature } from "../../state/features.ts";
import { loadDataset } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../frame/IconButton.tsx";
import styles from "./CheckPanel.module.css";
import { Section } from "./Section.tsx";
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

/** Layers of the reader's own, each with the kind it counts as. */
function OwnLayers(props: {
  chosen: CheckQuery["ownZones"];
  kinds: RuleTable["zoneKinds"];
  standardKind: string;
  label: "ownActivity" | "ownZoneKind";
  onChange: (next: CheckQuery["ownZones"]) => void;
}) {
  const { word, text } = useCheckWords();
  const layers = useAtlas((state) => state.board.userLayers);
  const { chosen, kinds, standardKind, label, onChange } = props;
  if (!layers || layers.length === 0) return <p className={styles.note}>{word("ownNone")}</p>;
  return (
    <ul className={styles.own}>
      {layers.map((layer) => {
        const entry = chosen.find((other) => other.layer === layer.id);
        const others = chosen.filter((other) => other.layer !== layer.id);
        return (
          <li key={layer.id}>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={entry !== undefined}
                onChange={(event) =>
                  onChange(
                    event.currentTarget.checked
                      ? [...others, { layer: layer.id, kindOf: standardKind }]
                      : others,
                  )
                }
              />
              {layer.name}
            </label>
            {entry && (
              <select
                className={styles.input}
                value={entry.kindOf}
                aria-label={word(label, { name: layer.name })}
                onChange={(event) =>
                  onChange([...others, { layer: layer.id, kindOf: event.currentTarget.value }])
                }
              >
                {kinds.map((kind) => (
                  <option key={kind.id} value={kind.id}>
                    {text(kind.title)}
                  </option>
                ))}
              </select>
            )}
          </li>
        );
      })}
    </ul>
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
          chosen={subjects.layers}
          kinds={table.activityKinds}
          standardKind="user"
          label="ownActivity"
          onChange={(next) => changeCheck({ subjects: { kind: "own", layers: next }, focus: null })}
        />
      )}
    </>
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
            chosen={query.ownZones}
            kinds={table.zoneKinds}
            standardKind="user-zone"
            label="ownZoneKind"
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
      <Subjects query={query} table={table} />
      <Zones query={query} table={table} />
      <Parameters query={query} />
    </Section>
  );
}

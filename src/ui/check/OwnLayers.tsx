import { useEffect, useState } from "react";
import type { OwnLayer } from "../../domain/board/checkLayers.ts";
import type { UserLayer } from "../../domain/board/userLayers.ts";
import { crossingWays, type RuleKind } from "../../domain/check/rules.ts";
import { suggestKinds } from "../../domain/check/suggestKinds.ts";
import { findKeptKinds, keepKinds } from "../../state/check/keptKinds.ts";
import { askOf } from "../../state/own/userData.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./CheckPanel.module.css";
import { useCheckWords } from "./useCheckWords.ts";

function KindChoice(props: {
  kinds: readonly RuleKind[];
  value: string;
  label: string;
  onChange: (kind: string) => void;
}) {
  const { text } = useCheckWords();
  return (
    <select
      className={styles.input}
      value={props.value}
      aria-label={props.label}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      {props.kinds.map((kind) => (
        <option key={kind.id} value={kind.id}>
          {text(kind.title)}
        </option>
      ))}
    </select>
  );
}

const mostValues = 500;
type ColumnValues = { values: readonly { value: string; count: number }[]; total: number };

const askValues = (key: string, column: string) => askOf(key, "values", { key, column, most: mostValues });

/** The values of a column, each given a kind once; the board keeps the map, and so does the browser for the next file. */
function ColumnKinds(props: {
  part: "subject" | "zone";
  layer: UserLayer;
  entry: OwnLayer;
  kinds: readonly RuleKind[];
  onChange: (entry: OwnLayer) => void;
}) {
  const { word, number } = useCheckWords();
  const { part, layer, entry, kinds, onChange } = props;
  const [listed, setListed] = useState<ColumnValues>({ values: [], total: 0 });
  const name = entry.column?.name ?? "";
  useEffect(() => {
    let isCurrent = true;
    setListed({ values: [], total: 0 });
    if (name !== "")
      void askValues(layer.content, name).then((found) => {
        if (isCurrent && found.ok) setListed(found.value);
      });
    return () => {
      isCurrent = false;
    };
  }, [layer.content, name]);
  const { column: _column, ...plain } = entry;
  const choose = async (chosen: string) => {
    if (chosen === "") return onChange(plain);
    const found = await askValues(layer.content, chosen);
    const values = found.ok ? found.value.values.map(({ value }) => value) : [];
    const kept = findKeptKinds(part, chosen);
    const known = values.filter((value) => kinds.some(({ id }) => id === kept[value]));
    onChange({
      ...plain,
      column: {
        name: chosen,
        kinds: {
          ...suggestKinds(values, kinds),
          ...Object.fromEntries(known.map((value) => [value, kept[value]!])),
        },
      },
    });
  };
  const open = listed.values.filter(({ value }) => entry.column?.kinds[value] === undefined);
  return (
    <>
      <label className={styles.field}>
        <span>{word("kindColumn")}</span>
        <select
          className={styles.input}
          value={name}
          onChange={(event) => void choose(event.currentTarget.value)}
        >
          <option value="">{word("kindColumnNone")}</option>
          {layer.columns.map(({ key }) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </select>
      </label>
      {entry.column &&
        listed.values.map(({ value, count }) => (
          <div key={value} className={styles.field}>
            <span>
              {value === "" ? word("kindEmpty") : value}{" "}
              <span className={styles.note}>{word("kindCount", { count })}</span>
            </span>
            <KindChoice
              kinds={kinds}
              value={entry.column!.kinds[value] ?? entry.kindOf}
              label={word("kindOfValue", { value })}
              onChange={(kind) => {
                keepKinds(part, name, { [value]: kind });
                onChange({
                  ...entry,
                  column: { name, kinds: { ...entry.column!.kinds, [value]: kind } },
                });
              }}
            />
          </div>
        ))}
      {entry.column && open.length > 0 && (
        <p className={styles.warning}>{word("kindOpen", { count: open.length })}</p>
      )}
      {listed.total > listed.values.length && (
        <p className={styles.warning}>
          {word("kindMost", { shown: number(listed.values.length), total: number(listed.total) })}
        </p>
      )}
    </>
  );
}

/** What the office vouches for: it is what a ban can be proven with, and nothing of it is assumed. */
function Evidence(props: { part: "subject" | "zone"; entry: OwnLayer; onChange: (entry: OwnLayer) => void }) {
  const { word } = useCheckWords();
  const { entry, part } = props;
  const said = entry.evidence ?? {};
  const put = (change: NonNullable<OwnLayer["evidence"]>) => {
    const kept = Object.entries({ ...said, ...change }).filter(
      ([, value]) => value !== undefined && value !== "" && value !== false && value !== "unknown",
    );
    const { evidence: _evidence, ...plain } = entry;
    props.onChange(kept.length > 0 ? { ...plain, evidence: Object.fromEntries(kept) } : plain);
  };
  return (
    <details className={styles.fold2}>
      <summary>{word("evidence")}</summary>
      {part === "zone" ? (
        <label className={styles.field}>
          <span>{word("evidenceApproval")}</span>
          <input
            className={styles.input}
            value={said.approval ?? ""}
            placeholder={word("evidenceApprovalHint")}
            onChange={(event) => put({ approval: event.currentTarget.value })}
          />
        </label>
      ) : (
        <>
          <label className={styles.field}>
            <span>{word("evidenceWorks")}</span>
            <select
              className={styles.input}
              value={said.works ?? "unknown"}
              onChange={(event) =>
                put({ works: event.currentTarget.value as NonNullable<typeof said.works> })
              }
            >
              <option value="unknown">{word("evidenceUnknown")}</option>
              <option value="new">{word("worksNew")}</option>
              <option value="existing">{word("worksExisting")}</option>
            </select>
          </label>
          <label className={styles.field}>
            <span>{word("evidenceWay")}</span>
            <select
              className={styles.input}
              value={said.way ?? "unknown"}
              onChange={(event) => put({ way: event.currentTarget.value as NonNullable<typeof said.way> })}
            >
              <option value="unknown">{word("evidenceUnknown")}</option>
              {crossingWays.map((way) => (
                <option key={way} value={way}>
                  {word(`way-${way}`)}
                </option>
              ))}
            </select>
          </label>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={said.noException ?? false}
              onChange={(event) => put({ noException: event.currentTarget.checked })}
            />
            {word("evidenceNoException")}
          </label>
        </>
      )}
      <label className={styles.field}>
        <span>{word("evidenceAccuracy")}</span>
        <input
          type="number"
          className={styles.input}
          min={0}
          max={1_000_000}
          step="any"
          value={said.accuracyMetres ?? ""}
          onChange={(event) => {
            const metres = event.currentTarget.valueAsNumber;
            put({ accuracyMetres: metres >= 0 ? metres : undefined });
          }}
        />
      </label>
    </details>
  );
}

/** Layers of the reader's own, each with the kind it counts as, or a column that says it, and what is vouched for. */
export function OwnLayers(props: {
  part: "subject" | "zone";
  chosen: readonly OwnLayer[];
  kinds: readonly RuleKind[];
  standardKind: string;
  onChange: (next: readonly OwnLayer[]) => void;
}) {
  const { word } = useCheckWords();
  const layers = useAtlas((state) => state.board.userLayers);
  const { part, chosen, kinds, standardKind, onChange } = props;
  if (!layers || layers.length === 0) return <p className={styles.note}>{word("ownNone")}</p>;
  return (
    <ul className={styles.own}>
      {layers.map((layer) => {
        const entry = chosen.find((other) => other.layer === layer.id);
        const put = (next: OwnLayer) =>
          onChange(chosen.map((other) => (other.layer === layer.id ? next : other)));
        return (
          <li key={layer.id}>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={entry !== undefined}
                onChange={(event) =>
                  onChange(
                    event.currentTarget.checked
                      ? [...chosen, { layer: layer.id, kindOf: standardKind }]
                      : chosen.filter((other) => other.layer !== layer.id),
                  )
                }
              />
              {layer.name}
            </label>
            {entry && (
              <>
                <KindChoice
                  kinds={kinds}
                  value={entry.kindOf}
                  label={word(part === "zone" ? "ownZoneKind" : "ownActivity", { name: layer.name })}
                  onChange={(kindOf) => put({ ...entry, kindOf })}
                />
                <ColumnKinds part={part} layer={layer} entry={entry} kinds={kinds} onChange={put} />
                <Evidence part={part} entry={entry} onChange={put} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

import { Plus, X } from "lucide-react";
import { useEffect, useId, useState } from "react";
import type { LayerDefinition } from "../../../layers/grammar/layer.ts";
import {
  type ColumnCondition,
  filterOperators,
  isComplete,
  isNumeric,
  mostConditions,
  wantsValue,
} from "../../domain/board/columnFilter.ts";
import { findUserLayer, type UserLayer } from "../../domain/board/userLayers.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import { setLayerFilter } from "../../state/layerFilter.ts";
import { loadDataset } from "../../state/loadData.ts";
import { askOf } from "../../state/own/userData.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./filters.module.css";
import { useFilterWords } from "./filterWords.ts";
import { useLayerFilter } from "./useLayerFilter.ts";

interface FilterColumn {
  key: string;
  title: string;
  isNumber: boolean;
}

/** Values offered while one is typed. */
const mostValues = 60;

/** The columns a layer can be filtered by: those of the file, or those its table shows. */
function useColumns(
  definition: LayerDefinition,
  own: UserLayer | undefined,
  collection: PlanFeatureCollection | undefined,
): FilterColumn[] {
  const { word, text, language } = useFilterWords();
  if (own) return own.columns.map(({ key, kind }) => ({ key, title: key, isNumber: kind === "number" }));
  return [
    { key: "name:zh", title: word("name"), isNumber: false },
    { key: "name:en", title: word("nameEnglish"), isNumber: false },
    ...(definition.columns ?? []).map(({ key, title, unit }) => ({
      key,
      title: unit
        ? `${text(title)}${language === "zh" ? `（${text(unit)}）` : ` (${text(unit)})`}`
        : text(title),
      isNumber:
        collection?.features.some(({ properties }) => typeof properties[key] === "number") ??
        unit !== undefined,
    })),
    { key: "source", title: word("source"), isNumber: false },
  ];
}

/** The most frequent values of a column. */
function useValues(
  column: FilterColumn | undefined,
  own: UserLayer | undefined,
  collection: PlanFeatureCollection | undefined,
): readonly string[] {
  const [values, setValues] = useState<readonly string[]>([]);
  const [key, content] = [column?.key, own?.content];
  useEffect(() => {
    let isCurrent = true;
    if (key === undefined) return;
    if (content !== undefined)
      void askOf(content, "values", { key: content, column: key, most: mostValues }).then((found) => {
        if (isCurrent && found.ok) setValues(found.value.values.map(({ value }) => value));
      });
    else {
      const cells = (collection?.features ?? []).flatMap(({ properties }) => {
        const cell = properties[key];
        return typeof cell === "string" || typeof cell === "number" ? [String(cell)] : [];
      });
      setValues([...new Set(cells)].slice(0, mostValues));
    }
    return () => {
      isCurrent = false;
    };
  }, [key, content, collection]);
  return values;
}

interface ConditionProps {
  condition: ColumnCondition;
  place: number;
  columns: readonly FilterColumn[];
  own: UserLayer | undefined;
  collection: PlanFeatureCollection | undefined;
  onChange: (condition: ColumnCondition) => void;
  onDrop: () => void;
}

function Condition({ condition, place, columns, own, collection, ...on }: ConditionProps) {
  const { word } = useFilterWords();
  const listId = useId();
  const { operator, value, to = "" } = condition;
  const column = columns.find(({ key }) => key === condition.column);
  const values = useValues(column, own, collection);
  const operators = filterOperators.filter((id) => !isNumeric(id) || column?.isNumber);
  const change = (part: Partial<ColumnCondition>) => on.onChange({ ...condition, ...part });
  const isWrong = value !== "" && !isComplete({ ...condition, to: to === "" ? "0" : to });
  return (
    <li className={styles.condition}>
      <select
        aria-label={word("column")}
        value={condition.column}
        onChange={(event) => {
          const key = event.currentTarget.value;
          const isNumber = columns.find((other) => other.key === key)?.isNumber;
          change({ column: key, operator: isNumber || !isNumeric(operator) ? operator : "equals" });
        }}
      >
        {columns.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
      <select
        aria-label={word("operator")}
        value={operator}
        onChange={(event) => {
          const next = operators.find((id) => id === event.currentTarget.value);
          if (next) change({ operator: next });
        }}
      >
        {operators.map((id) => (
          <option key={id} value={id}>
            {word(id)}
          </option>
        ))}
      </select>
      <IconButton icon={X} name={word("drop", { place: place + 1 })} onClick={on.onDrop} />
      {wantsValue(operator) && (
        <span className={styles.values}>
          <input
            aria-label={word("value")}
            value={value}
            maxLength={200}
            list={listId}
            inputMode={isNumeric(operator) ? "decimal" : undefined}
            aria-invalid={isWrong}
            placeholder={word("value")}
            onChange={(event) => change({ value: event.currentTarget.value })}
          />
          {operator === "between" && (
            <input
              aria-label={word("to")}
              value={to}
              maxLength={200}
              inputMode="decimal"
              placeholder={word("to")}
              onChange={(event) => change({ to: event.currentTarget.value })}
            />
          )}
          <datalist id={listId}>
            {values.map((other) => (
              <option key={other} value={other} />
            ))}
          </datalist>
        </span>
      )}
      {isWrong && <small role="alert">{word("wantsNumber")}</small>}
    </li>
  );
}

/** The conditions a layer's features must meet to be shown. What is not finished yet waits here and filters nothing. */
export function FilterForm({ definition }: { definition: LayerDefinition }) {
  const { word } = useFilterWords();
  const { id } = definition;
  const own = useAtlas(({ board }) => findUserLayer(board, id));
  const dataset = "dataset" in definition.data ? definition.data.dataset : "";
  const collection = useAtlas((state) => state.datasets[dataset]);
  const filter = useLayerFilter(id);
  const columns = useColumns(definition, own, collection);
  const [drafts, setDrafts] = useState<readonly ColumnCondition[]>(filter ?? []);
  useEffect(() => {
    if (!own) void loadDataset(dataset);
  }, [own, dataset]);
  // An undo, a link or the note beside may change what stands on the board.
  const written = JSON.stringify(filter ?? []);
  useEffect(() => {
    setDrafts((before) =>
      JSON.stringify(before.filter(isComplete)) === written
        ? before
        : (JSON.parse(written) as ColumnCondition[]),
    );
  }, [written]);
  const put = (next: readonly ColumnCondition[]) => {
    setDrafts(next);
    const complete = next.filter(isComplete);
    if (JSON.stringify(complete) !== written) setLayerFilter(id, complete);
  };
  const [first] = columns;
  return (
    <fieldset className={styles.form}>
      <legend>{word("title")}</legend>
      {first ? (
        <>
          {drafts.length > 0 && <p className={styles.note}>{word("lead")}</p>}
          <ul className={styles.conditions}>
            {drafts.map((condition, place) => (
              <Condition
                // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place
                key={place}
                condition={condition}
                place={place}
                columns={columns}
                own={own}
                collection={collection}
                onChange={(changed) => put(drafts.map((other, at) => (at === place ? changed : other)))}
                onDrop={() => put(drafts.filter((_, at) => at !== place))}
              />
            ))}
          </ul>
          {drafts.length < mostConditions && (
            <IconButton
              icon={Plus}
              name={word("add")}
              labelled
              onClick={() => put([...drafts, { column: first.key, operator: "contains", value: "" }])}
            />
          )}
        </>
      ) : (
        <p className={styles.note}>{word("noColumns")}</p>
      )}
    </fieldset>
  );
}

import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { LayerDefinition } from "../../../layers/grammar/layer.ts";
import type { UserLayer } from "../../domain/board/userLayers.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { useOwnPage } from "../../state/own/ownPage.ts";
import { findRow } from "../../state/own/ownRows.ts";
import { useUserData } from "../../state/own/userData.ts";
import { useAtlas } from "../../state/store.ts";
import { FilterNote } from "../filters/FilterNote.tsx";
import { useLayerFilter } from "../filters/useLayerFilter.ts";
import { BusyState, EmptyState } from "../kit/States.tsx";
import { formatOwnValue } from "../speech/formatValue.ts";
import { useWords } from "../speech/useWords.ts";
import { PickedOnly, usePickedRows } from "./PickedOnly.tsx";
import { Rows, type ShownColumn } from "./Rows.tsx";
import type { Sorting } from "./rows.ts";
import styles from "./TableDrawer.module.css";

const idOf = (index: number) => String(index);

const waiting = "…";

/** Whether the question of a key is about a content. */
const isOrderOf = (key: string, content: string) =>
  (JSON.parse(key) as [string, { key: string }])[1].key === content;

/** Says which rows are looked at, for as long as the table is open: they then come over. */
function useRowWindow(key: string): (rows: Uint32Array) => void {
  useEffect(() => () => useOwnPage.setState({ looked: null }), []);
  return useCallback((rows) => useOwnPage.setState({ looked: { key, indexes: [...rows] } }), [key]);
}

/**
 * The rows of a layer of the reader's own. It may have a hundred thousand: they are sorted and filtered in the
 * worker, which answers with their places only, and the last answer stands until the next is there.
 */
export function OwnTable({ definition, layer }: { definition: LayerDefinition; layer: UserLayer }) {
  const speech = useWords();
  const { word, text, language } = speech;
  const [filter, setFilter] = useState("");
  const [isViewOnly, setViewOnly] = useState(false);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const { content } = layer;
  const answers = useAnswers((state) => state.answers);
  const problem = useUserData((state) => state.problems[content]);
  const count = useUserData((state) => state.contents[content]?.count);
  const bbox = useAtlas((state) => state.viewport?.bbox ?? null);
  const wanted = useDeferredValue(filter);
  const view = isViewOnly ? bbox : null;
  const where = useLayerFilter(layer.id);
  const showRows = useRowWindow(content);

  useEffect(() => {
    useOwnPage.setState({
      table: { key: content, filter: wanted, sorting, view, language, ...(where ? { where } : {}) },
    });
  }, [content, wanted, sorting, view, language, where]);
  useEffect(() => () => useOwnPage.setState({ table: null }), []);
  const picked = usePickedRows(layer.id);
  // The last order stands until the next is there.
  const answered = useAnswers(({ answers, latest }) => {
    const answer = latest["own-table"] ? answers.get(latest["own-table"]) : undefined;
    return answer?.ok && isOrderOf(latest["own-table"]!, content) ? (answer.value as Uint32Array) : null;
  });

  const order = useMemo(
    () => (answered && picked ? answered.filter((index) => picked.has(idOf(index))) : answered),
    [answered, picked],
  );
  const columns = useMemo(
    () =>
      layer.columns.map(
        ({ key, kind }): ShownColumn<number> => ({
          key,
          title: key,
          isNumber: kind === "number",
          cell: (index) => {
            const row = findRow(answers, content, index);
            if (!row) return waiting;
            return formatOwnValue(row.properties[key]) ?? "";
          },
        }),
      ),
    [layer.columns, content, answers],
  );
  const findIndex = useCallback((id: string) => (order ? order.indexOf(Number(id)) : -1), [order]);

  if (count === undefined && problem) return <EmptyState>{text(problem)}</EmptyState>;
  if (count === undefined || !order) return <BusyState />;
  return (
    <>
      <div className={styles.filters}>
        <input
          type="search"
          value={filter}
          placeholder={word("filterRows")}
          aria-label={word("filterRows")}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        {bbox && (
          <label className={styles.inView}>
            <input
              type="checkbox"
              checked={isViewOnly}
              onChange={(event) => setViewOnly(event.currentTarget.checked)}
            />
            {word("onlyInView")}
          </label>
        )}
        <PickedOnly dataset={layer.id} />
        <FilterNote layer={layer.id} />
        <span className={styles.total} aria-live="polite">
          {word("rowsShown", { shown: order.length, total: count })}
        </span>
      </div>
      {order.length === 0 ? (
        <EmptyState>{word("rowsNone")}</EmptyState>
      ) : (
        <Rows
          layer={definition}
          dataset={layer.id}
          rows={order}
          columns={columns}
          idOf={idOf}
          findIndex={findIndex}
          sorting={sorting}
          onSort={setSorting}
          onLook={showRows}
        />
      )}
    </>
  );
}

import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { LayerDefinition } from "../../../layers/layer.ts";
import type { UserLayer } from "../../domain/board/userLayers.ts";
import { queryOwnRows } from "../../state/ownFeatures.ts";
import { loadRows, peekRow, useRowArrivals } from "../../state/ownRows.ts";
import { useAtlas } from "../../state/store.ts";
import { useUserData } from "../../state/userData.ts";
import { formatValue } from "../formatValue.ts";
import { BusyState, EmptyState } from "../frame/States.tsx";
import { useWords } from "../useWords.ts";
import { Rows, type ShownColumn } from "./Rows.tsx";
import type { Sorting } from "./rows.ts";
import styles from "./TableDrawer.module.css";

const idOf = (index: number) => String(index);

const waiting = "…";

/**
 * Brings the rows over that are looked at. One request is out at a time: what has been scrolled past meanwhile
 * is not asked for any more.
 */
function useRowWindow(key: string): (rows: Uint32Array) => void {
  const state = useRef<{ isOut: boolean; next: Uint32Array | null }>({ isOut: false, next: null });
  return useCallback(
    (rows: Uint32Array) => {
      const { current } = state;
      current.next = rows;
      if (current.isOut) return;
      current.isOut = true;
      void (async () => {
        while (current.next) {
          const wanted = [...current.next];
          current.next = null;
          if (!(await loadRows(key, wanted))) break;
        }
        current.isOut = false;
      })();
    },
    [key],
  );
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
  const [order, setOrder] = useState<Uint32Array | null>(null);
  const { content } = layer;
  const arrivals = useRowArrivals((state) => state.arrivals);
  const problem = useUserData((state) => state.problems[content]);
  const count = useUserData((state) => state.contents[content]?.count);
  const bbox = useAtlas((state) => state.viewport?.bbox ?? null);
  const wanted = useDeferredValue(filter);
  const view = isViewOnly ? bbox : null;
  const showRows = useRowWindow(content);

  useEffect(() => {
    if (count === undefined) return;
    let isCurrent = true;
    void queryOwnRows({ key: content, filter: wanted, sorting, view, language }).then((found) => {
      if (isCurrent && found) setOrder(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [count, content, wanted, sorting, view, language]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: cells read what has arrived
  const columns = useMemo(
    () =>
      layer.columns.map(
        ({ key, kind }): ShownColumn<number> => ({
          key,
          title: key,
          isNumber: kind === "number",
          cell: (index) => {
            const row = peekRow(content, index);
            if (!row) return waiting;
            const value = row.properties[key];
            return typeof value === "object" && value !== null
              ? JSON.stringify(value)
              : (formatValue(value, undefined, speech) ?? "");
          },
        }),
      ),
    [layer.columns, content, arrivals, speech],
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

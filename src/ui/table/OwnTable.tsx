import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { LayerDefinition } from "../../../layers/layer.ts";
import type { UserLayer } from "../../domain/board/userLayers.ts";
import { queryOwnRows } from "../../state/ownFeatures.ts";
import { useAtlas } from "../../state/store.ts";
import { loadRows, useUserData } from "../../state/userData.ts";
import { formatValue } from "../formatValue.ts";
import { BusyState, EmptyState, FailedState } from "../frame/States.tsx";
import { useWords } from "../useWords.ts";
import { Rows, type ShownColumn } from "./Rows.tsx";
import type { Sorting } from "./rows.ts";
import styles from "./TableDrawer.module.css";

const idOf = (index: number) => String(index);

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
  const rows = useUserData((state) => state.rows[layer.content]);
  const problem = useUserData((state) => state.problems[layer.content]);
  const hasContent = useUserData((state) => layer.content in state.contents);
  const bbox = useAtlas((state) => state.viewport?.bbox ?? null);
  const wanted = useDeferredValue(filter);
  const view = isViewOnly ? bbox : null;

  useEffect(() => {
    if (!rows) {
      if (hasContent) void loadRows(layer.content);
      return;
    }
    let isCurrent = true;
    void queryOwnRows({ key: layer.content, filter: wanted, sorting, view, language }).then((found) => {
      if (isCurrent && found) setOrder(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [rows, hasContent, layer.content, wanted, sorting, view, language]);

  const columns = useMemo(
    () =>
      layer.columns.map(
        ({ key, kind }): ShownColumn<number> => ({
          key,
          title: key,
          isNumber: kind === "number",
          cell: (index) => {
            const value = rows?.[index]?.properties[key];
            return typeof value === "object" && value !== null
              ? JSON.stringify(value)
              : (formatValue(value, undefined, speech) ?? "");
          },
        }),
      ),
    [layer.columns, rows, speech],
  );
  const findIndex = useCallback((id: string) => (order ? order.indexOf(Number(id)) : -1), [order]);

  if (!rows && problem)
    return <FailedState what="dataset" reason={text(problem)} onRetry={() => void loadRows(layer.content)} />;
  if (!rows || !order) return <BusyState />;
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
          {word("rowsShown", { shown: order.length, total: rows.length })}
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
        />
      )}
    </>
  );
}

import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { LayerDefinition } from "../../../layers/grammar/layer.ts";
import { hoverFeature } from "../../state/actions.ts";
import { showFeatures } from "../../state/features.ts";
import { useAtlas } from "../../state/store.ts";
import { useWords } from "../speech/useWords.ts";
import type { Sorting } from "./rows.ts";
import styles from "./TableDrawer.module.css";

/** Rows have one height, so that only those in view need to exist. */
const rowPixels = 30;
const sparePixels = 300;

/** A column as it is shown. */
export interface ShownColumn<R> {
  key: string;
  title: string;
  isNumber: boolean;
  cell: (row: R) => string;
}

function HeaderCell(props: {
  column: { key: string; title: string };
  sorting: Sorting | null;
  onSort: (sorting: Sorting) => void;
}) {
  const { word } = useWords();
  const { column, sorting, onSort } = props;
  const direction = sorting?.key === column.key ? sorting.direction : undefined;
  const Arrow = direction === "descending" ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={direction ?? "none"}>
      <button
        type="button"
        title={word("sortBy", { column: column.title })}
        onClick={() =>
          onSort({ key: column.key, direction: direction === "ascending" ? "descending" : "ascending" })
        }
      >
        {column.title}
        {direction && <Arrow size={12} strokeWidth={2} aria-hidden="true" />}
      </button>
    </th>
  );
}

type Sliceable<R> = ArrayLike<R> & { slice: (from: number, to: number) => ArrayLike<R> };

interface RowsProps<R, L extends Sliceable<R>> {
  layer: LayerDefinition;
  dataset: string;
  rows: L;
  columns: readonly ShownColumn<R>[];
  idOf: (row: R) => string;
  /** Where the row with an id is in the list; below 0 where it is not. */
  findIndex: (id: string) => number;
  sorting: Sorting | null;
  onSort: (sorting: Sorting) => void;
  /** Called with the rows that are drawn, where they have to be fetched first. */
  onLook?: (rows: L) => void;
}

/** What of a long table is in sight, and how to bring a row into it. */
function useSight() {
  const body = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 240 });
  const measure = useCallback(() => {
    const node = body.current;
    if (node) setView({ top: node.scrollTop, height: node.clientHeight });
  }, []);
  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(body.current!);
    return () => observer.disconnect();
  }, [measure]);

  const reveal = useCallback((index: number) => {
    const node = body.current;
    if (!node) return;
    const top = index * rowPixels;
    const room = node.clientHeight - 2 * rowPixels;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top > node.scrollTop + room) node.scrollTop = top - room;
  }, []);
  return { body, view, measure, reveal };
}

/** The row a key leads to, undefined for a key that leads nowhere. */
function findTarget(key: string, at: number, count: number, heightPixels: number): number | undefined {
  const page = Math.max(1, Math.floor(heightPixels / rowPixels) - 2);
  const targets: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}

/** The height of rows that are not drawn. */
function SpareRow({ rows, columns }: { rows: number; columns: number }) {
  return rows > 0 ? (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row for its height; nothing in it takes the focus
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height: rows * rowPixels, padding: 0 }} />
    </tr>
  ) : null;
}

/** The visible stretch of a long table. One row is in the tab order; the arrow keys move it. */
export function Rows<R, L extends Sliceable<R>>(props: RowsProps<R, L>) {
  const { layer, dataset, rows, columns, idOf, findIndex, sorting, onSort, onLook } = props;
  const { text } = useWords();
  const { body, view, measure, reveal } = useSight();
  const [active, setActive] = useState(0);
  const selection = useAtlas((state) => state.board.selection);
  const hovered = useAtlas((state) => state.hovered);
  const first = Math.max(0, Math.floor((view.top - sparePixels) / rowPixels));
  const last = Math.min(rows.length, Math.ceil((view.top + view.height + sparePixels) / rowPixels));
  const selectedId = selection?.dataset === dataset ? selection.id : undefined;
  const hoveredId = hovered?.dataset === dataset ? hovered.id : undefined;
  const activeIndex = Math.min(active, rows.length - 1);
  const isMoving = useRef(false);
  useEffect(() => onLook?.(rows.slice(first, last) as L), [onLook, rows, first, last]);

  // What is selected on the map is brought into view here.
  useEffect(() => {
    const index = selectedId === undefined ? -1 : findIndex(selectedId);
    if (index < 0) return;
    setActive(index);
    reveal(index);
  }, [selectedId, findIndex, reveal]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = findTarget(event.key, activeIndex, rows.length, view.height);
    if (event.key === "Enter" || event.key === " ") {
      const row = rows[activeIndex];
      if (row === undefined || !(event.target instanceof HTMLTableRowElement)) return;
      event.preventDefault();
      void showFeatures([{ dataset, id: idOf(row) }]);
    }
    if (target === undefined) return;
    event.preventDefault();
    setActive(target);
    reveal(target);
    isMoving.current = true;
  };
  // The row to go to may only exist once the scroll has been drawn.
  useEffect(() => {
    if (!isMoving.current) return;
    const row = body.current?.querySelector<HTMLElement>(`[aria-rowindex="${activeIndex + 2}"]`);
    if (!row) return;
    isMoving.current = false;
    row.focus({ preventScroll: true });
  });

  return (
    <div className={styles.body} ref={body} onScroll={measure}>
      <table
        className={styles.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table one moves in
        role="grid"
        aria-rowcount={rows.length + 1}
        aria-label={text(layer.title)}
        onKeyDown={onKeyDown}
        onMouseLeave={() => hoverFeature(null)}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <SpareRow rows={first} columns={columns.length} />
          {Array.from(rows.slice(first, last), (row, offset) => {
            const index = first + offset;
            const id = idOf(row);
            return (
              <tr
                key={id}
                className={`${styles.row} ${id === hoveredId ? styles.hovered : ""}`}
                aria-rowindex={index + 2}
                aria-selected={id === selectedId}
                tabIndex={index === activeIndex ? 0 : -1}
                onClick={() => void showFeatures([{ dataset, id }])}
                onMouseEnter={() => hoverFeature({ dataset, id })}
                onFocus={() => {
                  setActive(index);
                  hoverFeature({ dataset, id });
                }}
                onBlur={() => hoverFeature(null)}
              >
                {columns.map((column) => (
                  <td key={column.key} className={column.isNumber ? styles.number : undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <SpareRow rows={rows.length - last} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

import { ArrowDown, ArrowUp, X } from "lucide-react";
import {
  type KeyboardEvent,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { layers } from "../../../layers/index.ts";
import { kinds } from "../../../layers/kinds.ts";
import type { LayerDefinition } from "../../../layers/layer.ts";
import type { PlanFeature } from "../../domain/plan.ts";
import { changeScreen, hoverFeature } from "../../state/actions.ts";
import { showFeatures, statusOf } from "../../state/features.ts";
import { loadDataset } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { formatValue } from "../formatValue.ts";
import { IconButton } from "../frame/IconButton.tsx";
import { BusyState, EmptyState, FailedState } from "../frame/States.tsx";
import { confidenceWords, statusWords } from "../statusWords.ts";
import { useWords } from "../useWords.ts";
import { type Column, findRows, rankStatus, type Sorting } from "./rows.ts";
import styles from "./TableDrawer.module.css";

/** Rows have one height, so that only those in view need to exist. */
const rowPixels = 30;
const sparePixels = 300;

interface ShownColumn extends Column {
  title: string;
  isNumber: boolean;
  cell: (feature: PlanFeature) => string;
}

function useColumns(layer: LayerDefinition, phase: string): ShownColumn[] {
  const speech = useWords();
  return useMemo(() => {
    const { word, text, language } = speech;
    const kindOf = (feature: PlanFeature) => {
      const kind = kinds[feature.properties.kind];
      return kind ? text(kind) : "";
    };
    const other = language === "zh" ? "en" : "zh";
    const column = (key: string, title: string, value: Column["value"], cell?: ShownColumn["cell"]) => ({
      key,
      title,
      value,
      isNumber: false,
      cell: cell ?? ((feature: PlanFeature) => String(value(feature) ?? "")),
    });
    return [
      column("name", word("name"), (f) => f.properties[`name:${language}`]),
      column(
        "otherName",
        word(other === "en" ? "nameEnglish" : "nameChinese"),
        (f) => f.properties[`name:${other}`],
      ),
      column("kind", word("kind"), kindOf),
      column(
        "status",
        word("status"),
        (f) => rankStatus(f, phase),
        (f) => word(statusWords[statusOf(f, phase)]),
      ),
      ...(layer.columns ?? []).map((extra) => ({
        key: extra.key,
        title: text(extra.title),
        isNumber: extra.unit !== undefined,
        value: (f: PlanFeature) => {
          const value = f.properties[extra.key];
          return typeof value === "number" || typeof value === "string" ? value : undefined;
        },
        cell: (f: PlanFeature) => formatValue(f.properties[extra.key], extra.unit, speech) ?? "",
      })),
      column("confidence", word("confidence"), (f) => word(confidenceWords[f.properties.confidence].name)),
      column("source", word("source"), (f) => f.properties.source),
    ];
  }, [layer, phase, speech]);
}

function HeaderCell(props: {
  column: ShownColumn;
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

interface RowsProps {
  layer: LayerDefinition;
  dataset: string;
  rows: readonly PlanFeature[];
  columns: readonly ShownColumn[];
  sorting: Sorting | null;
  onSort: (sorting: Sorting) => void;
}

/** The visible stretch of a long table. One row is in the tab order; the arrow keys move it. */
function Rows({ layer, dataset, rows, columns, sorting, onSort }: RowsProps) {
  const { text } = useWords();
  const body = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 240 });
  const [active, setActive] = useState(0);
  const selection = useAtlas((state) => state.board.selection);
  const hovered = useAtlas((state) => state.hovered);
  const first = Math.max(0, Math.floor((view.top - sparePixels) / rowPixels));
  const last = Math.min(rows.length, Math.ceil((view.top + view.height + sparePixels) / rowPixels));
  const selectedId = selection?.dataset === dataset ? selection.id : undefined;
  const hoveredId = hovered?.dataset === dataset ? hovered.id : undefined;
  const activeIndex = Math.min(active, rows.length - 1);
  const isMoving = useRef(false);

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
  // What is selected on the map is brought into view here.
  useEffect(() => {
    const index = rows.findIndex((feature) => feature.properties.id === selectedId);
    if (index < 0) return;
    setActive(index);
    reveal(index);
  }, [selectedId, rows, reveal]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / rowPixels) - 2);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = steps[event.key];
    const target =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? rows.length - 1
          : step === undefined
            ? undefined
            : activeIndex + step;
    if (event.key === "Enter" || event.key === " ") {
      const feature = rows[activeIndex];
      if (!feature || !(event.target instanceof HTMLTableRowElement)) return;
      event.preventDefault();
      void showFeatures([{ dataset, id: feature.properties.id }]);
    }
    if (target === undefined) return;
    event.preventDefault();
    const index = Math.min(rows.length - 1, Math.max(0, target));
    setActive(index);
    reveal(index);
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
          {first > 0 && (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row for its height; nothing in it takes the focus
            <tr aria-hidden="true">
              <td colSpan={columns.length} style={{ height: first * rowPixels, padding: 0 }} />
            </tr>
          )}
          {rows.slice(first, last).map((feature, offset) => {
            const index = first + offset;
            const { id } = feature.properties;
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
                    {column.cell(feature)}
                  </td>
                ))}
              </tr>
            );
          })}
          {last < rows.length && (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row for its height; nothing in it takes the focus
            <tr aria-hidden="true">
              <td colSpan={columns.length} style={{ height: (rows.length - last) * rowPixels, padding: 0 }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function LayerTable({ layer, dataset }: { layer: LayerDefinition; dataset: string }) {
  const { word, text, language } = useWords();
  const [filter, setFilter] = useState("");
  const [isViewOnly, setViewOnly] = useState(false);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const phase = useAtlas((state) => state.board.phase);
  const collection = useAtlas((state) => state.datasets[dataset]);
  const problem = useAtlas((state) => state.datasetProblems[dataset]);
  const bbox = useAtlas((state) => state.viewport?.bbox ?? null);
  const columns = useColumns(layer, phase);
  const wanted = useDeferredValue(filter);
  const view = isViewOnly ? bbox : null;
  useEffect(() => void loadDataset(dataset), [dataset]);
  const rows = useMemo(
    () => findRows(collection?.features ?? [], columns, { filter: wanted, sorting, view, language }),
    [collection, columns, wanted, sorting, view, language],
  );
  if (!collection)
    return problem ? (
      <FailedState what="dataset" reason={text(problem)} onRetry={() => void loadDataset(dataset)} />
    ) : (
      <BusyState />
    );
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
          {word("rowsShown", { shown: rows.length, total: collection.features.length })}
        </span>
      </div>
      {rows.length === 0 ? (
        <EmptyState>{word("rowsNone")}</EmptyState>
      ) : (
        <Rows
          layer={layer}
          dataset={dataset}
          rows={rows}
          columns={columns}
          sorting={sorting}
          onSort={setSorting}
        />
      )}
    </>
  );
}

/** The drawer at the bottom: a layer as rows, tied to the map both ways. */
export function TableDrawer() {
  const { word, text } = useWords();
  const open = useAtlas((state) => state.screen.tableLayer);
  const choices = layers.filter((layer) => "dataset" in layer.data);
  const layer = choices.find((other) => other.id === open);
  if (!layer || !("dataset" in layer.data)) return null;
  return (
    <section className={styles.drawer} aria-label={word("table")}>
      <header className={styles.head}>
        <label className={styles.choose}>
          <span className="visually-hidden">{word("chooseLayer")}</span>
          <select
            value={layer.id}
            onChange={(event) => changeScreen({ tableLayer: event.currentTarget.value })}
          >
            {choices.map((choice) => (
              <option key={choice.id} value={choice.id}>
                {text(choice.title)}
              </option>
            ))}
          </select>
        </label>
        <IconButton icon={X} name={word("close")} onClick={() => changeScreen({ tableLayer: null })} />
      </header>
      <LayerTable key={layer.id} layer={layer} dataset={layer.data.dataset} />
    </section>
  );
}

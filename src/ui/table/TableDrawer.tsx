import { X } from "lucide-react";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { findLayers } from "../../../layers/findLayers.ts";
import { kinds } from "../../../layers/kinds.ts";
import type { LayerDefinition } from "../../../layers/layer.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import type { PlanFeature } from "../../domain/plan.ts";
import { changeScreen } from "../../state/actions.ts";
import { statusOf } from "../../state/features.ts";
import { loadDataset } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { formatValue } from "../formatValue.ts";
import { IconButton } from "../frame/IconButton.tsx";
import { BusyState, EmptyState, FailedState } from "../frame/States.tsx";
import { confidenceWords, statusWords } from "../statusWords.ts";
import { useWords } from "../useWords.ts";
import { OwnTable } from "./OwnTable.tsx";
import { Rows, type ShownColumn } from "./Rows.tsx";
import { type Column, findRows, rankStatus, type Sorting } from "./rows.ts";
import styles from "./TableDrawer.module.css";

type PlanColumn = Column & ShownColumn<PlanFeature>;

const idOf = (feature: PlanFeature) => feature.properties.id;

function useColumns(layer: LayerDefinition, phase: string): PlanColumn[] {
  const speech = useWords();
  return useMemo(() => {
    const { word, text, language } = speech;
    const kindOf = (feature: PlanFeature) => {
      const kind = kinds[feature.properties.kind];
      return kind ? text(kind) : "";
    };
    const other = language === "zh" ? "en" : "zh";
    const column = (key: string, title: string, value: Column["value"], cell?: PlanColumn["cell"]) => ({
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
  const findIndex = useCallback((id: string) => rows.findIndex((row) => row.properties.id === id), [rows]);
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
          idOf={idOf}
          findIndex={findIndex}
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
  const board = useAtlas((state) => state.board);
  const choices = findLayers(board).filter((layer) => "dataset" in layer.data);
  const own = open === null ? undefined : findUserLayer(board, open);
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
      {own ? (
        <OwnTable key={layer.id} definition={layer} layer={own} />
      ) : (
        <LayerTable key={layer.id} layer={layer} dataset={layer.data.dataset} />
      )}
    </section>
  );
}

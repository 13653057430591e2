import { X } from "lucide-react";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { findKind } from "../../../layers/grammar/kinds.ts";
import type { LayerDefinition } from "../../../layers/grammar/layer.ts";
import { passesConditions } from "../../domain/board/columnFilter.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import type { PlanFeature } from "../../domain/plan.ts";
import { indexItems } from "../../domain/planItems.ts";
import { changeScreen } from "../../state/actions.ts";
import { findPhaseKey, statusOf } from "../../state/features.ts";
import { loadDataset } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { FilterNote } from "../filters/FilterNote.tsx";
import { useLayerFilter } from "../filters/useLayerFilter.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { BusyState, EmptyState, FailedState } from "../kit/States.tsx";
import { formatValue, readProperty } from "../speech/formatValue.ts";
import { confidenceWords, statusWords } from "../speech/statusWords.ts";
import { useWords } from "../speech/useWords.ts";
import { sayVerb, verbTitle } from "../speech/verbWords.ts";
import { OwnTable } from "./OwnTable.tsx";
import { PickedOnly, usePickedRows } from "./PickedOnly.tsx";
import { Rows, type ShownColumn } from "./Rows.tsx";
import { type Column, findRows, rankStatus, type Sorting } from "./rows.ts";
import styles from "./TableDrawer.module.css";

type PlanColumn = Column & ShownColumn<PlanFeature>;

const idOf = (feature: PlanFeature) => feature.properties.id;

function useColumns(layer: LayerDefinition, phase: string): PlanColumn[] {
  const speech = useWords();
  const plan = useAtlas((state) => state.plan);
  const dataset = "dataset" in layer.data ? layer.data.dataset : undefined;
  return useMemo(() => {
    const { word, text, language } = speech;
    const kindOf = (feature: PlanFeature) => {
      const kind = dataset === undefined ? undefined : findKind(dataset, feature.properties.kind);
      return kind ? text(kind) : "";
    };
    const other = language === "zh" ? "en" : "zh";
    const verbsOf = (feature: PlanFeature) => {
      const items = plan ? feature.properties.items.flatMap((id) => indexItems(plan).get(id) ?? []) : [];
      return [...new Set(items.map((item) => text(sayVerb(item))))].join(language === "zh" ? "、" : ", ");
    };
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
      ...(plan ? [column("verb", text(verbTitle), verbsOf)] : []),
      ...(layer.columns ?? []).map((extra) => ({
        key: extra.key,
        title: text(extra.title),
        isNumber: extra.unit !== undefined,
        value: (f: PlanFeature) => {
          const value = readProperty(f.properties, extra.key, language);
          return typeof value === "number" || typeof value === "string" ? value : undefined;
        },
        cell: (f: PlanFeature) =>
          formatValue(readProperty(f.properties, extra.key, language), extra.unit, speech) ?? "",
      })),
      column("confidence", word("confidence"), (f) => word(confidenceWords[f.properties.confidence].name)),
      column("source", word("source"), (f) => f.properties.source),
    ];
  }, [layer, dataset, phase, plan, speech]);
}

function LayerTable({ layer, dataset }: { layer: LayerDefinition; dataset: string }) {
  const { word, text, language } = useWords();
  const [filter, setFilter] = useState("");
  const [isViewOnly, setViewOnly] = useState(false);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const phase = useAtlas((state) => findPhaseKey(state.board));
  const collection = useAtlas((state) => state.datasets[dataset]);
  const problem = useAtlas((state) => state.datasetProblems[dataset]);
  const bbox = useAtlas((state) => state.viewport?.bbox ?? null);
  const columns = useColumns(layer, phase);
  const wanted = useDeferredValue(filter);
  const view = isViewOnly ? bbox : null;
  useEffect(() => void loadDataset(dataset), [dataset]);
  const picked = usePickedRows(dataset);
  const where = useLayerFilter(layer.id);
  const rows = useMemo(() => {
    const listed = (collection?.features ?? []).filter(
      ({ properties }) =>
        (picked?.has(properties.id) ?? true) && (!where || passesConditions(properties, where)),
    );
    return findRows(listed, columns, { filter: wanted, sorting, view, language });
  }, [collection, picked, where, columns, wanted, sorting, view, language]);
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
        <PickedOnly dataset={dataset} />
        <FilterNote layer={layer.id} />
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

import { BookOpenText, Link2, Locate, Table2, X } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { datasets as records } from "../../../geodata/catalogue.ts";
import { sayCredit } from "../../../geodata/credits.ts";
import { findKind } from "../../../layers/grammar/kinds.ts";
import type { Selection } from "../../domain/board/board.ts";
import { isUserLayerId } from "../../domain/board/userLayers.ts";
import { findParagraph, type Plan, type PlanFeature, type PlanItem } from "../../domain/plan.ts";
import { featuresOfItems, indexItems } from "../../domain/planItems.ts";
import { changeScreen, hoverFeature, selectFeature } from "../../state/actions.ts";
import { findFeature, findLayersOf, showFeatures } from "../../state/features.ts";
import { loadDataset } from "../../state/loadData.ts";
import { copyFeatureLink } from "../../state/page/clipboard.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { BusyState, EmptyState, FailedState } from "../kit/States.tsx";
import { formatMeasure, readProperty } from "../speech/formatValue.ts";
import { confidenceWords } from "../speech/statusWords.ts";
import { useWords } from "../speech/useWords.ts";
import { sayVerb } from "../speech/verbWords.ts";
import styles from "./Inspector.module.css";
import { Neighbours } from "./Neighbours.tsx";
import { PhaseTimeline } from "./PhaseTimeline.tsx";

const EcologyCheck = lazy(async () => ({ default: (await import("./EcologyCheck.tsx")).EcologyCheck }));
const OwnFeature = lazy(async () => ({
  default: (await import("../data/OwnFeatureView.tsx")).OwnFeatureView,
}));

/** What concerns the whole region is said of it in many places; the first few are enough to begin with. */
const firstClauses = 6;

function Actions({ selection }: { selection: Selection }) {
  const { word } = useWords();
  const [layer] = findLayersOf(selection.dataset);
  return (
    <div className={styles.actions}>
      <IconButton
        icon={Locate}
        name={word("flyTo")}
        labelled
        onClick={() => void showFeatures([selection])}
      />
      <IconButton
        icon={Link2}
        name={word("copyLink")}
        labelled
        onClick={() => void copyFeatureLink(selection)}
      />
      {layer && (
        <IconButton
          icon={Table2}
          name={word("showInTable")}
          labelled
          onClick={() => changeScreen({ tableLayer: layer.id })}
        />
      )}
    </div>
  );
}

function Figures({ feature, dataset }: { feature: PlanFeature; dataset: string }) {
  const speech = useWords();
  const { word, text } = speech;
  const columns = findLayersOf(dataset).flatMap((layer) => layer.columns ?? []);
  const rows = columns.flatMap((column) => {
    const value = formatMeasure(feature.properties, column, speech);
    return value === undefined ? [] : [{ key: column.key, title: text(column.title), value }];
  });
  if (rows.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>{word("figures")}</h3>
      <dl className={styles.pairs}>
        {rows.map((row) => (
          <div key={row.key}>
            <dt>{row.title}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Clause({ plan, item }: { plan: Plan; item: PlanItem }) {
  const { word, text } = useWords();
  const placed = findParagraph(plan, item.id);
  const number = placed?.section
    ? word("clauseNumber", { chapter: item.chapter, section: placed.section.section })
    : placed?.chapter
      ? word("clauseLead", { chapter: placed.chapter.chapter })
      : word("clausePreface");
  return (
    <li className={styles.clause}>
      <p className={styles.clauseHead}>
        <span className={styles.clauseNumber}>{number}</span>
        {placed?.section && <span>{text(placed.section.title)}</span>}
        <IconButton
          icon={BookOpenText}
          name={word("showInOutline")}
          onClick={() => changeScreen({ panel: "plan", outlineItem: item.id })}
        />
      </p>
      <p className={styles.itemName}>
        {text(item.name)} <small className={styles.muted}>{text(sayVerb(item))}</small>
      </p>
      <p>{text(item.statement)}</p>
    </li>
  );
}

function Clauses({ plan, items }: { plan: Plan; items: readonly PlanItem[] }) {
  const { word, text } = useWords();
  const [isWhole, setWhole] = useState(false);
  const own = new Set(items.map((item) => item.id));
  const index = indexItems(plan);
  const related = [
    ...new Set(items.flatMap((item) => findParagraph(plan, item.id)?.paragraph.items ?? [])),
  ].flatMap((id) => {
    const item = index.get(id);
    return item && !own.has(id) && item.features.length > 0 ? [item] : [];
  });
  return (
    <>
      <section className={styles.section}>
        <h3>{word("clause")}</h3>
        {items.length === 0 ? (
          <p className={styles.muted}>{word("notInPlan")}</p>
        ) : (
          <ul>
            {items.slice(0, isWhole ? undefined : firstClauses).map((item) => (
              <Clause key={item.id} plan={plan} item={item} />
            ))}
          </ul>
        )}
        {items.length > firstClauses && !isWhole && (
          <button type="button" className={styles.more} onClick={() => setWhole(true)}>
            {word("clausesAll", { count: items.length })}
          </button>
        )}
      </section>
      {related.length > 0 && (
        <section className={styles.section}>
          <h3>{word("relatedItems")}</h3>
          <ul className={styles.links}>
            {related.map((item) => (
              <li key={item.id}>
                <button
                  type="button"
                  onClick={() => void showFeatures(featuresOfItems(plan, [item.id]))}
                  onMouseEnter={() => hoverFeature(item.features[0] ?? null)}
                  onMouseLeave={() => hoverFeature(null)}
                >
                  {text(item.name)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Trust({ feature, dataset }: { feature: PlanFeature; dataset: string }) {
  const { word, text, language } = useWords();
  const { confidence, source } = feature.properties;
  const unverified = readProperty(feature.properties, "unverified", language);
  const record = records.find((other) => other.id === dataset);
  const note =
    feature.properties[`note:${language}`] ?? feature.properties["note:zh"] ?? feature.properties["note:en"];
  const accuracy =
    record === undefined
      ? undefined
      : record.accuracy === "schematic"
        ? word("accuracySchematic")
        : word("accuracyMetres", { metres: record.accuracy.metres });
  return (
    <section className={styles.section}>
      <h3>{word("sourceAndTrust")}</h3>
      <dl className={styles.pairs}>
        <div>
          <dt>{word("confidence")}</dt>
          <dd>
            <span className={styles[confidence]}>{word(confidenceWords[confidence].name)}</span>
            <br />
            <span className={styles.muted}>{word(confidenceWords[confidence].note)}</span>
          </dd>
        </div>
        {accuracy && (
          <div>
            <dt>{word("accuracy")}</dt>
            <dd>{accuracy}</dd>
          </div>
        )}
        <div>
          <dt>{word("source")}</dt>
          <dd>{source}</dd>
        </div>
        {typeof unverified === "string" && (
          <div>
            <dt>{word("unverified")}</dt>
            <dd>{unverified}</dd>
          </div>
        )}
        {record && (
          <div>
            <dt>{word("dataset")}</dt>
            <dd>
              {text(record.title)}
              <br />
              <span className={styles.muted}>{sayCredit(record.attribution, language)}</span>
            </dd>
          </div>
        )}
        {note && (
          <div>
            <dt>{word("note")}</dt>
            <dd>{note}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function FeatureDetails({ selection, feature }: { selection: Selection; feature: PlanFeature }) {
  const { text, language } = useWords();
  const plan = useAtlas((state) => state.plan);
  const { properties } = feature;
  const other = language === "zh" ? "en" : "zh";
  const kind = findKind(selection.dataset, properties.kind);
  const index = plan ? indexItems(plan) : undefined;
  const items = properties.items.flatMap((id) => index?.get(id) ?? []);
  return (
    <>
      <div className={styles.names}>
        {kind && <p className={styles.kind}>{text(kind)}</p>}
        <h2 className={styles.name}>{properties[`name:${language}`]}</h2>
        <p className={styles.muted} lang={other === "en" ? "en" : "zh-CN"}>
          {properties[`name:${other}`]}
        </p>
      </div>
      <Actions selection={selection} />
      <PhaseTimeline feature={feature} />
      <Figures feature={feature} dataset={selection.dataset} />
      {plan && <Clauses plan={plan} items={items} />}
      <Trust feature={feature} dataset={selection.dataset} />
      <Suspense fallback={null}>
        <EcologyCheck selection={selection} feature={feature} />
      </Suspense>
      <Neighbours selection={selection} feature={feature} />
    </>
  );
}

/** All that is known of the selected feature. */
export function Inspector() {
  const { word, text } = useWords();
  const selection = useAtlas((state) => state.board.selection);
  const datasets = useAtlas((state) => state.datasets);
  const problem = useAtlas((state) => selection && state.datasetProblems[selection.dataset]);
  const dataset = selection?.dataset;
  useEffect(() => {
    if (dataset) void loadDataset(dataset);
  }, [dataset]);
  if (!selection) return null;
  const feature = findFeature(datasets, selection);
  const isKnown = records.some((record) => record.id === selection.dataset);
  const isGone = !isKnown || (datasets[selection.dataset] !== undefined && !feature);
  return (
    <aside className={styles.inspector} aria-label={word("inspector")}>
      <div className={styles.close}>
        <IconButton icon={X} name={word("close")} onClick={() => selectFeature(null)} />
      </div>
      {isUserLayerId(selection.dataset) ? (
        <Suspense fallback={<BusyState />}>
          <OwnFeature key={`${selection.dataset}/${selection.id}`} selection={selection} />
        </Suspense>
      ) : feature ? (
        <FeatureDetails
          key={`${selection.dataset}/${selection.id}`}
          selection={selection}
          feature={feature}
        />
      ) : isGone ? (
        <EmptyState>{word("inspectorGone", { dataset: selection.dataset, id: selection.id })}</EmptyState>
      ) : problem ? (
        <FailedState
          what="dataset"
          reason={text(problem)}
          onRetry={() => void loadDataset(selection.dataset)}
        />
      ) : (
        <BusyState />
      )}
    </aside>
  );
}

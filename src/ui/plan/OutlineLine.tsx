import {
  ChartNoAxesColumn,
  ChevronDown,
  ChevronRight,
  CircleDot,
  type LucideIcon,
  Pentagon,
  Route,
  Spline,
} from "lucide-react";
import type { ItemGeometry, Plan, PlanItem, Priority } from "../../domain/plan.ts";
import { featuresOfItems } from "../../domain/planItems.ts";
import { useWords } from "../speech/useWords.ts";
import { sayVerb, verbTitle } from "../speech/verbWords.ts";
import type { WordKey } from "../speech/words.ts";
import { IndicatorCard } from "./IndicatorCard.tsx";
import styles from "./OutlineLine.module.css";
import type { OutlineRow } from "./outline.ts";

const geometries: Record<ItemGeometry, { icon: LucideIcon; name: WordKey }> = {
  point: { icon: CircleDot, name: "geometryPoint" },
  line: { icon: Route, name: "geometryLine" },
  polygon: { icon: Pentagon, name: "geometryPolygon" },
  relation: { icon: Spline, name: "geometryRelation" },
  "non-spatial-indicator": { icon: ChartNoAxesColumn, name: "geometryNone" },
};

const priorityWords: Record<Priority, WordKey> = {
  must: "priorityMust",
  should: "priorityShould",
  could: "priorityCould",
};

function ItemText({ item }: { item: PlanItem }) {
  const { word, text } = useWords();
  const { icon: Icon, name } = geometries[item.geometry];
  return (
    <>
      <span className={styles.itemName}>
        <Icon size={14} strokeWidth={1.75} role="img" aria-label={word(name)} />
        <span>{text(item.name)}</span>
        <span className={styles.priority} title={text(verbTitle)}>
          {text(sayVerb(item))}
        </span>
        <span className={`${styles.priority} ${styles.rank} ${styles[item.priority]}`}>
          {word(priorityWords[item.priority])}
        </span>
      </span>
      <span className={styles.statement}>{text(item.statement)}</span>
      {item.reason && item.features.length === 0 && (
        <span className={styles.reason}>{word("notOnMap", { reason: text(item.reason) })}</span>
      )}
    </>
  );
}

function RowText({ row, plan }: { row: OutlineRow; plan: Plan }) {
  const { word, text } = useWords();
  if (row.kind === "chapter")
    return (
      <span className={styles.chapter}>
        {row.number !== null && (
          <span className={styles.number}>{word("chapter", { number: row.number })}</span>
        )}
        <span>{text(row.title)}</span>
      </span>
    );
  if (row.kind === "section")
    return (
      <span className={styles.section}>
        <span className={styles.number}>{word("section", { number: row.number })}</span>
        <span>{text(row.title)}</span>
      </span>
    );
  if (row.kind === "paragraph") {
    const count = featuresOfItems(plan, row.items).length;
    return (
      <span className={styles.paragraph}>
        {text(row.paragraph.text)}
        <span className={styles.counts}>
          {word("items", { count: row.items.length })}
          {count > 0 && <> · {word("onMap", { count })}</>}
        </span>
      </span>
    );
  }
  return <ItemText item={row.item} />;
}

interface OutlineLineProps {
  row: OutlineRow;
  plan: Plan;
  isActive: boolean;
  onAct: () => void;
  onFold: (open: boolean) => void;
  onLight: () => void;
  onFocus: () => void;
}

/** One line of the outline. */
export function OutlineLine({ row, plan, isActive, onAct, onFold, onLight, onFocus }: OutlineLineProps) {
  const Chevron = row.isExpanded ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree round it handles the keys of all its rows
    <div
      role="treeitem"
      className={`${styles.row} ${styles[`level${row.level}`]} ${styles[`is-${row.kind}`] ?? ""}`}
      data-key={row.key}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-expanded={row.isExpanded}
      aria-selected={isActive}
      tabIndex={isActive ? 0 : -1}
      onClick={onAct}
      onMouseEnter={onLight}
      onFocus={onFocus}
    >
      {row.isExpanded === undefined ? (
        <span className={styles.gap} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the tree do the same
        // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the tree do the same
        <span
          className={styles.fold}
          onClick={(event) => {
            event.stopPropagation();
            onFold(!row.isExpanded);
          }}
        >
          <Chevron size={14} strokeWidth={1.75} aria-hidden="true" />
        </span>
      )}
      <div className={styles.text}>
        <RowText row={row} plan={plan} />
        {row.kind === "item" && row.indicator && <IndicatorCard indicator={row.indicator} />}
      </div>
    </div>
  );
}

import { ChevronsDownUp, ChevronsUpDown, X } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { roles } from "../../../geodata/roles.ts";
import type { Plan } from "../../domain/plan.ts";
import { featuresOfItems } from "../../domain/planItems.ts";
import { changeScreen, highlightFeatures } from "../../state/actions.ts";
import { showFeatures } from "../../state/features.ts";
import { loadPlan } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { BusyState, EmptyState, FailedState } from "../kit/States.tsx";
import { useWords } from "../speech/useWords.ts";
import { words } from "../speech/words.ts";
import { OutlineLine } from "./OutlineLine.tsx";
import { buildOutline, findItemRow, listFoldable, listRows, type OutlineRow } from "./outline.ts";
import styles from "./PlanPanel.module.css";

const prefaceTitle = { zh: words.preface[0], en: words.preface[1] };

/** Areas that a rule attaches to as a whole. */
const wholeAreas = new Set(roles.wholeAreas);
const fewFeatures = 8;

/** Moves through a tree by the keys of the ARIA tree pattern; gives the row to go to, or folds. */
function findMove(
  event: KeyboardEvent,
  rows: readonly OutlineRow[],
  at: number,
): number | "fold" | "unfold" | null {
  const row = rows[at];
  if (!row) return null;
  if (event.key === "ArrowDown") return Math.min(rows.length - 1, at + 1);
  if (event.key === "ArrowUp") return Math.max(0, at - 1);
  if (event.key === "Home") return 0;
  if (event.key === "End") return rows.length - 1;
  if (event.key === "ArrowRight") {
    if (row.isExpanded === false) return "unfold";
    return row.isExpanded ? at + 1 : null;
  }
  if (event.key === "ArrowLeft") {
    if (row.isExpanded) return "fold";
    for (let i = at - 1; i >= 0; i -= 1) if (rows[i]!.level < row.level) return i;
  }
  return null;
}

/** The field that searches the outline, and the buttons that open and close all of it. */
function OutlineTools(props: {
  query: string;
  onQuery: (query: string) => void;
  onExpandAll: () => void;
  onCollapseAll: () => void;
}) {
  const { word } = useWords();
  const { query, onQuery, onExpandAll, onCollapseAll } = props;
  return (
    <div className={styles.tools}>
      <input
        type="search"
        className={styles.search}
        value={query}
        placeholder={word("outlineSearch")}
        aria-label={word("outlineSearch")}
        onChange={(event) => onQuery(event.currentTarget.value)}
      />
      {query ? (
        <IconButton icon={X} name={word("clear")} onClick={() => onQuery("")} />
      ) : (
        <>
          <IconButton icon={ChevronsUpDown} name={word("expandAll")} onClick={onExpandAll} />
          <IconButton icon={ChevronsDownUp} name={word("collapseAll")} onClick={onCollapseAll} />
        </>
      )}
    </div>
  );
}

/** Lights the features of a line on the map. */
function lightRow(plan: Plan, row: OutlineRow) {
  const features = featuresOfItems(plan, row.items);
  const placed = features.filter(({ dataset }) => !wholeAreas.has(dataset));
  // A whole chapter names rules for the region too: lit with the rest they would hide all of it.
  highlightFeatures(placed.length > fewFeatures ? placed : features);
}

function Outline({ plan }: { plan: Plan }) {
  const { word, language } = useWords();
  const outline = useMemo(() => buildOutline(plan, prefaceTitle), [plan]);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(() => new Set());
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query);
  const [active, setActive] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const { rows, matches } = useMemo(
    () => listRows(outline, expanded, wanted, language),
    [outline, expanded, wanted, language],
  );
  const activeKey = rows.some((row) => row.key === active) ? active : rows[0]?.key;

  const fold = (key: string, open: boolean) => {
    const next = new Set(expanded);
    if (open) next.add(key);
    else next.delete(key);
    setExpanded(next);
  };
  const focusRow = (key: string) => {
    setActive(key);
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  };

  // The inspector may ask for an item to be shown here.
  const asked = useAtlas((state) => state.screen.outlineItem);
  useEffect(() => {
    if (!asked) return;
    changeScreen({ outlineItem: null });
    const found = findItemRow(outline, asked);
    if (!found) return;
    setQuery("");
    setExpanded((before) => new Set([...before, ...found.above]));
    setActive(found.key);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const row = tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(found.key)}"]`);
        row?.scrollIntoView({ block: "center" });
        row?.focus();
      }),
    );
  }, [asked, outline]);
  useEffect(() => () => highlightFeatures([]), []);

  const act = (row: OutlineRow) => {
    if (row.isExpanded !== undefined && !wanted) fold(row.key, row.kind === "paragraph" || !row.isExpanded);
    if (row.kind === "paragraph" || row.kind === "item") void showFeatures(featuresOfItems(plan, row.items));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const at = rows.findIndex((row) => row.key === activeKey);
    const row = rows[at];
    if (!row) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      act(row);
      return;
    }
    const move = findMove(event, rows, at);
    if (move === null) return;
    event.preventDefault();
    if (move === "fold" || move === "unfold") fold(row.key, move === "unfold");
    else focusRow(rows[move]!.key);
  };

  return (
    <>
      <OutlineTools
        query={query}
        onQuery={setQuery}
        onExpandAll={() => setExpanded(new Set(listFoldable(outline)))}
        onCollapseAll={() => setExpanded(new Set())}
      />
      <p className={styles.hint} aria-live="polite">
        {wanted.trim() ? word("outlineMatches", { count: matches }) : word("outlineHint")}
      </p>
      {rows.length === 0 ? (
        <EmptyState>{word("outlineNone", { query: wanted })}</EmptyState>
      ) : (
        <div
          ref={tree}
          className={styles.tree}
          role="tree"
          aria-label={word("outline")}
          onKeyDown={onKeyDown}
          onMouseLeave={() => highlightFeatures([])}
          onBlur={() => highlightFeatures([])}
        >
          {rows.map((row) => (
            <OutlineLine
              key={row.key}
              row={row}
              plan={plan}
              isActive={row.key === activeKey}
              onAct={() => {
                setActive(row.key);
                act(row);
              }}
              onFold={(open) => fold(row.key, open)}
              onLight={() => lightRow(plan, row)}
              onFocus={() => {
                setActive(row.key);
                lightRow(plan, row);
              }}
            />
          ))}
        </div>
      )}
    </>
  );
}

/** The plan to read: chapters, sections, paragraphs, items, each tied to its features on the map. */
export function PlanPanel() {
  const plan = useAtlas((state) => state.plan);
  const loading = useAtlas((state) => state.planLoading);
  const { text } = useWords();
  if (loading.kind === "failed")
    return <FailedState what="plan" reason={text(loading.problem)} onRetry={() => void loadPlan()} />;
  return plan ? <Outline plan={plan} /> : <BusyState />;
}

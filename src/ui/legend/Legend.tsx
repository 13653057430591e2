import { ChevronDown, List } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { buildDrawContext } from "../../../layers/grammar/drawContext.ts";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import type { LayerDefinition, LegendEntry } from "../../../layers/grammar/layer.ts";
import { changeScreen, toggleEntry } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { useWords } from "../speech/useWords.ts";
import styles from "./Legend.module.css";
import { Swatch } from "./Swatch.tsx";

// Most boards filter nothing.
const FilterNote = lazy(async () => ({ default: (await import("../filters/FilterNote.tsx")).FilterNote }));
const ServiceLegend = lazy(async () => ({
  default: (await import("../services/ServiceLegend.tsx")).ServiceLegend,
}));

interface ShownEntry {
  entry: LegendEntry;
  /** Undefined where the map has not counted: there is no map. */
  count: number | undefined;
  isHidden: boolean;
}

function EntryButton({ layer, shown }: { layer: LayerDefinition; shown: ShownEntry }) {
  const { word, text, number } = useWords();
  const { entry, count, isHidden } = shown;
  return (
    <li>
      <button
        type="button"
        className={styles.entry}
        aria-pressed={!isHidden}
        aria-label={word("legendFilter", {
          layer: text(layer.title),
          entry: text(entry.label),
          count: count ?? 0,
        })}
        onClick={() => toggleEntry(layer.id, entry.id)}
      >
        <Swatch swatch={entry.swatch} />
        <span className={styles.label}>{text(entry.label)}</span>
        {!isHidden && count !== undefined && <span className={styles.count}>{number(count)}</span>}
      </button>
    </li>
  );
}

/** What is in view and how much of it; a click takes an entry off the map or puts it back. */
export function Legend() {
  const { word, text } = useWords();
  const board = useAtlas((state) => state.board);
  const counts = useAtlas((state) => state.countsInView);
  const hasMap = useAtlas((state) => state.mapStatus.kind !== "unavailable");
  const isPrinting = useAtlas((state) => state.screen.isPrinting);
  const isOpen = useAtlas((state) => state.screen.legendOpen) || isPrinting;
  const { phase, language, theme, reach, check, scenario, statistics, monitor, userLayers } = board;
  const hasCounted = Object.keys(counts).length > 0;
  const sections = useMemo(() => {
    const context = buildDrawContext({
      theme,
      phase,
      language,
      ...(reach ? { reach } : {}),
      ...(check ? { check } : {}),
      ...(scenario ? { scenario } : {}),
      ...(monitor ? { monitor } : {}),
      ...(statistics ? { statistics } : {}),
    });
    const definitions = findLayers(userLayers ? { userLayers } : {});
    return [...board.layers].reverse().flatMap((state) => {
      const layer = definitions.find((other) => other.id === state.id);
      if (!layer || !state.visible) return [];
      const entries = layer.legend(context).flatMap((entry): ShownEntry[] => {
        const isHidden = state.hidden.includes(entry.id);
        const count = counts[layer.id]?.[entry.id];
        // Nothing is named that is not in view, except what the reader has taken off; most of an answer is not counted.
        const isInView = (count ?? ("kernel" in layer.data ? 1 : 0)) > 0;
        return isHidden || isInView ? [{ entry, count, isHidden }] : [];
      });
      const isFiltered = state.filter !== undefined;
      return entries.length > 0 || isFiltered ? [{ layer, entries, isFiltered }] : [];
    });
  }, [board.layers, userLayers, counts, phase, language, theme, reach, check, scenario, statistics, monitor]);
  // It comes when there is something to say, in its full size: growing on the screen it would jump.
  if (!hasMap || !hasCounted) return null;
  if (!isOpen)
    return (
      <div className={styles.folded}>
        <IconButton
          icon={List}
          name={word("legend")}
          labelled
          aria-expanded={false}
          onClick={() => changeScreen({ legendOpen: true })}
        />
      </div>
    );
  return (
    <section
      className={`${styles.legend} ${isPrinting ? styles.printed : ""}`}
      aria-label={word("legend")}
      id="legend"
    >
      <header className={styles.head}>
        <h2 className={styles.title}>{word("legend")}</h2>
        <IconButton
          icon={ChevronDown}
          name={word("foldLegend")}
          onClick={() => changeScreen({ legendOpen: false })}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <section className={styles.body} tabIndex={0} aria-label={word("legend")}>
        {sections.length === 0 && <p className={styles.hint}>{word("legendEmpty")}</p>}
        {sections.map(({ layer, entries, isFiltered }) => (
          <section key={layer.id} className={styles.layer}>
            <h3 className={styles.layerTitle}>{text(layer.title)}</h3>
            {isFiltered && (
              <Suspense fallback={null}>
                <FilterNote layer={layer.id} />
              </Suspense>
            )}
            <ul>
              {entries.map((shown) => (
                <EntryButton key={shown.entry.id} layer={layer} shown={shown} />
              ))}
            </ul>
          </section>
        ))}
        {board.serviceLayers && (
          <Suspense>
            <ServiceLegend />
          </Suspense>
        )}
        {sections.length > 0 && <p className={styles.hint}>{word("legendHint")}</p>}
      </section>
    </section>
  );
}

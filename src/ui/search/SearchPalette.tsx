import { Search } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { findKind } from "../../../layers/grammar/kinds.ts";
import { isUserLayerId } from "../../domain/board/userLayers.ts";
import { findEntries, groupEntries, type SearchEntry } from "../../domain/search.ts";
import { changeScreen } from "../../state/actions.ts";
import { goToEntry, loadSearch, recentEntries, type SearchState } from "../../state/search.ts";
import { useAtlas } from "../../state/store.ts";
import { Dialog } from "../kit/Dialog.tsx";
import { isComposing } from "../kit/isComposing.ts";
import { FailedState } from "../kit/States.tsx";
import { useWords } from "../speech/useWords.ts";
import styles from "./SearchPalette.module.css";

const mostResults = 40;
const mostOwn = 12;

function Entry({ entry }: { entry: SearchEntry }) {
  const { word, text, language } = useWords();
  const kind = findKind(entry.dataset, entry.kind);
  const isOwn = isUserLayerId(entry.dataset);
  const other = isOwn ? entry.source : language === "zh" ? entry.name.en : entry.name.zh;
  return (
    <>
      <span className={styles.name}>{text(entry.name)}</span>
      <span className={styles.other}>{other}</span>
      <span className={styles.kind}>{kind ? text(kind) : word(isOwn ? "groupOwn" : "planItem")}</span>
    </>
  );
}

/** A line of the list: an entry, or how many more there are of its name at its place. */
interface Row {
  entry: SearchEntry;
  more?: number;
}

const sayMore = (count: number, name: string) => ({
  zh: `同一处、同名的另 ${count} 项`,
  en: `${count} more called ${name} at this place`,
});

const noEntries: readonly SearchEntry[] = [];

/** What the reader's own layers have of a name; nothing is loaded for it while there are none. */
function useOwnEntries(wanted: string): readonly SearchEntry[] {
  const [entries, setEntries] = useState(noEntries);
  const hasOwn = useAtlas((state) => state.board.userLayers !== undefined);
  useEffect(() => {
    if (!hasOwn || wanted === "") {
      setEntries(noEntries);
      return;
    }
    let isCurrent = true;
    void import("../../state/own/ownFeatures.ts")
      .then((own) => own.findOwnEntries(wanted, mostOwn))
      .then((own) => {
        if (isCurrent) setEntries(own);
      });
    return () => {
      isCurrent = false;
    };
  }, [hasOwn, wanted]);
  return entries;
}

/** The lines of the list: hits of one name are one line and a count, until that is unfolded. */
function useRows(
  own: readonly SearchEntry[],
  found: readonly SearchEntry[],
  unfolded: SearchEntry | null,
  wanted: string,
): Row[] {
  return useMemo(
    (): Row[] => [
      ...own.map((entry) => ({ entry })),
      ...groupEntries(found).flatMap(({ first, others }): Row[] =>
        // One more line would take as much room as what it stands for.
        wanted === "" || others.length < 2 || unfolded === first
          ? [first, ...others].map((entry) => ({ entry }))
          : [{ entry: first }, { entry: first, more: others.length }],
      ),
    ],
    [own, found, unfolded, wanted],
  );
}

/** Finds everything by name: Chinese, English, pinyin or initials. */
export function SearchPalette() {
  const { word, text } = useWords();
  const [state, setState] = useState<SearchState>({ kind: "loading" });
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [isGoing, setGoing] = useState(false);
  const wanted = useDeferredValue(query.trim());
  const list = useRef<HTMLDivElement>(null);
  const load = () => void loadSearch().then(setState);
  useEffect(load, []);
  const index = state.kind === "ready" ? state.index : null;
  const found = useMemo(() => {
    if (!index) return [];
    return wanted ? findEntries(index, wanted, mostResults).map((hit) => hit.entry) : recentEntries(index);
  }, [index, wanted]);
  const own = useOwnEntries(wanted);
  const [unfolded, setUnfolded] = useState<SearchEntry | null>(null);
  const rows = useRows(own, found, unfolded, wanted);
  const activeIndex = Math.min(active, Math.max(0, rows.length - 1));
  const close = () => changeScreen({ dialog: null });

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  });

  const go = (row: Row | undefined) => {
    if (!row) return;
    if (row.more !== undefined) {
      setUnfolded(row.entry);
      return;
    }
    close();
    goToEntry(row.entry);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && rows.length > 0) {
      event.preventDefault();
      setActive((activeIndex + step + rows.length) % rows.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      setGoing(true);
    }
  };
  // Enter may come before the names are there or the last letter is looked up: it then waits for them.
  const isCurrent = index !== null && wanted === query.trim();
  useEffect(() => {
    if (!isGoing || !isCurrent) return;
    setGoing(false);
    go(rows[activeIndex]);
  });

  return (
    <Dialog title={word("search")} titleHidden onClose={close}>
      <div className={styles.field}>
        <Search size={18} strokeWidth={1.75} aria-hidden="true" />
        <input
          autoFocus
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls="search-results"
          aria-activedescendant={rows.length > 0 ? `search-result-${activeIndex}` : undefined}
          aria-autocomplete="list"
          aria-label={word("searchHint")}
          placeholder={word("searchHint")}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
            setGoing(false);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {state.kind === "failed" && <FailedState what="search" reason={text(state.problem)} onRetry={load} />}
      <p className={styles.status} aria-live="polite">
        {wanted === ""
          ? rows.length > 0
            ? word("searchRecent")
            : word("searchEmpty")
          : index && rows.length === 0
            ? word("searchNone", { query: wanted })
            : word("searchResults", { count: own.length + found.length })}
      </p>
      <div
        className={styles.results}
        id="search-results"
        role="listbox"
        aria-label={word("search")}
        ref={list}
      >
        {rows.map(({ entry, more }, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and handles the keys
          <div
            key={`${entry.dataset}/${entry.id}/${more ?? ""}`}
            id={`search-result-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === activeIndex}
            className={styles.result}
            onClick={() => go(rows[at])}
            onMouseMove={() => setActive(at)}
          >
            {more === undefined ? (
              <Entry entry={entry} />
            ) : (
              <span className={styles.other}>{text(sayMore(more, text(entry.name)))}</span>
            )}
          </div>
        ))}
      </div>
      <p className={styles.keys}>{word("searchKeys")}</p>
    </Dialog>
  );
}

import { Search } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { datasets as records } from "../../../geodata/catalogue.ts";
import { kinds } from "../../../layers/kinds.ts";
import { isUserLayerId } from "../../domain/board/userLayers.ts";
import { findEntries, type SearchEntry } from "../../domain/search.ts";
import { changeScreen } from "../../state/actions.ts";
import { goToEntry, loadSearch, recentEntries, type SearchState } from "../../state/search.ts";
import { useAtlas } from "../../state/store.ts";
import { Dialog } from "../frame/Dialog.tsx";
import { FailedState } from "../frame/States.tsx";
import { useWords } from "../useWords.ts";
import styles from "./SearchPalette.module.css";

const mostResults = 40;
const mostOwn = 12;

function Entry({ entry }: { entry: SearchEntry }) {
  const { word, text, language } = useWords();
  const kind = records.some((record) => record.id === entry.dataset) ? kinds[entry.kind] : undefined;
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
    void import("../../state/ownFeatures.ts")
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
  const entries = useMemo(() => [...own, ...found], [own, found]);
  const activeIndex = Math.min(active, Math.max(0, entries.length - 1));
  const close = () => changeScreen({ dialog: null });

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  });

  const go = (entry: SearchEntry | undefined) => {
    if (!entry) return;
    close();
    goToEntry(entry);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setActive((activeIndex + step + entries.length) % entries.length);
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
    go(entries[activeIndex]);
  });

  return (
    <Dialog title={word("search")} titleHidden onClose={close}>
      <div className={styles.field}>
        <Search size={18} strokeWidth={1.75} aria-hidden="true" />
        <input
          autoFocus
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls="search-results"
          aria-activedescendant={entries.length > 0 ? `search-result-${activeIndex}` : undefined}
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
          ? entries.length > 0
            ? word("searchRecent")
            : word("searchEmpty")
          : index && entries.length === 0
            ? word("searchNone", { query: wanted })
            : word("searchResults", { count: entries.length })}
      </p>
      <div
        className={styles.results}
        id="search-results"
        role="listbox"
        aria-label={word("search")}
        ref={list}
      >
        {entries.map((entry, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and handles the keys
          <div
            key={`${entry.dataset}/${entry.id}`}
            id={`search-result-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === activeIndex}
            className={styles.result}
            onClick={() => go(entry)}
            onMouseMove={() => setActive(at)}
          >
            <Entry entry={entry} />
          </div>
        ))}
      </div>
      <p className={styles.keys}>{word("searchKeys")}</p>
    </Dialog>
  );
}

import { type KeyboardEvent, type Ref, useId, useMemo, useState } from "react";
import { findKind } from "../../../layers/grammar/kinds.ts";
import { type NamedOrigin, parsePosition } from "../../domain/board/reachQuery.ts";
import { findEntries, type SearchEntry, type SearchIndex } from "../../domain/search.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { loadSearch } from "../../state/search.ts";
import { isComposing } from "../kit/isComposing.ts";
import styles from "./ReachPanel.module.css";
import { useReachWords } from "./useReachWords.ts";

const mostFound = 7;

/** A longitude and a latitude as people write them; undefined where a text is none. */
export function parseCoordinates(text: string): [number, number] | undefined {
  const pieces = text.trim().split(/\s*[,，;；]\s*|\s+/);
  const numbers = pieces.map(Number);
  if (pieces.length !== 2 || pieces.includes("") || !numbers.every(Number.isFinite)) return undefined;
  const [first, second] = numbers as [number, number];
  // A latitude cannot be beyond 90, so a pair the wrong way round says so itself.
  return parsePosition(Math.abs(second) > 90 ? [second, first] : [first, second]);
}

interface OriginFieldProps {
  label: string;
  /** Where nothing but a station will do. */
  onlyStations?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  /** Escape in the empty field. */
  onGiveUp?: () => void;
  onChoose: (origin: NamedOrigin) => void;
}

/** Finds a station, any place by name, or coordinates, and hands it over. */
export function OriginField({ onChoose, label, onlyStations = false, inputRef, onGiveUp }: OriginFieldProps) {
  const { word, text, language } = useReachWords();
  const rail = useReach((state) => state.sources?.rail);
  const [index, setIndex] = useState<SearchIndex | null>(null);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const wanted = query.trim();
  const position = onlyStations ? undefined : parseCoordinates(query);
  const entries = useMemo(
    () =>
      !index || !wanted || position
        ? []
        : findEntries(index, wanted, onlyStations ? 400 : 40)
            .map((hit) => hit.entry)
            .filter(
              (entry) =>
                entry.lon !== null &&
                entry.lat !== null &&
                entry.dataset !== "plan" &&
                (!onlyStations || rail?.stations.some((station) => station.id === entry.id)),
            )
            .slice(0, mostFound),
    [index, wanted, position, onlyStations, rail],
  );
  const load = () => {
    if (!index) void loadSearch().then((state) => state.kind === "ready" && setIndex(state.index));
  };
  const options: { key: string; title: string; note: string; origin: NamedOrigin }[] = position
    ? [
        {
          key: "coordinates",
          title: word("originCoordinates", { position: position.join(", ") }),
          note: "",
          origin: { kind: "place", lngLat: position },
        },
      ]
    : entries.map((entry: SearchEntry) => {
        const kind = findKind(entry.dataset, entry.kind);
        const station = rail?.stations.find((other) => other.id === entry.id);
        return {
          key: `${entry.dataset}/${entry.id}`,
          title: text(entry.name),
          note: station ? word("station") : kind ? text(kind) : entry.name[language === "zh" ? "en" : "zh"],
          origin: station
            ? { kind: "station", station: station.id }
            : { kind: "place", lngLat: [entry.lon!, entry.lat!], name: entry.name },
        };
      });
  const at = Math.min(active, Math.max(0, options.length - 1));
  const choose = (origin: NamedOrigin | undefined) => {
    if (!origin) return;
    onChoose(origin);
    setQuery("");
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options.length > 0) setActive((at + step + options.length) % options.length);
    else if (event.key === "Enter") choose(options[at]?.origin);
    else if (event.key === "Escape" && query) setQuery("");
    else if (event.key === "Escape" && onGiveUp) onGiveUp();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.finder}>
      <input
        ref={inputRef}
        className={styles.input}
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={listId}
        aria-activedescendant={options.length > 0 ? `${listId}-${at}` : undefined}
        aria-autocomplete="list"
        aria-label={label}
        placeholder={word(onlyStations ? "stationField" : "originField")}
        value={query}
        onFocus={load}
        onChange={(event) => {
          load();
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={listId}
        role="listbox"
        aria-label={label}
        className={options.length > 0 ? styles.found : undefined}
      >
        {options.map((option, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and handles the keys
          <div
            key={option.key}
            id={`${listId}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className={styles.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option.origin)}
          >
            <span>{option.title}</span>
            <span className={styles.note}>{option.note}</span>
          </div>
        ))}
      </div>
      {wanted !== "" && index && options.length === 0 && (
        <p className={styles.note} role="status">
          {word(onlyStations ? "stationNone" : "originNone", { query: wanted })}
        </p>
      )}
    </div>
  );
}

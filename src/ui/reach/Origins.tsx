import { MapPin, MapPinPlus, X } from "lucide-react";
import { useEffect, useState } from "react";
import type { NamedOrigin } from "../../domain/board/reachQuery.ts";
import { findBoundingBox } from "../../domain/place/boundingBox.ts";
import type { Problem } from "../../domain/result.ts";
import { requestCamera } from "../../state/actions.ts";
import { findFeature } from "../../state/features.ts";
import {
  addOrigin,
  changeQuery,
  moveOrigin,
  removeOrigin,
  setClickMeaning,
  setOrigins,
} from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { isComposing } from "../kit/isComposing.ts";
import { Section } from "../kit/Section.tsx";
import { OriginField, parseCoordinates } from "./OriginField.tsx";
import styles from "./ReachPanel.module.css";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

/** Where an origin stands and what it is called. */
export function useOrigin(origin: NamedOrigin): { name: string; lngLat: readonly [number, number] | null } {
  const { word, text } = useReachWords();
  const rail = useReach((state) => state.sources?.rail);
  if (origin.kind === "place")
    return { name: origin.name ? text(origin.name) : word("originPlace"), lngLat: origin.lngLat };
  const station = rail?.stations.find((other) => other.id === origin.station);
  return {
    name: station ? text(station.name) : (origin.name?.zh ?? origin.station),
    lngLat: station?.lngLat ?? null,
  };
}

const written = (lngLat: readonly [number, number]) => `${lngLat[0].toFixed(4)}, ${lngLat[1].toFixed(4)}`;

interface OriginRowProps {
  origin: NamedOrigin;
  index: number;
  /** Why nothing can begin here; the other origins answer all the same. */
  problem: Problem | undefined;
}

function OriginRow({ origin, index, problem }: OriginRowProps) {
  const { word, text } = useReachWords();
  const { name, lngLat } = useOrigin(origin);
  const dragged = useReach((state) => (state.dragged?.index === index ? state.dragged.lngLat : null));
  const shown = dragged ?? lngLat;
  const [typed, setTyped] = useState<string | null>(null);
  const where = shown ? written(shown) : "";
  // What is typed gives way to where the mark has been put by other means.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the position is the trigger, not an input
  useEffect(() => setTyped(null), [where]);
  const commit = () => {
    const position = typed === null ? undefined : parseCoordinates(typed);
    if (position) moveOrigin(index, position);
    setTyped(null);
  };
  return (
    <li className={styles.origin}>
      <span className={styles.number} aria-hidden="true">
        {index + 1}
      </span>
      <span className={styles.originName}>
        {dragged ? word("originPlace") : name}
        {origin.kind === "station" && !dragged && <span className={styles.tag}>{word("station")}</span>}
      </span>
      <input
        className={styles.coordinates}
        aria-label={word("originMove", { index: index + 1 })}
        value={typed ?? where}
        inputMode="decimal"
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === "Enter") commit();
          else if (event.key === "Escape") setTyped(null);
        }}
      />
      <IconButton
        icon={X}
        name={word("originRemove", { index: index + 1 })}
        onClick={() => removeOrigin(index)}
      />
      {problem && (
        <p className={styles.originProblem} role="alert">
          {text(problem)}
        </p>
      )}
    </li>
  );
}

function useSelected(): { name: { zh: string; en: string }; origin: NamedOrigin } | null {
  const selection = useAtlas((state) => state.board.selection);
  const datasets = useAtlas((state) => state.datasets);
  const rail = useReach((state) => state.sources?.rail);
  const feature = findFeature(datasets, selection);
  if (!feature?.geometry) return null;
  const name = { zh: feature.properties["name:zh"], en: feature.properties["name:en"] };
  if (rail?.stations.some((station) => station.id === feature.properties.id))
    return { name, origin: { kind: "station", station: feature.properties.id } };
  const seat = [feature.properties.seatLongitude, feature.properties.seatLatitude].map(Number);
  const box = findBoundingBox([feature.geometry]);
  if (!box) return null;
  const middle: [number, number] = seat.every((value) => value > 0)
    ? [seat[0]!, seat[1]!]
    : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return { name, origin: { kind: "place", lngLat: middle, name } };
}

/** Where one starts: stations, places, dragged points; several together. */
export function Origins() {
  const { word, text } = useReachWords();
  const reach = useAtlas((state) => state.board.reach);
  const rail = useReach((state) => state.sources?.rail);
  const clickMeans = useReach((state) => state.clickMeans);
  const selected = useSelected();
  const failed = useReachView().surface?.failedOrigins ?? [];
  const origins = reach?.origins ?? [];
  const choose = (origin: NamedOrigin) => {
    addOrigin(origin);
    const at =
      origin.kind === "place" ? origin.lngLat : rail?.stations.find((s) => s.id === origin.station)?.lngLat;
    const { viewport } = useAtlas.getState();
    const [west, south, east, north] = viewport?.bbox ?? [0, 0, 0, 0];
    if (at && (at[0] < west || at[0] > east || at[1] < south || at[1] > north))
      requestCamera({ bbox: [at[0], at[1], at[0], at[1]], maxZoom: 7.5 });
  };
  return (
    <Section title={word("origins")} mark={origins.length > 0 ? String(origins.length) : undefined}>
      {origins.length === 0 && <p className={styles.note}>{word("originsEmpty")}</p>}
      <ol className={styles.origins}>
        {origins.map((origin, index) => (
          <OriginRow
            // biome-ignore lint/suspicious/noArrayIndexKey: an origin is its place in the list
            key={index}
            origin={origin}
            index={index}
            problem={failed.find((one) => one.index === index)?.problem}
          />
        ))}
      </ol>
      <OriginField label={word("originAdd")} onChoose={choose} />
      <div className={styles.row}>
        <IconButton
          icon={MapPinPlus}
          labelled
          name={word(clickMeans === "origin" ? "originFromMapOn" : "originFromMap")}
          aria-pressed={clickMeans === "origin"}
          onClick={() => setClickMeaning(clickMeans === "origin" ? "why" : "origin")}
        />
        {rail && (
          <IconButton
            icon={MapPin}
            labelled
            name={word("originAllCities")}
            onClick={() =>
              setOrigins(rail.cities.map((city) => ({ kind: "station", station: city.stations[0]! })))
            }
          />
        )}
      </div>
      {selected && (
        <button type="button" className={styles.link} onClick={() => addOrigin(selected.origin)}>
          {word("originFromSelection", { name: text(selected.name) })}
        </button>
      )}
      {origins.length > 1 && reach && (
        <Choice
          name={word("combine")}
          value={reach.combine}
          options={[
            { id: "union", title: word("union") },
            { id: "intersection", title: word("intersection") },
          ]}
          onChange={(combine) => changeQuery({ combine })}
        />
      )}
    </Section>
  );
}

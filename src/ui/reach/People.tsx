import { useMemo } from "react";
import { roles } from "../../../geodata/roles.ts";
import { findBandColours } from "../../../layers/answers/reachColours.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import { createGrid, findCell } from "../../domain/reach/grid.ts";
import { highlightFeatures } from "../../state/actions.ts";
import { findFeature, showFeatures } from "../../state/features.ts";
import { changeQuery } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { Section } from "../kit/Section.tsx";
import { PeopleCurve } from "./PeopleCurve.tsx";
import styles from "./ReachPanel.module.css";
import { StaleMark } from "./StaleMark.tsx";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

const unitDataset = roles.units;
const hubDataset = roles.hubs ?? "";

/** Hubs with the minutes at which their cell is reached. */
export function useHubs(
  seconds: Uint16Array | undefined,
): { id: string; name: { zh: string; en: string }; minutes: number }[] {
  const source = useReach((state) => state.sources?.reach);
  const collection = useAtlas((state) => state.datasets[hubDataset]);
  return useMemo(() => {
    if (!source || !collection || !seconds) return [];
    const grid = createGrid(source);
    return collection.features.flatMap(({ geometry, properties }) => {
      if (geometry.type !== "Point") return [];
      const cell = findCell(grid, geometry.coordinates as [number, number]);
      return [
        {
          id: properties.id,
          name: { zh: properties["name:zh"], en: properties["name:en"] },
          minutes: cell < 0 ? Number.POSITIVE_INFINITY : seconds[cell]! / 60,
        },
      ];
    });
  }, [source, collection, seconds]);
}

/** A feature by name that a click frames and selects, and that pointing at lights up. */
export function FeatureLink({ dataset, id, name }: { dataset: string; id: string; name: string }) {
  const show = () => void showFeatures([{ dataset, id }]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button is a box that does not break with the sentence it stands in
    <span
      role="button"
      tabIndex={0}
      className={styles.featureLink}
      onClick={show}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        show();
      }}
      onMouseEnter={() => highlightFeatures([{ dataset, id }])}
      onMouseLeave={() => highlightFeatures([])}
      onFocus={() => highlightFeatures([{ dataset, id }])}
      onBlur={() => highlightFeatures([])}
    >
      {name}
    </span>
  );
}

/** Who lives within reach, how much land, which units and hubs. */
export function People() {
  const { word, text, number, people, percent } = useReachWords();
  const view = useReachView();
  const { reach, theme } = useAtlas((state) => state.board);
  const datasets = useAtlas((state) => state.datasets);
  const hubs = useHubs(view.surface?.surface.seconds);
  const { summary, cutoffs } = view;
  if (!reach || reach.origins.length === 0 || !summary)
    return (
      <Section title={word("people")}>
        <p className={styles.note}>
          {view.problem ? text(view.problem) : word(reach?.origins.length ? "busy" : "peopleEmpty")}
        </p>
      </Section>
    );
  const colours = findBandColours(themes[theme].reach.ramp, cutoffs.length);
  // While a slider moves, the curve already knows the people of any minute; the rest follows when it rests.
  const peopleAt = (minutes: number) => summary.curve[Math.min(summary.curve.length - 1, minutes)] ?? 0;
  const focus = cutoffs.includes(reach.focusMinutes) ? reach.focusMinutes : cutoffs[0]!;
  const focusIndex = summary.cutoffs.indexOf(focus);
  const units = focusIndex >= 0 ? (summary.units[focusIndex] ?? []) : [];
  const hubsWithin = hubs.filter((hub) => hub.minutes <= focus);
  return (
    <Section title={word("people")} mark={<StaleMark />}>
      <div aria-busy={view.isStale} className={view.isStale ? styles.stale : undefined}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{word("within")}</th>
              <th scope="col">{word("peopleCount")}</th>
              <th scope="col">{word("share")}</th>
              <th scope="col">{word("area")}</th>
              <th scope="col">{word("unitCount")}</th>
              <th scope="col">{word("hubCount")}</th>
            </tr>
          </thead>
          <tbody>
            {cutoffs.map((minutes, index) => {
              const at = summary.cutoffs.indexOf(minutes);
              const area = view.bands?.areasSquareKilometres[view.bands.cutoffs.indexOf(minutes)];
              return (
                <tr key={minutes} aria-current={minutes === focus ? "true" : undefined}>
                  <th scope="row">
                    <button
                      type="button"
                      className={styles.focusButton}
                      aria-pressed={minutes === focus}
                      onClick={() => changeQuery({ focusMinutes: minutes })}
                    >
                      <span
                        className={styles.swatch}
                        style={{ background: colours[index] }}
                        aria-hidden="true"
                      />
                      {word("minutesShort", { minutes })}
                    </button>
                  </th>
                  <td>{people(peopleAt(minutes))}</td>
                  <td>{percent(peopleAt(minutes) / summary.totalPeople)}</td>
                  <td>{area === undefined ? "…" : number(Math.round(area / 10) * 10)}</td>
                  <td>{at < 0 ? "…" : (summary.units[at]?.length ?? 0)}</td>
                  <td>{hubs.filter((hub) => hub.minutes <= minutes).length}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <PeopleCurve summary={summary} cutoffs={cutoffs} />
        <h3 className={styles.subtitle}>
          {units.length > 0
            ? word("unitsReached", { minutes: focus, count: units.length })
            : word("unitsNone", { minutes: focus })}
        </h3>
        <p className={styles.names}>
          {units.map((id) => {
            const feature = findFeature(datasets, { dataset: unitDataset, id });
            const name = feature
              ? text({ zh: feature.properties["name:zh"], en: feature.properties["name:en"] })
              : id;
            return <FeatureLink key={id} dataset={unitDataset} id={id} name={name} />;
          })}
        </p>
        <h3 className={styles.subtitle}>
          {word(hubsWithin.length > 0 ? "hubsReached" : "hubsNone", { minutes: focus })}
        </h3>
        <p className={styles.names}>
          {hubsWithin.map((hub) => (
            <FeatureLink key={hub.id} dataset={hubDataset} id={hub.id} name={text(hub.name)} />
          ))}
        </p>
      </div>
    </Section>
  );
}

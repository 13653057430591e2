import { useState } from "react";
import { datasets as records } from "../../../geodata/catalogue.ts";
import { findKind } from "../../../layers/grammar/kinds.ts";
import type { Selection } from "../../domain/board/board.ts";
import { neighbourKilometres } from "../../domain/board/requestsOf.ts";
import type { PlanFeature } from "../../domain/plan.ts";
import { hoverFeature } from "../../state/actions.ts";
import { findFeature, findPhaseKey, showFeatures, statusOf } from "../../state/features.ts";
import { useNeighbours } from "../../state/neighbours.ts";
import { useAtlas } from "../../state/store.ts";
import { BusyState } from "../kit/States.tsx";
import { useWords } from "../speech/useWords.ts";
import styles from "./Inspector.module.css";

const firstShown = 12;

/** What lies near the feature, nearest first, with straight-line distances. */
export function Neighbours({ selection, feature }: { selection: Selection; feature: PlanFeature }) {
  const { word, text, language, distance } = useWords();
  const [isWhole, setWhole] = useState(false);
  const datasets = useAtlas((state) => state.datasets);
  const phase = useAtlas((state) => findPhaseKey(state.board));
  const answer = useNeighbours(selection);
  if (!records.some((record) => record.id === selection.dataset)) return null;
  const title = word("neighbours", { kilometres: neighbourKilometres });
  const found = answer?.ok
    ? answer.value.flatMap((neighbour) => {
        const other = findFeature(datasets, neighbour);
        // What is not there in this phase is no neighbour in it.
        return other && statusOf(other, phase) !== "absent" ? [{ neighbour, other }] : [];
      })
    : [];
  const isSchematic = [feature, ...found.map((f) => f.other)].some(
    (f) => f.properties.confidence === "schematic",
  );
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      {!answer && <BusyState what="neighboursBusy" />}
      {answer && !answer.ok && <p className={styles.muted}>{text(answer.error)}</p>}
      {answer?.ok && found.length === 0 && (
        <p className={styles.muted}>{word("neighboursNone", { kilometres: neighbourKilometres })}</p>
      )}
      <ul className={styles.neighbours}>
        {found.slice(0, isWhole ? undefined : firstShown).map(({ neighbour, other }) => (
          <li key={`${neighbour.dataset}/${neighbour.id}`}>
            <button
              type="button"
              onClick={() => void showFeatures([{ dataset: neighbour.dataset, id: neighbour.id }])}
              onMouseEnter={() => hoverFeature({ dataset: neighbour.dataset, id: neighbour.id })}
              onMouseLeave={() => hoverFeature(null)}
              onFocus={() => hoverFeature({ dataset: neighbour.dataset, id: neighbour.id })}
              onBlur={() => hoverFeature(null)}
            >
              <span>{other.properties[`name:${language}`]}</span>
              <span className={styles.muted}>
                {text(findKind(neighbour.dataset, other.properties.kind) ?? { zh: "", en: "" })}
              </span>
              <span className={styles.distance}>
                {neighbour.distanceMetres === 0
                  ? word("neighboursTouching")
                  : distance(neighbour.distanceMetres)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > firstShown && !isWhole && (
        <button type="button" className={styles.more} onClick={() => setWhole(true)}>
          {word("neighboursAll", { count: found.length })}
        </button>
      )}
      {found.length > 0 && isSchematic && <p className={styles.muted}>{word("neighboursSchematic")}</p>}
    </section>
  );
}

import { useMemo } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import type { CumulativeZone } from "../../domain/check/cumulate.ts";
import { formatShare } from "../../domain/check/measureWords.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { changeCheck } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { buildCumulativeView } from "../../state/check/cumulativeView.ts";
import { useAtlas } from "../../state/store.ts";
import { Section } from "../kit/Section.tsx";
import { Underway } from "../kit/Underway.tsx";
import styles from "./CheckPanel.module.css";
import table from "./Cumulative.module.css";
import { useCheckWords } from "./useCheckWords.ts";

const firstThreshold = 0.05;

function ZoneRow({ zone }: { zone: CumulativeZone }) {
  const { word, text, area } = useCheckWords();
  const passing = zone.subjects.find(({ subject }) => subject === zone.passedBy);
  return (
    <tr data-passed={passing !== undefined}>
      <th scope="row">
        {text(zone.name)}
        {zone.schematic && <span className={styles.tag}>{word("schematic")}</span>}
        <details className={styles.fold2}>
          <summary>{word("cumulativeProjects", { count: zone.subjects.length })}</summary>
          <ul>
            {zone.subjects.map(({ subject, name, areaSquareMetres }) => (
              <li key={subject} className={styles.note}>
                {text(name)} · {area(areaSquareMetres)}
              </li>
            ))}
          </ul>
        </details>
      </th>
      <td>
        {area(zone.touchedSquareMetres)}
        <span className={styles.note}>{word("cumulativeOf", { area: area(zone.areaSquareMetres) })}</span>
      </td>
      <td>{formatShare(zone.share)}</td>
      <td>{passing ? text(passing.name) : "—"}</td>
    </tr>
  );
}

/** What all projects take of each zone together, each square metre once, and which passes the office's threshold. */
export function Cumulative() {
  const { word, text, number } = useCheckWords();
  const board = useAtlas((state) => state.board);
  const check = useCheck();
  const answers = useAnswers((state) => state.answers);
  const view = useMemo(() => buildCumulativeView(board, check, { answers }), [board, check, answers]);
  const threshold = board.check?.cumulativeThreshold ?? null;
  const found = view.found ?? [];
  return (
    <Section title={word("cumulative")} open={threshold !== null}>
      <p className={styles.note}>{word("cumulativeHow")}</p>
      {threshold === null ? (
        <button
          type="button"
          className={styles.button}
          onClick={() => changeCheck({ cumulativeThreshold: firstThreshold })}
        >
          {word("cumulativeRun")}
        </button>
      ) : (
        <label className={styles.field}>
          <span>{word("cumulativeThreshold")}</span>
          <input
            type="number"
            className={styles.input}
            min={0}
            max={100}
            step="any"
            value={Number((threshold * 100).toFixed(6))}
            onChange={(event) => {
              const share = event.currentTarget.valueAsNumber / 100;
              if (share >= 0 && share <= 1) changeCheck({ cumulativeThreshold: share }, "cumulative");
            }}
          />
        </label>
      )}
      <Underway question={view.question} />
      {view.problem && <p className={styles.warning}>{text(view.problem)}</p>}
      {found.map(({ phase, zones }) => (
        <div key={phase} data-testid="check-cumulative">
          {found.length > 1 && (
            <h3 className={styles.subtitle}>{text(phases.find(({ id }) => id === phase)!.title)}</h3>
          )}
          {zones.length === 0 ? (
            <p className={styles.note}>{word("cumulativeNone")}</p>
          ) : (
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{word("cumulativeZone", { count: number(zones.length) })}</th>
                  <th scope="col">{word("cumulativeTaken")}</th>
                  <th scope="col">{word("cumulativeShare")}</th>
                  <th scope="col">{word("cumulativePassed", { share: formatShare(threshold ?? 0) })}</th>
                </tr>
              </thead>
              <tbody>
                {[...zones]
                  .sort((a, b) => b.share - a.share)
                  .map((zone) => (
                    <ZoneRow key={zone.zone} zone={zone} />
                  ))}
              </tbody>
            </table>
          )}
        </div>
      ))}
    </Section>
  );
}

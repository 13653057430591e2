import { useMemo } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { standardQuery } from "../../domain/board/reachQuery.ts";
import { useReach } from "../../state/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./ReachPanel.module.css";
import { Section } from "./Section.tsx";
import { nameDefinition } from "./Story.tsx";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

/** What stands behind the numbers: definition, network, speeds, penalties, what is schematic. */
export function MethodCard() {
  const speech = useReachWords();
  const { word, text, number, language } = speech;
  const board = useAtlas((state) => state.board);
  const sources = useReach((state) => state.sources);
  const { surface } = useReachView();
  const query = board.reach ?? standardQuery;
  const phase = phases.find((other) => other.id === board.phase)!;
  const schematic = useMemo(
    () => (sources?.rail.lines ?? []).filter((line) => line.schematic && line.openIn.includes(board.phase)),
    [sources, board.phase],
  );
  if (!sources) return null;
  const parameters = Object.entries({ ...sources.rail.parameters, ...sources.reach.parameters });
  return (
    <Section title={word("method")} open={false}>
      <dl className={styles.method}>
        <dt>{word("definition")}</dt>
        <dd>
          {nameDefinition(speech, query).definition} · {nameDefinition(speech, query).trains} ·{" "}
          {text(phase.title)}
        </dd>
        <dt>{word("methodSchematic")}</dt>
        <dd>{schematic.map((line) => text(line.name)).join(language === "zh" ? "、" : ", ") || "–"}</dd>
      </dl>
      <p className={styles.note}>{surface ? text(surface.method) : word("methodEmpty")}</p>
      {surface && <p className={styles.note}>{word("methodVersion", { version: surface.version })}</p>}
      <details>
        <summary className={styles.lineSummary}>{word("methodParameters")}</summary>
        <table className={styles.table}>
          <tbody>
            {sources.rail.trainTypes.map((train) => (
              <tr key={train.id}>
                <th scope="row">{text(train.name)}</th>
                <td>{number(train.topKmh)} km/h</td>
                <td className={styles.reason}>{text(train.reason)}</td>
              </tr>
            ))}
            {parameters.map(([id, parameter]) => (
              <tr key={id}>
                <th scope="row">{text(parameter.name)}</th>
                <td>
                  {number(parameter.value)} {parameter.unit}
                  {"fitted" in parameter && parameter.fitted && (
                    <span className={styles.tag}>{word("methodFitted")}</span>
                  )}
                </td>
                <td className={styles.reason}>{text(parameter.reason)}</td>
              </tr>
            ))}
            {sources.reach.land.map((land) => (
              <tr key={land.id}>
                <th scope="row">{text(land.name)}</th>
                <td>{number(land.speedKmh)} km/h</td>
                <td className={styles.reason}>{text(land.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Section>
  );
}

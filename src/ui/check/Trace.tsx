import { phases } from "../../../geodata/plan/phases.ts";
import type { CheckResult } from "../../domain/check/conflict.ts";
import { findRecord, findRunTime, recordRun } from "../../state/check/checkTakeaway.ts";
import { useAtlas } from "../../state/store.ts";
import { Section } from "../kit/Section.tsx";
import styles from "./CheckPanel.module.css";
import { useCheckWords } from "./useCheckWords.ts";

/** Everything a run depends on, to be shown and kept: the same inputs give the same run. */
export function Trace({ result }: { result: CheckResult }) {
  const { word, text, number } = useCheckWords();
  const query = useAtlas((state) => state.board.check);
  const phase = phases.find(({ id }) => id === result.phase)!;
  const record = findRecord(query, result.id);
  const time = findRunTime(query, result);
  const userLayers = useAtlas((state) => state.board.userLayers);
  const own = [
    ...(query?.subjects.kind === "own" ? query.subjects.layers : []),
    ...(query?.ownZones ?? []),
  ].flatMap(({ layer }) => userLayers?.find(({ id }) => id === layer) ?? []);
  const others = (query?.records ?? []).filter(({ id }) => id !== result.id);
  const rows: [string, string][] = [
    [word("traceId"), result.id],
    [word("traceTime"), time],
    [word("tracePhase"), text(phase.title)],
    [word("traceRules"), result.rulesVersion],
    [
      word("traceParameters"),
      `≥ ${number(result.parameters.smallestAreaSquareMetres)} m², ≥ ${number(result.parameters.smallestLengthMetres)} m`,
    ],
  ];
  return (
    <Section title={word("trace")} mark={<code>{result.id.slice(0, 8)}</code>} open={false}>
      <dl className={styles.pairs} data-testid="check-trace">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details className={styles.fold2}>
        <summary>{word("traceData")}</summary>
        <dl className={styles.pairs}>
          {Object.entries(result.dataVersions).map(([id, version]) => (
            <div key={id}>
              <dt>{id}</dt>
              <dd>{version}</dd>
            </div>
          ))}
          {own.map(({ id, name, content }) => (
            <div key={id}>
              <dt>{name}</dt>
              <dd>{content}</dd>
            </div>
          ))}
        </dl>
      </details>
      <p className={styles.note}>{word(record ? "traceRecorded" : "traceNew")}</p>
      {!record && (
        <button type="button" className={styles.button} onClick={() => recordRun(result)}>
          {word("traceRecord")}
        </button>
      )}
      {others.length > 0 && (
        <details className={styles.fold2}>
          <summary>{word("traceBefore", { count: others.length })}</summary>
          <ul>
            {others.map(({ id, time: at }) => (
              <li key={id} className={styles.note}>
                {id} · {at}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className={styles.note}>{word("traceNote")}</p>
    </Section>
  );
}

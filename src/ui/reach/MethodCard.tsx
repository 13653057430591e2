import { useMemo } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { standardQuery } from "../../domain/board/reachQuery.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { Section } from "../kit/Section.tsx";
import styles from "./ReachPanel.module.css";
import type { ReachWordKey } from "./reachWords.ts";
import { nameDefinition } from "./Story.tsx";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

/** Units of the parameter tables that are words; any other is a sign that needs no translation. */
const unitWords: Readonly<Record<string, ReachWordKey>> = {
  minutes: "unitMinutes",
  metres: "unitMetres",
  kilometres: "unitKilometres",
  ratio: "unitRatio",
  share: "unitShare",
  "people/km2": "unitDensity",
};

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
  const unitOf = (unit: string) => (unitWords[unit] ? word(unitWords[unit]) : unit);
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
        <dl className={styles.parameters}>
          {[
            ...sources.rail.trainTypes.map((train) => ({
              ...train,
              value: word("methodTrain", {
                top: number(train.topKmh),
                acceleration: train.accelerationMetresPerSecondSquared,
                braking: train.brakingMetresPerSecondSquared,
                recovery: Math.round(train.recoveryShare * 1000) / 10,
                dwell: train.dwellSeconds / 60,
                major: train.dwellMajorSeconds / 60,
              }),
              fitted: true,
            })),
            ...Object.entries({ ...sources.rail.parameters, ...sources.reach.parameters }).map(
              ([id, parameter]) => ({
                fitted: false,
                ...parameter,
                id,
                value: `${number(parameter.value)} ${unitOf(parameter.unit)}`,
              }),
            ),
            ...sources.reach.land.map((land) => ({
              ...land,
              value: `${number(land.speedKmh)} km/h`,
              fitted: false,
            })),
          ].map(({ id, name, value, reason, fitted }) => (
            <div key={id}>
              <dt>
                {text(name)} <strong>{value}</strong>
                {fitted && <span className={styles.tag}>{word("methodFitted")}</span>}
              </dt>
              <dd className={styles.note}>{text(reason)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
}

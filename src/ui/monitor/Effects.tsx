import { useEffect } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { buildEffectsInput } from "../../domain/board/effectRequests.ts";
import { findAnswer } from "../../domain/board/request.ts";
import {
  describeNoZone,
  describeRailBasis,
  describeZoneBasis,
  noGain,
} from "../../domain/monitor/effectWords.ts";
import type { Monitor } from "../../domain/monitor/monitor.ts";
import type { RailEffect, ZoneEffects } from "../../domain/monitor/projectEffects.ts";
import type { PhaseId } from "../../domain/plan.ts";
import { changeScreen } from "../../state/actions.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { runCheck } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { useMonitor } from "../../state/monitor/monitorStore.ts";
import { VerdictMark } from "../check/VerdictMark.tsx";
import { BusyState } from "../kit/States.tsx";
import styles from "./Effects.module.css";
import parts from "./MonitorParts.module.css";
import { useMonitorWords } from "./useMonitorWords.ts";

const phaseIds = phases.map(({ id }) => id);
const nameOfPhase = (id: PhaseId) => phases.find((phase) => phase.id === id)?.title ?? { zh: id, en: id };

/** Minutes by rail without the lines of a project and with them. */
function RailGains({ rail }: { rail: RailEffect }) {
  const { word, text } = useMonitorWords();
  const minutes = (value: number | null) => (value === null ? word("noTrain") : value.toFixed(1));
  return (
    <>
      <h4 className={parts.subtitle}>{word(rail.isOpen ? "railGained" : "railWouldGain")}</h4>
      {rail.gains.length === 0 ? (
        <p>{text(noGain)}</p>
      ) : (
        <table className={styles.gains} data-testid="monitor-gains">
          <thead>
            <tr>
              <th scope="col">{word("between")}</th>
              <th scope="col">{word("without")}</th>
              <th scope="col">{word("with")}</th>
              <th scope="col">{word("gained")}</th>
            </tr>
          </thead>
          <tbody>
            {rail.gains.map((gain) => (
              <tr key={`${gain.from.en} ${gain.to.en}`}>
                <th scope="row">
                  {text(gain.from)}—{text(gain.to)}
                </th>
                <td>{minutes(gain.without)}</td>
                <td>{minutes(gain.with)}</td>
                <td>
                  <strong>
                    {gain.without === null ? word("newTrain") : (gain.without - gain.with).toFixed(1)}
                  </strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={parts.note}>{text(describeRailBasis(rail, nameOfPhase))}</p>
    </>
  );
}

/** The zones a project meets, with what the rules say of each. */
function Zones(props: {
  zones: ZoneEffects;
  decisionDate: string;
  features: Monitor["things"][string]["features"];
}) {
  const { word, text } = useMonitorWords();
  const { zones, decisionDate, features } = props;
  const reasons = [
    ...new Set(zones.notTested.map(({ name, reason }) => `${text(name)}${word("colon")}${text(reason)}`)),
  ];
  const open = () => {
    // The panel then holds the run of these features.
    runCheck({ subjects: { kind: "features", features } });
    changeScreen({ panel: "check" });
  };
  return (
    <>
      <h4 className={parts.subtitle}>{word("zonesMet", { count: zones.met.length })}</h4>
      {zones.met.length === 0 && <p>{text(describeNoZone(zones))}</p>}
      {zones.met.length > 0 && (
        <ul className={styles.zones} data-testid="monitor-zones">
          {zones.met.map((met) => (
            <li key={`${met.subject.en} ${met.zone.en} ${met.zoneKind.en}`}>
              <span>
                {text(met.zone)} <span className={parts.note}>{text(met.zoneKind)}</span>
              </span>
              <span className={parts.row}>
                <VerdictMark verdict={met.verdict} />
                <span className={parts.note}>{text(met.measures)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {zones.near.length > 0 && (
        <p className={parts.note}>{word("zonesNear", { count: zones.near.length })}</p>
      )}
      {reasons.length > 0 && (
        <details>
          <summary>{word("notTested", { count: reasons.length })}</summary>
          <ul className={parts.note}>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
      <p className={parts.note}>{text(describeZoneBasis(decisionDate))}</p>
      {zones.testedCount > 0 && (
        <button type="button" className={parts.button} onClick={open}>
          {word("openCheck")}
        </button>
      )}
    </>
  );
}

/** What a project touches, by the kernels of the railway and of the check; asked only while it is open. */
export function Effects({ project, monitor }: { project: string; monitor: Monitor }) {
  const { text } = useMonitorWords();
  const shipped = useCheck((state) => state.shipped);
  const problem = useCheck((state) => state.shippedProblem);
  const answers = useAnswers((state) => state.answers);
  const isKnown = Object.hasOwn(monitor.things, project);
  useEffect(() => {
    if (!isKnown) return;
    useMonitor.setState(({ openProjects }) => ({ openProjects: [...openProjects, project] }));
    return () =>
      useMonitor.setState(({ openProjects }) => ({
        openProjects: openProjects.filter((open) => open !== project),
      }));
  }, [project, isKnown]);
  if (!isKnown) return null;
  if (problem) return <p className={parts.warning}>{text(problem)}</p>;
  const input = shipped && buildEffectsInput(monitor, [project], shipped, phaseIds);
  const answer = input ? findAnswer(answers, "projectEffects", input) : undefined;
  if (!answer) return <BusyState />;
  if (!answer.ok) return <p className={parts.warning}>{text(answer.error)}</p>;
  const { effects, decisionDate } = answer.value;
  const effect = effects.find((one) => one.project === project);
  return (
    <section className={parts.stack} data-testid="monitor-effects">
      {effect?.rail && <RailGains rail={effect.rail} />}
      {effect?.zones && (
        <Zones
          zones={effect.zones}
          decisionDate={decisionDate}
          features={monitor.things[project]!.features}
        />
      )}
    </section>
  );
}

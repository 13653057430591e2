import { MapPin } from "lucide-react";
import { remarkProject } from "../../domain/monitor/describeJudgement.ts";
import type { ProjectJudgement } from "../../domain/monitor/judgeProject.ts";
import type { Evaluation, Monitor } from "../../domain/monitor/monitor.ts";
import { eventWords, stateWords } from "../../domain/monitor/monitorWords.ts";
import { nameBodies } from "../../domain/monitor/nameBodies.ts";
import type { MilestoneRow } from "../../domain/monitor/rows.ts";
import { featuresOfItems, indexItems } from "../../domain/planItems.ts";
import { changeScreen } from "../../state/actions.ts";
import { showFeatures } from "../../state/features.ts";
import { useAtlas } from "../../state/store.ts";
import { Effects } from "./Effects.tsx";
import parts from "./MonitorParts.module.css";
import styles from "./Projects.module.css";
import { Source } from "./Source.tsx";
import { useMonitorWords } from "./useMonitorWords.ts";

/** One row of the table: what happened, who says so, and what corrected it. */
function Event({ row, by }: { row: MilestoneRow; by: string | undefined }) {
  const { word, text, language } = useMonitorWords();
  return (
    <li className={by ? styles.corrected : undefined}>
      <p>
        {row.event === "" ? (
          <span>{word("searched")}</span>
        ) : (
          <>
            <strong>{row.eventDate}</strong> {text(eventWords[row.event])}
            {word("colon")}
            {language === "zh" ? row.eventZh : row.eventEn}
          </>
        )}
      </p>
      {row.note && (
        <p className={parts.note} lang="zh">
          {row.note}
        </p>
      )}
      <Source row={row} />
      {by && <span className={parts.note}>{word("replaced", { id: by })}</span>}
    </li>
  );
}

/** What a project is judged by: promise, clause, body, rows. */
export function ProjectDetails(props: {
  judged: ProjectJudgement;
  evaluation: Evaluation;
  monitor: Monitor;
}) {
  const { judged, evaluation, monitor } = props;
  const { word, text, language } = useMonitorWords();
  const plan = useAtlas((state) => state.plan);
  const items = plan ? judged.items.flatMap((id) => indexItems(plan).get(id) ?? []) : [];
  const features = plan ? featuresOfItems(plan, judged.items) : [];
  const rows = [...evaluation.milestoneOf.values()].filter(({ project }) => project === judged.project);
  const carries = new Set(judged.evidence);
  const carrying = rows.filter(({ id }) => carries.has(id));
  const others = rows.filter(({ id }) => !carries.has(id));
  const remark = text(remarkProject(judged));
  return (
    <div className={styles.details}>
      <p className={parts.note}>{text(stateWords[judged.state].rule)}</p>
      {remark && <p>{remark}</p>}
      <dl className={styles.pairs}>
        <div>
          <dt>{word("promise")}</dt>
          <dd>
            {language === "zh" ? judged.promiseZh : items[0] ? text(items[0].statement) : judged.promiseZh}
          </dd>
        </div>
        <div>
          <dt>{word("due")}</dt>
          <dd>{judged.due ?? word("noDue")}</dd>
        </div>
        <div>
          <dt>{word("responsible")}</dt>
          <dd>{text(nameBodies(judged.responsibleZh, monitor.bodies))}</dd>
        </div>
        {items.length > 0 && (
          <div>
            <dt>{word("clause")}</dt>
            <dd>
              {items.map((item) => (
                <button
                  key={item.id}
                  type="button"
                  className={parts.link}
                  onClick={() => changeScreen({ panel: "plan", outlineItem: item.id })}
                >
                  {item.chapter}.{item.section} {text(item.name)}
                </button>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {features.length > 0 ? (
        <button type="button" className={parts.button} onClick={() => void showFeatures(features)}>
          <MapPin size={14} aria-hidden="true" /> {word("showOnMap")}
        </button>
      ) : (
        <p className={parts.note}>{word("notOnMap")}</p>
      )}
      <Effects project={judged.project} monitor={monitor} />
      {carrying.length > 0 && (
        <>
          <h4 className={parts.subtitle}>{word("evidence")}</h4>
          <ul className={styles.events}>
            {carrying.map((row) => (
              <Event key={row.id} row={row} by={evaluation.replaced.get(row.id)} />
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <details>
          <summary>
            {word("others")} {others.length}
          </summary>
          <ul className={styles.events}>
            {others.map((row) => (
              <Event key={row.id} row={row} by={evaluation.replaced.get(row.id)} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

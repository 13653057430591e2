import { explainGrade, joinUnit } from "../../domain/monitor/describeJudgement.ts";
import { type IndicatorJudgement, indicatorGrades } from "../../domain/monitor/gradeIndicator.ts";
import type { Evaluation, Monitor } from "../../domain/monitor/monitor.ts";
import { gradeWords } from "../../domain/monitor/monitorWords.ts";
import type { ObservationRow } from "../../domain/monitor/rows.ts";
import { bindings } from "./bindings.ts";
import { groupRows } from "./groupRows.ts";
import { IndicatorChart } from "./IndicatorChart.tsx";
import styles from "./Indicators.module.css";
import parts from "./MonitorParts.module.css";
import { Source } from "./Source.tsx";
import marks from "./StateMark.module.css";
import { useMonitorWords } from "./useMonitorWords.ts";

/** The values under a chart, each with who says so. */
function ValueTable({
  rows,
  areaName,
}: {
  rows: readonly ObservationRow[];
  areaName: (id: string) => string;
}) {
  const { word, number, language } = useMonitorWords();
  return (
    <details>
      <summary>{word("table")}</summary>
      <div className={parts.scroll}>
        <table className={styles.values}>
          <thead>
            <tr>
              <th scope="col">{word("year")}</th>
              <th scope="col">{word("kind")}</th>
              <th scope="col">{word("value")}</th>
              <th scope="col">{word("source")}</th>
            </tr>
          </thead>
          <tbody>
            {[...rows]
              .sort((a, b) => a.year - b.year)
              .map((row) => (
                <tr key={row.id}>
                  <td>{row.year}</td>
                  <td>
                    {word(row.kind)} {areaName(row.area)}
                  </td>
                  <td>{joinUnit(number(row.value), language === "zh" ? row.unitZh : row.unitEn)}</td>
                  <td>
                    <Source row={row} />
                    {row.note && (
                      <p className={parts.note} lang="zh">
                        {row.note}
                      </p>
                    )}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** The whole area first, then its cities, then what is larger. */
const areaRoles = ["whole", "city", "outside"];

/** One indicator: a small chart for each area, the grade of each with its sum, the values under them. */
function IndicatorCard(props: {
  list: readonly IndicatorJudgement[];
  evaluation: Evaluation;
  monitor: Monitor;
}) {
  const { evaluation, monitor } = props;
  const places = [...monitor.areas].sort((a, b) => areaRoles.indexOf(a.role) - areaRoles.indexOf(b.role));
  const place = ({ area }: IndicatorJudgement) => places.findIndex(({ id }) => id === area);
  const list = [...props.list].sort((a, b) => place(a) - place(b));
  const { word, text, language } = useMonitorWords();
  const first = list[0]!;
  const rows = evaluation.observations.filter(({ indicator }) => indicator === first.indicator);
  const areaName = (id: string) =>
    text(monitor.areas.find((area) => area.id === id)?.name ?? { zh: id, en: id });
  const unit = language === "zh" ? first.unitZh : first.unitEn;
  return (
    <li className={styles.indicator}>
      <h4 className={styles.indicatorName}>
        {language === "zh" ? first.nameZh : first.nameEn} <small>{unit}</small>
      </h4>
      <div className={styles.multiples}>
        {list.map((judged) => (
          <figure key={judged.area} className={styles.multiple}>
            <figcaption>
              <strong>{areaName(judged.area)}</strong>
              {judged.grade !== "no-target" && (
                <span
                  className={marks.grade}
                  data-grade={judged.grade}
                  title={text(gradeWords[judged.grade].rule)}
                >
                  {text(gradeWords[judged.grade].name)}
                </span>
              )}
            </figcaption>
            <IndicatorChart
              judged={judged}
              areaName={areaName(judged.area)}
              rows={rows.filter(({ area }) => area === judged.area)}
            />
          </figure>
        ))}
      </div>
      {list
        .filter(({ grade }) => grade !== "no-target")
        .map((judged) => (
          <p key={judged.area} className={parts.note}>
            {areaName(judged.area)}
            {word("colon")}
            {text(explainGrade(judged, evaluation, monitor))}
          </p>
        ))}
      <ValueTable rows={rows} areaName={areaName} />
    </li>
  );
}

/** Indicators with a target by how binding it is, worst first; those without below, folded. */
export function Indicators({ evaluation, monitor }: { evaluation: Evaluation; monitor: Monitor }) {
  const { word } = useMonitorWords();
  const groups = [...groupRows(evaluation.indicators, ({ indicator }) => indicator).values()];
  const hasTarget = (list: readonly IndicatorJudgement[]) => list.some(({ grade }) => grade !== "no-target");
  const rank = (list: readonly IndicatorJudgement[]) =>
    Math.max(
      ...list.filter(({ grade }) => grade !== "no-target").map(({ grade }) => indicatorGrades.indexOf(grade)),
    );
  const graded = groups.filter(hasTarget).sort((a, b) => rank(a) - rank(b));
  const bindingOf = (list: readonly IndicatorJudgement[]) =>
    list.find(({ grade, binding }) => grade !== "no-target" && binding !== "")?.binding ?? "";
  const observed = groups.filter((list) => !hasTarget(list));
  const cards = (lists: readonly IndicatorJudgement[][]) => (
    <ul className={parts.list}>
      {lists.map((list) => (
        <IndicatorCard key={list[0]!.indicator} list={list} evaluation={evaluation} monitor={monitor} />
      ))}
    </ul>
  );
  return (
    <div className={parts.stack} data-testid="monitor-indicators">
      {bindings.map(({ id, title }) => {
        const lists = graded.filter((list) => bindingOf(list) === id);
        return lists.length > 0 ? (
          <section key={title}>
            <h3 className={parts.subtitle}>{word(title)}</h3>
            {cards(lists)}
          </section>
        ) : null;
      })}
      <details>
        <summary>{word("observed", { count: observed.length })}</summary>
        {cards(observed)}
      </details>
    </div>
  );
}

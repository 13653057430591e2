import type { IndicatorJudgement } from "../../domain/monitor/gradeIndicator.ts";
import { isWeak, type ObservationRow } from "../../domain/monitor/rows.ts";
import styles from "./IndicatorChart.module.css";
import { useMonitorWords } from "./useMonitorWords.ts";

const [width, height] = [150, 84];
const [left, right, top, bottom] = [8, 8, 16, 16];
/** Room between the lowest value and the axis. */
const floor = 8;
const edge = 30;
const labelGap = 5;

/** One value a year: where several say it, the last one written. */
const byYear = (rows: readonly ObservationRow[]) =>
  [...new Map(rows.map((row) => [row.year, row])).values()].sort((a, b) => a.year - b.year);

/** Runs of years without a gap between them. */
function splitRuns(rows: readonly ObservationRow[]): ObservationRow[][] {
  const runs: ObservationRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && row.year - last.at(-1)!.year === 1) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

/** Values of one indicator in one area over the years, the target as a line, years without a value as gaps. */
export function IndicatorChart(props: {
  judged: IndicatorJudgement;
  areaName: string;
  rows: readonly ObservationRow[];
}) {
  const { judged, areaName, rows } = props;
  const { word, number, language } = useMonitorWords();
  const actuals = byYear(rows.filter(({ kind }) => kind !== "target"));
  const target = rows.find(({ id }) => id === judged.target);
  const points = [...actuals, ...(target ? [target] : [])];
  const years = points.map(({ year }) => year);
  const [firstYear, lastYear] = [Math.min(...years, 2020), Math.max(...years, 2025)];
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (year: number) =>
    left + ((year - firstYear) / Math.max(1, lastYear - firstYear)) * (width - left - right);
  const y = (value: number) =>
    high === low
      ? (top + height - bottom) / 2
      : height - bottom - floor - ((value - low) / (high - low)) * (height - top - bottom - floor);
  const anchorAt = (at: number) => (at < edge ? "start" : at > width - edge ? "end" : "middle");
  const targetY = target && y(target.value);
  /** Beside a point, on the side that the target's line leaves free. */
  const besideY = (value: number) =>
    targetY !== undefined && Math.abs(targetY - y(value)) < 14
      ? Math.max(targetY, y(value)) + 12
      : Math.max(9, y(value) - labelGap);
  const ends = [...new Set([actuals[0], actuals.at(-1)])].filter((row) => row !== undefined);
  const said = points.map(
    ({ year, value, kind }) => `${year} ${kind === "target" ? `${word("target")} ` : ""}${number(value)}`,
  );
  const label = word("chart", {
    name: language === "zh" ? judged.nameZh : judged.nameEn,
    area: areaName,
    points: said.join(language === "zh" ? "，" : ", "),
  });
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line x1={left} x2={width - right} y1={height - bottom} y2={height - bottom} className={styles.axis} />
      <text x={x(firstYear)} y={height - 4} className={styles.tick}>
        {firstYear}
      </text>
      <text x={x(lastYear)} y={height - 4} className={styles.tick} textAnchor="end">
        {lastYear}
      </text>
      {target && (
        <>
          <line
            x1={left}
            x2={width - right}
            y1={y(target.value)}
            y2={y(target.value)}
            className={styles.targetLine}
          />
          <path d={`M${x(target.year) - 3} ${y(target.value) - 3}h6v6h-6z`} className={styles.targetMark} />
        </>
      )}
      {splitRuns(actuals).map((run) =>
        run.length > 1 ? (
          <polyline
            key={run[0]!.id}
            points={run.map((row) => `${x(row.year)},${y(row.value)}`).join(" ")}
            className={styles.valueLine}
          />
        ) : null,
      )}
      {actuals.map((row) => (
        <circle
          key={row.id}
          cx={x(row.year)}
          cy={y(row.value)}
          r="2.6"
          className={isWeak(row.evidence) ? styles.weakDot : styles.dot}
        />
      ))}
      {target && (
        <text
          x={x(target.year) > edge ? width - right : left}
          y={Math.max(9, y(target.value) - labelGap)}
          className={styles.targetText}
          textAnchor={x(target.year) > edge ? "end" : "start"}
        >
          {word("target")} {number(target.value)}
        </text>
      )}
      {ends.map((row) => (
        <text
          key={row.id}
          x={x(row.year)}
          y={besideY(row.value)}
          className={styles.value}
          textAnchor={anchorAt(x(row.year))}
        >
          {number(row.value)}
        </text>
      ))}
    </svg>
  );
}

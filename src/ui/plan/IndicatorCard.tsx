import type { PlanIndicator } from "../../domain/plan.ts";
import { useWords } from "../speech/useWords.ts";
import styles from "./IndicatorCard.module.css";

const barHeight = 8;
const chartWidth = 100;

/** Bars from zero, the longest full width; the numbers stand beside them, so the chart only repeats them. */
function ComparisonBars({ rows }: { rows: readonly { label: string; value: number }[] }) {
  const { number } = useWords();
  const longest = Math.max(...rows.map((row) => Math.abs(row.value)), Number.EPSILON);
  return (
    <dl className={styles.bars}>
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>
            <svg
              className={styles.bar}
              viewBox={`0 0 ${chartWidth} ${barHeight}`}
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              <rect width={(Math.abs(row.value) / longest) * chartWidth} height={barHeight} />
            </svg>
            <span>{number(row.value, { maximumFractionDigits: 2 })}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A figure of the plan as a small card: value, unit, year, and what it may be compared with. */
export function IndicatorCard({ indicator }: { indicator: PlanIndicator }) {
  const { word, text } = useWords();
  const { comparison, note, unit, year } = indicator;
  const unitText = text(unit);
  const display = text(indicator.display);
  return (
    <figure className={styles.card}>
      <p className={styles.value}>
        <span className={styles.figure}>{display}</span>
        {unitText && !display.endsWith(unitText) && <span>{unitText}</span>}
        {year && <span className={styles.year}>{year}</span>}
      </p>
      {comparison && comparison.length > 0 && (
        <>
          <figcaption className="visually-hidden">{word("compared")}</figcaption>
          <ComparisonBars rows={comparison.map((row) => ({ label: text(row.label), value: row.value }))} />
        </>
      )}
      {note && <p className={styles.note}>{text(note)}</p>}
    </figure>
  );
}

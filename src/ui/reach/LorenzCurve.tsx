import type { LorenzPoint } from "../../domain/reach/measureEquity.ts";
import styles from "./Equity.module.css";
import { useEquityWords } from "./equityWords.ts";
import panelStyles from "./ReachPanel.module.css";

const size = 200;
const margin = { left: 22, bottom: 18, top: 4, right: 4 };

/** Share of access of the share of people from the bottom. */
function readShare(curve: readonly LorenzPoint[], people: number): number {
  for (const [i, [x, y]] of curve.entries()) {
    if (x < people || i === 0) continue;
    const [before, low] = curve[i - 1]!;
    return low + ((y - low) * (people - before)) / (x - before);
  }
  return 1;
}

/** How reach is spread over people, against equality and against what it is compared with. */
export function LorenzCurve({
  now,
  before,
}: {
  now: readonly LorenzPoint[];
  before: readonly LorenzPoint[] | null;
}) {
  const { word, percent } = useEquityWords();
  const x = (share: number) => margin.left + share * (size - margin.left - margin.right);
  const y = (share: number) => size - margin.bottom - share * (size - margin.top - margin.bottom);
  const points = (curve: readonly LorenzPoint[]) =>
    curve.map(([people, access]) => `${x(people).toFixed(1)},${y(access).toFixed(1)}`).join(" ");
  return (
    <figure className={styles.chart}>
      <figcaption className={panelStyles.subtitle}>{word("lorenz")}</figcaption>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={word("lorenz")}>
        <rect x={x(0)} y={y(1)} width={x(1) - x(0)} height={y(0) - y(1)} className={styles.frame} />
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className={styles.equal} />
        {before && <polyline points={points(before)} className={styles.before} />}
        <polyline points={points(now)} className={styles.now} />
        <text x={x(1)} y={size - 5} textAnchor="end" className={styles.axis}>
          {word("lorenzPeople")} →
        </text>
        <text x={12} y={y(1)} textAnchor="end" transform={`rotate(-90 12 ${y(1)})`} className={styles.axis}>
          {word("lorenzAccess")} →
        </text>
        {before && (
          <>
            <line x1={x(0.06)} x2={x(0.16)} y1={y(0.92)} y2={y(0.92)} className={styles.now} />
            <text x={x(0.19)} y={y(0.92) + 4} className={styles.axis}>
              {word("legendNow")}
            </text>
            <line x1={x(0.06)} x2={x(0.16)} y1={y(0.84)} y2={y(0.84)} className={styles.before} />
            <text x={x(0.19)} y={y(0.84) + 4} className={styles.axis}>
              {word("legendBefore")}
            </text>
          </>
        )}
      </svg>
      <p className={panelStyles.note}>
        {word("lorenzDescription", {
          bottom: percent(readShare(now, 0.4)),
          top: percent(1 - readShare(now, 0.9)),
        })}
      </p>
    </figure>
  );
}

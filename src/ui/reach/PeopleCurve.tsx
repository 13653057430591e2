import type { ReachSummary } from "../../domain/reach/summarizeSurface.ts";
import styles from "./ReachPanel.module.css";
import { useReachWords } from "./useReachWords.ts";

const width = 308;
const height = 112;
const margin = { left: 44, right: 8, top: 8, bottom: 20 };

/** People against minutes: how fast the circle fills, with the cut-offs marked. */
export function PeopleCurve({ summary, cutoffs }: { summary: ReachSummary; cutoffs: readonly number[] }) {
  const { word, people } = useReachWords();
  const { curve } = summary;
  const limit = Math.min(curve.length - 1, Math.max(120, cutoffs.at(-1) ?? 120));
  const top = Math.max(1, curve[limit] ?? 0);
  const x = (minute: number) => margin.left + (minute / limit) * (width - margin.left - margin.right);
  const y = (count: number) => height - margin.bottom - (count / top) * (height - margin.top - margin.bottom);
  const points = Array.from(
    { length: limit + 1 },
    (_, minute) => `${x(minute).toFixed(1)},${y(curve[minute]!).toFixed(1)}`,
  );
  const list = cutoffs
    .filter((minutes) => minutes <= limit)
    .map((minutes) => word("curvePoint", { minutes, people: people(curve[minutes] ?? 0) }))
    .join(", ");
  return (
    <figure className={styles.curve}>
      <figcaption className={styles.subtitle}>{word("curve")}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={word("curve")}>
        <desc>{word("curveDescription", { limit, list })}</desc>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line
              x1={margin.left}
              x2={width - margin.right}
              y1={y(top * share)}
              y2={y(top * share)}
              className={styles.grid}
            />
            <text x={margin.left - 5} y={y(top * share) + 4} textAnchor="end" className={styles.axis}>
              {people(top * share)}
            </text>
          </g>
        ))}
        {cutoffs
          .filter((minutes) => minutes <= limit)
          .map((minutes) => (
            <g key={minutes}>
              <line
                x1={x(minutes)}
                x2={x(minutes)}
                y1={y(curve[minutes] ?? 0)}
                y2={height - margin.bottom}
                className={styles.drop}
              />
              <circle cx={x(minutes)} cy={y(curve[minutes] ?? 0)} r="3" className={styles.dot} />
              <text x={x(minutes)} y={height - 6} textAnchor="middle" className={styles.axis}>
                {minutes}
              </text>
            </g>
          ))}
        <polyline points={points.join(" ")} className={styles.line} />
      </svg>
    </figure>
  );
}

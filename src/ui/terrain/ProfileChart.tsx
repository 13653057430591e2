import type { Profile } from "../../domain/terrain/profile.ts";
import styles from "./Terrain.module.css";
import { useTerrainWords } from "./terrainWords.ts";

const [width, height] = [320, 150];
const frame = { left: 38, right: 8, top: 8, bottom: 30 };

/** A round step that divides a range into some four parts. */
function chooseTick(range: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(range, 1e-9) / 4));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => range / step <= 5)!;
}

const ticks = (from: number, to: number): number[] => {
  const step = chooseTick(to - from);
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
};

/** Heights along a line as a picture; the words beside it say the same. */
export function ProfileChart({ profile, label }: { profile: Profile; label: string }) {
  const { word, number } = useTerrainWords();
  const { points, lengthMetres, least, most } = profile;
  if (least === null || most === null) return null;
  const spare = Math.max(5, (most - least) * 0.08);
  const [low, high] = [least - spare, most + spare];
  const x = (metres: number) =>
    frame.left + (metres / Math.max(1, lengthMetres)) * (width - frame.left - frame.right);
  const y = (metres: number) =>
    frame.top + ((high - metres) / (high - low)) * (height - frame.top - frame.bottom);
  const base = height - frame.bottom;
  // Where nothing is known the line breaks off.
  const runs: { x: number; y: number }[][] = [[]];
  for (const { distanceMetres, heightMetres } of points) {
    if (heightMetres === null) {
      if (runs.at(-1)!.length > 0) runs.push([]);
    } else runs.at(-1)!.push({ x: x(distanceMetres), y: y(heightMetres) });
  }
  const path = (run: readonly { x: number; y: number }[]) =>
    run
      .map((point, index) => `${index === 0 ? "M" : "L"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`)
      .join("");
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={styles.chart} role="img" aria-label={label}>
      {ticks(low, high).map((metres) => (
        <g key={metres}>
          <line
            x1={frame.left}
            x2={width - frame.right}
            y1={y(metres)}
            y2={y(metres)}
            className={styles.grid}
          />
          <text x={frame.left - 4} y={y(metres) + 3} textAnchor="end" className={styles.tick}>
            {number(metres)}
          </text>
        </g>
      ))}
      {ticks(0, lengthMetres / 1000).map((kilometres) => (
        <text
          key={kilometres}
          x={x(kilometres * 1000)}
          y={base + 12}
          textAnchor="middle"
          className={styles.tick}
        >
          {number(kilometres, { maximumFractionDigits: 2 })}
        </text>
      ))}
      {runs
        .filter((run) => run.length > 1)
        .map((run) => (
          <g key={run[0]!.x}>
            <path
              d={`${path(run)}L${run.at(-1)!.x} ${base}L${run[0]!.x} ${base}Z`}
              className={styles.ground}
            />
            <path d={path(run)} className={styles.line} />
          </g>
        ))}
      <line x1={frame.left} x2={width - frame.right} y1={base} y2={base} className={styles.axis} />
      <text x={(frame.left + width) / 2} y={height - 4} textAnchor="middle" className={styles.tick}>
        {word("distance")}
      </text>
    </svg>
  );
}

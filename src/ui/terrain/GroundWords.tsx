import { formatShare } from "../../domain/check/measureWords.ts";
import type { CorridorSlope } from "../../domain/terrain/profile.ts";
import styles from "./Terrain.module.css";
import { useTerrainWords } from "./terrainWords.ts";

/** How steep the ground about a line is, in a sentence. */
export function GroundWords({ slope }: { slope: CorridorSlope }) {
  const { word, number } = useTerrainWords();
  const { meanPercent, mostPercent, steepShare, knownShare, widthMetres } = slope;
  if (meanPercent === null || mostPercent === null)
    return <p className={styles.note}>{word("groundNone")}</p>;
  const percent = (value: number) => number(value, { maximumFractionDigits: 1 });
  return (
    <p className={styles.note} data-testid="terrain-ground">
      {word("ground", {
        half: widthMetres / 2,
        mean: percent(meanPercent),
        most: percent(mostPercent),
        steep: formatShare(steepShare),
      })}
      {knownShare < 0.999 && word("groundKnown", { share: formatShare(knownShare) })}
    </p>
  );
}

import { MapPinned } from "lucide-react";
import { verdictWords } from "../../domain/check/describeConflicts.ts";
import { formatShare } from "../../domain/check/measureWords.ts";
import { lawVerdicts } from "../../domain/check/rules.ts";
import type { CorridorResult, CorridorZone } from "../../domain/corridor/corridor.ts";
import { findStability, findTellingTrials, findTrialTitle } from "../../domain/corridor/corridorReport.ts";
import { frameWays } from "../../state/check/corridor.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./CheckPanel.module.css";
import corridor from "./Corridor.module.css";
import { useCorridorWords } from "./corridorWords.ts";
import { VerdictMark } from "./VerdictMark.tsx";

const kilometres = (metres: number) => (metres / 1000).toFixed(1);

function Zone({ zone }: { zone: CorridorZone }) {
  const { word, text, language } = useCorridorWords();
  const meeting =
    zone.lengthMetres > 0
      ? word("along", { length: kilometres(zone.lengthMetres) })
      : zone.crossingCount > 0
        ? word("crosses", { count: zone.crossingCount })
        : word("near", { length: kilometres(zone.nearestDistanceMetres) });
  return (
    <li className={corridor.zone}>
      <div className={styles.conflictTop}>
        <VerdictMark verdict={zone.verdict} />
        <span className={styles.note}>{meeting}</span>
      </div>
      <p>
        {text(zone.name)}
        <span className={styles.note}>
          {" "}
          {text(zone.kind)}
          {zone.verdict !== zone.lawVerdict && ` · ${word("says")} ${text(verdictWords[zone.lawVerdict])}`}
        </span>
      </p>
      <p className={styles.note}>
        {zone.clauses.map((clause) => text(clause)).join(language === "zh" ? "；" : "; ")}
      </p>
    </li>
  );
}

/** One sentence on how firm a way is. */
function useStabilityWords(result: CorridorResult): string[] {
  const { word } = useCorridorWords();
  if (result.trials.length === 0) return result.ways.map(() => word("stableNone"));
  return findStability(result).map(({ costRatios, keptShare }) => {
    if (keptShare !== null) return word("stableBest", { share: formatShare(keptShare) });
    const [least, most] = [costRatios[0].toFixed(2), costRatios[1].toFixed(2)];
    return least === most ? word("stableSame", { ratio: least }) : word("stableOther", { least, most });
  });
}

function Trials({ result }: { result: CorridorResult }) {
  const { word, text } = useCorridorWords();
  const telling = findTellingTrials(result);
  return (
    <details className={styles.fold2}>
      <summary>{word("trials")}</summary>
      {telling.length > 0 && (
        <table className={styles.compare}>
          <thead>
            <tr>
              <th scope="col">{word("kind")}</th>
              <th scope="col">{word("trialKept")}</th>
              <th scope="col">{word("trialCost")}</th>
            </tr>
          </thead>
          <tbody>
            {telling.map((trial) => (
              <tr key={`${trial.kind} ${trial.factor}`}>
                <th scope="row">
                  {text(findTrialTitle(result, trial))} × {trial.factor}
                </th>
                <td>{formatShare(trial.keptShare)}</td>
                <td>{trial.costRatios.map((ratio) => ratio.toFixed(2)).join(" · ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.note}>{word("trialSame", { count: result.trials.length })}</p>
    </details>
  );
}

/** The ways with length, zones, clauses and how firm each is. */
export function CorridorWays({ result }: { result: CorridorResult }) {
  const { word, text, language } = useCorridorWords();
  const stability = useStabilityWords(result);
  return (
    <>
      <ol data-testid="corridor-ways">
        {result.ways.map((way, index) => (
          <li key={way.coordinates.join(" ")} className={corridor.way}>
            <div className={corridor.head}>
              <span>
                {word("way")} {index + 1}
                {index === 0 && <span className={styles.tag}>{word("best")}</span>}
              </span>
              <span>{word("length", { length: kilometres(way.lengthMetres) })}</span>
              <IconButton
                icon={MapPinned}
                name={word("show", { index: index + 1 })}
                onClick={() => frameWays(result, index)}
              />
            </div>
            {index > 0 && (
              <p className={styles.note}>
                {word("cost", { ratio: way.costRatio.toFixed(2) })}
                {language === "zh" ? "，" : ", "}
                {word("own", { share: formatShare(way.ownShare) })}
              </p>
            )}
            <p className={corridor.figures}>
              {lawVerdicts.every((verdict) => way.lengthByVerdict[verdict] < 50)
                ? word("noZone")
                : lawVerdicts
                    .filter((verdict) => way.lengthByVerdict[verdict] >= 50)
                    .map((verdict) => (
                      <span key={verdict}>
                        {text(verdictWords[verdict])}{" "}
                        {word("length", { length: kilometres(way.lengthByVerdict[verdict]) })}
                      </span>
                    ))}
            </p>
            {way.meanSlopePercent !== null && (
              <p className={styles.note}>{word("slopeOf", { percent: way.meanSlopePercent.toFixed(1) })}</p>
            )}
            <p className={styles.note}>{stability[index]}</p>
            {way.zones.length > 0 && (
              <details className={styles.fold2}>
                <summary>{word("zones", { count: way.zones.length })}</summary>
                <ul>
                  {way.zones.map((zone) => (
                    <Zone key={zone.zone} zone={zone} />
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ol>
      {result.slope && (
        <p className={styles.note}>
          {word("slopeSaid", {
            weight: result.slope.weight,
            terrain: result.slope.terrain,
            grain: Math.round(result.slope.grainMetres),
            share: formatShare(result.slope.knownShare),
          })}
        </p>
      )}
      {result.trials.length > 0 && <Trials result={result} />}
      <p className={styles.note}>
        {word("method", {
          cell: result.cellMetres,
          straight: kilometres(result.straightMetres),
          without: result.withoutOutline,
          weights:
            result.kinds
              .map(({ title, weight }) => `${text(title)} ${weight}`)
              .join(language === "zh" ? "、" : ", ") || "—",
        })}
      </p>
    </>
  );
}

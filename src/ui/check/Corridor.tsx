import { Columns3, Download, Layers, Route } from "lucide-react";
import type { RuleTable } from "../../domain/check/rules.ts";
import { buildCorridorCollection } from "../../domain/corridor/corridorReport.ts";
import { formatCorridorCsv } from "../../domain/corridor/corridorRows.ts";
import {
  buildCorridorRequest,
  clearCorridor,
  compareWays,
  findCorridors,
  keepCorridor,
  readCorridorReport,
} from "../../state/check/corridor.ts";
import { useCorridor } from "../../state/check/corridorStore.ts";
import { findToday } from "../../state/check/today.ts";
import { useAtlas } from "../../state/store.ts";
import { useTerrain } from "../../state/terrain/terrainStore.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { saveFile } from "../kit/saveFile.ts";
import { Underway } from "../kit/Underway.tsx";
import styles from "./CheckPanel.module.css";
import corridor from "./Corridor.module.css";
import { CorridorEnds, writeEnd } from "./CorridorEnds.tsx";
import { CorridorWays } from "./CorridorWays.tsx";
import { CorridorWeights } from "./CorridorWeights.tsx";
import { corridorWord, useCorridorWords } from "./corridorWords.ts";

const words = { way: corridorWord("way"), band: corridorWord("band") };

/** What can be done with the ways that were found. */
function Uses() {
  const { word, text, language } = useCorridorWords();
  const inReport = useCorridor((state) => state.inReport);
  const report = readCorridorReport();
  if (!report) return null;
  const nameOf = (end: typeof report.from) => (end.name ? text(end.name) : writeEnd(end));
  const title = word("layer", { from: nameOf(report.from), to: nameOf(report.to) });
  const save = (extension: string, mime: string, content: string) =>
    saveFile(`${title}.${extension}`, new Blob([content], { type: mime }));
  return (
    <>
      <div className={styles.row}>
        <IconButton icon={Columns3} labelled name={word("compare")} onClick={() => compareWays(words.way)} />
        <IconButton
          icon={Layers}
          labelled
          name={word("keep")}
          onClick={() => void keepCorridor(title, words)}
        />
        <IconButton
          icon={Download}
          labelled
          name={word("csv")}
          onClick={() => save("csv", "text/csv", formatCorridorCsv(report, language))}
        />
        <IconButton
          icon={Download}
          labelled
          name="GeoJSON"
          onClick={() =>
            save("geojson", "application/geo+json", JSON.stringify(buildCorridorCollection(report.result)))
          }
        />
      </div>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={inReport}
          onChange={(event) => useCorridor.setState({ inReport: event.currentTarget.checked })}
        />
        {word("inReport")}
      </label>
      <button type="button" className={styles.link} onClick={clearCorridor}>
        {word("clear")}
      </button>
    </>
  );
}

/** The way from A to B that meets least of zones and rules, and how firm it is. */
export function Corridor({ table }: { table: RuleTable }) {
  const { word, text } = useCorridorWords();
  const state = useCorridor();
  // A change of phase, day or rules makes another question of the same ends.
  const decisionDate = useAtlas(({ board }) => board.check?.decisionDate) ?? findToday();
  useAtlas(({ board }) => board.phase);
  const terrain = useTerrain((held) => held.summary);
  const kinds = table.activityKinds;
  const standard = kinds.find(({ id }) => id === "road")?.id ?? kinds[0]?.id ?? "";
  const activity = state.activity ?? standard;
  const request = buildCorridorRequest(state, standard);
  const { answer } = state;
  return (
    <div className={corridor.corridor} data-testid="corridor">
      <p className={styles.note}>{word("lead", { share: "3 %" })}</p>
      <CorridorEnds />
      <label className={styles.field}>
        <span>{word("activity")}</span>
        <select
          className={styles.input}
          value={activity}
          onChange={(event) => useCorridor.setState({ activity: event.currentTarget.value })}
        >
          {kinds.map((kind) => (
            <option key={kind.id} value={kind.id}>
              {text(kind.title)}
            </option>
          ))}
        </select>
      </label>
      <CorridorWeights table={table} decisionDate={decisionDate} activity={activity} />
      {terrain ? (
        <label className={styles.field}>
          <span>{word("slopeWeight")}</span>
          <input
            type="number"
            className={styles.input}
            min={0}
            max={100}
            step="any"
            value={state.slopeWeight}
            onChange={(event) => {
              const weight = event.currentTarget.valueAsNumber;
              if (weight >= 0 && weight <= 100) useCorridor.setState({ slopeWeight: weight });
            }}
          />
        </label>
      ) : (
        <p className={styles.note}>{word("slopeNone")}</p>
      )}
      <button
        type="button"
        className={styles.primary}
        disabled={!request}
        onClick={() => void findCorridors(standard)}
      >
        <Route size={16} aria-hidden="true" /> {word(request ? "find" : "needs")}
      </button>
      <Underway question={state.question} />
      {answer && !answer.ok && answer.error.code !== "stopped" && (
        <div className={styles.problem} role="alert">
          <strong>{word("failed")}</strong>
          <p>{text(answer.error)}</p>
        </div>
      )}
      {answer?.ok && (
        <>
          {request && request.key !== state.asked?.key && (
            <p className={styles.warning} role="status">
              {word("stale")}
            </p>
          )}
          <p className={styles.note}>{word("shown")}</p>
          <CorridorWays result={answer.value} />
          <Uses />
        </>
      )}
    </div>
  );
}

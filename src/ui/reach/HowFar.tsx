import { Pause, Play, Plus, X } from "lucide-react";
import { useEffect, useState } from "react";
import { findBandColours } from "../../../layers/answers/reachColours.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import {
  leastCutoffMinutes,
  mostCutoffMinutes,
  mostCutoffs,
  type ReachQuery,
  standardQuery,
} from "../../domain/board/reachQuery.ts";
import { changeQuery, moveCutoffs, setCutoffs, settleCutoffs } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { isComposing } from "../kit/isComposing.ts";
import { Section } from "../kit/Section.tsx";
import { useMediaQuery } from "../kit/useMediaQuery.ts";
import styles from "./ReachPanel.module.css";
import { useReachWords } from "./useReachWords.ts";

const playLimit = 120;
/** Two hours run past in twelve seconds. */
const minutesPerSecond = 10;

function CutoffRow({
  cutoffs,
  index,
  colour,
}: {
  cutoffs: readonly number[];
  index: number;
  colour: string;
}) {
  const { word } = useReachWords();
  const minutes = cutoffs[index]!;
  // The sliders keep their order: each may move between its neighbours.
  const least = index > 0 ? cutoffs[index - 1]! + 1 : leastCutoffMinutes;
  const most = index < cutoffs.length - 1 ? cutoffs[index + 1]! - 1 : mostCutoffMinutes;
  const [typed, setTyped] = useState<string | null>(null);
  const changeTo = (value: number) => {
    const held = Math.min(most, Math.max(least, value));
    return cutoffs.map((other, at) => (at === index ? held : other));
  };
  const commit = () => {
    const value = Number(typed);
    if (typed && Number.isFinite(value)) setCutoffs(changeTo(value));
    setTyped(null);
  };
  return (
    <li className={styles.cutoff}>
      <span className={styles.swatch} style={{ background: colour }} aria-hidden="true" />
      <input
        type="range"
        min={leastCutoffMinutes}
        max={mostCutoffMinutes}
        value={minutes}
        aria-label={word("cutoffOf", { index: index + 1 })}
        aria-valuetext={word("minutes", { minutes })}
        onChange={(event) => moveCutoffs(changeTo(event.currentTarget.valueAsNumber))}
        onPointerUp={settleCutoffs}
        onKeyUp={settleCutoffs}
        onBlur={settleCutoffs}
      />
      <input
        type="number"
        className={styles.numberField}
        min={least}
        max={most}
        value={typed ?? minutes}
        aria-label={word("cutoffOf", { index: index + 1 })}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && !isComposing(event) && commit()}
      />
      {cutoffs.length > 1 && (
        <IconButton
          icon={X}
          name={word("cutoffRemove", { minutes })}
          onClick={() => setCutoffs(cutoffs.filter((_, at) => at !== index))}
        />
      )}
    </li>
  );
}

function Cutoffs({ query }: { query: ReachQuery }) {
  const { word } = useReachWords();
  const moved = useReach((state) => state.movedCutoffs);
  const theme = useAtlas((state) => state.board.theme);
  const cutoffs = moved ?? query.cutoffs;
  const colours = findBandColours(themes[theme].reach.ramp, cutoffs.length);
  const next = Math.min(mostCutoffMinutes, cutoffs.at(-1)! + 30);
  return (
    <fieldset className={styles.group}>
      <legend>{word("cutoffs")}</legend>
      <ol>
        {cutoffs.map((_, index) => (
          <CutoffRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a cut-off is its place in the order
            key={index}
            cutoffs={cutoffs}
            index={index}
            colour={colours[index]!}
          />
        ))}
      </ol>
      {cutoffs.length < mostCutoffs && !cutoffs.includes(next) && (
        <IconButton
          icon={Plus}
          labelled
          name={word("cutoffAdd")}
          onClick={() => setCutoffs([...cutoffs, next])}
        />
      )}
    </fieldset>
  );
}

/** Runs the minutes on the map; only a slider where the reader asks for little motion. */
function Player() {
  const { word } = useReachWords();
  const playMinutes = useReach((state) => state.playMinutes);
  const still = useMediaQuery("(prefers-reduced-motion: reduce)");
  const [isRunning, setRunning] = useState(false);
  useEffect(() => {
    if (!isRunning) return;
    let frame = 0;
    let last = performance.now();
    const step = (now: number) => {
      const { playMinutes: at } = useReach.getState();
      const next = (at ?? 0) + ((now - last) / 1000) * minutesPerSecond;
      last = now;
      if (next >= playLimit) {
        useReach.setState({ playMinutes: null });
        setRunning(false);
        return;
      }
      useReach.setState({ playMinutes: next });
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [isRunning]);
  useEffect(() => () => useReach.setState({ playMinutes: null }), []);
  const stop = () => {
    setRunning(false);
    useReach.setState({ playMinutes: null });
  };
  return (
    <div className={styles.player}>
      {still ? (
        <p className={styles.note}>{word("playStill")}</p>
      ) : (
        <IconButton
          icon={isRunning ? Pause : Play}
          labelled
          name={word(isRunning ? "pause" : "play")}
          onClick={() => {
            if (isRunning) stop();
            else {
              useReach.setState({ playMinutes: 0 });
              setRunning(true);
            }
          }}
        />
      )}
      <input
        type="range"
        min={0}
        max={playLimit}
        value={Math.round(playMinutes ?? playLimit)}
        aria-label={word("playSlider")}
        aria-valuetext={word("minutes", { minutes: Math.round(playMinutes ?? playLimit) })}
        onChange={(event) => {
          setRunning(false);
          const value = event.currentTarget.valueAsNumber;
          useReach.setState({ playMinutes: value >= playLimit ? null : value });
        }}
      />
      {playMinutes !== null && (
        <p className={styles.note}>{word("playAt", { minutes: Math.round(playMinutes) })}</p>
      )}
    </div>
  );
}

const definitionNotes = {
  train: "definitionTrainNote",
  station: "definitionStationNote",
  door: "definitionDoorNote",
} as const;

/** What counts as time, which trains, how far, and how it is drawn. */
export function HowFar() {
  const { word } = useReachWords();
  const query = useAtlas((state) => state.board.reach) ?? standardQuery;
  const sources = useReach((state) => state.sources);
  const parameter = (name: string) => sources?.rail.parameters[name]?.value ?? 0;
  return (
    <Section title={word("howFar")}>
      <Choice
        name={word("definition")}
        value={query.definition}
        options={[
          { id: "train", title: word("definitionTrain") },
          { id: "station", title: word("definitionStation") },
          { id: "door", title: word("definitionDoor") },
        ]}
        onChange={(definition) => changeQuery({ definition })}
      />
      <p className={styles.note}>
        {word(definitionNotes[query.definition], {
          catchment: parameter("catchment"),
          cap: parameter("wait-cap"),
          entry: parameter("entry"),
          exit: parameter("exit"),
        })}
      </p>
      <Choice
        name={word("trains")}
        value={query.trains}
        options={[
          { id: "fastest", title: word("trainsFastest") },
          { id: "emu", title: word("trainsEmu") },
          { id: "conventional", title: word("trainsConventional") },
        ]}
        onChange={(trains) => changeQuery({ trains })}
      />
      <Cutoffs query={query} />
      <Choice
        name={word("view")}
        value={query.view}
        options={[
          { id: "surface", title: word("viewSurface") },
          { id: "ring", title: word("viewRing") },
          { id: "both", title: word("viewBoth") },
        ]}
        onChange={(view) => changeQuery({ view })}
      />
      {query.view !== "surface" && (
        <p className={styles.note}>
          {word("ringNote", { speed: sources?.reach.parameters["ring-speed"]?.value ?? 0 })}
        </p>
      )}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={query.soft}
          onChange={(event) => changeQuery({ soft: event.currentTarget.checked })}
        />
        {word("soft")}
      </label>
      {query.soft && <p className={styles.note}>{word("softNote", { minutes: query.focusMinutes })}</p>}
      {query.origins.length > 0 && <Player />}
    </Section>
  );
}

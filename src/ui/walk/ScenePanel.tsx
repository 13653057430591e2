import {
  ChevronLeft,
  ChevronRight,
  Keyboard,
  type LucideIcon,
  MonitorUp,
  Pause,
  Play,
  Wrench,
  X,
} from "lucide-react";
import { phases } from "../../../geodata/plan/phases.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import {
  goBack,
  goForward,
  leavePresenting,
  startDetour,
  togglePlaying,
  toggleSheet,
} from "../../state/presenting.ts";
import { useWalk } from "../../state/walk.ts";
import { NarrationText } from "./NarrationText.tsx";
import { openConsoleWindow } from "./openConsoleWindow.ts";
import { SceneFigure } from "./SceneFigure.tsx";
import { SceneLegend } from "./SceneLegend.tsx";
import styles from "./ScenePanel.module.css";
import { useSceneNumbers } from "./useNumbers.ts";
import { useWalkWords } from "./walkWords.ts";
import { writeClause } from "./writeClause.ts";

function Tool({ icon: Icon, name, onClick }: { icon: LucideIcon; name: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.tool} aria-label={name} title={name} onClick={onClick}>
      <Icon strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}

/** How far the walk has come, chapter by chapter. */
function Progress({ walk, index }: { walk: Walk; index: number }) {
  const counts = walk.chapters.map(({ chapter }) => ({
    chapter,
    places: walk.scenes.flatMap((scene, place) => (scene.chapter === chapter ? [place] : [])),
  }));
  return (
    <div className={styles.progress} aria-hidden="true">
      {counts
        .filter(({ places }) => places.length > 0)
        .map(({ chapter, places }) => (
          <span key={chapter} className={styles.chapter}>
            {places.map((place) => (
              <i key={place} className={place === index ? styles.here : place < index ? styles.done : ""} />
            ))}
          </span>
        ))}
    </div>
  );
}

/** What the room reads beside the map: where in the plan, the title, what is said, charts and legend. */
export function ScenePanel({ walk, scene, index }: { walk: Walk; scene: Scene; index: number }) {
  const { say, text, language } = useWalkWords();
  const numbers = useSceneNumbers(walk, scene);
  const isPlaying = useWalk((state) => state.isPlaying);
  const chapter = walk.chapters.find((other) => other.chapter === scene.chapter);
  const phase = phases.find((other) => other.id === scene.view.phase);
  return (
    <>
      <header className={styles.head}>
        <p className={styles.tags}>
          {chapter && <span>{text(chapter.title)}</span>}
          {scene.clauses.map((clause) => (
            <span key={JSON.stringify(clause)} className={styles.clause}>
              {writeClause(clause, say)}
            </span>
          ))}
          {phase && <span className={styles.phase}>{text(phase.title)}</span>}
        </p>
        <h1 className={styles.title}>{text(scene.title)}</h1>
      </header>
      <div className={styles.body}>
        <p className={styles.narration} data-testid="narration">
          <NarrationText text={scene.narration[language]} numbers={numbers} />
        </p>
        {scene.figures.map((figure) => (
          <SceneFigure key={JSON.stringify(figure)} figure={figure} numbers={numbers} />
        ))}
        <SceneLegend />
      </div>
      <footer className={styles.foot}>
        <Progress walk={walk} index={index} />
        <div className={styles.tools}>
          <Tool icon={ChevronLeft} name={say("previous")} onClick={goBack} />
          <span className={styles.place}>
            {say("sceneShort", { place: index + 1, count: walk.scenes.length })}
          </span>
          <Tool icon={ChevronRight} name={say("next")} onClick={goForward} />
          <i className={styles.gap} />
          <Tool
            icon={isPlaying ? Pause : Play}
            name={say(isPlaying ? "pause" : "play")}
            onClick={togglePlaying}
          />
          <Tool icon={Wrench} name={`${say("tools")} (M)`} onClick={startDetour} />
          <Tool icon={MonitorUp} name={`${say("console")} (P)`} onClick={openConsoleWindow} />
          <Tool icon={Keyboard} name={`${say("shortcuts")} (?)`} onClick={toggleSheet} />
          <Tool icon={X} name={`${say("leave")} (Esc)`} onClick={leavePresenting} />
        </div>
      </footer>
    </>
  );
}
